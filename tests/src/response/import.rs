//! Real templates and training by other people through the import. They lie beside the project, never in it.

use domain::response::import::{Import, Problem};

use crate::checklist::corpus::corpus;

/// For each document how many templates, variables and remarks it gives. What is pinned was
/// compared with the documents; `wrong` says so where a document cannot come in, and why.
const FOUND: &str = "\
templates/18F__guides__researcher-introduces-themselves.md 1 12 0
templates/18F__guides__researcher-sends-agreement.md 1 7 0
templates/GSA__data.gov__restart_failure.md 1 7 0
templates/carpentries__docs.carpentries.org__email_templates.md 8 83 1
templates/cisagov__manage.get.gov__bad_name.txt 1 5 4
templates/cisagov__manage.get.gov__bad_name_subject.txt 1 1 0
templates/cisagov__manage.get.gov__dns_needed_or_unknown_expiring_soon.txt 1 6 5
templates/cisagov__manage.get.gov__domain_deletion_failed_body.txt 1 1 3
templates/cisagov__manage.get.gov__domain_invitation_subject.txt 1 1 3
templates/cisagov__manage.get.gov__domain_manager_notification.txt 1 7 7
templates/cisagov__manage.get.gov__domain_request_withdrawn_subject.txt 1 1 0
templates/cisagov__manage.get.gov__eligibility_unclear.txt 1 5 4
templates/cisagov__manage.get.gov__eligibility_unclear_subject.txt 1 1 0
templates/cisagov__manage.get.gov__portfolio_admin_addition_notification.txt 1 7 5
templates/cisagov__manage.get.gov__questionable_senior_official.txt 1 8 4
templates/kubernetes__sig-release__mid-cycle-blog-sneak-peek.md 1 11 1
templates/kubernetes__sig-release__pr-email.md 1 5 0
templates/kubernetes__sig-release__release-highlights-discussion.md 1 4 0
templates/kubernetes__sig-release__release-highlights-tracking-issue.md 5 4 0
templates/kubernetes__sig-release__sig-outreach-assignment-template.md 2 14 1
templates/kubernetes__sig-release__sig-release-highlight-message.md 1 7 0
training/18F__handbook__intro-to-github.md 1 0 11
training/18F__handbook__onboarding.md 1 0 25
training/18F__handbook__training-and-development-index.md 1 0 2
training/18F__handbook__training.md 1 0 2
training/PagerDuty__incident-response-docs__customer_liaison.md 6 0 1
training/PagerDuty__incident-response-docs__external_communication_guidelines.md 3 0 1
training/PagerDuty__incident-response-docs__incident_commander.md 11 8 1
training/PagerDuty__incident-response-docs__incident_response.md 0 0 1 wrong: Line 9: A text must be 64 KB or smaller
training/PagerDuty__incident-response-docs__internal_liaison.md 5 0 1
training/PagerDuty__incident-response-docs__subject_matter_expert.md 5 0 1
training/carpentries__docs.carpentries.org__community_session_host.md 9 5 21
training/carpentries__docs.carpentries.org__instructor_trainers.md 8 0 7
training/kubernetes__sig-release__communications-README.md 7 1 0
training/kubernetes__sig-release__release-team-onboarding.md 4 0 1
training/raft-tech__TANF-app__communication-tools.md 7 6 0";

#[test]
fn every_template_and_every_training_of_the_corpus_is_understood_or_said_why_not() {
    let Some(corpus) = corpus() else { return };
    let mut table = Vec::new();
    for folder in ["templates", "training"] {
        let files = std::fs::read_dir(corpus.join(folder)).unwrap();
        let mut paths: Vec<_> = files.map(|entry| entry.unwrap().path()).collect();
        paths.sort();
        for path in paths {
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            let import = Import::read_bytes(&name, &std::fs::read(&path).unwrap()).unwrap();
            let wrong = import.problems.iter().find(|problem| problem.wrong).map(Problem::said);
            let counts = [import.sketches.len(), import.variables(), import.problems.len()]
                .map(|count| count.to_string());
            let said = wrong.map(|wrong| format!(" wrong: {wrong}")).unwrap_or_default();
            table.push(format!("{folder}/{name} {}{said}", counts.join(" ")));
        }
    }
    eprintln!("document, templates, variables, remarks\n{}", table.join("\n"));
    let expected: Vec<&str> = FOUND.lines().collect();
    assert_eq!(table, expected);
}
