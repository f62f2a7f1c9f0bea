//! What every engine is asked for.

/// The ids of the three best plays.
pub(crate) type Best<'s> = [Option<&'s str>; 3];

/// A move that is asked for, by the places of its declaration and its stages.
#[derive(Clone, Copy)]
pub(crate) struct Asked {
    pub(crate) declared: usize,
    pub(crate) stage: usize,
    pub(crate) to: usize,
}

/// An engine that has been told the rules.
pub(crate) trait Contender {
    /// The facts of a deal in the engine's own form.
    type Facts<'t>;

    /// Its name and version.
    const NAME: &'static str;

    fn bind<'t>(&self, json: &'t str, asked: Asked) -> Self::Facts<'t>;

    /// The conditions of a move that do not hold, a bit each.
    fn unmet(&mut self, facts: &Self::Facts<'_>, asked: Asked) -> u64;

    fn best(&mut self, facts: &Self::Facts<'_>, asked: Asked) -> Best<'_>;

    fn unmet_of_json(&mut self, json: &str, asked: Asked) -> u64;

    fn best_of_json(&mut self, json: &str, asked: Asked) -> Best<'_>;
}

/// A bit for every condition that does not hold.
pub(crate) fn unmet<C>(conditions: &[C], mut holds: impl FnMut(&C) -> bool) -> u64 {
    let bit = |(place, condition)| u64::from(!holds(condition)) << place;
    conditions.iter().enumerate().map(bit).fold(0, |bits, bit| bits | bit)
}

/// A play and its condition as an engine has it.
pub(crate) struct Ranked<C> {
    pub(crate) id: String,
    pub(crate) when: C,
}

impl<C> Ranked<C> {
    pub(crate) fn compiled<D>(&self, compiled: impl Fn(&C) -> D) -> Ranked<D> {
        Ranked { id: self.id.clone(), when: compiled(&self.when) }
    }
}

/// The first three whose conditions hold; nothing is asked after the third.
pub(crate) fn best<C>(ranked: &[Ranked<C>], mut holds: impl FnMut(&C) -> bool) -> Best<'_> {
    let mut best = [None; 3];
    let holding = ranked.iter().filter(|play| holds(&play.when));
    for (place, play) in best.iter_mut().zip(holding) {
        *place = Some(play.id.as_str());
    }
    best
}
