//! Text of strangers: whatever stands in facts, a picture is XML without a script, and leads to the web only.
use crate::shipped::{self, answer, model};
use ties::ask::Layout;
use ties::facts::FactSet;

/// Signs that mean something in XML, in HTML, to a terminal or to who reads from right to left.
const NAMES: [&str; 10] = [
    "</svg><script>alert(1)</script>",
    "T\\\" onload=\\\"alert(1)",
    "T' onmouseover='alert(1)",
    "javascript:alert(1)",
    "]]><![CDATA[<script>",
    "<!-- --><?xml version='1.0'?><!DOCTYPE svg>",
    "&lt;script&gt; &#60;script&#62; &nosuch;",
    "\\u0000\\u0007\\u001b[31m\\u009b2J\\ufffe\\uffff",
    "\\u202eT\\u202d\\u2066T\\u2069\\u200f\\u200b\\ufeff",
    "url(javascript:alert(1)) expression(alert(1)) }</style><script>",
];

/// Addresses that are none of the web, and one that is and says more.
const ADDRESSES: [&str; 5] = [
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "https://x.invalid/\\\" onclick=\\\"alert(1)",
    "file:///etc/passwd",
    "https://x.invalid/?a=1&b=<script>",
];

/// Boxes with such names, each tied to the one before, said by sources with such titles and addresses.
fn facts() -> String {
    let label = NAMES[0];
    let mut text = format!(
        "vocabulary: {{kinds: {{odd: {{is: company, label: \"{label}\"}}}}, groups: {{odd: {{label: \"{label}\"}}}}}}\n\
         sources:\n"
    );
    for (n, address) in ADDRESSES.iter().enumerate() {
        let title = NAMES[n];
        text += &format!(
            "  - {{id: s{n}, title: \"{title}\", publisher: \"{title}\", kind: news, published: 2030, url: \"{address}\"}}\n"
        );
    }
    text += "stakeholders:\n";
    let long = "T".repeat(10_000);
    for (n, name) in NAMES.iter().copied().chain([long.as_str()]).enumerate() {
        text += &format!("  - {{id: w{n}, kind: odd, name: \"{name}\", group: odd}}\n");
    }
    text += "ties:\n";
    for (n, what) in NAMES.iter().enumerate() {
        let cite = n % ADDRESSES.len();
        text += &format!("  - {{from: w{n}, is: partner-of, to: w{}, as: \"{what}\", cite: \"s{cite}#1\"}}\n", n + 1);
    }
    text
}

#[test]
fn a_picture_of_hostile_facts_is_harmless() {
    // That an address is none of a page is a finding; such facts are drawn all the same.
    let facts = FactSet::read(vec![("facts.yaml".to_owned(), facts())], &mut vec![]).expect("they are small");
    let model = model(&facts);
    for (ask, layout) in
        [("map", Layout::Map), ("map", Layout::Overview), ("timeline", Layout::Timeline), ("partners", Layout::Matrix)]
    {
        is_harmless(ask, &shipped::drawn(&answer(&model, ask), &model, layout));
    }
}

/// XML, with elements and attributes that are known to be harmless.
fn is_harmless(ask: &str, svg: &str) {
    let document = roxmltree::Document::parse(svg).unwrap_or_else(|error| panic!("{ask}: {error}\n{svg}"));
    let elements = ["svg", "g", "a", "title", "desc", "style", "rect", "ellipse", "path", "text", "tspan"];
    for element in document.descendants().filter(|node| node.is_element()) {
        let name = element.tag_name().name();
        assert!(elements.contains(&name), "{ask}: there is a <{name}>");
        for attribute in element.attributes() {
            let (name, value) = (attribute.name(), attribute.value());
            assert!(!name.starts_with("on") && name != "style", "{ask}: {name}={value:?}");
            if name == "href" {
                assert!(value.starts_with("https://") || value.starts_with("http://"), "{ask}: leads to {value}");
            }
        }
    }
    let styles = document.descendants().filter(|node| node.has_tag_name(("http://www.w3.org/2000/svg", "style")));
    for style in styles.flat_map(|style| style.text()) {
        assert!(!style.contains("url(") && !style.contains("import") && !style.contains("script"), "{ask}: {style}");
    }
    let hidden = |c: char| {
        c.is_control() && c != '\n'
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
    };
    for node in document.descendants().filter(|node| node.is_text()) {
        let found = node.text().unwrap_or_default().chars().find(|c| hidden(*c));
        assert_eq!(found, None, "{ask}: {:?}", node.text());
    }
}
