//! The words that belong to the language itself, so that the code may know them: the roots of all kinds, phases, stances,
//! what makes partners, the types of values.
//!
//! Invariant: a word stands here only where behaviour hangs on it; all others are data.

/// The six things facts speak of: each kind descends from one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Root {
    /// States, people, companies, blocs, forces, public bodies.
    Stakeholder,
    /// Projects, facilities, mines, places, fields.
    Asset,
    /// Documents that bind parties.
    Agreement,
    /// What one holds in another.
    Stake,
    /// What happened.
    Date,
    /// Who published it.
    Source,
}

impl Root {
    /// All of them.
    pub const ALL: [Root; 6] = [Root::Stakeholder, Root::Asset, Root::Agreement, Root::Stake, Root::Date, Root::Source];

    /// The word for it, which is also the name of its root kind.
    pub const fn word(self) -> &'static str {
        match self {
            Root::Stakeholder => "stakeholder",
            Root::Asset => "asset",
            Root::Agreement => "agreement",
            Root::Stake => "stake",
            Root::Date => "date",
            Root::Source => "source",
        }
    }
}

/// Whether a word makes partners of those it binds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Partnership {
    /// It does.
    Cooperative,
    /// It sets them against each other.
    Adverse,
    /// Neither.
    #[default]
    Neutral,
}

impl Partnership {
    /// The word for it.
    pub const fn word(self) -> &'static str {
        match self {
            Partnership::Cooperative => "cooperative",
            Partnership::Adverse => "adverse",
            Partnership::Neutral => "neutral",
        }
    }
}

/// How far along a status is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Phase {
    /// Not reached what it aims at.
    Planned,
    /// It stands.
    Held,
    /// It stands still.
    Paused,
    /// It is over.
    Ended,
}

impl Phase {
    /// The word for it.
    pub const fn word(self) -> &'static str {
        match self {
            Phase::Planned => "planned",
            Phase::Held => "held",
            Phase::Paused => "paused",
            Phase::Ended => "ended",
        }
    }
}

/// How a source puts a claim: part of the language, so part of the code.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Stance {
    /// It says so.
    #[default]
    Asserted,
    /// It says so with reserve.
    Hedged,
    /// It says it is to come.
    Planned,
    /// Somebody holds it so.
    Opinion,
    /// It says it is not so.
    Denied,
}

impl Stance {
    /// All of them, the surest first.
    pub const ALL: [Stance; 5] = [Stance::Asserted, Stance::Hedged, Stance::Planned, Stance::Opinion, Stance::Denied];

    /// The word for it.
    pub const fn word(self) -> &'static str {
        match self {
            Stance::Asserted => "asserted",
            Stance::Hedged => "hedged",
            Stance::Planned => "planned",
            Stance::Opinion => "opinion",
            Stance::Denied => "denied",
        }
    }

    /// The stance with this word.
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.word() == word)
    }
}

/// Whether a role makes partners.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum RolePartnership {
    /// As the kind of the record does.
    AsKind,
    /// Never.
    #[default]
    None,
    /// It is set against the others of the record.
    Adverse,
}

/// What type a property's values are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Type {
    /// Words.
    #[default]
    Text,
    /// A whole number.
    Number,
    /// A number with a unit and bounds.
    Quantity,
    /// A date.
    Date,
    /// The id of a record.
    Entity,
}
