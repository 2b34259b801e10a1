//! Pictures: nothing hidden, nothing cut, nothing left out, the same every time.
mod shipped;

#[path = "pictures/colour.rs"]
mod colour;
#[path = "pictures/drawn.rs"]
mod drawn;
#[path = "pictures/hostile.rs"]
mod hostile;
#[path = "pictures/map.rs"]
mod map;
#[path = "pictures/matrix.rs"]
mod matrix;
#[cfg(feature = "png")]
#[path = "pictures/png.rs"]
mod png;
#[path = "pictures/timeline.rs"]
mod timeline;
