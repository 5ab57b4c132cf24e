//! Arrows run down and no circle is left: which crate, and which module of a crate, uses which.

use anyhow::{Context, Result};
use proc_macro2::{Spacing, TokenStream, TokenTree};
use quote::ToTokens;
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};
use syn::{Attribute, Item, UseTree};

/// The crates, each with its folder: one uses only those above it.
const CRATES: [(&str, &str); 12] = [
    ("afterword-shared", "shared"),
    ("afterword-widget", "widget"),
    ("afterword-domain", "server/crates/domain"),
    ("afterword-stats", "server/crates/stats"),
    ("afterword-store", "server/crates/store"),
    ("afterword-store-embedded", "server/crates/store-embedded"),
    ("afterword-views", "server/crates/views"),
    ("afterword-library", "server/crates/library"),
    ("afterword-import", "server/crates/import"),
    ("afterword-jobs", "server/crates/jobs"),
    ("afterword-wording", "server/crates/wording"),
    ("afterword", "server"),
];

/// The modules of the server: one uses only those above it.
const MODULES: [&str; 9] = [
    "config", "services", "http", "shopper", "owner", "api", "state", "router", "ops",
];

/// Circles that are left, and why.
const LEFT: [&str; 2] = [
    // What is wrong with an answer names its question. Both halves are compiled into the bundle that browsers
    // load; they are parted with its next change.
    "afterword-shared: : error, id",
    // An answer is checked by the flow that it is on. As above.
    "afterword-shared: : flow, order, response, survey",
];

/// A module, by the names from the root of its crate on.
type Module = Vec<String>;

/// Which modules of a crate use which, tests left out.
#[derive(Default)]
struct Uses {
    modules: BTreeSet<Module>,
    arrows: BTreeMap<Module, BTreeSet<Module>>,
}

impl Uses {
    /// Reads a crate's sources.
    fn of(source: &Path) -> Result<Self> {
        let mut files = Vec::new();
        find(source, &mut Vec::new(), &mut files)?;
        let mut uses = Self {
            modules: files.iter().map(|(module, _)| module.clone()).collect(),
            ..Self::default()
        };
        for (module, path) in files {
            let text = fs::read_to_string(&path)?;
            let file = syn::parse_file(&text).with_context(|| path.display().to_string())?;
            for item in &file.items {
                uses.item(&module, item);
            }
        }
        Ok(uses)
    }

    fn item(&mut self, module: &Module, item: &Item) {
        let attributes: &[Attribute] = match item {
            Item::Mod(item) => &item.attrs,
            Item::Use(item) => &item.attrs,
            Item::Fn(item) => &item.attrs,
            Item::Impl(item) => &item.attrs,
            _ => &[],
        };
        if attributes.iter().any(is_for_tests) {
            return;
        }
        match item {
            Item::Use(item) => self.tree(module, &mut Vec::new(), &item.tree),
            Item::Mod(item) => {
                for item in item.content.iter().flat_map(|(_, items)| items) {
                    self.item(module, item);
                }
            }
            item => self.tokens(module, item.to_token_stream()),
        }
    }

    fn tree(&mut self, module: &Module, path: &mut Vec<String>, tree: &UseTree) {
        match tree {
            UseTree::Path(part) => {
                path.push(part.ident.to_string());
                self.tree(module, path, &part.tree);
                path.pop();
            }
            UseTree::Group(group) => {
                for tree in &group.items {
                    self.tree(module, path, tree);
                }
            }
            UseTree::Name(name) => self.path_with(module, path, &name.ident.to_string()),
            UseTree::Rename(name) => self.path_with(module, path, &name.ident.to_string()),
            UseTree::Glob(_) => self.path(module, path),
        }
    }

    fn path_with(&mut self, module: &Module, path: &[String], name: &str) {
        let mut path = path.to_vec();
        if name != "self" || path.is_empty() {
            path.push(name.to_owned());
        }
        self.path(module, &path);
    }

    /// Paths inside of anything else, macros too.
    fn tokens(&mut self, module: &Module, tokens: TokenStream) {
        let mut path: Vec<String> = Vec::new();
        let mut colons = 0;
        for token in tokens {
            match token {
                TokenTree::Punct(colon) if colon.as_char() == ':' && !path.is_empty() => {
                    colons += 1;
                    if colons == 1 && colon.spacing() == Spacing::Alone {
                        self.path(module, &std::mem::take(&mut path));
                        colons = 0;
                    }
                }
                TokenTree::Ident(part) => {
                    if colons != 2 {
                        self.path(module, &std::mem::take(&mut path));
                    }
                    path.push(part.to_string());
                    colons = 0;
                }
                other => {
                    self.path(module, &std::mem::take(&mut path));
                    colons = 0;
                    if let TokenTree::Group(group) = other {
                        self.tokens(module, group.stream());
                    }
                }
            }
        }
        self.path(module, &path);
    }

    /// Notes a path, where it leads into the crate.
    fn path(&mut self, module: &Module, path: &[String]) {
        let Some(first) = path.first() else { return };
        let mut target = match first.as_str() {
            "crate" => path[1..].to_vec(),
            "super" | "self" => {
                let ups = path.iter().take_while(|part| *part == "super").count();
                let rest = path
                    .iter()
                    .skip_while(|part| *part == "super" || *part == "self");
                let from = &module[..module.len().saturating_sub(ups)];
                from.iter().chain(rest).cloned().collect()
            }
            _ => {
                let child = [module.as_slice(), &path[..1]].concat();
                if !self.modules.contains(&child) {
                    return;
                }
                module.iter().chain(path).cloned().collect()
            }
        };
        while !self.modules.contains(&target) {
            if target.pop().is_none() {
                return;
            }
        }
        if target != *module {
            self.arrows
                .entry(module.clone())
                .or_default()
                .insert(target);
        }
    }

    /// Which children of a module use which, whatever is below them included.
    fn among_children(&self, parent: &[String]) -> BTreeMap<&str, BTreeSet<&str>> {
        let child = |module: &'_ Module| -> Option<String> {
            module.strip_prefix(parent)?.first().cloned()
        };
        let mut among: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for (from, targets) in &self.arrows {
            for to in targets {
                if let (Some(one), Some(other)) = (child(from), child(to))
                    && one != other
                {
                    let place = parent.len();
                    among.entry(&from[place]).or_default().insert(&to[place]);
                }
            }
        }
        among
    }

    /// Children of one module of which each is reached from each, in words.
    fn circles(&self) -> Vec<String> {
        let mut parents: BTreeSet<&[String]> = BTreeSet::new();
        for module in &self.modules {
            if let Some((_, parent)) = module.split_last() {
                parents.insert(parent);
            }
        }
        let mut circles = Vec::new();
        for parent in parents {
            let among = self.among_children(parent);
            let mut left: BTreeSet<&str> = among.keys().copied().collect();
            while let Some(one) = left.pop_first() {
                let there = reached(&among, one);
                let circle: Vec<&str> = there
                    .iter()
                    .copied()
                    .filter(|other| *other != one && reached(&among, other).contains(one))
                    .collect();
                if !circle.is_empty() {
                    for other in &circle {
                        left.remove(other);
                    }
                    circles.push(format!(
                        "{}: {one}, {}",
                        parent.join("::"),
                        circle.join(", ")
                    ));
                }
            }
        }
        circles
    }
}

fn reached<'a>(among: &BTreeMap<&'a str, BTreeSet<&'a str>>, from: &str) -> BTreeSet<&'a str> {
    let mut reached = BTreeSet::new();
    let mut next: Vec<&str> = among.get(from).into_iter().flatten().copied().collect();
    while let Some(one) = next.pop() {
        if reached.insert(one) {
            next.extend(among.get(one).into_iter().flatten());
        }
    }
    reached
}

fn is_for_tests(attribute: &Attribute) -> bool {
    attribute.path().is_ident("cfg") && attribute.to_token_stream().to_string().contains("test")
}

/// The files of modules below a folder.
fn find(folder: &Path, module: &mut Module, files: &mut Vec<(Module, PathBuf)>) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        if path.is_dir() {
            module.push(name);
            find(&path, module, files)?;
            module.pop();
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let is_root = module.is_empty() && (name == "lib" || name == "main");
            let of_tests = name == "tests" || module.iter().any(|part| part == "tests");
            if !is_root && !of_tests && name != "build" {
                let mut own = module.clone();
                if name != "mod" {
                    own.push(name);
                }
                files.push((own, path));
            }
        }
    }
    Ok(())
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

#[test]
fn no_crate_uses_one_that_uses_it() {
    for (place, (name, folder)) in CRATES.iter().enumerate() {
        let text = fs::read_to_string(root().join(folder).join("Cargo.toml")).unwrap();
        let dependencies = text.split("[dependencies]").nth(1).unwrap();
        let dependencies = dependencies.split("\n[").next().unwrap();
        for line in dependencies
            .lines()
            .filter(|line| line.starts_with("afterword"))
        {
            let used = line.split(['.', ' ', '=']).next().unwrap();
            let there = CRATES.iter().position(|(name, _)| *name == used);
            assert!(
                there.is_some_and(|there| there < place),
                "{name} uses {used}"
            );
        }
    }
}

#[test]
fn no_module_of_the_server_uses_one_below_it() {
    let uses = Uses::of(&root().join("server/src")).unwrap();
    let place = |name: &str| MODULES.iter().position(|module| *module == name);
    let mut wrong = Vec::new();
    for (from, targets) in uses.among_children(&[]) {
        let here = place(from).unwrap_or_else(|| panic!("{from} is on no list"));
        for to in targets {
            if place(to).is_none_or(|there| there > here) {
                wrong.push(format!("{from} uses {to}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_modules_use_each_other_in_a_circle() {
    let mut circles = Vec::new();
    for (name, folder) in CRATES {
        let uses = Uses::of(&root().join(folder).join("src")).unwrap();
        assert!(!uses.arrows.is_empty(), "{name} uses nothing of its own");
        circles.extend(
            uses.circles()
                .into_iter()
                .map(|circle| format!("{name}: {circle}")),
        );
    }
    assert_eq!(circles, LEFT);
}

#[test]
fn a_circle_is_found_wherever_the_paths_stand() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    write("a.rs", "fn f() { println!(\"{}\", crate::b::g()) }");
    write(
        "b.rs",
        "pub fn g() -> u8 { 1 }\n#[cfg(test)]\nmod tests { use crate::a; }",
    );
    let circles = || Uses::of(folder.path()).unwrap().circles();
    assert_eq!(circles(), Vec::<String>::new());
    write("b.rs", "use super::c::h;\npub fn g() -> u8 { h() }");
    write("c.rs", "pub fn h() -> u8 { super::a::f(); 1 }");
    assert_eq!(circles(), [": a, b, c"]);
}
