use super::{Check, Run, each_cite, each_reference};
use crate::diag::words::a;
use crate::diag::{Diagnostic, Diagnostics, Severity};
use crate::facts::{FactSet, Id, List, Ref};
use crate::text::{Span, Text};

pub const CHECK: Check = Check {
    name: "unused-record",
    severity: Severity::Warning,
    about: "a source nobody cites, somebody or something no fact speaks of",
    page: include_str!("unused_record.md"),
    run: Run::All(|facts, found| {
        // A slip elsewhere may have cost the one line that speaks of a record: it comes first.
        if found.iter().any(|finding| finding.severity == Severity::Error) {
            return;
        }
        // Most have their id written somewhere: then nothing is looked through.
        let is_loose = |(of, _): &(Ref, Text)| {
            matches!(of.list, List::Sources | List::Stakeholders | List::Assets) && !facts.is_named(*of)
        };
        let loose: Vec<(Ref, Text)> = facts.named().filter(is_loose).collect();
        if loose.is_empty() {
            return;
        }
        let none = |list: &List| vec![false; facts.lists.len(*list)];
        let mut used = Used { facts, records: List::ALL.iter().map(none).collect() };
        if used.read() {
            unused(facts, &used, loose, found);
        }
    }),
};

/// The records that others speak of.
struct Used<'f> {
    facts: &'f FactSet,
    /// For each list, whether somebody speaks of its records.
    records: Vec<Vec<bool>>,
}

impl Used<'_> {
    fn id(&mut self, id: Id) {
        id.of().into_iter().for_each(|of| self.record(of));
    }

    fn word(&mut self, word: &str) {
        self.facts.find(word).into_iter().for_each(|of| self.record(of));
    }

    fn record(&mut self, of: Ref) {
        self.records[of.list as usize][of.index as usize] = true;
    }

    /// Looks through all facts; whether there is a claim among them.
    fn read(&mut self) -> bool {
        let facts = self.facts;
        let mut claims = false;
        facts.each_claim(&mut |claim| {
            claims = true;
            // What is said of a record inside it speaks of it.
            self.record(claim.of);
            claim.fields.said_by.iter().for_each(|id| self.id(*id));
        });
        each_cite(&facts.all(), &mut |cite| {
            cite.at.source().into_iter().chain(cite.at.via()).for_each(|of| self.record(of));
            cite.more.via.iter().chain(cite.more.said_by.iter()).for_each(|id| self.id(*id));
        });
        each_reference(facts, &mut |of, _| of.into_iter().for_each(|of| self.record(of)));
        for source in &facts.lists.sources {
            source.author.into_iter().for_each(|id| self.id(id));
            source.repeats.iter().for_each(|repeat| self.id(repeat.source));
        }
        self.values();
        claims
    }

    /// What the values of details and the terms of questions name.
    fn values(&mut self) {
        let lists = &self.facts.lists;
        let inner = self.facts.subjects().flat_map(|(_, subject)| subject.details);
        for detail in lists.details.iter().map(|placed| &**placed).chain(inner) {
            self.word(&self.facts.files[detail.is]);
        }
        for question in &lists.questions {
            let words = self.facts.files[question.ask].split_whitespace();
            words.for_each(|word| self.word(word.trim_matches(['\'', '"'])));
            let all = question.includes.iter().chain(&question.excludes).chain(question.exactly.iter().flatten());
            all.for_each(|word| self.word(&self.facts.files[*word]));
        }
    }
}

fn unused(facts: &FactSet, used: &Used, loose: Vec<(Ref, Text)>, found: &mut Diagnostics) {
    let cited = used.records[List::Sources as usize].contains(&true);
    for (of, id) in loose.into_iter().filter(|(of, _)| !used.records[of.list as usize][of.index as usize]) {
        let record = a(of.list.record().word);
        match of.list {
            List::Sources if cited => {
                let help = "cite it where it says something, or take it out";
                found.push(report(id.0, format!("nothing cites `{}`", &facts.files[id]), help));
            }
            List::Stakeholders | List::Assets => {
                let message = format!("`{}` is {record} that no fact speaks of", &facts.files[id]);
                found.push(report(id.0, message, "write down what ties it to others, or take it out"));
            }
            _ => {}
        }
    }
}

fn report(at: Span, message: String, help: &str) -> Diagnostic {
    Diagnostic::warning(CHECK.name, at, message).help(help)
}
