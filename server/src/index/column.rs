//! A column: one value for each row.

use std::ops::{Deref, DerefMut};

/// Values of which millions are kept, one behind the other. It grows by an eighth where a `Vec`
/// doubles: a shop of a million answers has forty columns, and half of each would stand empty.
#[derive(Clone, Debug)]
pub(super) struct Column<T>(Vec<T>);

/// Room that a column starts with.
const START: usize = 16;

impl<T> Column<T> {
    /// One more row.
    pub(super) fn push(&mut self, value: T) {
        if self.0.len() == self.0.capacity() {
            self.0.reserve_exact((self.0.len() / 8).max(START));
        }
        self.0.push(value);
    }
}

impl<T> Default for Column<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> Deref for Column<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.0
    }
}

impl<T> DerefMut for Column<T> {
    fn deref_mut(&mut self) -> &mut [T] {
        &mut self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_keeps_what_it_is_given_and_little_room_besides() {
        let mut column = Column::default();
        for value in 0..10_000 {
            column.push(value);
        }
        assert!(column.iter().copied().eq(0..10_000));
        assert!(column.0.capacity() <= 10_000 * 9 / 8 + START);
    }
}
