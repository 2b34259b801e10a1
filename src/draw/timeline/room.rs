//! What is free of a band, from the top down.
//!
//! Invariant: no two places that are taken overlap.
use crate::draw::geometry::{Rect, at};

/// What is taken of a band, from the top down.
pub(super) struct Taken {
    /// Nothing stands above it.
    pub top: f64,
    /// By their tops.
    pub areas: Vec<Rect>,
}

/// Between two entries side by side.
const BESIDE: f64 = 12.;

impl Taken {
    /// The same area as far up as there is room for it.
    pub fn place(&self, area: &Rect) -> Rect {
        let mut place = area.shifted(at(0., self.top - area.y0));
        for taken in &self.areas {
            // Those that follow are lower still.
            if taken.y0 >= place.y1 {
                break;
            }
            let beside = taken.x1 + BESIDE <= place.x0 || place.x1 + BESIDE <= taken.x0;
            if !beside && taken.y1 > place.y0 {
                place = place.shifted(at(0., taken.y1 - place.y0));
            }
        }
        place
    }

    /// Takes a place.
    pub fn take(&mut self, place: Rect) {
        let after = self.areas.partition_point(|taken| taken.y0 <= place.y0);
        self.areas.insert(after, place);
    }

    /// Where the lowest ends.
    pub fn lowest(&self) -> f64 {
        self.areas.iter().map(|area| area.y1).fold(self.top, f64::max)
    }
}
