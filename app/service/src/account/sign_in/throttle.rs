//! Guessing is slow, and being guessed at does not lock anybody out for long.
//!
//! A try is counted before the password is looked at and given back when it was right: a hundred
//! guesses at once are a hundred tries. The counters are in the database, so a restart forgets none.

use std::time::Duration;

use domain::person::Email;
use jiff::{SignedDuration, Timestamp};
use store::Transaction;
use store::account::attempt::{
    Attempt, claim_attempt, find_attempt, forget_attempts, save_attempt,
};

use crate::account::secret::digest;
use crate::actor::household;
use crate::{Caller, Error, Refusal, Secret, Service};

/// How long an account waits after its first failures; after more, a quarter of an hour.
const STEPS: [SignedDuration; 4] = [
    SignedDuration::from_secs(1),
    SignedDuration::from_secs(3),
    SignedDuration::from_secs(5),
    SignedDuration::from_secs(10),
];
const LONGEST: SignedDuration = SignedDuration::from_mins(15);
/// A network address gets a try back every so often …
const REFILL: SignedDuration = SignedDuration::from_secs(20);
/// … and can save up so many.
const BURST: i32 = 3;

/// The tries that were counted for one sign-in.
pub(in crate::account) struct Ticket {
    account: String,
    /// What was remembered about the account before this try was counted.
    before: Attempt,
    address: Option<String>,
}

/// Counts a try, or says how long to wait.
pub(in crate::account) async fn take(
    service: &Service,
    email: &Email,
    device: Option<&Secret>,
    caller: &Caller,
) -> Result<Ticket, Error> {
    let now = service.now();
    let account = match device {
        Some(device) => format!("device:{}", digest(device.reveal())),
        None => format!("account:{}", digest(email.as_str())),
    };
    // A browser that was here before waits for nobody behind the same address.
    let address = caller.address.filter(|_| device.is_none()).map(household);
    let address = address.map(|address| format!("address:{address}"));
    let mut transaction = service.database.write_to_the_last().await?;
    let before = claim_attempt(&mut transaction, &account, now).await?;
    let of_account = count_account(before, now)?;
    save_attempt(&mut transaction, &account, of_account).await?;
    if let Some(address) = &address {
        let of_address = count_address(claim_attempt(&mut transaction, address, now).await?, now)?;
        save_attempt(&mut transaction, address, of_address).await?;
    }
    transaction.commit().await?;
    Ok(Ticket { account, before, address })
}

/// The password was right: nothing is counted.
pub(in crate::account) async fn give_back(
    transaction: &mut Transaction,
    ticket: &Ticket,
) -> Result<(), Error> {
    forget_attempts(transaction, &ticket.account).await?;
    refill(transaction, ticket).await
}

/// Whether a try was the fault of whoever made it: what they gave was wrong.
pub(in crate::account) const fn is_wrong(error: &Error) -> bool {
    matches!(error, Error::Refusal(Refusal::Invalid { .. }))
}

/// We did not get to the end, so this was no try. What others tried meanwhile stays counted, and so do
/// the failures from before: being busy must not help whoever guesses.
pub(in crate::account) async fn forgive(service: &Service, ticket: &Ticket) {
    if let Err(error) = take_back(service, ticket).await {
        tracing::warn!(%error, "a try that was not the fault of the person stays counted");
    }
}

async fn take_back(service: &Service, ticket: &Ticket) -> Result<(), Error> {
    let mut transaction = service.database.write_to_the_last().await?;
    let now = service.now();
    let there = claim_attempt(&mut transaction, &ticket.account, now).await?;
    if there.failures == ticket.before.failures + 1 {
        save_attempt(&mut transaction, &ticket.account, ticket.before).await?;
    }
    refill(&mut transaction, ticket).await?;
    Ok(transaction.commit().await?)
}

/// Gives a network address its try back.
async fn refill(transaction: &mut Transaction, ticket: &Ticket) -> Result<(), Error> {
    if let Some(address) = &ticket.address
        && let Some(attempt) = find_attempt(transaction, address).await?
    {
        let allowed_at = attempt.allowed_at - REFILL;
        save_attempt(transaction, address, Attempt { allowed_at, ..attempt }).await?;
    }
    Ok(())
}

fn count_account(attempt: Attempt, now: Timestamp) -> Result<Attempt, Refusal> {
    refuse_before(attempt.allowed_at, now)?;
    let step = usize::try_from(attempt.failures).ok().and_then(|failures| STEPS.get(failures));
    let wait = step.copied().unwrap_or(LONGEST);
    Ok(Attempt { failures: attempt.failures + 1, allowed_at: now + wait })
}

/// A leaky bucket, kept as the moment at which it would be full again.
fn count_address(attempt: Attempt, now: Timestamp) -> Result<Attempt, Refusal> {
    let full_at = attempt.allowed_at.max(now);
    refuse_before(full_at - REFILL * (BURST - 1), now)?;
    Ok(Attempt { failures: attempt.failures + 1, allowed_at: full_at + REFILL })
}

fn refuse_before(allowed_at: Timestamp, now: Timestamp) -> Result<(), Refusal> {
    match Duration::try_from(allowed_at.duration_since(now)) {
        Ok(retry_after) if !retry_after.is_zero() => Err(Refusal::Throttled { retry_after }),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_second(1_800_000_000 + seconds).unwrap()
    }

    fn fresh() -> Attempt {
        Attempt { failures: 0, allowed_at: at(0) }
    }

    #[test]
    fn an_account_waits_1_3_5_and_10_seconds_and_then_a_quarter_of_an_hour() {
        let mut attempt = fresh();
        let mut now = 0;
        for wait in [1, 3, 5, 10, 900, 900] {
            attempt = count_account(attempt, at(now)).unwrap();
            assert_eq!(attempt.allowed_at, at(now + wait));
            assert!(count_account(attempt, at(now + wait - 1)).is_err());
            now += wait;
        }
    }

    #[test]
    fn ten_thousand_guesses_at_one_account_in_a_day_check_under_200_passwords() {
        let mut attempt = fresh();
        let mut checked = 0;
        for guess in 0..10_000 {
            if let Ok(counted) = count_account(attempt, at(guess * 86_400 / 10_000)) {
                attempt = counted;
                checked += 1;
            }
        }
        assert!(checked <= 200, "{checked}");
    }

    #[test]
    fn an_address_has_three_tries_and_one_more_every_twenty_seconds() {
        let mut attempt = fresh();
        for _ in 0..3 {
            attempt = count_address(attempt, at(0)).unwrap();
        }
        assert!(count_address(attempt, at(19)).is_err());
        assert!(count_address(attempt, at(20)).is_ok());
    }
}
