use crate::access::Operation as O;
use crate::words;

/// Where a command makes sense.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum At {
    Everywhere,
    /// In a product, and in a release of one. The address has the id of the product.
    Product,
    /// In a release. The address has its id.
    Release,
}

words! {
    /// What can be begun from everywhere: the page to which it leads, and what somebody must be allowed for it. Nothing
    /// happens before that page has asked.
    pub enum Command(label, address, at: At, needs: O) {
        AddItem = "add_item", "Add an item", "/releases/{id}/checklist/new", At::Release, O::WorkChecklist;
        AddPhase = "add_phase", "Add a phase", "/releases/{id}/phases/new", At::Release, O::PlanRelease;
        ReportFinding = "report_finding", "Report a finding", "/releases/{id}/findings/new", At::Release,
            O::WorkChecklist;
        PlanDrill = "plan_drill", "Plan a drill", "/releases/{id}/drills/new", At::Release, O::WorkChecklist;
        WriteRunbook = "write_runbook", "Write a runbook", "/releases/{id}/runbooks/new", At::Release, O::WorkChecklist;
        ImportChecklist = "import_checklist", "Import a checklist", "/releases/{id}/checklist/import", At::Release,
            O::WorkChecklist;
        Checklist = "checklist", "Checklist", "/releases/{id}/checklist", At::Release, O::SeeRelease;
        Schedule = "schedule", "Schedule", "/releases/{id}/schedule", At::Release, O::SeeRelease;
        Rehearsals = "rehearsals", "Runbooks and runs", "/releases/{id}/runs", At::Release, O::SeeRelease;
        Drills = "drills", "Drills", "/releases/{id}/drills", At::Release, O::SeeRelease;
        Findings = "findings", "Findings", "/releases/{id}/findings", At::Release, O::SeeRelease;
        Training = "training", "Training", "/releases/{id}/training", At::Release, O::SeeRelease;
        AddMaterial = "add_material", "Add training material", "/releases/{id}/training/new", At::Release,
            O::WriteTraining;
        AddResponse = "add_response", "Add response template", "/releases/{id}/responses/new", At::Release,
            O::WriteResponse;
        Evidence = "evidence", "Export the evidence pack", "/releases/{id}/evidence", At::Release, O::SeeRelease;
        Activity = "activity", "Activity", "/releases/{id}/activity", At::Release, O::SeeRelease;
        NewRelease = "new_release", "Plan a release", "/products/{id}/releases/new", At::Product, O::CreateRelease;
        Support = "support", "Support", "/products/{id}/support", At::Product, O::SeeOrganisation;
        AddCohort = "add_cohort", "Add a cohort", "/products/{id}/cohorts/new", At::Product, O::WriteProduct;
        AddFreeze = "add_freeze", "Add a freeze", "/products/{id}/freezes/new", At::Product, O::WriteProduct;
        Desk = "desk", "Desk", "/desk", At::Everywhere, O::UseDesk;
        Home = "home", "Home", "/", At::Everywhere, O::SeeOrganisation;
        Products = "products", "Products", "/products", At::Everywhere, O::SeeOrganisation;
        NewProduct = "new_product", "Add a product", "/products/new", At::Everywhere, O::WriteProduct;
        People = "people", "People", "/people", At::Everywhere, O::ManagePeople;
        AuditTrail = "audit_trail", "Audit trail", "/admin/audit", At::Everywhere, O::Operate;
        Backups = "backups", "Backups", "/admin/backups", At::Everywhere, O::Operate;
        Account = "account", "Account", "/account", At::Everywhere, O::ManageAccount;
        SignOut = "sign_out", "Sign out", "/account#sign-out", At::Everywhere, O::ManageAccount;
    }
}

impl Command {
    /// The address, behind that of the thing that it is about.
    #[must_use]
    pub fn address_in(self, place: &str) -> String {
        let rest = self.address().split_once("{id}").map_or("", |(_, rest)| rest);
        format!("{place}{rest}")
    }
}
