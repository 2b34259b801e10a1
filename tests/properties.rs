//! What holds for any facts, tried on small random sets.
mod shipped;

#[path = "properties/asked.rs"]
mod asked;
#[path = "properties/formatted.rs"]
mod formatted;
#[path = "properties/paths.rs"]
mod paths;
#[path = "properties/written.rs"]
mod written;
