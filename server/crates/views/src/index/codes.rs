//! Every value of every dimension as a small number.

use super::{
    dimension::Dimension,
    lists::row,
    snapshot::{Loader, Saver, Snapshot},
};
use std::{
    collections::{BTreeMap, HashMap},
    io,
    sync::Arc,
};

/// The values that a shop's answers have.
#[derive(Debug, Default)]
pub(super) struct Codes {
    of: BTreeMap<Dimension, HashMap<Arc<str>, u32>>,
    values: Vec<(Dimension, Arc<str>)>,
    /// What products and categories are called, where the shop said.
    labels: HashMap<u32, Box<str>>,
}

impl Codes {
    /// The number of a value, made where there is none.
    pub(super) fn keep(&mut self, dimension: &Dimension, value: &str) -> u32 {
        if let Some(code) = self.code(dimension, value) {
            return code;
        }
        let code = row(self.values.len());
        let value: Arc<str> = value.into();
        self.values.push((dimension.clone(), Arc::clone(&value)));
        self.of
            .entry(dimension.clone())
            .or_default()
            .insert(value, code);
        code
    }

    /// The number of a value that some answer has.
    pub(super) fn code(&self, dimension: &Dimension, value: &str) -> Option<u32> {
        self.of.get(dimension)?.get(value).copied()
    }

    /// How many numbers there are.
    pub(super) fn len(&self) -> usize {
        self.values.len()
    }

    /// What a number stands for.
    pub(super) fn value(&self, code: u32) -> (&Dimension, &str) {
        let (dimension, value) = &self.values[code as usize];
        (dimension, value)
    }

    /// Every dimension that some answer has a value of.
    pub(super) fn dimensions(&self) -> impl Iterator<Item = &Dimension> {
        self.of.keys()
    }

    /// The numbers of a dimension's values.
    pub(super) fn all(&self, dimension: &Dimension) -> impl Iterator<Item = u32> {
        self.of
            .get(dimension)
            .into_iter()
            .flat_map(|values| values.values().copied())
    }

    /// Says what a value is called.
    pub(super) fn name(&mut self, dimension: &Dimension, value: &str, label: &str) {
        if label != value {
            let code = self.keep(dimension, value);
            if self.labels.get(&code).is_none_or(|known| &**known != label) {
                self.labels.insert(code, label.into());
            }
        }
    }

    /// What a value is called, where the shop said.
    pub(super) fn label(&self, code: u32) -> Option<&str> {
        self.labels.get(&code).map(AsRef::as_ref)
    }
}

impl Snapshot for Codes {
    fn save(&self, to: &mut Saver) -> io::Result<()> {
        let values = self.values.iter();
        let values: Vec<_> = values.map(|(of, value)| (of.key(), &**value)).collect();
        to.value(&values)?;
        to.value(&self.labels)
    }

    fn load(from: &mut Loader) -> io::Result<Self> {
        let mut codes = Self::default();
        for (of, value) in from.value::<Vec<(String, String)>>()? {
            let of = Dimension::parse(&of).ok_or(io::ErrorKind::InvalidData)?;
            codes.keep(&of, &value);
        }
        codes.labels = from.value()?;
        Ok(codes)
    }
}
