use std::fmt;
use std::str::FromStr;

/// Where browsers reach us: scheme, host and port, nothing else.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Origin(String);

impl FromStr for Origin {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let url = url::Url::parse(text)
            .map_err(|_| format!("{text} is not an origin like https://holdpoint.example.org"))?;
        let plain = url.path() == "/"
            && url.query().is_none()
            && url.fragment().is_none()
            && url.username().is_empty();
        match (url.scheme(), url.origin()) {
            ("http" | "https", origin @ url::Origin::Tuple(..)) if plain => {
                Ok(Self(origin.ascii_serialization()))
            }
            _ => Err(format!("{text} is not an origin like https://holdpoint.example.org")),
        }
    }
}

impl Origin {
    #[must_use]
    pub fn is_secure(&self) -> bool {
        self.0.starts_with("https://")
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_has_no_path_and_is_http_or_https() {
        assert_eq!(
            "https://Holdpoint.example.org/".parse::<Origin>().unwrap().as_str(),
            "https://holdpoint.example.org"
        );
        for text in ["holdpoint.example.org", "ftp://x.y", "https://x.y/path", "https://a@x.y", ""]
        {
            assert!(text.parse::<Origin>().is_err(), "{text}");
        }
    }
}
