//! A second step at sign-in: a code of six digits from an app (RFC 6238), or one of ten for when the phone is lost.

use domain::access::Operation;
use domain::activity::{Action, Object};
use domain::ids::PersonId;
use domain::person::{Email, Person};
use jiff::{SignedDuration, Timestamp};
use sha2::{Digest, Sha256};
use store::Transaction;
use store::account::second_step as steps;
use store::account::session as sessions;
use totp_rs::{Algorithm, Builder, Totp};

use crate::account::session;
use crate::account::sign_in::let_in::{SignedIn, known_device, let_in};
use crate::account::sign_in::throttle::{self, Ticket};
use crate::activity::{refused, trail};
use crate::{Actor, Caller, Error, Fault, Refusal, Secret, Service, access, person};

/// How long somebody who gave the right password is asked for a code …
const ASKED: SignedDuration = SignedDuration::from_mins(5);
/// … and how often.
const TRIES: i64 = 5;
/// Codes for when the phone is lost.
const CODES: usize = 10;
/// Letters and digits that nobody takes for others.
const LETTERS: [char; 32] = [
    'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'j', 'k', 'm', 'n', 'p', 'q', 'r', 's', 't', 'u', 'v',
    'w', 'x', 'y', 'z', '2', '3', '4', '5', '6', '7', '8', '9', 'i',
];

/// How somebody's second step stands.
#[derive(Debug)]
pub enum Standing {
    Off,
    /// It is being set up: what an app reads, and the same to type in.
    Proposed {
        address: String,
        typed: String,
    },
    On {
        since: Timestamp,
        codes: i64,
    },
}

/// How one's own second step stands.
pub async fn find(service: &Service, actor: &Actor) -> Result<Standing, Error> {
    let mut transaction = service.database.read().await?;
    access::allow(&mut transaction, actor, Operation::ManageAccount).await?;
    let person = &actor.person;
    let Some(step) = steps::find_second_step(&mut transaction, person.id).await? else {
        return Ok(Standing::Off);
    };
    match step.confirmed_at {
        Some(since) => {
            let codes = steps::count_recovery_codes(&mut transaction, person.id).await?;
            Ok(Standing::On { since, codes })
        }
        // What was begun long ago is not for whoever sits there now.
        None if !session::is_fresh(&mut transaction, actor, service.now()).await? => {
            Ok(Standing::Off)
        }
        None => {
            let totp = totp(step.secret, &person.email)?;
            let address = totp.to_url().map_err(|error| Fault::Hashing(error.to_string()))?;
            Ok(Standing::Proposed { address, typed: totp.secret().to_base32() })
        }
    }
}

/// Makes a secret to be put into an app. It is asked for when a code of it was given.
///
/// # Errors
/// It is on already, or the actor signed in too long ago.
pub async fn propose(service: &Service, actor: &Actor) -> Result<(), Error> {
    let mut transaction = service.database.write().await?;
    access::allow(&mut transaction, actor, Operation::ManageAccount).await?;
    session::require_fresh(&mut transaction, actor, service.now()).await?;
    let secret = random::<20>()?;
    if !steps::propose_second_step(&mut transaction, actor.person.id, &secret).await? {
        return Err(Refusal::invalid("code", "The second step is on already").into());
    }
    Ok(transaction.commit().await?)
}

/// Switches it on, and gives the codes for when the phone is lost. Every other session ends.
///
/// # Errors
/// The code is wrong, or nothing was proposed.
pub async fn confirm(service: &Service, actor: &Actor, code: &str) -> Result<Vec<String>, Error> {
    let person = &actor.person;
    let mut transaction = service.database.write().await?;
    access::allow(&mut transaction, actor, Operation::ManageAccount).await?;
    session::require_fresh(&mut transaction, actor, service.now()).await?;
    let proposed = steps::find_second_step(&mut transaction, person.id).await?;
    let proposed = proposed.filter(|step| step.confirmed_at.is_none()).ok_or(Refusal::Conflict)?;
    let totp = totp(proposed.secret, &person.email)?;
    if !takes_code(&mut transaction, (person.id, &totp, code), service.now()).await? {
        return Err(wrong().into());
    }
    if !steps::confirm_second_step(&mut transaction, person.id, service.now()).await? {
        return Err(Refusal::Conflict.into());
    }
    let codes = replace_codes(&mut transaction, person.id).await?;
    sessions::delete_other_sessions(&mut transaction, person.id, actor.session()).await?;
    record(service, &mut transaction, actor, Action::SecondStepOn, person.id).await?;
    transaction.commit().await?;
    Ok(codes)
}

/// Makes new codes for when the phone is lost; the old ones end.
///
/// # Errors
/// It is off, or the actor signed in too long ago.
pub async fn renew_codes(service: &Service, actor: &Actor) -> Result<Vec<String>, Error> {
    let mut transaction = service.database.write().await?;
    access::allow(&mut transaction, actor, Operation::ManageAccount).await?;
    session::require_fresh(&mut transaction, actor, service.now()).await?;
    if !is_on(&mut transaction, actor.person.id).await? {
        return Err(Refusal::Conflict.into());
    }
    let codes = replace_codes(&mut transaction, actor.person.id).await?;
    record(service, &mut transaction, actor, Action::RecoveryCodesMade, actor.person.id).await?;
    transaction.commit().await?;
    Ok(codes)
}

/// Switches one's own off.
///
/// # Errors
/// The actor signed in too long ago.
pub async fn switch_off(service: &Service, actor: &Actor) -> Result<(), Error> {
    let mut transaction = service.database.write().await?;
    access::allow(&mut transaction, actor, Operation::ManageAccount).await?;
    session::require_fresh(&mut transaction, actor, service.now()).await?;
    take_off(service, &mut transaction, actor, actor.person.id).await?;
    Ok(transaction.commit().await?)
}

/// Switches somebody's off who has lost the phone and the codes. They are signed out.
///
/// # Errors
/// The actor does not manage people or signed in too long ago, or it is off.
pub async fn switch_off_for(service: &Service, actor: &Actor, id: PersonId) -> Result<(), Error> {
    let mut transaction = service.database.write().await?;
    access::manage_people(&mut transaction, actor).await?;
    session::require_fresh(&mut transaction, actor, service.now()).await?;
    if !take_off(service, &mut transaction, actor, id).await? {
        return Err(Refusal::invalid("email", "They have no second step").into());
    }
    sessions::delete_sessions(&mut transaction, id).await?;
    Ok(transaction.commit().await?)
}

/// The same for whoever has only the address.
///
/// # Errors
/// As [`switch_off_for`], or nobody here has this address.
pub async fn switch_off_by_address(
    service: &Service,
    actor: &Actor,
    email: &Email,
) -> Result<(), Error> {
    let id = person::require_by_address(service, actor, email).await?;
    switch_off_for(service, actor, id).await
}

/// Whether somebody's is on, for whoever manages people.
pub async fn is_on_for(service: &Service, actor: &Actor, id: PersonId) -> Result<bool, Error> {
    let mut transaction = service.database.read().await?;
    access::allow(&mut transaction, actor, Operation::ManagePeople).await?;
    is_on(&mut transaction, id).await
}

/// Asks somebody who gave the right password for a code, if their second step is on.
pub(super) async fn ask(
    service: &Service,
    transaction: &mut Transaction,
    person: PersonId,
) -> Result<Option<Secret>, Error> {
    if !is_on(transaction, person).await? {
        return Ok(None);
    }
    let secret = Secret::new()?;
    let asked = (person, secret.hash());
    steps::add_sign_in_step(transaction, asked, service.now() + ASKED).await?;
    Ok(Some(secret))
}

/// Takes the code of somebody who gave the right password, and lets them in.
///
/// # Errors
/// [`Refusal::NotFound`] when they were asked too long ago or too often; the code is wrong or was used; too many tries.
pub async fn complete(
    service: &Service,
    (asked, code): (&Secret, &str),
    device: Option<Secret>,
    caller: &Caller,
) -> Result<SignedIn, Error> {
    let hash = asked.hash();
    let mut transaction = service.database.read().await?;
    let limits = (service.now(), TRIES);
    let person = steps::find_sign_in_step(&mut transaction, &hash, limits).await?;
    let person = person.ok_or(Refusal::NotFound)?;
    let found = store::person::find_person(&mut transaction, person).await?;
    let found = found.filter(|person| person.active).ok_or(Refusal::NotFound)?;
    drop(transaction);
    let device = known_device(service, device, Some(person)).await?;
    let ticket = throttle::take(service, &found.email, device.as_ref(), caller).await?;
    let done = admit(service, (asked, code), (&found, device), &ticket, caller).await;
    if done.as_ref().is_err_and(|error| !throttle::is_wrong(error)) {
        throttle::forgive(service, &ticket).await;
    }
    done
}

/// Looks at the code and opens a session.
async fn admit(
    service: &Service,
    (asked, code): (&Secret, &str),
    (found, device): (&Person, Option<Secret>),
    ticket: &Ticket,
    caller: &Caller,
) -> Result<SignedIn, Error> {
    let (hash, person, now) = (asked.hash(), found.id, service.now());
    let mut transaction = service.database.write_to_the_last().await?;
    // Whoever changes the password, or ends the access, does so before this or behind it.
    store::person::lock_hash(&mut transaction, person).await?;
    let present = store::person::find_person(&mut transaction, person).await?;
    steps::count_sign_in_try(&mut transaction, &hash).await?;
    let still = steps::find_sign_in_step(&mut transaction, &hash, (now, TRIES + 1)).await?;
    let step = steps::find_second_step(&mut transaction, person).await?;
    let is_present = present.is_some_and(|person| person.active);
    let (Some(_), Some(step), true) = (still, step, is_present) else {
        return Err(Refusal::NotFound.into());
    };
    let totp = totp(step.secret, &found.email)?;
    let is_right = takes_code(&mut transaction, (person, &totp, code), now).await?
        || steps::use_recovery_code(&mut transaction, (person, hash_of(person, code)), now).await?;
    if !is_right {
        transaction.commit().await?;
        refused::sign_in(service, caller, (Action::SignInFailed, Some(person))).await;
        return Err(wrong().into());
    }
    steps::delete_sign_in_step(&mut transaction, &hash).await?;
    throttle::give_back(&mut transaction, ticket).await?;
    let signed_in = let_in(service, &mut transaction, (person, device), caller).await?;
    transaction.commit().await?;
    Ok(signed_in)
}

/// A code counts for its thirty seconds and the thirty before and behind, and once.
async fn takes_code(
    transaction: &mut Transaction,
    (person, totp, code): (PersonId, &Totp, &str),
    now: Timestamp,
) -> Result<bool, Error> {
    let digits: String = code.chars().filter(char::is_ascii_digit).collect();
    let seconds = u64::try_from(now.as_second()).unwrap_or_default();
    if digits.len() != 6 || code.chars().any(|letter| !letter.is_ascii_digit() && letter != ' ') {
        return Ok(false);
    }
    let Some(step) = totp.check(&digits, seconds) else { return Ok(false) };
    let step = i64::try_from(step).unwrap_or(i64::MAX);
    Ok(steps::take_step(transaction, person, step).await?)
}

async fn is_on(transaction: &mut Transaction, person: PersonId) -> Result<bool, Error> {
    let step = steps::find_second_step(transaction, person).await?;
    Ok(step.is_some_and(|step| step.confirmed_at.is_some()))
}

async fn take_off(
    service: &Service,
    transaction: &mut Transaction,
    actor: &Actor,
    person: PersonId,
) -> Result<bool, Error> {
    let was_on = is_on(transaction, person).await?;
    if steps::delete_second_step(transaction, person).await? && was_on {
        record(service, transaction, actor, Action::SecondStepOff, person).await?;
    }
    Ok(was_on)
}

async fn record(
    service: &Service,
    transaction: &mut Transaction,
    actor: &Actor,
    action: Action,
    person: PersonId,
) -> Result<(), Error> {
    let record = trail::record(action, Object::Person, person.uuid());
    Ok(service.audit(transaction, actor, &record).await?)
}

async fn replace_codes(
    transaction: &mut Transaction,
    person: PersonId,
) -> Result<Vec<String>, Error> {
    let mut codes = Vec::with_capacity(CODES);
    for _ in 0..CODES {
        let letter = |byte: u8| LETTERS.get(usize::from(byte % 32)).copied().unwrap_or('a');
        let code: Vec<char> = random::<12>()?.into_iter().map(letter).collect();
        let groups: Vec<String> = code.chunks(4).map(|group| group.iter().collect()).collect();
        codes.push(groups.join("-"));
    }
    let hashes: Vec<_> = codes.iter().map(|code| hash_of(person, code)).collect();
    steps::save_recovery_codes(transaction, person, &hashes).await?;
    Ok(codes)
}

/// Sixty random bits need no slow hash; the person is in it, so that nobody looks them all up at once.
fn hash_of(person: PersonId, code: &str) -> Vec<u8> {
    let letters = code.chars().filter(char::is_ascii_alphanumeric);
    let plain: String = letters.map(|letter| letter.to_ascii_lowercase()).collect();
    Sha256::digest(format!("recovery:{person}:{plain}").as_bytes()).to_vec()
}

/// As all apps understand it: SHA-1, six digits, thirty seconds.
fn totp(secret: Vec<u8>, email: &Email) -> Result<Totp, Fault> {
    let builder = Builder::new().with_algorithm(Algorithm::SHA1).with_secret(secret);
    // A colon ends the name of the one who asks.
    let builder = builder.with_account_name(email.to_string().replace(':', "_"));
    let built = builder.with_issuer(Some("Holdpoint")).build();
    built.map_err(|error| Fault::Hashing(error.to_string()))
}

fn wrong() -> Refusal {
    Refusal::invalid(
        "code",
        "This code is not right, or it was used already. Wait for the next one",
    )
}

#[expect(clippy::disallowed_methods, reason = "this is where secrets are made")]
fn random<const N: usize>() -> Result<[u8; N], Fault> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|error| Fault::Randomness(error.to_string()))?;
    Ok(bytes)
}
