//! Date fields: a date that is read has its days in order, agrees with itself and, written down, reads as the same; of one
//! that is refused a date is offered, if any, that can be read.
#![no_main]
use libfuzzer_sys::fuzz_target;
use ties::date::{Date, Holds, Interval};

fuzz_target!(|text: &str| match Date::read(text) {
    Ok(date) => {
        let (from, to) = date.days();
        assert!(from <= to, "{text}: {from} to {to}");
        assert!(date.agrees(&date), "{text} does not agree with itself");
        assert!(!date.words().is_empty(), "{text} says nothing");
        let written = date.to_string();
        assert_eq!(Date::read(&written).as_ref(), Ok(&date), "{text} is written {written}");
        assert_ne!(Interval::moment(&date).on((from, to)), Holds::Not, "{text} is on none of its days");
        let _ = (Interval::seen(&date, to), from.add_months(-1), to.add_months(1));
    }
    Err(slip) => {
        assert!(!slip.message.is_empty(), "{text} is refused without a word");
        if let Some(meant) = slip.meant {
            assert!(Date::read(&meant).is_ok(), "{text}: {meant} is offered, which is no date");
        }
    }
});
