//! Whether a playbook's parts refer to one another as they should.

use super::criterion::CriterionIx;
use super::playbook::Playbook;

impl Playbook {
    /// Checks every reference inside the playbook. The compiler makes none that does not hold;
    /// tests call this on whatever they compile.
    ///
    /// # Errors
    /// The first reference that leads nowhere, in words.
    pub fn verify(&self) -> Result<(), String> {
        let model = &*self.0;
        let known = |ix: &CriterionIx| ix.0 < model.criteria.len();
        let overlays = model.overlays.iter().map(|overlay| &overlay.graph);
        for graph in std::iter::once(&model.graph).chain(overlays) {
            for (ix, stage) in graph.stages() {
                if stage.position() != ix.position() {
                    return Err(format!("`{}` is not where it says", stage.id()));
                }
                let mut gates = stage.entry.iter().chain(&stage.exit).chain(&stage.stay);
                if !gates.all(known) {
                    return Err(format!("a criterion of `{}` is not there", stage.id()));
                }
            }
            if !graph.transitions().all(|(.., transition)| transition.guards.iter().all(known)) {
                return Err("a guard is not there".to_owned());
            }
        }
        self.verify_content()
    }

    fn verify_content(&self) -> Result<(), String> {
        let model = &*self.0;
        let stages = model.graph.len();
        if let Some(bad) = model.overlays.iter().find(|overlay| overlay.lies_in.len() != stages) {
            return Err(format!("an overlay places {} of {stages} stages", bad.lies_in.len()));
        }
        let asks = |ix: &usize| *ix < model.questions.len();
        if let Some(play) = model.plays.iter().find(|play| !play.asks.iter().all(asks)) {
            return Err(format!("a question of `{}` is not there", play.id));
        }
        let plays = |ix: &usize| *ix < model.plays.len();
        match model.signals.iter().find(|signal| !signal.plays.iter().all(plays)) {
            Some(signal) => Err(format!("a play of `{}` is not there", signal.id)),
            None => Ok(()),
        }
    }
}
