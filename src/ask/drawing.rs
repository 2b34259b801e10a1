//! How a picture of an answer is wanted.
//!
//! Invariant: what is wanted here changes how things stand on the page, never what is said.

const HEADING: &str = "Pictures (-o FILE.svg, .png, .html, .dot)";

/// How a picture is wanted.
#[derive(Clone, Debug, PartialEq, clap::Args)]
pub struct Drawing {
    /// How a picture is laid out: map, ego, layered, timeline, matrix, overview
    #[arg(long, value_name = "LAYOUT", help_heading = HEADING)]
    pub layout: Option<Layout>,
    /// Stakeholders only, with the agreements on the lines
    #[arg(long, help_heading = HEADING)]
    pub as_partners: bool,
    /// An overview in FILE, and a page beside it for each group
    #[arg(long, help_heading = HEADING)]
    pub pages: bool,
    /// Width of the page by its height
    #[arg(long, value_name = "RATIO", default_value_t = 1.5, hide_default_value = true, value_parser = ratio, help_heading = HEADING)]
    pub aspect: f64,
    /// Draw the same in another way: 1, 2, 3 …
    #[arg(long, value_name = "N", default_value_t = 1, hide_default_value = true, help_heading = HEADING)]
    pub seed: u64,
    /// Dots of a .png for each unit of the page: 0.25 to 8
    #[arg(long, value_name = "N", default_value_t = 1., hide_default_value = true, value_parser = scale, help_heading = HEADING)]
    pub scale: f64,
}

/// How things are put on the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Layout {
    /// Groups side by side, what is tied close together.
    Map,
    /// The one asked about in the middle.
    Ego,
    /// From top to bottom along the lines.
    Layered,
    /// Along an axis of time.
    Timeline,
    /// A table of who with whom.
    Matrix,
    /// Groups only, with how many names and ties they have.
    Overview,
}

impl Drawing {
    /// The flags that change a picture of lines and letters; how large its dots are is no matter of it.
    pub const FLAGS: &[&str] = &["--layout", "--as-partners", "--aspect", "--seed"];

    /// The flags that were given and are not as they are when nothing is said; pages can be of any format.
    pub fn given(&self) -> impl Iterator<Item = &'static str> {
        let usual = Self::default();
        let all = [
            ("--layout", self.layout != usual.layout),
            ("--as-partners", self.as_partners != usual.as_partners),
            ("--aspect", self.aspect != usual.aspect),
            ("--seed", self.seed != usual.seed),
            ("--scale", self.scale != usual.scale),
        ];
        all.into_iter().filter(|(_, is_given)| *is_given).map(|(flag, _)| flag)
    }
}

impl Default for Drawing {
    fn default() -> Self {
        Self { layout: None, as_partners: false, pages: false, aspect: 1.5, seed: 1, scale: 1. }
    }
}

fn ratio(text: &str) -> Result<f64, String> {
    within(text, 0.3, 4.).ok_or_else(|| "a ratio is a number from 0.3 to 4, such as 1.5".to_owned())
}

fn scale(text: &str) -> Result<f64, String> {
    within(text, 0.25, 8.).ok_or_else(|| "a scale is a number from 0.25 to 8, such as 2".to_owned())
}

fn within(text: &str, least: f64, most: f64) -> Option<f64> {
    text.parse::<f64>().ok().filter(|n| (least..=most).contains(n))
}
