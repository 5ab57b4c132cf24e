//! A column: one value for each row.

use afterword_domain::record::{OrderSource, ResponseState};
use afterword_shared::id::ResponseId;
use afterword_store::codec::Numbered;
use std::ops::{Deref, DerefMut};

/// Stands in a column of rows where there is none.
pub(super) const NONE: u32 = u32::MAX;

/// Values of which millions are kept, one behind the other. It grows by a thirtieth where a `Vec`
/// doubles: a shop of a million answers has forty columns, and half of each would stand empty.
#[derive(Clone, Debug)]
pub(super) struct Column<T>(Vec<T>);

/// Room that a column starts with.
const START: usize = 16;

impl<T> Column<T> {
    /// One more row.
    pub(super) fn push(&mut self, value: T) {
        if self.0.len() == self.0.capacity() {
            self.0.reserve_exact((self.0.len() / 32).max(START));
        }
        self.0.push(value);
    }
}

impl<T> Default for Column<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> From<Vec<T>> for Column<T> {
    fn from(cells: Vec<T>) -> Self {
        Self(cells)
    }
}

/// What stands in a column, as its snapshot keeps it.
pub(super) trait Cell: Copy {
    /// In how many bytes.
    const LENGTH: usize;

    /// Adds its bytes.
    fn put(self, to: &mut Vec<u8>);

    /// Reads it from as many bytes as it has; `None` where they stand for nothing.
    fn take(bytes: &[u8]) -> Option<Self>;
}

macro_rules! number_cells {
    ($($number:ty),*) => {
        $(impl Cell for $number {
            const LENGTH: usize = size_of::<$number>();

            fn put(self, to: &mut Vec<u8>) {
                to.extend_from_slice(&self.to_le_bytes());
            }

            fn take(bytes: &[u8]) -> Option<Self> {
                Some(Self::from_le_bytes(bytes.try_into().ok()?))
            }
        })*
    };
}

number_cells!(u8, u16, u32, u64, i64);

impl Cell for ResponseId {
    const LENGTH: usize = 16;

    fn put(self, to: &mut Vec<u8>) {
        to.extend_from_slice(&self.to_bytes());
    }

    fn take(bytes: &[u8]) -> Option<Self> {
        Some(Self::from_bytes(bytes.try_into().ok()?))
    }
}

impl Cell for ResponseState {
    const LENGTH: usize = 1;

    fn put(self, to: &mut Vec<u8>) {
        to.push(self.number());
    }

    fn take(bytes: &[u8]) -> Option<Self> {
        Self::from_number(*bytes.first()?).ok()
    }
}

/// Stands where there is no source.
const NO_SOURCE: u8 = 0;

impl Cell for Option<OrderSource> {
    const LENGTH: usize = 1;

    fn put(self, to: &mut Vec<u8>) {
        to.push(self.map_or(NO_SOURCE, OrderSource::number));
    }

    fn take(bytes: &[u8]) -> Option<Self> {
        match *bytes.first()? {
            NO_SOURCE => Some(None),
            number => OrderSource::from_number(number).ok().map(Some),
        }
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
        assert!(column.0.capacity() <= 10_000 * 33 / 32 + START);
    }
}
