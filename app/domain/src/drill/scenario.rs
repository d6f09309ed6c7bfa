//! The library: twelve incidents that a release may meet, each with what to look at and a script.

use crate::words;

words! {
    /// What can go wrong.
    #[derive(PartialOrd, Ord)]
    pub enum Scenario(label) {
        DeployWrong = "deploy_wrong", "A deployment goes wrong";
        KeysExposed = "keys_exposed", "Keys are exposed";
        AccountCompromised = "account_compromised", "An account is taken over";
        DataExposed = "data_exposed", "Personal data is exposed";
        DatabaseDeleted = "database_deleted", "The database is deleted";
        StorageErased = "storage_erased", "Stored files are erased";
        Outage = "outage", "Full outage";
        Degraded = "degraded", "Degraded service";
        DenialOfService = "denial_of_service", "Denial of service";
        BadRelease = "bad_release", "Bad release";
        DataCorruption = "data_corruption", "Data corruption";
        Spillage = "spillage", "Data spillage";
    }
}

/// How it is played, unless somebody writes it otherwise.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Script {
    pub story: &'static str,
    pub objectives: [&'static str; 3],
    /// The minute, what is told, and what a good answer looks like.
    pub injects: [(u32, &'static str, &'static str); 3],
}

impl Scenario {
    /// The name in a sentence.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.label()
    }

    #[must_use]
    pub const fn script(self) -> Script {
        match self {
            Self::DeployWrong => Script {
                story: "The new version is partly deployed. Some people see the new pages, some the old ones, and \
                 some an error.",
                objectives: [
                    "Somebody decides within ten minutes whether to go on or back",
                    "Going back works as the rollback card says",
                    "The support desk knows what to say before people call",
                ],
                injects: [
                    (
                        0,
                        "The deployment stopped in the middle. Two of four servers run the new version.",
                        "Stop the rest, say so in the channel, name who leads",
                    ),
                    (
                        10,
                        "The support desk reports twelve calls: people are signed out again and again.",
                        "Decide: on or back",
                    ),
                    (
                        20,
                        "The old version does not start: its schema is gone.",
                        "Use the rollback note of the migration, not a new idea",
                    ),
                ],
            },
            Self::KeysExposed => Script {
                story: "A colleague finds an access key of production in a public place.",
                objectives: [
                    "The key is revoked within fifteen minutes",
                    "People know what the key could do and look whether it was used",
                    "The next key is stored where it belongs",
                ],
                injects: [
                    (
                        0,
                        "A stranger writes: is this your key? It has been public since yesterday.",
                        "Treat it as used: revoke first, ask later",
                    ),
                    (
                        10,
                        "Revoking the key stops the nightly import.",
                        "Name what depends on it, replace it, do not bring it back",
                    ),
                    (
                        25,
                        "The log shows a sign-in with it from an unknown place at four in the morning.",
                        "Call it an incident, keep the log, tell who must know",
                    ),
                ],
            },
            Self::AccountCompromised => Script {
                story: "Somebody else uses the account of an administrator.",
                objectives: [
                    "The account is closed without destroying what it tells",
                    "People find out what was done with it",
                    "The person is told without blame",
                ],
                injects: [
                    (
                        0,
                        "An administrator says: I did not change these roles.",
                        "End all sessions, suspend the account, keep the trail",
                    ),
                    (
                        12,
                        "A second administrator was made an hour ago.",
                        "Look for more, undo what was given",
                    ),
                    (
                        25,
                        "The person asks whether they are in trouble.",
                        "Say what happened, thank them, blame nobody",
                    ),
                ],
            },
            Self::DataExposed => Script {
                story: "People see names and addresses that are not theirs.",
                objectives: [
                    "The page is closed within ten minutes",
                    "Everybody who must be told is on a list with a time",
                    "Nobody guesses in public how many are concerned",
                ],
                injects: [
                    (
                        0,
                        "A user sends a picture: somebody else's address on their own page.",
                        "Close the page first, then search",
                    ),
                    (
                        10,
                        "It began with the release of this morning.",
                        "Go back or switch off the part, by the card",
                    ),
                    (
                        25,
                        "A journalist asks how many people are concerned.",
                        "One person answers, with what is known and when more will be",
                    ),
                ],
            },
            Self::DatabaseDeleted => Script {
                story: "The database of production is gone. Somebody meant to delete another one.",
                objectives: [
                    "The newest backup is found and its age is said aloud",
                    "Restoring is begun by the runbook, against the clock",
                    "What was written since the backup is known or said to be lost",
                ],
                injects: [
                    (
                        0,
                        "Every page shows an error. The list of databases is shorter than yesterday.",
                        "Stop everything that writes, name who leads",
                    ),
                    (
                        10,
                        "The newest backup is from last night. Nobody has restored one this year.",
                        "Start restoring; say what is lost",
                    ),
                    (
                        30,
                        "It is restored. Two hours of work of forty people are missing.",
                        "Decide how those people are told and helped",
                    ),
                ],
            },
            Self::StorageErased => Script {
                story: "The files that people uploaded are gone; the records that name them are there.",
                objectives: [
                    "Nobody makes it worse by tidying up",
                    "It is known which files can be brought back",
                    "People who need a file today get help another way",
                ],
                injects: [
                    (
                        0,
                        "Downloads answer with not found. A clean-up job ran at night.",
                        "Stop the job and every other one like it",
                    ),
                    (
                        12,
                        "Older versions are kept for seven days. The job ran six days ago for the first time.",
                        "Bring back what can be, before the days are over",
                    ),
                    (25, "A user needs a certificate in an hour.", "Help by hand, write down how"),
                ],
            },
            Self::Outage => Script {
                story: "Nothing answers. It may be ours, and it may be the place where it runs.",
                objectives: [
                    "Somebody declares an incident within five minutes",
                    "People outside hear from us before they ask",
                    "It is found out whose it is without waiting for it",
                ],
                injects: [
                    (
                        0,
                        "All checks are red. The status page of the provider is green.",
                        "Declare, lead, tell; do not wait for the provider",
                    ),
                    (
                        10,
                        "The person on duty does not answer the phone.",
                        "Use the second name on the list",
                    ),
                    (25, "It comes back by itself.", "Watch it; nobody says resolved yet"),
                ],
            },
            Self::Degraded => Script {
                story: "Everything works and takes twenty seconds. People give up.",
                objectives: [
                    "It is called an incident although nothing is down",
                    "Something is switched off to help the rest",
                    "It is measured, not felt",
                ],
                injects: [
                    (
                        0,
                        "The support desk says: people think that it is broken.",
                        "Look at the slowest tenth, not the average",
                    ),
                    (
                        10,
                        "One report takes every connection of the database.",
                        "Switch it off, tell who needs it",
                    ),
                    (
                        25,
                        "The owner of the report wants it back within the hour.",
                        "Decide by what is known, write it down",
                    ),
                ],
            },
            Self::DenialOfService => Script {
                story: "Ten times as many requests as on the first day. They are not people.",
                objectives: [
                    "People who are real keep working",
                    "What is switched on against it can be switched off",
                    "Who helps outside is called early",
                ],
                injects: [
                    (
                        0,
                        "Requests from everywhere, all to the search.",
                        "Protect the search, keep the rest open",
                    ),
                    (
                        10,
                        "The protection also stops a whole school.",
                        "Know how to let somebody through",
                    ),
                    (
                        25,
                        "It stops. A message says it comes back tomorrow.",
                        "Keep what was seen, plan the night",
                    ),
                ],
            },
            Self::BadRelease => Script {
                story: "The release works as it was built, and it was built wrong: people get decisions \
                 that are not right.",
                objectives: [
                    "Halting the phase is decided by who may",
                    "People who got a wrong answer are found",
                    "The text for the support desk is ready before the halt",
                ],
                injects: [
                    (
                        0,
                        "Two counters report permits that should have been refused.",
                        "Take it seriously at two",
                    ),
                    (
                        10,
                        "The rule was asked for like this, in writing.",
                        "Halt first, argue later",
                    ),
                    (
                        25,
                        "Forty people have a paper in their hands.",
                        "Find them, decide what is true, tell them",
                    ),
                ],
            },
            Self::DataCorruption => Script {
                story: "Records are wrong, and have been for a while. Backups are wrong too.",
                objectives: [
                    "Writing stops before anybody repairs",
                    "The first wrong record is found",
                    "It is said who checks the repair",
                ],
                injects: [
                    (
                        0,
                        "Birthdays are one day early, in some records.",
                        "Find which, and since when",
                    ),
                    (
                        12,
                        "It began with the migration three weeks ago.",
                        "Compare with what went in; the totals of the dry run",
                    ),
                    (
                        25,
                        "A script could repair all at once. It was written a minute ago.",
                        "Rehearse it on a copy first",
                    ),
                ],
            },
            Self::Spillage => Script {
                story: "Something that must not be here is here: a file of another authority, in a place \
                 that many read.",
                objectives: [
                    "Nobody copies it to show it",
                    "Who owns it is told within the hour",
                    "Every place that has it is on a list",
                ],
                injects: [
                    (
                        0,
                        "A colleague finds a document with a mark that none of ours has.",
                        "Do not open, do not forward, close the place",
                    ),
                    (
                        10,
                        "It was sent in the newsletter to two hundred people.",
                        "List who has it; one person writes to them",
                    ),
                    (
                        25,
                        "The owner asks for proof that it is gone.",
                        "Show the list and what was done, not the file",
                    ),
                ],
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_scenario_has_a_script_in_the_order_of_its_minutes() {
        assert_eq!(Scenario::ALL.len(), 12);
        for scenario in Scenario::ALL {
            let script = scenario.script();
            assert!(script.injects.is_sorted_by_key(|(minute, ..)| *minute), "{scenario:?}");
            assert_eq!(Scenario::from_key(scenario.key()), Some(scenario));
        }
    }
}
