//! Quantities: what is read has its bounds in order and agrees with itself; two agree whichever is asked.
#![no_main]
use libfuzzer_sys::fuzz_target;
use ties::facts::Quantity;

fuzz_target!(|text: &str| {
    let read: Vec<Quantity> = text.lines().take(2).filter_map(Quantity::read).collect();
    for quantity in &read {
        assert!(!quantity.words().is_empty(), "{quantity:?} says nothing");
        assert!(quantity.agrees(quantity), "{quantity:?} does not agree with itself");
        if let (Some(least), Some(most)) = (quantity.least, quantity.most) {
            assert!(least <= most, "{quantity:?}");
        }
    }
    if let [a, b] = &read[..] {
        assert_eq!(a.agrees(b), b.agrees(a), "{a:?} and {b:?}");
    }
});
