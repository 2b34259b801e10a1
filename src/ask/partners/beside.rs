//! What lies beside a partnership: what two have in common, and what those who are set against each other agreed on.
//!
//! Invariant: nothing here makes partners of anybody.
use crate::ask::{Evidence, Note};
use crate::model::{ClaimId, Lens, Model, Pair, Says, Through, View};
use crate::vocab::{Partnership, Phase, Root, Stance};
use petgraph::graph::NodeIndex;
use std::collections::BTreeSet;

/// What two have in common that makes them no partners by itself: each is a member of it.
pub(super) fn shared<'f>(model: &'f Model<'f>, one: NodeIndex, with: NodeIndex, lens: &Lens) -> Vec<Note<'f>> {
    let joined = |who: NodeIndex| {
        let ties = model.claims_on(who).filter_map(move |id| match model.claim(id).says {
            Says::Tie { from, word, to, .. } if from == who => Some((id, word, to)),
            _ => None,
        });
        let binds = |word: &str| {
            model.vocab().relations.get(word).is_some_and(|r| r.partnership == Partnership::Cooperative && !r.symmetric)
        };
        ties.filter(move |(_, word, _)| binds(word)).collect::<Vec<_>>()
    };
    let (ones, others) = (joined(one), joined(with));
    let said =
        |id: ClaimId| model.view(id, lens).filter(|view| matches!(view.stance, Stance::Asserted | Stance::Hedged));
    let mut notes: Vec<Note> = vec![];
    for (id, word, to) in ones {
        let other = others.iter().find(|(_, other, whole)| (*other, *whole) == (word, to)).map(|(id, ..)| *id);
        let (Some(one), Some(other)) = (said(id), other.and_then(said)) else { continue };
        let text = format!(
            "Both: {} {}",
            model.vocab().relations.get(word).map_or(word, |relation| &relation.label),
            model.name(to)
        );
        if !notes.iter().any(|note| note.text == text) {
            notes.push(Note { text, evidence: Evidence::of_all(model, &[one, other]) });
        }
    }
    notes
}

/// The agreements that two have a part in and that are in being, with the status of each, but for those that bind them.
pub(in crate::ask) fn agreed_on<'f>(
    model: &'f Model<'f>,
    one: NodeIndex,
    other: NodeIndex,
    pairs: &[Pair],
    lens: &Lens,
) -> Vec<(NodeIndex, View<'f, 'f>)> {
    let takes_part = |who: NodeIndex, record: NodeIndex| {
        model.claims_on(record).any(|id| {
            let is_party =
                matches!(model.claim(id).says, Says::Party { who: party, of, .. } if (party, of) == (who, record));
            is_party
                && model.view(id, lens).is_some_and(|view| matches!(view.stance, Stance::Asserted | Stance::Hedged))
        })
    };
    let records: BTreeSet<NodeIndex> = model.around(one).map(|(_, record, _)| record).collect();
    let told = |record: NodeIndex| pairs.iter().any(|pair| pair.through == Through::Record(record));
    let agreed = |record: &NodeIndex| {
        let is_agreement = model.graph[*record].root == Root::Agreement && !told(*record);
        is_agreement && takes_part(one, *record) && takes_part(other, *record)
    };
    let in_being = |record: NodeIndex| {
        let status = model.stands(record, lens).filter(|status| status.reached && status.phase != Phase::Ended);
        status.map(|status| (record, status.view))
    };
    records.into_iter().filter(agreed).filter_map(in_being).collect()
}
