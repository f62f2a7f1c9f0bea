//! Which methodology suits a market, why, and what the answer hangs on.

use std::cmp::Ordering;

use serde::Serialize;

use crate::base::nearest::nearest;
use crate::error::Error;
use crate::expr::{Condition, Facts, Slot, Truth, Value};
use crate::playbook::market::{Candidate, Effect, Fit, Market, Trait};

/// Methodologies ranked for a market.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Choice {
    /// The methodologies that own the stages of a deal, the best first, those ruled out last.
    pub leads: Vec<Candidacy>,
    /// Those that are best laid beside one of them, likewise.
    pub supports: Vec<Candidacy>,
    /// The best lead, and the support to lay over it; `None` where every lead is ruled out.
    pub pairing: Option<Pairing>,
    /// By how many points the best lead is ahead of the next; `None` where there is no next.
    pub margin: Option<f64>,
    /// The single traits that would give another lead, were they otherwise.
    pub hinges: Vec<Hinge>,
    /// The traits that nobody has stated. They count for nothing and against nothing.
    pub open: Vec<Trait>,
    /// What to do besides choosing.
    pub advice: Vec<Recommendation>,
}

/// How a methodology stands in a market.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Candidacy {
    /// The id of the methodology.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What it is about.
    pub summary: Option<String>,
    /// The sum of the points of its reasons.
    pub score: f64,
    /// What speaks for it, the weightiest first.
    pub reasons_for: Vec<Reason>,
    /// What speaks against it, the weightiest first.
    pub reasons_against: Vec<Reason>,
    /// What rules it out, whatever else speaks for it.
    pub vetoes: Vec<Reason>,
}

/// What speaks for or against a methodology.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Reason {
    /// What is so in this market, as a sentence.
    pub because_of: String,
    /// The traits that it rests on.
    pub traits: Vec<String>,
    /// How many points it counts, below 0 against; 0 for a veto.
    pub points: f64,
    /// Why that speaks for or against it.
    pub why: Option<String>,
}

/// A lead with a support over it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Pairing {
    /// The methodology that owns the stages.
    pub lead: String,
    /// The one laid beside it; `None` where none has more for it than against it.
    pub support: Option<String>,
}

/// A trait that would give another lead, were it otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Hinge {
    /// The id of the trait.
    pub of: String,
    /// What people call the trait.
    pub label: String,
    /// The value that would change the answer.
    pub value: String,
    /// What people call that value.
    pub value_name: String,
    /// The id of the methodology that would lead then.
    pub lead: String,
    /// Its name.
    pub lead_name: String,
}

/// Advice about the market itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Recommendation {
    /// What to do.
    pub text: String,
    /// Why.
    pub why: Option<String>,
}

/// The value of each trait, by its place.
#[derive(Debug, Clone)]
struct Stated(Vec<Option<Value>>);

impl Facts for Stated {
    fn get(&self, slot: Slot) -> Option<&Value> {
        self.0.get(slot.0 as usize)?.as_ref()
    }
}

impl Market {
    /// Ranks the methodologies for a market, of which these traits are known.
    ///
    /// # Errors
    /// When there is no such trait, or when a trait does not have such a value.
    ///
    /// # Example
    /// ```
    /// # use dealgraph::Library;
    /// let market = Library::builtin().market("en")?;
    /// let choice = market.choose([("market", "enterprise"), ("weak_spot", "competition")])?;
    /// let best = &choice.leads[0];
    /// assert!(best.score > choice.leads[1].score);
    /// assert!(best.reasons_for.iter().any(|reason| reason.traits == ["weak_spot"]));
    /// # Ok::<(), dealgraph::Error>(())
    /// ```
    pub fn choose<'t>(
        &self,
        traits: impl IntoIterator<Item = (&'t str, &'t str)>,
    ) -> Result<Choice, Error> {
        let mut stated = Stated(vec![None; self.traits.len()]);
        for (id, value) in traits {
            let (place, value) = self.read(id, value)?;
            if let Some(known) = stated.0.get_mut(place) {
                *known = Some(value);
            }
        }
        Ok(self.choice(&stated))
    }

    /// The place of a trait, and one of its values.
    fn read(&self, id: &str, value: &str) -> Result<(usize, Value), Error> {
        let known = || self.traits.iter().map(|known| known.id.as_str());
        let place = self.place(id).ok_or_else(|| Error::UnknownTrait {
            name: id.to_owned(),
            known: known().map(str::to_owned).collect(),
            nearest: nearest(id, known()).map(str::to_owned),
        })?;
        let values = self.traits.get(place).map(|found| found.values.as_slice());
        let values = || values.unwrap_or_default().iter().map(|value| value.id.as_str());
        if values().any(|known| known == value) {
            return Ok((place, Value::from(value)));
        }
        Err(Error::UnknownTraitValue {
            name: id.to_owned(),
            value: value.to_owned(),
            known: values().map(str::to_owned).collect(),
            nearest: nearest(value, values()).map(str::to_owned),
        })
    }

    fn choice(&self, stated: &Stated) -> Choice {
        let leads = self.ranked(stated, |candidate| !candidate.support);
        let supports = self.ranked(stated, |candidate| candidate.support);
        let standing = |place: usize| leads.get(place).filter(|lead| lead.vetoes.is_empty());
        let margin = standing(0).zip(standing(1)).map(|(first, next)| first.score - next.score);
        let pairing = standing(0).map(|lead| Pairing {
            lead: lead.id.clone(),
            support: self.support_for(&lead.id, &supports),
        });
        let open = self.traits.iter().zip(&stated.0).filter(|(_, value)| value.is_none());
        Choice {
            hinges: self.hinges(stated, standing(0).map(|lead| lead.id.as_str())),
            pairing,
            margin,
            open: open.map(|(asked, _)| asked.clone()).collect(),
            advice: self.recommendations(stated),
            leads,
            supports,
        }
    }

    fn ranked(&self, stated: &Stated, of: impl Fn(&Candidate) -> bool) -> Vec<Candidacy> {
        let candidates = self.candidates.iter().filter(|candidate| of(candidate));
        let mut ranked: Vec<Candidacy> =
            candidates.map(|candidate| self.candidacy(candidate, stated)).collect();
        ranked.sort_by(|one, other| {
            let ruled_out = |it: &Candidacy| !it.vetoes.is_empty();
            ruled_out(one).cmp(&ruled_out(other)).then(descending(one.score, other.score))
        });
        ranked
    }

    fn candidacy(&self, candidate: &Candidate, stated: &Stated) -> Candidacy {
        let mut candidacy = Candidacy {
            id: candidate.id.to_string(),
            name: candidate.name.to_string(),
            summary: candidate.summary.as_deref().map(str::to_owned),
            score: 0.0,
            reasons_for: Vec::new(),
            reasons_against: Vec::new(),
            vetoes: Vec::new(),
        };
        for fit in candidate.fits.iter().filter(|fit| holds(&fit.when, stated)) {
            let reason = self.reason(fit);
            candidacy.score += reason.points;
            match fit.effect {
                Effect::Veto => candidacy.vetoes.push(reason),
                Effect::Points(points) if points < 0.0 => candidacy.reasons_against.push(reason),
                Effect::Points(_) => candidacy.reasons_for.push(reason),
            }
        }
        candidacy.reasons_for.sort_by(|one, other| descending(one.points, other.points));
        candidacy.reasons_against.sort_by(|one, other| descending(other.points, one.points));
        candidacy
    }

    fn reason(&self, fit: &Fit) -> Reason {
        let traits = fit.when.reads().iter().filter_map(|slot| self.trait_in(*slot));
        Reason {
            because_of: fit.sentence.to_string(),
            traits: traits.map(|found| found.id.clone()).collect(),
            points: match fit.effect {
                Effect::Points(points) => points,
                Effect::Veto => 0.0,
            },
            why: fit.because.as_deref().map(str::to_owned),
        }
    }

    /// The best support that has more for it than against it; one that goes well with the lead
    /// before others.
    fn support_for(&self, lead: &str, supports: &[Candidacy]) -> Option<String> {
        let find = |id: &str| self.candidates.iter().find(|candidate| *candidate.id == *id);
        let names = |of: &str, wanted: &str| {
            find(of).is_some_and(|it| it.pairs.iter().any(|pair| **pair == *wanted))
        };
        let mut useful =
            supports.iter().filter(|it| it.vetoes.is_empty() && it.score > 0.0).peekable();
        let best = useful.peek()?.id.clone();
        let paired = useful.find(|it| names(lead, &it.id) || names(&it.id, lead));
        Some(paired.map_or(best, |it| it.id.clone()))
    }

    /// Every single trait with another value that gives another lead.
    fn hinges(&self, stated: &Stated, lead: Option<&str>) -> Vec<Hinge> {
        let mut hinges = Vec::new();
        for (place, asked) in self.traits.iter().enumerate() {
            for value in &asked.values {
                let mut other = stated.clone();
                let Some(slot) = other.0.get_mut(place) else { continue };
                let changed = Some(Value::from(value.id.as_str()));
                if *slot == changed {
                    continue;
                }
                *slot = changed;
                let leads = self.ranked(&other, |candidate| !candidate.support);
                let winner = leads.first().filter(|winner| winner.vetoes.is_empty());
                let Some(winner) = winner.filter(|winner| Some(winner.id.as_str()) != lead) else {
                    continue;
                };
                hinges.push(Hinge {
                    of: asked.id.clone(),
                    label: asked.label.clone(),
                    value: value.id.clone(),
                    value_name: value.name.clone(),
                    lead: winner.id.clone(),
                    lead_name: winner.name.clone(),
                });
            }
        }
        hinges
    }

    fn recommendations(&self, stated: &Stated) -> Vec<Recommendation> {
        let fitting = self
            .advice
            .iter()
            .filter(|advice| advice.when.as_ref().is_none_or(|when| holds(when, stated)));
        fitting
            .map(|advice| Recommendation {
                text: advice.text.to_string(),
                why: advice.because.as_deref().map(str::to_owned),
            })
            .collect()
    }
}

fn holds(when: &Condition, stated: &Stated) -> bool {
    when.decide(stated) == Truth::True
}

fn descending(one: f64, other: f64) -> Ordering {
    other.total_cmp(&one)
}
