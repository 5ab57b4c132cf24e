//! How often each rating was given, by question, value of a dimension and day.

use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// Shop-local days since the first of 1970.
pub(super) type Day = u16;

/// The value that every answer has.
pub(super) const ALL: u32 = u32::MAX;
/// The value under which answers in words are counted, each as a rating of 0.
pub(super) const TEXTS: u32 = u32::MAX - 1;

/// Counts of ratings. A series is a sorted list of cells: day, rating and count in one number.
#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Cube {
    /// By question and code.
    series: HashMap<(u32, u32), Vec<u64>>,
}

const COUNT_BITS: u32 = 40;
const COUNT: u64 = (1 << COUNT_BITS) - 1;

fn cell(day: Day, rating: u8) -> u64 {
    (u64::from(day) << 8 | u64::from(rating)) << COUNT_BITS
}

impl Cube {
    /// One more answer with this rating on this day.
    pub(super) fn add(&mut self, question: u32, code: u32, day: Day, rating: u8) {
        let series = self.series.entry((question, code)).or_default();
        let key = cell(day, rating);
        let place = series.partition_point(|cell| cell & !COUNT < key);
        match series.get_mut(place) {
            Some(cell) if *cell & !COUNT == key => *cell += 1,
            _ => series.insert(place, key + 1),
        }
    }

    /// One less.
    pub(super) fn take(&mut self, question: u32, code: u32, day: Day, rating: u8) {
        let Some(series) = self.series.get_mut(&(question, code)) else {
            return;
        };
        let key = cell(day, rating);
        let place = series.partition_point(|cell| cell & !COUNT < key);
        if let Some(cell) = series.get_mut(place).filter(|cell| **cell & !COUNT == key) {
            *cell -= 1;
            if *cell & COUNT == 0 {
                series.remove(place);
            }
        }
        if series.is_empty() {
            self.series.remove(&(question, code));
        }
    }

    /// Every day and rating from day to day with its count, days rising.
    pub(super) fn cells(
        &self,
        question: u32,
        code: u32,
        from: Day,
        to: Day,
    ) -> impl Iterator<Item = (Day, u8, u64)> {
        let series = self
            .series
            .get(&(question, code))
            .map_or(&[][..], Vec::as_slice);
        let start = series.partition_point(|other| *other < cell(from, 0));
        let end = cell(to, u8::MAX) | COUNT;
        series[start..]
            .iter()
            .take_while(move |other| **other <= end)
            .map(|cell| {
                let [day_high, day_low, rating, ..] = cell.to_be_bytes();
                (
                    Day::from_be_bytes([day_high, day_low]),
                    rating,
                    cell & COUNT,
                )
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    proptest! {
        #[test]
        fn a_series_counts_as_a_plain_map_does(
            steps in prop::collection::vec((0..3_u32, 0..40_u16, 0..11_u8, any::<bool>()), 0..200),
            from in 0..40_u16, to in 0..40_u16,
        ) {
            let (mut cube, mut plain) = (Cube::default(), BTreeMap::<_, u64>::new());
            for (code, day, rating, more) in steps {
                let count = plain.entry((code, day, rating)).or_default();
                if more {
                    *count += 1;
                    cube.add(0, code, day, rating);
                } else if *count > 0 {
                    *count -= 1;
                    cube.take(0, code, day, rating);
                }
            }
            for code in 0..3 {
                let found: Vec<_> = cube.cells(0, code, from, to).collect();
                let wanted: Vec<_> = plain
                    .iter()
                    .filter(|((other, day, _), n)| *other == code && from <= *day && *day <= to && **n > 0)
                    .map(|((_, day, rating), n)| (*day, *rating, *n))
                    .collect();
                prop_assert_eq!(found, wanted);
            }
        }
    }
}
