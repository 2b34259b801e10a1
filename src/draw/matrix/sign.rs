//! The sign in a cell, and what the signs mean.
//!
//! Invariant: the legend has those signs that are in the table, drawn by the same hand.
use super::table::{Bond, Table};
use crate::draw::colour::Ink;
use crate::draw::geometry::{Point, Rect, at};
use crate::draw::measure::Weight;
use crate::draw::page::{Entry as Legend, SMALL};
use crate::draw::picture::{Mark, Outline, Shape, Stroke, Text};
use crate::draw::scene::{self, Scene};
use crate::model::{Model, Standing};
use crate::vocab::{Partnership, Phase};

pub(super) fn words(standing: Standing) -> &'static str {
    match standing {
        Standing::Partner => "partners",
        Standing::NotYet => "not yet",
        Standing::Ended => standing.word(),
        Standing::Adverse => "adverse, so no partners",
    }
}

/// How a bond is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Sign {
    standing: Standing,
    one_voice: bool,
    disputed: bool,
}

impl Sign {
    pub(super) fn of(bond: &Bond) -> Self {
        Self { standing: bond.standing, one_voice: bond.one_voice(), disputed: bond.is_disputed() }
    }

    pub(super) fn is_full(&self) -> bool {
        matches!(self.standing, Standing::Partner | Standing::Adverse) && !self.one_voice
    }
}

/// The inks and styles of the standings.
pub(super) struct Looks {
    cooperative: Ink,
    adverse: Ink,
    planned: String,
    ended: String,
}

pub(super) fn looks(model: &Model, scene: &Scene) -> Looks {
    Looks {
        cooperative: scene::line_ink(Partnership::Cooperative, model, &scene.page),
        adverse: scene::line_ink(Partnership::Adverse, model, &scene.page),
        planned: scene::phase_style(Phase::Planned, model),
        ended: scene::phase_style(Phase::Ended, model),
    }
}

/// Round for partners, a dashed ring for not yet, a dotted square for ended, a diamond for adverse; pale where nothing
/// is said by two voices, with a second outline where something is disputed.
pub(super) fn sign(centre: Point, half: f64, sign: &Sign, scene: &Scene, looks: &Looks) -> Vec<Mark> {
    let outline = |grow: f64| {
        let half = half + grow;
        match sign.standing {
            Standing::Partner | Standing::NotYet => Outline::Ellipse(Rect::around(centre, 2. * half, 2. * half)),
            Standing::Ended => Outline::Rect(Rect::around(centre, 1.8 * half, 1.8 * half), 1.),
            Standing::Adverse => {
                let far = half * 1.2;
                let Point { x, y } = centre;
                Outline::Polygon(vec![at(x - far, y), at(x, y - far), at(x + far, y), at(x, y + far)])
            }
        }
    };
    let (ink, style) = match sign.standing {
        Standing::Partner => (&looks.cooperative, ""),
        Standing::NotYet => (&looks.cooperative, looks.planned.as_str()),
        Standing::Ended => (&scene.page.quiet, looks.ended.as_str()),
        Standing::Adverse => (&looks.adverse, ""),
    };
    let mut marks = vec![];
    if sign.disputed {
        marks.push(Shape::area(outline(2.6), &scene.page.paper, Stroke::solid(ink, 1.)));
    }
    marks.push(Shape::fill(outline(0.), if sign.is_full() { ink } else { &scene.page.paper }));
    if sign.one_voice && matches!(sign.standing, Standing::Partner | Standing::Adverse) {
        let (outline, fill) = (outline(0.), Some(ink.clone()));
        marks.push(Mark::Shape(Shape { outline, fill, stroke: None, opacity: 0.25 }));
    }
    marks.push(Shape::line(outline(0.), Stroke::styled(ink, 1.4, style)));
    marks
}

/// What is present, and what it means.
pub(super) fn legend(table: &Table, scene: &Scene, looks: &Looks) -> Vec<Legend> {
    let signs: Vec<Sign> = table.bonds.iter().map(|(_, bond)| Sign::of(bond)).collect();
    let sample = |it: Sign| sign(at(0., 0.), 6., &it, scene, looks);
    let mut legend = vec![];
    for standing in [Standing::Partner, Standing::NotYet, Standing::Ended, Standing::Adverse] {
        let count = signs.iter().filter(|s| s.standing == standing).count();
        if count > 0 {
            let plain = Sign { standing, one_voice: false, disputed: false };
            let pairs = if count == 1 { "pair" } else { "pairs" };
            legend.push(Legend { sample: sample(plain), words: format!("{} ({count} {pairs})", words(standing)) });
        }
    }
    let plain = Sign { standing: Standing::Partner, one_voice: false, disputed: false };
    if signs.iter().any(|s| s.one_voice && !matches!(s.standing, Standing::NotYet | Standing::Ended)) {
        let sample = sample(Sign { one_voice: true, ..plain });
        legend.push(Legend { sample, words: "a single voice".to_owned() });
    }
    if signs.iter().any(|s| s.disputed) {
        let sample = sample(Sign { disputed: true, ..plain });
        legend.push(Legend { sample, words: "disputed".to_owned() });
    }
    let three = Text::centred(&["3".to_owned()], at(0., 0.), SMALL, Weight::Bold, &scene.page.ink);
    legend.push(Legend { sample: vec![Mark::Text(three)], words: "so many things bind them".to_owned() });
    legend
}
