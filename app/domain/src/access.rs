//! Who may do what: one table, used by the services, by the pages and by the tests.

use crate::person::{Role, Standing, Support};
use crate::release::Part;
use crate::words;

words! {
    /// What a person wants to do.
    pub enum Operation {
        /// Invite people, change their roles, end their access.
        ManagePeople;
        /// Look after the installation: its backups.
        Operate;
        /// See and change what is one's own: sessions, absences, calendars, settings.
        ManageAccount;
        /// Read what everybody reads: products, cohorts, freezes, who there is, what waits for oneself.
        SeeOrganisation;
        /// Add a product, or change what it is called.
        WriteProduct;
        /// Start a release of a product.
        CreateRelease;
        /// Read a release and everything in it.
        SeeRelease;
        /// Change dates, state, name, and who takes part.
        PlanRelease;
        /// Add, change, move, delete and import items; tick, block and verify them.
        WorkChecklist;
        /// Say go or no-go at a gate, when invited.
        Vote;
        /// Open and close gates, decide at them, ask for an override.
        Decide;
        /// Ask for an exception.
        RequestException;
        /// Answer exceptions and overrides that somebody else asked for.
        Approve;
        /// Write, change and retire training materials, and say who has to read them.
        WriteTraining;
        /// Review training materials that somebody else wrote.
        ReviewTraining;
        /// Write and retire answers, and deal with what no answer fits.
        WriteResponse;
        /// Approve answers that somebody else wrote.
        ApproveResponse;
        /// Find and copy answers, and say whether they helped.
        UseDesk;
    }
}

/// What a token may be used for, of what its person may.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Scopes(u32);

impl Scopes {
    #[must_use]
    pub fn of(operations: &[Operation]) -> Self {
        operations.iter().copied().collect()
    }

    /// What both are for.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    #[must_use]
    pub const fn contain(self, operation: Operation) -> bool {
        self.0 & bit(operation) != 0
    }
}

impl FromIterator<Operation> for Scopes {
    fn from_iter<I: IntoIterator<Item = Operation>>(operations: I) -> Self {
        Self(operations.into_iter().fold(0, |scopes, operation| scopes | bit(operation)))
    }
}

const fn bit(operation: Operation) -> u32 {
    1 << operation as u32
}

/// How a person stands to the release in question, if there is one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Relation {
    /// The operation is not about a release.
    None,
    /// Open to everybody in the organisation, and the part this person has in it.
    Open(Option<Part>),
    /// Restricted to its people, and the part this person has in it.
    Restricted(Option<Part>),
}

impl Relation {
    const fn part(self) -> Option<Part> {
        match self {
            Self::None => None,
            Self::Open(part) | Self::Restricted(part) => part,
        }
    }
}

/// The whole table. Whatever it does not allow is forbidden.
#[must_use]
pub const fn may(standing: Standing, relation: Relation, operation: Operation) -> bool {
    // An administrator runs the house and has no say in a release by that; in a release they are a
    // member like others.
    let writes = matches!(standing.role, Role::Admin | Role::Member);
    let supports = matches!(standing.support, Support::Agent | Support::Lead);
    match (operation, relation) {
        (Operation::ManagePeople | Operation::Operate, _) => matches!(standing.role, Role::Admin),
        (Operation::ManageAccount | Operation::SeeOrganisation, _) => true,
        (Operation::WriteProduct | Operation::CreateRelease, _) => writes,
        (_, Relation::Restricted(None)) => false,
        // These lie in a release or, for all of its releases, in a product.
        (Operation::WriteTraining | Operation::ReviewTraining, _) => writes,
        (Operation::WriteResponse | Operation::UseDesk, _) => writes || supports,
        (Operation::ApproveResponse, _) => matches!(standing.support, Support::Lead),
        (_, Relation::None) => false,
        (Operation::SeeRelease, _) => true,
        (Operation::PlanRelease | Operation::Decide, _) => {
            writes && matches!(relation.part(), Some(Part::Owner))
        }
        (Operation::Vote, _) => {
            writes && matches!(relation.part(), Some(Part::Owner | Part::Approver))
        }
        (Operation::Approve, _) => writes && matches!(relation.part(), Some(Part::Approver)),
        (Operation::WorkChecklist | Operation::RequestException, _) => writes,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROLES: [Standing; 3] =
        [standing(Role::Admin), standing(Role::Member), standing(Role::Viewer)];
    const PARTS: [Option<Part>; 4] =
        [None, Some(Part::Owner), Some(Part::Approver), Some(Part::Contributor)];

    const fn standing(role: Role) -> Standing {
        Standing { role, support: Support::None }
    }

    fn relations() -> impl Iterator<Item = Relation> {
        let of_parts =
            PARTS.into_iter().flat_map(|part| [Relation::Open(part), Relation::Restricted(part)]);
        std::iter::once(Relation::None).chain(of_parts)
    }

    #[test]
    fn a_viewer_changes_nothing_whatever_part_they_have() {
        for (relation, operation) in relations().flat_map(|r| Operation::ALL.map(|o| (r, o))) {
            let allowed = may(standing(Role::Viewer), relation, operation);
            let harmless =
                [Operation::SeeRelease, Operation::SeeOrganisation, Operation::ManageAccount];
            assert!(!allowed || harmless.contains(&operation), "{relation:?} {operation:?}");
        }
    }

    #[test]
    fn scopes_contain_what_they_were_made_of_and_nothing_else() {
        for operation in Operation::ALL {
            for other in Operation::ALL {
                assert_eq!(Scopes::of(&[operation]).contain(other), operation == other);
            }
            assert!(Scopes::of(&Operation::ALL).contain(operation));
            assert!(!Scopes::default().contain(operation));
        }
    }

    #[test]
    fn what_two_tokens_are_for_is_what_both_are_for() {
        let (one, other) =
            ([Operation::SeeRelease, Operation::Vote], [Operation::Vote, Operation::Decide]);
        let both = Scopes::of(&one).and(Scopes::of(&other));
        for operation in Operation::ALL {
            assert_eq!(both.contain(operation), operation == Operation::Vote, "{operation:?}");
        }
    }

    #[test]
    fn what_is_named_twice_is_named() {
        assert!(Scopes::of(&[Operation::Vote, Operation::Vote]).contain(Operation::Vote));
    }

    #[test]
    fn a_restricted_release_is_closed_to_everybody_who_is_not_in_it() {
        for role in ROLES {
            for operation in
                [Operation::SeeRelease, Operation::PlanRelease, Operation::WorkChecklist]
            {
                assert!(
                    !may(role, Relation::Restricted(None), operation),
                    "{role:?} {operation:?}"
                );
            }
        }
    }

    #[test]
    fn whoever_may_change_a_release_may_see_it() {
        for role in ROLES {
            for relation in relations() {
                let changes = may(role, relation, Operation::PlanRelease)
                    || may(role, relation, Operation::WorkChecklist);
                assert!(!changes || may(role, relation, Operation::SeeRelease));
            }
        }
    }

    #[test]
    fn an_administrator_has_in_a_release_what_a_member_has() {
        for relation in relations() {
            for operation in
                [Operation::SeeRelease, Operation::PlanRelease, Operation::WorkChecklist]
            {
                assert_eq!(
                    may(standing(Role::Admin), relation, operation),
                    may(standing(Role::Member), relation, operation)
                );
            }
        }
    }

    #[test]
    fn only_owners_plan_and_only_administrators_manage_people() {
        assert!(may(
            standing(Role::Member),
            Relation::Open(Some(Part::Owner)),
            Operation::PlanRelease
        ));
        assert!(!may(
            standing(Role::Admin),
            Relation::Open(Some(Part::Approver)),
            Operation::PlanRelease
        ));
        assert!(may(standing(Role::Admin), Relation::None, Operation::ManagePeople));
        assert!(!may(standing(Role::Member), Relation::None, Operation::ManagePeople));
    }
    #[test]
    fn whoever_is_in_support_uses_the_desk_and_only_leads_approve_answers() {
        for (role, support) in
            Role::ALL.into_iter().flat_map(|role| Support::ALL.map(|support| (role, support)))
        {
            let standing = Standing { role, support };
            let (here, closed) = (Relation::Open(None), Relation::Restricted(None));
            let supports = support != Support::None || role != Role::Viewer;
            for operation in [Operation::UseDesk, Operation::WriteResponse] {
                assert_eq!(may(standing, here, operation), supports, "{standing:?} {operation:?}");
                assert!(!may(standing, closed, operation), "{standing:?} {operation:?}");
            }
            let leads = support == Support::Lead;
            assert_eq!(may(standing, Relation::None, Operation::ApproveResponse), leads);
        }
    }

    #[test]
    fn support_gives_nothing_but_what_belongs_to_support() {
        let of_support = [Operation::UseDesk, Operation::WriteResponse, Operation::ApproveResponse];
        for (relation, operation) in relations().flat_map(|r| Operation::ALL.map(|o| (r, o))) {
            let lead = Standing { role: Role::Viewer, support: Support::Lead };
            let more =
                may(lead, relation, operation) && !may(standing(Role::Viewer), relation, operation);
            assert!(!more || of_support.contains(&operation), "{relation:?} {operation:?}");
        }
    }
}
