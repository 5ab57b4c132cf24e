//! Something that was asked for and can't be.

/// Why not, as a sentence for whoever asked that says what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// It can't be read at all.
    #[error("{0}")]
    Unreadable(String),
    /// It can be read, and isn't legal.
    #[error("{0}")]
    Illegal(String),
}

impl Refused {
    /// For what can't be read.
    pub fn unreadable(sentence: impl Into<String>) -> Self {
        Self::Unreadable(sentence.into())
    }

    /// For what isn't legal.
    pub fn illegal(sentence: impl Into<String>) -> Self {
        Self::Illegal(sentence.into())
    }
}
