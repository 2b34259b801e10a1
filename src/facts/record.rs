//! How a fact type is defined, once: its fields with their meaning and shape, the reader, the writer, what `ties explain`
//! and editors show.
//!
//! Invariant: a field is written down in one place only, where its place among the others is the one people give it. `needs`
//! are the fields that must be there; the rare ones of a tail stand in one box that is not there when none of them is.
use std::ops::Deref;

/// Fields that are rarely there, in one box, or none.
#[derive(Clone, Debug, PartialEq)]
pub struct Tail<T>(Option<Box<T>>);

/// Fields that can stand in a [`Tail`].
pub trait Rare: Sized + Default + PartialEq + 'static {
    /// What it is when none of the fields is there.
    fn empty() -> &'static Self;
}

impl<T> Tail<T> {
    /// The fields, where one of them is there.
    pub(super) fn rare(&mut self) -> Option<&mut T> {
        self.0.as_deref_mut()
    }
}

impl<T: Rare> From<T> for Tail<T> {
    fn from(fields: T) -> Self {
        Self((fields != *T::empty()).then(|| Box::new(fields)))
    }
}

impl<T: Rare> Default for Tail<T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<T: Rare> Deref for Tail<T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.0.as_deref().unwrap_or_else(|| T::empty())
    }
}

/// Defines the struct of a tail: `tail! { name: Type { fields } { those that are written last } }`.
macro_rules! tail {
    ($name:ident: $Type:ident
        { $($(#[doc = $says:literal])+ $field:ident: $Value:ty $(=> $holds:expr)?,)* }
        $({ $($(#[doc = $late_says:literal])+ $late:ident: $Late:ty $(=> $late_holds:expr)?,)* })?) => {
        /// The fields that are rarely there.
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct $Type {
            $($(#[doc = $says])+ pub $field: $Value,)*
            $($($(#[doc = $late_says])+ pub $late: $Late,)*)?
        }

        impl $Type {
            /// The fields, as people read about them.
            pub const FIELDS: &'static [$crate::facts::Field] = &[
                $($crate::vocab::field!(false, $($says)+ $field: $Value $(=> $holds)?),)*
                $($($crate::vocab::field!(false, $($late_says)+ $late: $Late $(=> $late_holds)?),)*)?
            ];
        }

        impl $crate::facts::Links for $Type {
            fn link(&mut self, at: &$crate::facts::LookUp) {
                $(self.$field.link(at);)*
                $($(self.$late.link(at);)*)?
            }

            fn ids<'f>(&self, files: &'f $crate::text::Files, each: $crate::facts::EachId<'_, 'f>) {
                $(self.$field.ids(files, each);)*
                $($(self.$late.ids(files, each);)*)?
            }
        }

        impl $crate::facts::Rare for $Type {
            fn empty() -> &'static Self {
                static EMPTY: std::sync::LazyLock<$Type> = std::sync::LazyLock::new($Type::default);
                &EMPTY
            }
        }
    };
}

/// Defines a fact type: `record! { /// about. Type as "word" begins { … } needs { … } may { … } then { … } ends { … }
/// tail name: Type { … } { … } }`. Fields are written in the order of `begins`, `needs`, `may`, the first of the tail,
/// `then`, the second of the tail, `ends`; only those of `needs` must be there.
macro_rules! record {
    ($(#[doc = $about:literal])+ $Type:ident as $word:literal
        $(begins { $($(#[doc = $first_says:literal])+ $first:ident: $First:ty $(=> $first_holds:expr)?,)* })?
        needs { $($(#[doc = $need_says:literal])+ $need:ident: $Need:ty $(=> $need_holds:expr)?,)* }
        may { $($(#[doc = $may_says:literal])+ $may:ident: $May:ty $(=> $may_holds:expr)?,)* }
        $(then { $($(#[doc = $then_says:literal])+ $then:ident: $Then:ty $(=> $then_holds:expr)?,)* })?
        $(ends { $($(#[doc = $end_says:literal])+ $end:ident: $End:ty $(=> $end_holds:expr)?,)* })?
        $(tail $name:ident: $Tail:ident
            { $($(#[doc = $rare_says:literal])+ $rare:ident: $Rare:ty $(=> $rare_holds:expr)?,)* }
            $({ $($(#[doc = $late_says:literal])+ $late:ident: $Late:ty $(=> $late_holds:expr)?,)* })?)?) => {
        $(#[doc = $about])+
        #[derive(Clone, Debug, PartialEq)]
        pub struct $Type {
            $($($(#[doc = $first_says])+ pub $first: $First,)*)?
            $($(#[doc = $need_says])+ pub $need: $Need,)*
            $($(#[doc = $may_says])+ pub $may: $May,)*
            $($($(#[doc = $then_says])+ pub $then: $Then,)*)?
            $($($(#[doc = $end_says])+ pub $end: $End,)*)?
            $(
                /// The fields that are rarely there.
                pub $name: $crate::facts::Tail<$Tail>,
            )?
        }

        impl $Type {
            /// The fact type, as people read about it.
            pub const RECORD: $crate::facts::Record = $crate::facts::Record {
                word: $word,
                about: concat!($($about),+),
                fields: &[
                    $($($crate::vocab::field!(false, $($first_says)+ $first: $First $(=> $first_holds)?),)*)?
                    $($crate::vocab::field!(true, $($need_says)+ $need: $Need $(=> $need_holds)?),)*
                    $($crate::vocab::field!(false, $($may_says)+ $may: $May $(=> $may_holds)?),)*
                    $($($crate::vocab::field!(false, $($rare_says)+ $rare: $Rare $(=> $rare_holds)?),)*)?
                    $($($crate::vocab::field!(false, $($then_says)+ $then: $Then $(=> $then_holds)?),)*)?
                    $($($($crate::vocab::field!(false, $($late_says)+ $late: $Late $(=> $late_holds)?),)*)?)?
                    $($($crate::vocab::field!(false, $($end_says)+ $end: $End $(=> $end_holds)?),)*)?
                ],
            };
        }

        impl $crate::vocab::Recorded for $Type {
            const RECORD: $crate::facts::Record = Self::RECORD;
        }

        impl $crate::yaml::Write for $Type {
            fn node<'f>(&self, files: &'f $crate::text::Files) -> $crate::yaml::Node<'f> {
                let fields = Self::RECORD.fields.iter().map(|field| (field.name(), field.needed));
                let values: &[&dyn $crate::yaml::Write] = &[
                    $($(&self.$first,)*)?
                    $(&self.$need,)*
                    $(&self.$may,)*
                    $($(&self.$name.$rare,)*)?
                    $($(&self.$then,)*)?
                    $($($(&self.$name.$late,)*)?)?
                    $($(&self.$end,)*)?
                ];
                $crate::yaml::write::pairs(fields, values, files)
            }
        }

        impl $crate::facts::Links for $Type {
            fn link(&mut self, at: &$crate::facts::LookUp) {
                $($(self.$first.link(at);)*)?
                $(self.$need.link(at);)*
                $(self.$may.link(at);)*
                $($(self.$then.link(at);)*)?
                $($(self.$end.link(at);)*)?
                $(self.$name.link(at);)?
            }

            fn ids<'f>(&self, files: &'f $crate::text::Files, each: $crate::facts::EachId<'_, 'f>) {
                $($(self.$first.ids(files, each);)*)?
                $(self.$need.ids(files, each);)*
                $(self.$may.ids(files, each);)*
                $($(self.$then.ids(files, each);)*)?
                $($(self.$end.ids(files, each);)*)?
                $(self.$name.ids(files, each);)?
            }
        }

        impl<'de> serde::Deserialize<'de> for $Type {
            fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                #[derive(serde::Deserialize)]
                #[serde(rename = $word, rename_all = "kebab-case")]
                struct Wire {
                    $($need: $Need,)*
                    $($(#[serde(default)] $first: $First,)*)?
                    $(#[serde(default)] $may: $May,)*
                    $($(#[serde(default)] $rare: $Rare,)*)?
                    $($(#[serde(default)] $then: $Then,)*)?
                    $($($(#[serde(default)] $late: $Late,)*)?)?
                    $($(#[serde(default)] $end: $End,)*)?
                }
                let wire = <Wire as serde::Deserialize>::deserialize(d)?;
                Ok(Self {
                    $($($first: wire.$first,)*)?
                    $($need: wire.$need,)*
                    $($may: wire.$may,)*
                    $($($then: wire.$then,)*)?
                    $($($end: wire.$end,)*)?
                    $($name: $crate::facts::Tail::from($Tail {
                        $($rare: wire.$rare,)*
                        $($($late: wire.$late,)*)?
                    }),)?
                })
            }
        }
    };
}

/// Defines a fact type whose tail is its own: `tailed! { [what record! takes, without the tail] name: Type { … } }`.
macro_rules! tailed {
    ([$($head:tt)*] $($tail:tt)*) => {
        $crate::facts::record::record! { $($head)* tail $($tail)* }
        $crate::facts::record::tail! { $($tail)* }
    };
}

pub(super) use {record, tail, tailed};
