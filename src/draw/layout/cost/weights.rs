//! What each fault of a map costs.
//!
//! Invariant: a crossing is the measure the others are read against.

/// What each fault costs. A crossing is the measure the others are read against.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::draw::layout) struct Weights {
    /// Two lines cross.
    pub crossing: f64,
    /// A line goes through a box that is none of its ends.
    pub through: f64,
    /// Two lines leave a box in nearly the same direction.
    pub angle: f64,
    /// The words of two lines lie on each other.
    pub label_clash: f64,
    /// The words of a line lie on a box.
    pub label_on_box: f64,
    /// A line goes through the words of another.
    pub struck: f64,
    /// A unit of room that the words of a line lack between its ends.
    pub label_room: f64,
    /// A unit of length of a line.
    pub length: f64,
    /// The length at which the square of it costs 1.
    pub stretch: f64,
    /// A unit outside of the page.
    pub outside: f64,
    /// How much harder the walls of page and groups are in the end.
    pub wall: f64,
    /// A unit away from where a box was before.
    pub anchor: f64,
}

impl Default for Weights {
    fn default() -> Self {
        Self {
            crossing: 8.,
            through: 3.5,
            angle: 0.9,
            label_clash: 1.,
            label_on_box: 2.,
            struck: 1.4,
            label_room: 0.14,
            length: 0.006,
            stretch: 420.,
            outside: 0.12,
            wall: 180.,
            anchor: 0.,
        }
    }
}
