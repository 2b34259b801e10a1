//! Pictures: nothing hidden, nothing cut, nothing left out, the same every time.
mod shipped;

#[path = "pictures/drawn.rs"]
mod drawn;
#[path = "pictures/matrix.rs"]
mod matrix;
#[cfg(feature = "png")]
#[path = "pictures/png.rs"]
mod png;
#[path = "pictures/timeline.rs"]
mod timeline;
