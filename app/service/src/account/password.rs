//! Hashing of passwords: slow on purpose, so never on a thread that serves requests, and never more
//! at once than the machine has cores to spare.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use argon2::{Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version};
use domain::account::{NewPassword, PasswordError, compose};
use tokio::sync::Semaphore;

use crate::{Error, Fault, Refusal};

/// How many may wait for a hash before more are told to come back.
const QUEUE: usize = 32;

/// The cost of a hash.
#[derive(Clone, Copy, Debug)]
pub enum Hashing {
    /// Argon2id with 64 MiB and two passes, about a tenth of a second.
    Full,
    /// The least that Argon2 can do, for tests about other things.
    Weak,
}

/// The one place where passwords are hashed and compared.
#[derive(Clone)]
pub struct Passwords {
    argon2: Argon2<'static>,
    permits: Arc<Semaphore>,
    waiting: Arc<AtomicUsize>,
    /// Compared when there is no such account, so that the answer takes as long.
    nobody: Arc<str>,
}

impl Passwords {
    /// # Errors
    /// The hash function refuses its parameters or the machine gives no randomness.
    pub fn new(hashing: Hashing) -> Result<Self, Error> {
        let (memory, passes) = match hashing {
            Hashing::Full => (64 * 1024, 2),
            Hashing::Weak => (Params::MIN_M_COST, Params::MIN_T_COST),
        };
        let params = Params::new(memory, passes, 1, None).map_err(hashing_fault)?;
        let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        let nobody = argon2.hash_password(b"nobody has this password").map_err(hashing_fault)?;
        Ok(Self {
            argon2,
            permits: Arc::new(Semaphore::new(cores.saturating_sub(1).max(1))),
            waiting: Arc::new(AtomicUsize::new(0)),
            nobody: nobody.to_string().into(),
        })
    }

    pub(crate) async fn hash(&self, password: &NewPassword) -> Result<String, Error> {
        let password = password.reveal().to_owned();
        let argon2 = self.argon2.clone();
        self.in_turn(move || argon2.hash_password(password.as_bytes()).map(|hash| hash.to_string()))
            .await?
            .map_err(|error| hashing_fault(error).into())
    }

    /// Whether this is the password behind the hash; without a hash it takes as long and is not.
    pub(crate) async fn verify(&self, password: &str, hash: Option<String>) -> Result<bool, Error> {
        let exists = hash.is_some();
        let hash = hash.unwrap_or_else(|| self.nobody.to_string());
        let password: String = compose(password).chars().take(1024).collect();
        let argon2 = self.argon2.clone();
        let matches = self
            .in_turn(move || argon2.verify_password(password.as_bytes(), hash.as_str()).is_ok())
            .await?;
        Ok(matches && exists)
    }

    /// Whether a hash was made with other costs than today's.
    pub(crate) fn is_outdated(&self, hash: &str) -> bool {
        let today = self.nobody.rsplitn(3, '$').last();
        hash.rsplitn(3, '$').last() != today
    }

    async fn in_turn<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Error> {
        if self.waiting.fetch_add(1, Ordering::SeqCst) >= QUEUE {
            self.waiting.fetch_sub(1, Ordering::SeqCst);
            return Err(Refusal::Busy.into());
        }
        let permit = self.permits.clone().acquire_owned().await;
        self.waiting.fetch_sub(1, Ordering::SeqCst);
        let permit = permit.map_err(|error| Fault::Task(error.to_string()))?;
        let result = tokio::task::spawn_blocking(move || {
            let result = work();
            drop(permit);
            result
        });
        result.await.map_err(|error| Fault::Task(error.to_string()).into())
    }
}

/// Refuses passwords that are long and still easy to guess: repeated letters, keyboard rows, common
/// passwords put together, the name of the person or of the product.
pub(crate) fn refuse_common(password: &NewPassword, about: &[&str]) -> Result<(), Refusal> {
    let mut about: Vec<&str> = about.to_vec();
    about.push("holdpoint");
    let guess = zxcvbn::zxcvbn(password.reveal(), &about);
    if guess.score() < zxcvbn::Score::Three {
        return Err(Refusal::invalid("password", PasswordError::Common));
    }
    Ok(())
}

fn hashing_fault(error: impl std::fmt::Display) -> Fault {
    Fault::Hashing(error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_passwords_that_are_easy_to_guess_are_refused() {
        for text in ["passwordpassword", "aaaaaaaaaaaaaaaa", "qwertyuiopasdfgh", "123456789012345"]
        {
            let password = NewPassword::parse(text).unwrap();
            assert!(refuse_common(&password, &[]).is_err(), "{text}");
        }
        let good = NewPassword::parse("copper lantern drifts north").unwrap();
        assert!(refuse_common(&good, &["ada@example.org"]).is_ok());
    }

    #[tokio::test]
    async fn the_hash_is_argon2id_with_64_mebibytes_and_two_passes() {
        let passwords = Passwords::new(Hashing::Full).unwrap();
        let password = NewPassword::parse("copper lantern drifts north").unwrap();
        let hash = passwords.hash(&password).await.unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=65536,t=2,p=1$"), "{hash}");
        assert!(passwords.verify(password.reveal(), Some(hash.clone())).await.unwrap());
        assert!(!passwords.verify("something else", Some(hash.clone())).await.unwrap());
        assert!(!passwords.is_outdated(&hash));
        assert!(Passwords::new(Hashing::Weak).unwrap().is_outdated(&hash));
    }

    #[tokio::test]
    async fn nobody_signs_in_without_an_account() {
        let passwords = Passwords::new(Hashing::Weak).unwrap();
        assert!(!passwords.verify("nobody has this password", None).await.unwrap());
    }
}
