//! What of the bundle comes from which crate: `cargo xtask dist --names`.

use super::brotli;
use anyhow::Result;
use std::{cmp::Reverse, collections::BTreeMap, ops::Range};
use wasmparser::{KnownCustom, Name, Parser, Payload};

/// So many of the largest functions are named.
const LARGEST: usize = 40;
/// Whose functions count for the first other crate in their names, which they were made for.
const GENERIC: [&str; 8] = [
    "core",
    "alloc",
    "std",
    "hashbrown",
    "indexmap",
    "futures_util",
    "js_sys",
    "wasm_bindgen",
];

/// A function of the bundle.
struct Function {
    name: String,
    /// Where its body lies in the file.
    body: Range<usize>,
}

/// Prints what each crate's functions weigh in a wasm file that still has its names: in bytes, and
/// in what the file shrinks by, brotli, without them. What was inlined counts where it ended up.
pub(super) fn print(wasm: &[u8]) -> Result<()> {
    let (mut functions, names) = functions(wasm)?;
    let without = |left_out: &[Range<usize>]| {
        let kept = without(wasm, left_out);
        brotli(&kept).map(|packed| (kept.len(), packed.len()))
    };
    let (whole, packed) = without(std::slice::from_ref(&names))?;
    println!("wasm: {packed} bytes, brotli; unpacked {whole}");
    let mut crates: BTreeMap<&str, Vec<Range<usize>>> = BTreeMap::new();
    for function in &functions {
        let bodies = crates.entry(origin(&function.name)).or_default();
        bodies.push(function.body.clone());
    }
    let mut rows = Vec::new();
    for (name, mut bodies) in crates {
        let count = bodies.len();
        // Functions come before the custom sections.
        bodies.push(names.clone());
        let (rest, rest_packed) = without(&bodies)?;
        rows.push((
            packed.saturating_sub(rest_packed),
            whole - rest,
            count,
            name,
        ));
    }
    rows.sort_unstable_by_key(|row| Reverse(*row));
    println!(
        "{:28} {:>9} {:>8} {:>8}",
        "crate", "functions", "bytes", "brotli"
    );
    for (packed, bytes, count, name) in rows {
        println!("{name:28} {count:>9} {bytes:>8} {packed:>8}");
    }
    functions.sort_by_key(|function| Reverse(function.body.len()));
    for function in functions.iter().take(LARGEST) {
        println!("{:>8}  {}", function.body.len(), function.name);
    }
    Ok(())
}

/// The functions in the order in which they lie in the file, and where their names lie.
fn functions(wasm: &[u8]) -> Result<(Vec<Function>, Range<usize>)> {
    let mut imported = 0;
    let mut bodies = Vec::new();
    let mut names = BTreeMap::new();
    let mut section = 0..0;
    for payload in Parser::new(0).parse_all(wasm) {
        match payload? {
            Payload::ImportSection(imports) => {
                for import in imports.into_imports() {
                    imported += usize::from(matches!(import?.ty, wasmparser::TypeRef::Func(_)));
                }
            }
            Payload::CodeSectionEntry(body) => bodies.push(body.range()),
            Payload::CustomSection(custom) => {
                let KnownCustom::Name(subsections) = custom.as_known() else {
                    continue;
                };
                section = custom.range();
                for subsection in subsections {
                    if let Name::Function(map) = subsection? {
                        for naming in map {
                            let naming = naming?;
                            names.insert(naming.index as usize, naming.name.to_owned());
                        }
                    }
                }
            }
            _ => {}
        }
    }
    let functions = bodies.into_iter().enumerate().map(|(nth, body)| Function {
        name: names.remove(&(imported + nth)).unwrap_or_default(),
        body,
    });
    Ok((functions.collect(), section))
}

/// The file but for some parts of it, which are in order.
fn without(wasm: &[u8], parts: &[Range<usize>]) -> Vec<u8> {
    let mut kept = Vec::with_capacity(wasm.len());
    let mut end = 0;
    for part in parts {
        kept.extend_from_slice(&wasm[end..part.start]);
        end = part.end;
    }
    kept.extend_from_slice(&wasm[end..]);
    kept
}

/// The crate of a function, by its name as `-Csymbol-mangling-version=v0` has it: each crate there
/// stands before a hash in brackets.
fn origin(name: &str) -> &str {
    let mut crates = name.split("]::").filter_map(|part| {
        let (path, _) = part.rsplit_once('[')?;
        path.rsplit(|c: char| !(c.is_alphanumeric() || c == '_'))
            .next()
            .filter(|name| !name.is_empty())
    });
    let first = crates.next().unwrap_or("(no crate)");
    if !GENERIC.contains(&first) {
        return first;
    }
    crates
        .find(|other| !GENERIC.contains(other))
        .unwrap_or(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_function_comes_from_the_crate_that_it_was_made_for() {
        for (name, of) in [
            ("tachys[f9]::dom::window", "tachys"),
            ("core[44]::fmt::write", "core"),
            (
                "<std[ea]::sync::RwLock<graph[f8]::Set> as graph[f8]::Source>::remove",
                "graph",
            ),
            (
                "<alloc[7e]::vec::Vec<u8> as core[44]::ops::Drop>::drop",
                "alloc",
            ),
            (
                "<tachys[f9]::Property<&str, alloc[7e]::Box<[u8]>>>::new",
                "tachys",
            ),
            ("take_over", "(no crate)"),
            ("<[u8]>::sort", "(no crate)"),
        ] {
            assert_eq!(origin(name), of, "{name}");
        }
    }

    #[test]
    fn parts_are_left_out() {
        assert_eq!(without(b"abcdef", &[1..2, 4..6]), b"acd");
        assert_eq!(without(b"abc", &[]), b"abc");
    }
}
