//! Commits, on a branch of their own or on the served one. What a job goes on from is seen once: the texts are compared
//! with it, it is the parent, and whoever was quicker is noticed when the branch is moved.

use super::remote::Given;
use super::run::Patience;
use super::{Change, Commit, Desk, Failure, Outcome, TRIES, Written};

impl Desk {
    /// Commits to a branch of the person's own and gives that to the remote where there is one.
    pub fn propose(&self, commit: &Commit, person: &str, slug: &str) -> Result<Outcome, Failure> {
        let patience = Patience::for_a_job();
        self.fetch(&patience);
        let tip = self.tip()?;
        if let Some(path) = self.changed(commit, tip.as_deref())? {
            return Ok(Outcome::Changed { path });
        }
        let hash = self.commit(commit, tip.as_deref())?;
        self.proposal(hash, person, slug, &patience)
    }

    /// Commits to the branch that is served. Where that cannot be done, such as where the remote protects it, it becomes a
    /// proposal.
    pub fn publish(&self, commit: &Commit, person: &str, slug: &str) -> Result<Outcome, Failure> {
        let Some(branch) = self.branch.clone() else { return self.propose(commit, person, slug) };
        let patience = Patience::for_a_job();
        for _ in 0..TRIES {
            // Seen first: what is published meanwhile is no commit that was kept back.
            let head = self.commit_at("HEAD");
            self.fetch(&patience);
            let tip = self.tip()?;
            if let Some(path) = self.changed(commit, tip.as_deref())? {
                return Ok(Outcome::Changed { path });
            }
            let hash = self.commit(commit, tip.as_deref())?;
            if let Err(error) = self.may_go_on(head.as_deref(), tip.as_deref()) {
                tracing::warn!(%error, "nothing is published; it becomes a proposal");
                return self.proposal(hash, person, slug, &patience);
            }
            match self.remote.as_ref().map(|_| self.give(&hash, &branch, &patience)) {
                Some(Given::Behind) => continue,
                // Perhaps it has taken it all the same: then the proposal is part of it already.
                Some(Given::Silent) => {
                    tracing::warn!("the remote does not answer; it becomes a proposal");
                    return self.proposal(hash, person, slug, &Patience::none());
                }
                Some(Given::Refused(why)) => {
                    tracing::warn!(why, "the remote does not take it on this branch; it becomes a proposal");
                    return self.proposal(hash, person, slug, &patience);
                }
                Some(Given::Taken) => self.note_served(&hash, &branch, tip.as_deref()),
                None => {}
            }
            match self.go_on(&branch, &hash) {
                Ok(()) => return Ok(Outcome::Written(Written { commit: hash, branch, published: true })),
                // It is where everybody gets it from: the next pull brings it here.
                Err(error) if self.remote.is_some() => {
                    tracing::warn!(%error, "the served branch did not follow; the next pull brings it");
                    return Ok(Outcome::Written(Written { commit: hash, branch, published: true }));
                }
                // Somebody was quicker: once more, from what there is now.
                Err(_) => {}
            }
        }
        Err(Failure::Refused("somebody else is writing all the time; try again".to_owned()))
    }

    /// Gives a proposal of a person to the remote once more.
    pub fn push_again(&self, person: &str, branch: &str) -> Result<(), Failure> {
        let own = self.mine(person)?.into_iter().find(|mine| mine.branch == branch);
        let own = own.ok_or_else(|| Failure::NoFile(branch.to_owned()))?;
        self.push(branch, &own.commit, &Patience::for_a_job())
    }

    /// A commit as a branch of the person's own.
    fn proposal(&self, hash: String, person: &str, slug: &str, patience: &Patience) -> Result<Outcome, Failure> {
        let branch = self.new_branch(&hash, person, slug)?;
        if let Err(error) = self.push(&branch, &hash, patience) {
            tracing::warn!(%error, branch, "a proposal could not be given to the remote yet");
        }
        Ok(Outcome::Written(Written { commit: hash, branch, published: false }))
    }

    fn push(&self, branch: &str, hash: &str, patience: &Patience) -> Result<(), Failure> {
        if self.remote.is_none() {
            return Ok(());
        }
        match self.give(hash, branch, patience) {
            Given::Taken => self.note_given(hash, branch),
            Given::Behind => Err(Failure::Refused("the remote has another branch of this name".to_owned())),
            Given::Silent => Err(Failure::Refused("the remote does not answer".to_owned())),
            Given::Refused(why) => Err(Failure::Refused(why)),
        }
    }

    /// The first file that is not what it was seen as.
    fn changed(&self, commit: &Commit, tip: Option<&str>) -> Result<Option<String>, Failure> {
        for Change { path, over, .. } in commit.changes {
            let now = self.text_at(path, tip)?.map(|text| text.hash).unwrap_or_default();
            if !over.contains(&now) {
                return Ok(Some(path.clone()));
            }
        }
        Ok(None)
    }

    /// Refuses to move a branch that the checkout has not followed so far, or that has commits the remote has not: those
    /// are for whoever looks after the server to give away.
    fn may_go_on(&self, head: Option<&str>, tip: Option<&str>) -> Result<(), Failure> {
        self.follow_up()?;
        let (Some(_), Some(head), Some(tip)) = (&self.remote, head, tip) else { return Ok(()) };
        if self.is_before(head, tip)? {
            return Ok(());
        }
        Err(Failure::Refused("the served branch has commits that nobody has given to the remote".to_owned()))
    }
}
