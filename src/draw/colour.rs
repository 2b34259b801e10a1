//! Colours with a light and a dark side, worked out from the fills of the vocabulary.
//!
//! Invariant: no colour is named here. Words on a fill have a contrast of at least 4.5, outlines on paper at least 3,
//! on both sides, as WCAG 2.2 measures it (1.4.3, 1.4.11).

/// A colour on light paper and the one that takes its place on dark paper.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Ink {
    /// `#rrggbb`.
    pub light: String,
    /// `#rrggbb`.
    pub dark: String,
}

/// The inks of a filled shape.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inks {
    /// Its fill.
    pub fill: Ink,
    /// Its outline.
    pub outline: Ink,
    /// Words on it.
    pub text: Ink,
}

/// Red, green and blue, each from 0 to 1.
type Rgb = [f64; 3];
/// Hue from 0 to 6, saturation and lightness from 0 to 1.
type Hsl = [f64; 3];

impl Ink {
    /// From `#rrggbb` for both sides; what is no colour is black, and white on the dark side.
    pub fn new(light: &str, dark: &str) -> Self {
        Self { light: hex(read(light).unwrap_or([0.; 3])), dark: hex(read(dark).unwrap_or([1.; 3])) }
    }

    /// A colour for lines and words, with a dark side of the same hue as bright as `paper` asks for.
    pub fn of(colour: &str, paper: &Ink) -> Self {
        let light = read(colour).unwrap_or([0.; 3]);
        let [hue, saturation, lightness] = to_hsl(light);
        let dark = until(&paper.dark, 7., [hue, saturation.min(0.75), lightness.max(0.55)], 0.02);
        Self { light: hex(light), dark: hex(dark) }
    }
}

impl Ink {
    /// The same behind much else: on dark paper half as strong.
    pub fn ground(&self, paper: &Ink) -> Self {
        let (own, other) = (read(&self.dark).unwrap_or([0.; 3]), read(&paper.dark).unwrap_or([0.; 3]));
        let dark = [0, 1, 2].map(|n| (own[n] + other[n]) / 2.);
        Self { light: self.light.clone(), dark: hex(dark) }
    }
}

impl Inks {
    /// What goes with a fill of the vocabulary.
    pub fn of(fill: &str, paper: &Ink) -> Self {
        let light = read(fill).unwrap_or([1.; 3]);
        let [hue, saturation, lightness] = to_hsl(light);
        let strong = lightness < 0.5;
        let tint = saturation.min(0.6);
        // A pale fill becomes a deep one, and a deep one a pale one.
        let dark_fill = if strong { [hue, tint, 0.74] } else { [hue, tint * 0.75, 0.19] };
        let fill = Ink { light: hex(light), dark: hex(to_rgb(dark_fill)) };
        let outline = if strong {
            fill.clone()
        } else {
            Ink {
                light: hex(until(&paper.light, 3.6, [hue, tint * 0.9, 0.5], -0.02)),
                dark: hex(until(&paper.dark, 5., [hue, tint * 0.8, 0.55], 0.02)),
            }
        };
        let text = Ink { light: hex(on(&fill.light, hue, tint)), dark: hex(on(&fill.dark, hue, tint)) };
        Self { fill, outline, text }
    }
}

/// Words on a fill: nearly black or nearly white, with a touch of its hue.
fn on(fill: &str, hue: f64, tint: f64) -> Rgb {
    let best = |deep: f64, pale: f64| {
        let (deep, pale) = (to_rgb([hue, tint * 0.7, deep]), to_rgb([hue, tint * 0.7, pale]));
        if contrast(&hex(deep), fill) >= contrast(&hex(pale), fill) { deep } else { pale }
    };
    let tinted = best(0.12, 0.96);
    // On a fill between light and dark only black or white will do.
    if contrast(&hex(tinted), fill) >= 4.5 { tinted } else { best(0., 1.) }
}

/// The colour made lighter or darker in steps until it stands out from `ground` by `wanted`.
fn until(ground: &str, wanted: f64, from: Hsl, step: f64) -> Rgb {
    let mut hsl = from;
    while contrast(&hex(to_rgb(hsl)), ground) < wanted && (0.0..=1.).contains(&(hsl[2] + step)) {
        hsl[2] += step;
    }
    to_rgb(hsl)
}

/// How much two colours differ for the eye: from 1 to 21 (WCAG 2.2, "contrast ratio").
pub fn contrast(one: &str, other: &str) -> f64 {
    let (a, b) = (luminance(one), luminance(other));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

fn luminance(colour: &str) -> f64 {
    let [r, g, b] = read(colour).unwrap_or([0.; 3]).map(linear);
    0.2126 * r + 0.7152 * g + 0.0722 * b
}

/// A channel without the curve of the screen. The power 2.4 is taken as 2 + 3/8 + 1/32, which roots give exactly the
/// same on every machine; the difference is below half a percent.
fn linear(channel: f64) -> f64 {
    if channel <= 0.03928 {
        return channel / 12.92;
    }
    let base = (channel + 0.055) / 1.055;
    let fourth = base.sqrt().sqrt();
    let eighth = fourth.sqrt();
    base * base * fourth * eighth * eighth.sqrt().sqrt()
}

fn read(colour: &str) -> Option<Rgb> {
    let digits = colour.strip_prefix('#').filter(|d| d.len() == 6 && d.is_ascii())?;
    let channel = |n: usize| u8::from_str_radix(&digits[n..n + 2], 16).ok().map(|v| f64::from(v) / 255.);
    Some([channel(0)?, channel(2)?, channel(4)?])
}

fn hex(rgb: Rgb) -> String {
    let [r, g, b] = rgb.map(|v| (v.clamp(0., 1.) * 255. + 0.5) as u8);
    format!("#{r:02x}{g:02x}{b:02x}")
}

fn to_hsl([r, g, b]: Rgb) -> Hsl {
    let (most, least) = (r.max(g).max(b), r.min(g).min(b));
    let (lightness, span) = ((most + least) / 2., most - least);
    if span < 1e-9 {
        return [0., 0., lightness];
    }
    let saturation = span / (1. - (2. * lightness - 1.).abs()).max(1e-9);
    let hue = if most == r {
        (g - b) / span + if g < b { 6. } else { 0. }
    } else if most == g {
        (b - r) / span + 2.
    } else {
        (r - g) / span + 4.
    };
    [hue, saturation.min(1.), lightness]
}

fn to_rgb([hue, saturation, lightness]: Hsl) -> Rgb {
    let span = (1. - (2. * lightness - 1.).abs()) * saturation;
    let least = lightness - span / 2.;
    // How far each channel is from its own hue on the circle of six.
    [0., 2., 4.].map(|peak: f64| {
        let away = (hue - peak).abs();
        let away = away.min(6. - away);
        least + span * (2. - away).clamp(0., 1.)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contrast_is_that_of_wcag() {
        for (one, other, ratio) in
            [("#ffffff", "#000000", 21.), ("#777777", "#ffffff", 4.48), ("#0b3c5d", "#ffffff", 11.62)]
        {
            assert!((contrast(one, other) - ratio).abs() < 0.1, "{one} {other} {}", contrast(one, other));
        }
    }

    #[test]
    fn there_and_back_is_the_same_colour() {
        for colour in ["#0b3c5d", "#fde8d7", "#ffffff", "#123456", "#b02020", "#00ff7f"] {
            assert_eq!(hex(to_rgb(to_hsl(read(colour).unwrap()))), colour);
        }
    }

    #[test]
    fn every_fill_gets_words_and_an_outline_that_can_be_seen() {
        let paper = Ink::new("#ffffff", "#0d1117");
        let channels = [0u8, 40, 90, 128, 160, 200, 230, 255];
        for (r, g, b) in channels.iter().flat_map(|r| channels.iter().flat_map(move |g| channels.map(|b| (*r, *g, b))))
        {
            let inks = Inks::of(&format!("#{r:02x}{g:02x}{b:02x}"), &paper);
            for (text, fill) in [(&inks.text.light, &inks.fill.light), (&inks.text.dark, &inks.fill.dark)] {
                assert!(contrast(text, fill) >= 4.5, "{text} on {fill}");
            }
            assert!(contrast(&inks.outline.dark, &paper.dark) >= 3., "{inks:?}");
            let line = Ink::of(&format!("#{r:02x}{g:02x}{b:02x}"), &paper);
            assert!(contrast(&line.dark, &paper.dark) >= 4.4, "{line:?}");
        }
    }
}
