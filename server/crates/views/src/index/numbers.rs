//! Columns of numbers that are nearly always small.

use super::{
    column::{Cell, Column},
    snapshot::{Loader, Saver, Snapshot},
};
use std::{collections::HashMap, io};

/// Numbers, or none, by row: in as many bytes as nearly all of them need. The few that are larger,
/// or negative, are kept beside the column.
#[derive(Debug, Default)]
pub(super) struct Numbers<S> {
    short: Column<S>,
    long: HashMap<u32, i64>,
}

/// What most numbers fit into.
pub(super) trait Short: Cell + TryFrom<i64> + Into<i64> + PartialEq {
    /// Stands where there is no number.
    const NONE: Self;
    /// Stands where a number is kept beside the column.
    const LONG: Self;
}

impl Short for u16 {
    const NONE: Self = Self::MAX;
    const LONG: Self = Self::MAX - 1;
}

impl Short for u32 {
    const NONE: Self = Self::MAX;
    const LONG: Self = Self::MAX - 1;
}

impl<S: Short> Numbers<S> {
    /// One more row, with none.
    pub(super) fn push(&mut self) {
        self.short.push(S::NONE);
    }

    pub(super) fn set(&mut self, row: u32, number: Option<i64>) {
        let place = row as usize;
        if self.short[place] == S::LONG {
            self.long.remove(&row);
        }
        self.short[place] = match number {
            None => S::NONE,
            Some(number) => match S::try_from(number) {
                Ok(short) if short != S::NONE && short != S::LONG => short,
                _ => {
                    self.long.insert(row, number);
                    S::LONG
                }
            },
        };
    }

    pub(super) fn get(&self, row: u32) -> Option<i64> {
        let short = self.short[row as usize];
        if short == S::NONE {
            None
        } else if short == S::LONG {
            self.long.get(&row).copied()
        } else {
            Some(short.into())
        }
    }
}

impl<S: Short> Snapshot for Numbers<S> {
    fn save(&self, to: &mut Saver) -> io::Result<()> {
        self.short.save(to)?;
        to.value(&self.long)
    }

    fn load(from: &mut Loader) -> io::Result<Self> {
        Ok(Self {
            short: Snapshot::load(from)?,
            long: from.value()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check<S: Short + Default>(largest: i64) {
        let mut numbers = Numbers::<S>::default();
        let near = [0, 1, largest - 2, largest - 1, largest, largest + 1];
        let far = [i64::MAX, -1, i64::MIN];
        let said: Vec<_> = near
            .into_iter()
            .chain(far)
            .map(Some)
            .chain([None])
            .collect();
        for _ in &said {
            numbers.push();
        }
        for turn in 0..said.len() {
            for (row, place) in (0..).zip(0..said.len()) {
                numbers.set(row, said[(place + turn) % said.len()]);
            }
            for (row, place) in (0..).zip(0..said.len()) {
                assert_eq!(numbers.get(row), said[(place + turn) % said.len()]);
            }
        }
    }

    #[test]
    fn a_number_reads_back_however_large_it_is() {
        check::<u16>(u16::MAX.into());
        check::<u32>(u32::MAX.into());
    }
}
