//! A `vocabulary:` as it is written: its sections and the fields of their lines.
//!
//! Invariant: this is the one list of those fields; the reader, the writer, the file for editors and `docs/language.md`
//! take them from here. A field that is left out leaves what there is as it was.
use super::texts::Texts;
use super::{Holds, Partnership, Phase, Record, Recorded, RolePartnership, Root, Shape, Shaped, Type, graphviz};
use crate::text::{Files, Text};
use crate::yaml::{Entries, Many, Node, Short, Write, write};
use serde::Deserialize;

/// Defines what is written as pairs: `pairs! { /// about. Type as "word" needs { … } may { … } }`.
macro_rules! pairs {
    ($(#[doc = $about:literal])+ $Type:ident as $word:literal
        needs { $($(#[doc = $need_says:literal])+ $need:ident: $Need:ty $(=> $need_holds:expr)?,)* }
        may { $($(#[doc = $may_says:literal])+ $may:ident: $May:ty $(=> $may_holds:expr)?,)* }) => {
        $(#[doc = $about])+
        #[derive(Clone, Debug, PartialEq, Deserialize)]
        #[serde(rename = $word, rename_all = "kebab-case")]
        pub struct $Type {
            $($(#[doc = $need_says])+ pub(super) $need: $Need,)*
            $($(#[doc = $may_says])+ #[serde(default)] pub(super) $may: $May,)*
        }

        impl Recorded for $Type {
            const RECORD: Record = Record {
                word: $word,
                about: concat!($($about),+),
                fields: &[
                    $(super::field!(true, $($need_says)+ $need: $Need $(=> $need_holds)?),)*
                    $(super::field!(false, $($may_says)+ $may: $May $(=> $may_holds)?),)*
                ],
            };
        }

        impl Texts for $Type {
            fn texts(&self, _: Holds, each: &mut dyn FnMut(Holds, Text)) {
                let values: &[&dyn Texts] = &[$(&self.$need,)* $(&self.$may,)*];
                Self::RECORD.fields.iter().zip(values).for_each(|(field, value)| value.texts(field.holds, each));
            }
        }

        impl Write for $Type {
            fn node<'f>(&self, files: &'f Files) -> Node<'f> {
                let fields = Self::RECORD.fields.iter().map(|field| (field.name(), field.needed));
                write::pairs(fields, &[$(&self.$need,)* $(&self.$may,)*], files)
            }
        }
    };
}

/// Keys that are new words of facts.
const WORDS: Holds = Holds::Keys(&Holds::NewId, &Holds::Anything);
/// The records that have statuses.
const LADDERS: &[(&str, &str)] = &[
    (Root::Agreement.word(), ""),
    (Root::Asset.word(), ""),
    (Root::Stakeholder.word(), ""),
    ("anytime", "outside of the order"),
];
const PHASES: &[(&str, &str)] =
    &[(Phase::Planned.word(), ""), (Phase::Held.word(), ""), (Phase::Paused.word(), ""), (Phase::Ended.word(), "")];
const STROKES: &[(&str, &str)] = &[("solid", "unbroken"), ("dashed", "of strokes"), ("dotted", "of dots")];
const COUNTS: &[(&str, &str)] = &[
    ("plain", "as a matter of course"),
    ("marked", "with a word that says how it is put"),
    ("only when asked", "not in answers that do not ask for it"),
];
/// What has a colour on a map.
const DRAWN: &[(&str, &str)] = &[
    (Partnership::Cooperative.word(), ""),
    (Partnership::Neutral.word(), ""),
    (Partnership::Adverse.word(), ""),
    ("outline", "of boxes"),
    ("frame", "of groups"),
    ("paper", "behind all"),
    ("ink", "of titles and names"),
    ("quiet", "of remarks"),
];

pairs! {
    /// Words of your own, or other meanings of those there are: kinds, relations, statuses, properties, groups
    Written as "vocabulary"
    needs {}
    may {
        /// What things are: each kind with the one it is a kind of
        kinds: Entries<KindLine> => WORDS,
        /// How two can be tied; a tie reads FROM is WORD TO
        relations: Entries<RelationLine> => WORDS,
        /// The steps of a life, in order, for `agreement`, `asset` and `stakeholder`; those of `anytime` stand outside the order
        statuses: Entries<Entries<Short<StatusLine>>> => Holds::Keys(&Holds::OneOf(LADDERS), &WORDS),
        /// The style of the lines of each phase: solid, dashed or dotted
        phases: Entries<Text> => Holds::Keys(&Holds::OneOf(PHASES), &Holds::OneOf(STROKES)),
        /// How each stance reads, and whether it counts
        stances: Entries<StanceLine> => Holds::Keys(&Holds::Stance, &Holds::Anything),
        /// The part somebody has in an agreement or a date, written `ID as ROLE`
        roles: Entries<RoleLine> => WORDS,
        /// What a detail can say
        properties: Entries<PropertyLine> => WORDS,
        /// The groups of a map
        groups: Entries<Short<GroupLine>> => WORDS,
        /// The shapes of boxes on a map
        looks: Entries<LookLine> => WORDS,
        /// The colours of lines by `partnership`, and of what else is drawn
        lines: Entries<LineLookLine> => Holds::Keys(&Holds::OneOf(DRAWN), &Holds::Anything),
        /// The names of languages, by their codes
        languages: Entries<Text> => Holds::Keys(&Holds::Language, &Holds::Anything),
        /// What people write for a word: used in suggestions and look-ups
        synonyms: Entries<Text>,
    }
}

pairs! {
    /// A kind of thing
    KindLine as "kind"
    needs {}
    may {
        /// The kind it is one of: it takes over all that is not said here
        is: Option<Text> => Holds::AnyKind,
        /// How a person reads it
        label: Option<Text>,
        /// Several of them, as a heading, where no `s` makes it: people
        all: Option<Text>,
        /// The shape of its box on a map
        look: Option<Text> => Holds::Look,
        /// The fill of its box: `#rrggbb`, in quotes
        colour: Option<Text> => Holds::Colour,
        /// Whether it makes partners of those it binds
        partnership: Option<PartnershipWord>,
        /// How few parties such an agreement has
        min_parties: Option<u64>,
        /// Whether such an agreement binds
        binding: Option<bool>,
        /// Whether such a stakeholder is a place too, where things happen; every asset is
        place: Option<bool>,
        /// Whether such a stake has a `share`
        share: Option<bool>,
        /// The properties a reader looks for in it: `show` and `gaps` name those that no source gives
        expects: Many<Text> => Holds::Property,
        /// The kinds such a stake can be in
        within: Many<Text> => Holds::KindOrAny,
        /// The verb of a sentence with it: holds a stake in
        says: Option<Text>,
        /// The verb of its denial: holds no stake in
        says_not: Option<Text>,
        /// The type of FollowTheMoney it is exported as
        ftm: Option<Text>,
        /// The code of the CAMEO event codebook, in quotes
        cameo: Option<Text>,
        /// What a person reads about it in `ties explain`
        about: Option<Text>,
    }
}

pairs! {
    /// A relation between two, read FROM is WORD TO
    RelationLine as "relation"
    needs {}
    may {
        /// The kinds it starts at; `any` for all
        from: Many<Text> => Holds::KindOrAny,
        /// The kinds it ends at; `any` for all
        to: Many<Text> => Holds::KindOrAny,
        /// How a person reads it
        label: Option<Text>,
        /// The other direction in words: has member
        inverse: Option<Text>,
        /// Those who have it, as a heading: members
        all: Option<Text>,
        /// Whether both directions are one claim
        symmetric: Option<bool>,
        /// Whether it passes on: what is part of a part is part of the whole
        transitive: Option<bool>,
        /// Which side has only one at a time
        one: Option<Text> => Holds::OneOf(&[("from", "each TO has one FROM at a time"), ("to", "each FROM has one TO at a time")]),
        /// Whether both ends are of one root: two assets, two dates
        same_root: Option<bool>,
        /// The relations it is a step on the way to
        short_of: Many<Text> => Holds::Relation,
        /// Whether it makes partners
        partnership: Option<PartnershipWord>,
        /// Whether it is answered from partners, and not only from claims
        derived: Option<bool>,
        /// Whether FROM speaks for TO: as sources they are one voice
        one_voice: Option<bool>,
        /// Whether it says what came first
        orders: Option<bool>,
        /// The word by which `show` puts it into the first line
        heading: Option<Text>,
        /// The verb of a sentence with it: is a member of
        says: Option<Text>,
        /// The verb of its denial: is no member of
        says_not: Option<Text>,
        /// The type of FollowTheMoney it is exported as
        ftm: Option<Text>,
        /// The code of the CAMEO event codebook, in quotes
        cameo: Option<Text>,
        /// What a person reads about it in `ties explain`
        about: Option<Text>,
    }
}

pairs! {
    /// A status: how far along a record is
    StatusLine as "status"
    needs {
        /// How far along it is
        is: PhaseWord,
    }
    may {
        /// How a person reads it
        label: Option<Text>,
        /// Whether it may come back after a later step
        again: Option<bool>,
    }
}

pairs! {
    /// How a stance reads
    StanceLine as "stance"
    needs {}
    may {
        /// How a person reads it
        label: Option<Text>,
        /// Whether such claims count in answers
        counts: Option<Text> => Holds::OneOf(COUNTS),
    }
}

pairs! {
    /// The part somebody has in an agreement or a date
    RoleLine as "role"
    needs {}
    may {
        /// How a person reads it
        label: Option<Text>,
        /// The record whose parties have it when no role is written
        default: Option<Text> => Holds::OneOf(&[(Root::Agreement.word(), "its parties"), (Root::Date.word(), "who took part")]),
        /// Whether it makes partners
        partnership: Option<RoleWord>,
        /// Whether an adverse role of the same record is against it
        acts: Option<bool>,
    }
}

pairs! {
    /// What a detail can say
    PropertyLine as "property"
    needs {}
    may {
        /// The kinds that may have it; `any` for all
        of: Many<Text> => Holds::KindOrAny,
        /// What its values are
        r#type: Option<TypeWord>,
        /// How a person reads it
        label: Option<Text>,
        /// The unit of its amounts
        unit: Option<Text>,
        /// Whether several values stand side by side and are no dispute
        many: Option<bool>,
        /// Whether it is shown without its name
        bare: Option<bool>,
        /// The only values, where they are few
        values: Many<Text>,
        /// The vaguer value each finer one agrees with
        broader: Entries<Text>,
    }
}

pairs! {
    /// A group of the map
    GroupLine as "group"
    needs {
        /// How a person reads it
        label: Text,
    }
    may {
        /// Its background: `#rrggbb`, in quotes
        colour: Option<Text> => Holds::Colour,
    }
}

pairs! {
    /// The shape of a box on a map
    LookLine as "look"
    needs {}
    may {
        /// The shape, in the words of Graphviz: box, ellipse, hexagon
        shape: Option<Text> => Holds::Graphviz("a shape", graphviz::SHAPES),
        /// Its style, in the words of Graphviz: rounded, dashed, diagonals
        style: Option<Text> => Holds::Graphviz("a style", graphviz::STYLES),
        /// How many outlines it has
        peripheries: Option<u64>,
    }
}

pairs! {
    /// The colour and the arrow head of lines
    LineLookLine as "line"
    needs {}
    may {
        /// The colour: `#rrggbb`, in quotes
        colour: Option<Text> => Holds::Colour,
        /// The same on dark paper; worked out where it is left out
        dark: Option<Text> => Holds::Colour,
        /// The arrow head, in the words of Graphviz: normal, vee, tee
        head: Option<Text> => Holds::Graphviz("an arrow head", graphviz::HEADS),
    }
}

/// Words that stand for a variant of an enum of the language.
macro_rules! words {
    ($name:ident for $of:ident { $($(#[doc = $means:literal])+ $word:ident $written:literal,)* }) => {
        #[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
        pub(super) enum $name { $($(#[doc = $means])+ #[serde(rename = $written)] $word),* }

        impl From<$name> for $of {
            fn from(word: $name) -> Self {
                match word { $($name::$word => $of::$word),* }
            }
        }

        impl Write for $name {
            fn node<'f>(&self, _: &'f Files) -> Node<'f> {
                Node::Text(match self { $($name::$word => $written),* })
            }
        }

        impl Texts for $name {}

        impl Shaped for $name {
            const SHAPE: Shape = Shape::Word(&[$(($written, concat!($($means),+))),*]);
        }
    };
}

words!(PartnershipWord for Partnership {
    /// it makes partners of those it binds
    Cooperative "cooperative",
    /// it sets them against each other
    Adverse "adverse",
    /// neither
    Neutral "neutral",
});
words!(PhaseWord for Phase {
    /// what it aims at is not reached
    Planned "planned",
    /// it stands
    Held "held",
    /// it stands still
    Paused "paused",
    /// it is over
    Ended "ended",
});
words!(RoleWord for RolePartnership {
    /// as the kind of the record does
    AsKind "as-kind",
    /// never
    None "none",
    /// it is set against those of the record whose role acts
    Adverse "adverse",
});
words!(TypeWord for Type {
    /// words
    Text "text",
    /// a whole number
    Number "number",
    /// an amount with a unit
    Quantity "quantity",
    /// a date
    Date "date",
    /// the id of a record
    Entity "entity",
});
