//! Builds `dist/`: the loader, the style sheet, the bundle and the owner's charts, small and the same
//! from every checkout, so that `--check` can prove that the committed files came from this source.

mod charts;
mod names;

use anyhow::{Context, Result, bail, ensure};
pub(crate) use charts::NoCharts;
use sha2::{Digest, Sha256};
use std::{
    collections::{BTreeMap, BTreeSet},
    env, fs,
    io::Write,
    path::{Path, PathBuf},
    process::Command,
};

const TARGET: &str = "wasm32-unknown-unknown";
/// How the glue names the wasm file before the hash is known.
const STEM: &str = "afterword";
const LOADER: &str = "w.js";
const STYLE: &str = "style.css";
const MANIFEST: &str = "manifest.json";

/// Most bytes, brotli, of the script tag itself.
const LOADER_BUDGET: usize = 3 * 1024;
/// Most bytes, brotli, of what a shopper waits for before a rating can be clicked: the loader with
/// a shop's rules, and the reply with the style sheet and the form.
const CLICKABLE_BUDGET: usize = 8 * 1024;
/// Most bytes, brotli, of everything that a completed answer loads.
const ANSWER_BUDGET: usize = 48 * 1024;
/// What of these two is kept free for the rules and the form, which are not in `dist/`; a test
/// measures them.
const PROMPT_ROOM: usize = 2304;

/// Options of `cargo xtask dist`.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Build elsewhere and compare byte by byte with dist/, writing nothing there.
    #[arg(long)]
    check: bool,
    /// Build one part only and leave the other as it is in dist/.
    #[arg(long, value_enum)]
    only: Option<Part>,
    /// Write nothing; build the bundle with its names and say what each crate weighs in it.
    #[arg(long)]
    names: bool,
}

/// What is built by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Part {
    /// What shoppers' browsers load: the loader, the form's style sheet and its bundle.
    Widget,
    /// What owners' browsers load: the charts.
    Charts,
}

/// The standard library can't be rebuilt, since its source is not installed.
#[derive(Debug)]
pub(crate) struct NoLibrarySource;

impl NoLibrarySource {
    /// What the process returns, so that a caller can tell "not checked" from "differs".
    pub(crate) const EXIT: u8 = 3;
}

impl std::fmt::Display for NoLibrarySource {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(
            "dist/ was NOT checked or built: the standard library's source is missing. \
             Install it with `rustup component add rust-src`.",
        )
    }
}

impl std::error::Error for NoLibrarySource {}

/// Files by name.
type Files = BTreeMap<String, Vec<u8>>;

/// Builds `dist/`, or compares it.
pub(crate) fn run(arguments: &Arguments) -> Result<()> {
    let root = root()?;
    if arguments.names {
        let (glue, wasm) = bundle(&root, true)?;
        println!("glue: {} bytes, brotli", brotli(glue.as_bytes())?.len());
        return names::print(&wasm);
    }
    let dist = root.join("dist");
    let wanted = |part| arguments.only.is_none_or(|only| only == part);
    let there = Manifest::read(&dist);
    let mut files = Files::new();
    let mut manifest = there.clone();
    if wanted(Part::Widget) {
        widget(&root, &mut files, &mut manifest)?;
    } else {
        there.keep(&dist, &Manifest::WIDGET, &mut files)?;
    }
    let mut not_built = None;
    if wanted(Part::Charts) {
        match charts::build(&root, |source| script(source, false)) {
            Ok((name, bytes)) => {
                manifest.name("charts", &name);
                add(&mut files, &name, bytes)?;
            }
            // Told at the end, when everything else is done.
            Err(error) if error.is::<NoCharts>() => not_built = Some(error),
            Err(error) => return Err(error),
        }
    }
    if not_built.is_some() || !wanted(Part::Charts) {
        there.keep(&dist, &["charts"], &mut files)?;
    }
    let manifest = manifest.text(&files)?;
    files.insert(MANIFEST.into(), manifest.into());
    print_sizes(&files);
    if arguments.check {
        compare(&dist, &files)?;
        match arguments.only {
            None if not_built.is_none() => println!("dist/ is what this source builds."),
            _ => println!("What was built is what dist/ holds."),
        }
    } else {
        write(&dist, &files)?;
    }
    keep_budgets(&files)?;
    not_built.map_or(Ok(()), Err)
}

/// Which file is what, by the name under which the server looks for it.
#[derive(Clone, Debug, Default)]
struct Manifest(BTreeMap<String, String>);

impl Manifest {
    /// The names of what the widget's source makes.
    const WIDGET: [&str; 4] = ["loader", "style", "bundle", "wasm"];

    /// What `dist/` says; empty where there is none yet.
    fn read(dist: &Path) -> Self {
        let text = fs::read_to_string(dist.join(MANIFEST)).unwrap_or_default();
        let read: BTreeMap<String, serde_json::Value> =
            serde_json::from_str(&text).unwrap_or_default();
        let names = read.into_iter();
        Self(
            names
                .filter_map(|(what, name)| Some((what, name.as_str()?.to_owned())))
                .collect(),
        )
    }

    fn name(&mut self, what: &str, name: &str) {
        self.0.insert(what.into(), name.into());
    }

    /// Takes files over from `dist/` as they are.
    fn keep(&self, dist: &Path, whats: &[&str], files: &mut Files) -> Result<()> {
        for name in whats.iter().filter_map(|what| self.0.get(*what)) {
            for suffix in ["", ".br", ".gz"] {
                let name = format!("{name}{suffix}");
                let bytes =
                    fs::read(dist.join(&name)).with_context(|| format!("reading dist/{name}"))?;
                files.insert(name, bytes);
            }
        }
        Ok(())
    }

    /// The manifest with the sizes of the files.
    fn text(&self, files: &Files) -> Result<String> {
        let size = |name: &String| {
            let length = |suffix: &str| files.get(&format!("{name}{suffix}")).map_or(0, Vec::len);
            serde_json::json!({"raw": length(""), "br": length(".br"), "gzip": length(".gz")})
        };
        let sizes: BTreeMap<_, _> = self.0.values().map(|name| (name, size(name))).collect();
        let mut manifest = serde_json::json!(self.0);
        manifest["sizes"] = serde_json::json!(sizes);
        Ok(serde_json::to_string_pretty(&manifest)? + "\n")
    }
}

/// Adds a file and its compressed forms.
fn add(files: &mut Files, name: &str, bytes: Vec<u8>) -> Result<()> {
    files.insert(format!("{name}.br"), brotli(&bytes)?);
    files.insert(format!("{name}.gz"), gzip(&bytes)?);
    files.insert(name.into(), bytes);
    Ok(())
}

/// The checkout that `cargo xtask` was called in.
fn root() -> Result<PathBuf> {
    let own =
        env::var_os("CARGO_MANIFEST_DIR").unwrap_or_else(|| env!("CARGO_MANIFEST_DIR").into());
    let root = Path::new(&own).parent();
    Ok(root.context("xtask has no folder around it")?.into())
}

/// Builds what shoppers' browsers load.
fn widget(root: &Path, files: &mut Files, manifest: &mut Manifest) -> Result<()> {
    let read = |name: &str| {
        let path = root.join("widget").join(name);
        fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))
    };
    let (glue, wasm) = bundle(root, false)?;
    let loader = script(&read("loader.js")?, false)?;
    add(files, LOADER, loader.into_bytes())?;
    add(files, STYLE, style(&read("style.css")?)?.into_bytes())?;

    // One hash for both, since they only work together.
    let hash = Sha256::new().chain_update(&wasm).chain_update(&glue);
    let hash: [u8; 32] = hash.finalize().into();
    let hash = format!(
        "{:032x}",
        u128::from_be_bytes(*hash.first_chunk().unwrap_or(&[0; 16]))
    );
    let hash = &hash[..16];
    let (glue_name, wasm_name) = (format!("{STEM}-{hash}.js"), format!("{STEM}-{hash}.wasm"));
    let placeholder = format!("{STEM}_bg.wasm");
    ensure!(
        glue.matches(&placeholder).count() == 1,
        "the glue does not name {placeholder} exactly once"
    );
    add(
        files,
        &glue_name,
        glue.replace(&placeholder, &wasm_name).into(),
    )?;
    add(files, &wasm_name, wasm)?;
    let names = [LOADER, STYLE, &glue_name, &wasm_name];
    for (what, name) in Manifest::WIDGET.iter().zip(names) {
        manifest.name(what, name);
    }
    Ok(())
}

/// Compiles the widget's browser door; returns the minified glue and the wasm, with the names of its
/// functions or without.
fn bundle(root: &Path, keep_names: bool) -> Result<(String, Vec<u8>)> {
    let sysroot = sysroot()?;
    let source = sysroot.join("lib/rustlib/src/rust");
    if !source.join("library/Cargo.lock").is_file() {
        return Err(NoLibrarySource.into());
    }
    // A folder of its own: these flags would spoil every other build's cache.
    let target = root.join("target").join("dist");
    let cargo_home = env::var_os("CARGO_HOME")
        .map(PathBuf::from)
        .or_else(|| env::home_dir().map(|home| home.join(".cargo")))
        .context("neither CARGO_HOME nor a home folder is known")?;
    // Where several fit, the last one wins.
    let flags = [
        "-Zunstable-options".into(),
        "-Cpanic=immediate-abort".into(),
        "-Zlocation-detail=none".into(),
        remap(&cargo_home, "/cargo")?,
        remap(&sysroot, "/rust")?,
        remap(root, "/afterword")?,
    ];
    let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    // What one developer's shell says must not change what everybody's browsers load.
    for (name, _) in env::vars_os() {
        let name = name.to_string_lossy().into_owned();
        let is_ours = name.starts_with("CARGO_PROFILE_")
            || name.starts_with("CARGO_BUILD_")
            || name.starts_with("CARGO_UNSTABLE_")
            || ["RUSTFLAGS", "RUSTC_WRAPPER", "RUSTC_WORKSPACE_WRAPPER"].contains(&name.as_str());
        if is_ours {
            cargo.env_remove(name);
        }
    }
    let status = cargo
        .current_dir(root)
        // The pinned stable compiler takes the -Z flags.
        .env("RUSTC_BOOTSTRAP", "1")
        .env("CARGO_ENCODED_RUSTFLAGS", flags.join("\u{1f}"))
        .env("CARGO_TARGET_DIR", &target)
        .args([
            "rustc",
            "--locked",
            "--package",
            "afterword-widget",
            "--lib",
        ])
        .args(["--no-default-features", "--features", "browser"])
        .args([
            "--profile",
            "wasm",
            "--target",
            TARGET,
            "--crate-type",
            "cdylib",
        ])
        .args([
            "-Zbuild-std=std,panic_abort",
            "-Zbuild-std-features=optimize_for_size",
        ])
        .status()
        .context("starting cargo")?;
    ensure!(status.success(), "the widget did not build for {TARGET}");

    let built = target.join(TARGET).join("wasm/afterword_widget.wasm");
    let mut output = wasm_bindgen_cli_support::Bindgen::new()
        .input_bytes(STEM, without_streams(&fs::read(&built)?)?)
        .web(true)?
        .typescript(false)
        .remove_name_section(!keep_names)
        .remove_producers_section(true)
        .generate_output()?;
    let written = |(name, list): (_, &Vec<_>)| (!list.is_empty()).then_some(name);
    let beside: Vec<&String> = output
        .snippets()
        .iter()
        .filter_map(written)
        .chain(output.local_modules().keys())
        .collect();
    ensure!(
        beside.is_empty(),
        "the glue wants files beside it: {beside:?}"
    );
    // Only now: the custom sections are what wasm-bindgen reads.
    let module = output.wasm_mut();
    let sections: Vec<_> = module.customs.iter().map(|(id, _)| id).collect();
    for section in sections {
        module.customs.delete(section);
    }
    let mut names = BTreeMap::new();
    shorten(module, &mut names);
    let wasm = module.emit_wasm();
    let glue = rename(&with_short_start(output.js())?, &names).replace("./afterword_bg.js", "a");
    Ok((script(&glue, true)?, wasm))
}

/// Takes the classes out that turn Rust's streams into JavaScript's. They come with leptos' server
/// functions, which the form does not call; but what is exported to JavaScript is never dropped
/// for not being called, and it is a tenth of the bundle.
///
/// A mark for splitting bundles goes too: its name depends on where cargo keeps its sources.
///
/// A description of wasm-bindgen's is a list of blobs, each behind its length: for every attribute
/// in the source one that names the format's version and one with what the attribute stands on.
fn without_streams(wasm: &[u8]) -> Result<Vec<u8>> {
    const SECTION: &str = "__wasm_bindgen_unstable";
    let mut module = walrus::Module::from_buffer(wasm)?;
    let described = module
        .customs
        .remove_raw(SECTION)
        .context("the wasm does not describe itself to wasm-bindgen")?
        .data;
    let mut kept = Vec::new();
    let mut rest = described.as_slice();
    while !rest.is_empty() {
        let (version, behind) = blob(rest)?;
        let (program, behind) = blob(behind)?;
        let is_stream = [&b"IntoUnderlying"[..], b"into_underlying"]
            .iter()
            .any(|name| program.windows(name.len()).any(|part| part == *name));
        if !is_stream {
            kept.extend_from_slice(&rest[..4 + version.len() + 4 + program.len()]);
        }
        rest = behind;
    }
    ensure!(
        kept.len() < described.len(),
        "leptos brings no streams any more: take this out"
    );
    module.customs.add(walrus::RawCustomSection {
        name: SECTION.into(),
        data: kept,
    });
    let exports: Vec<_> = module
        .exports
        .iter()
        .filter(|export| {
            ["intounderlying", "into_underlying", "_WASM_SPLIT_MARKER"]
                .iter()
                .any(|name| export.name.contains(name))
        })
        .map(walrus::Export::id)
        .collect();
    for export in exports {
        module.exports.delete(export);
    }
    walrus::passes::gc::run(&mut module);
    cut_off(&mut module)?;
    walrus::passes::gc::run(&mut module);
    Ok(module.emit_wasm())
}

/// Empties what can't be reached with the streams' exports gone: their methods, and the queue of
/// futures that these alone fill. They stand in the table of what is called by address, which nothing
/// is ever dropped from.
///
/// Only large ones: the compiler keeps one of several functions that do the same, under the name of
/// any of them, so a small one may be somebody else's as well. What they alone call goes with them.
fn cut_off(module: &mut walrus::Module) -> Result<()> {
    // As `-Csymbol-mangling-version=v0` writes paths.
    const DEAD: [&str; 2] = ["12wasm_streams", "6js_sys7futures"];
    /// In instructions.
    const LARGE: u64 = 50;
    /// Counts what is called by name.
    struct Calls<'a> {
        dead: &'a BTreeSet<walrus::FunctionId>,
        found: bool,
    }
    impl walrus::ir::Visitor<'_> for Calls<'_> {
        fn visit_function_id(&mut self, function: &walrus::FunctionId) {
            self.found |= self.dead.contains(function);
        }
    }
    let name = |id| module.funcs.get(id).name.as_deref().unwrap_or_default();
    let is_theirs = |id| DEAD.iter().any(|part| name(id).contains(part));
    // What describes them is run by wasm-bindgen, and dropped by it.
    let is_kept = |id| {
        ["describe", "drop_in_place", "drop_slow"]
            .iter()
            .any(|part| name(id).contains(part))
    };
    let dead: BTreeSet<_> = module
        .funcs
        .iter_local()
        .filter(|(id, function)| is_theirs(*id) && !is_kept(*id) && function.size() >= LARGE)
        .map(|(id, _)| id)
        .collect();
    for (id, function) in module.funcs.iter_local().filter(|(id, _)| !is_theirs(*id)) {
        let mut calls = Calls {
            dead: &dead,
            found: false,
        };
        walrus::ir::dfs_in_order(&mut calls, function, function.entry_block());
        ensure!(
            !calls.found,
            "{} waits for a future: see `cut_off`",
            name(id)
        );
    }
    for (id, function) in module.funcs.iter_local_mut() {
        if dead.contains(&id) {
            let start = function.entry_block();
            let nothing = (
                walrus::ir::Unreachable {}.into(),
                walrus::ir::InstrLocId::default(),
            );
            function.block_mut(start).instrs = vec![nothing];
        }
    }
    Ok(())
}

/// The first blob of a description, and what follows it.
fn blob(bytes: &[u8]) -> Result<(&[u8], &[u8])> {
    let (length, rest) = bytes
        .split_first_chunk::<4>()
        .context("a description ends in the middle")?;
    let length = u32::from_le_bytes(*length) as usize;
    rest.split_at_checked(length)
        .context("a description ends in the middle")
}

/// Gives imports and exports short names: between the two files they only have to differ, and the
/// hashes in their long ones do not compress.
fn shorten(module: &mut walrus::Module, names: &mut BTreeMap<String, String>) {
    for (nth, import) in module.imports.iter_mut().enumerate() {
        let short = names
            .entry(import.name.clone())
            .or_insert_with(|| format!("i{nth}"));
        import.name.clone_from(short);
        import.module = "a".into();
    }
    for (nth, export) in module.exports.iter_mut().enumerate() {
        if export.name.starts_with("wasm_bindgen_") || export.name.starts_with("__") {
            let short = names
                .entry(export.name.clone())
                .or_insert_with(|| format!("e{nth}"));
            export.name.clone_from(short);
        }
    }
}

/// Replaces whole words.
fn rename(glue: &str, names: &BTreeMap<String, String>) -> String {
    let is_inner = |c: char| c.is_alphanumeric() || c == '_' || c == '$';
    let mut renamed = String::with_capacity(glue.len());
    let mut rest = glue;
    while let Some(start) = rest.find(is_inner) {
        let end = rest[start..]
            .find(|c| !is_inner(c))
            .map_or(rest.len(), |length| start + length);
        let word = &rest[start..end];
        renamed.push_str(&rest[..start]);
        renamed.push_str(names.get(word).map_or(word, String::as_str));
        rest = &rest[end..];
    }
    renamed + rest
}

/// Puts a start of three lines in the place of wasm-bindgen's, which knows a dozen ways to be given
/// a module; the minifier then drops what is left of those. No streaming: it fails behind proxies
/// that change the type of the file, and gains nothing for one so small.
fn with_short_start(glue: &str) -> Result<String> {
    let (body, exports) = glue
        .rsplit_once("\nexport {")
        .context("the glue does not end in its exports")?;
    ensure!(
        exports.trim() == "initSync, __wbg_init as default };"
            && body.contains("function __wbg_get_imports()")
            && body.contains("function __wbg_finalize_init(instance, module)"),
        "wasm-bindgen has changed the glue's start: {exports}"
    );
    // Once a page: a second instance would pull the first one's memory from under its forms.
    Ok(format!(
        "{body}
        const start = async () => {{
            const file = await fetch(new URL('{STEM}_bg.wasm', import.meta.url));
            const bytes = await file.arrayBuffer();
            const {{ instance, module }} = await WebAssembly.instantiate(bytes, __wbg_get_imports());
            __wbg_finalize_init(instance, module);
        }};
        let started;
        export default () => started ??= start();"
    ))
}

fn sysroot() -> Result<PathBuf> {
    let output = Command::new("rustc")
        .args(["--print", "sysroot"])
        .output()
        .context("starting rustc")?;
    ensure!(output.status.success(), "rustc does not say where it lives");
    Ok(String::from_utf8(output.stdout)?.trim().into())
}

fn remap(from: &Path, to: &str) -> Result<String> {
    let from = from.to_str().context("a path that is not UTF-8")?;
    Ok(format!("--remap-path-prefix={from}={to}"))
}

/// Minifies JavaScript.
fn script(source: &str, is_module: bool) -> Result<String> {
    use oxc_codegen::{Codegen, CodegenOptions, CommentOptions};
    use oxc_minifier::{CompressOptions, MangleOptions, Minifier, MinifierOptions};

    let kind = if is_module {
        oxc_span::SourceType::mjs()
    } else {
        oxc_span::SourceType::script()
    };
    let memory = oxc_allocator::Allocator::default();
    let parsed = oxc_parser::Parser::new(&memory, source, kind).parse();
    if let Some(error) = parsed.diagnostics.first() {
        bail!("a script does not parse: {error}");
    }
    let mut program = parsed.program;
    let options = MinifierOptions {
        mangle: Some(MangleOptions::default()),
        mangle_properties: None,
        compress: Some(CompressOptions {
            // Nothing newer than what an old browser can at least read.
            target: oxc_compat::EngineTargets::from_target("es2018").map_err(anyhow::Error::msg)?,
            ..CompressOptions::smallest()
        }),
    };
    let minified = Minifier::new(options).minify(&memory, &mut program);
    let printed = Codegen::new()
        .with_options(CodegenOptions {
            minify: true,
            comments: CommentOptions::disabled(),
            ..CodegenOptions::default()
        })
        .with_scoping(minified.scoping)
        .build(&program);
    Ok(printed.code)
}

/// Minifies a style sheet, for browsers from late 2021 on.
fn style(source: &str) -> Result<String> {
    use lightningcss::{
        printer::PrinterOptions,
        stylesheet::{MinifyOptions, ParserOptions, StyleSheet},
        targets::{Browsers, Targets},
    };

    let version = |major: u32| Some(major << 16);
    let targets = Targets::from(Browsers {
        chrome: version(96),
        edge: version(96),
        firefox: version(95),
        safari: version(15),
        ios_saf: version(15),
        ..Browsers::default()
    });
    let wrong = |error: &dyn std::fmt::Display| anyhow::anyhow!("the style sheet: {error}");
    let mut sheet =
        StyleSheet::parse(source, ParserOptions::default()).map_err(|error| wrong(&error))?;
    sheet
        .minify(MinifyOptions {
            targets,
            ..MinifyOptions::default()
        })
        .map_err(|error| wrong(&error))?;
    let printed = sheet
        .to_css(PrinterOptions {
            minify: true,
            targets,
            ..PrinterOptions::default()
        })
        .map_err(|error| wrong(&error))?;
    Ok(printed.code)
}

fn brotli(bytes: &[u8]) -> Result<Vec<u8>> {
    let parameters = brotli::enc::BrotliEncoderParams {
        quality: 11,
        lgwin: 22,
        size_hint: bytes.len(),
        ..Default::default()
    };
    let mut compressed = Vec::new();
    brotli::BrotliCompress(&mut &*bytes, &mut compressed, &parameters)?;
    Ok(compressed)
}

/// Without a time and without the name of a system, so that it is the same everywhere.
fn gzip(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut writer = flate2::GzBuilder::new()
        .mtime(0)
        .operating_system(255)
        .write(Vec::new(), flate2::Compression::best());
    writer.write_all(bytes)?;
    Ok(writer.finish()?)
}

/// The files that a build makes: everything in `dist/` but what explains it.
fn is_built(name: &str) -> bool {
    name != "README.md"
}

fn names_in(dist: &Path) -> Result<Vec<String>> {
    if !dist.is_dir() {
        return Ok(Vec::new());
    }
    let mut names = Vec::new();
    for entry in fs::read_dir(dist)? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if is_built(&name) {
            names.push(name);
        }
    }
    Ok(names)
}

fn write(dist: &Path, files: &Files) -> Result<()> {
    fs::create_dir_all(dist)?;
    for name in names_in(dist)? {
        if !files.contains_key(&name) {
            fs::remove_file(dist.join(name))?;
        }
    }
    for (name, bytes) in files {
        fs::write(dist.join(name), bytes).with_context(|| format!("writing dist/{name}"))?;
    }
    Ok(())
}

fn compare(dist: &Path, files: &Files) -> Result<()> {
    let mut differences: Vec<_> = names_in(dist)?
        .into_iter()
        .filter(|name| !files.contains_key(name))
        .map(|name| format!("dist/{name} is not built by this source"))
        .collect();
    for (name, bytes) in files {
        match fs::read(dist.join(name)) {
            Err(_) => differences.push(format!("dist/{name} is missing")),
            Ok(there) if there != *bytes => differences.push(format!("dist/{name} differs")),
            Ok(_) => {}
        }
    }
    ensure!(
        differences.is_empty(),
        "dist/ is not what this source builds; run `cargo xtask dist` and commit it:\n  {}",
        differences.join("\n  ")
    );
    Ok(())
}

fn compressed_size(files: &Files, is_meant: impl Fn(&str) -> bool) -> usize {
    files
        .iter()
        .filter(|(name, _)| name.strip_suffix(".br").is_some_and(&is_meant))
        .map(|(_, bytes)| bytes.len())
        .sum()
}

/// What a shopper and what an owner loads, with the most it may weigh.
fn budgets(files: &Files) -> [(&'static str, usize, usize); 4] {
    let of = |names: &[&str]| compressed_size(files, |name| names.contains(&name));
    [
        ("the loader", of(&[LOADER]), LOADER_BUDGET),
        (
            "until clickable, but for the form",
            of(&[LOADER, STYLE]),
            CLICKABLE_BUDGET - PROMPT_ROOM,
        ),
        (
            "a completed answer, but for it",
            compressed_size(files, |name| !name.starts_with(charts::STEM)),
            ANSWER_BUDGET - PROMPT_ROOM,
        ),
        (
            "the owner's charts",
            compressed_size(files, |name| name.starts_with(charts::STEM)),
            charts::BUDGET,
        ),
    ]
}

fn print_sizes(files: &Files) {
    println!("{:32} {:>8} {:>8} {:>8}", "file", "bytes", "gzip", "brotli");
    for (name, bytes) in files {
        if let (Some(br), Some(gz)) = (
            files.get(&format!("{name}.br")),
            files.get(&format!("{name}.gz")),
        ) {
            println!(
                "{name:32} {:>8} {:>8} {:>8}",
                bytes.len(),
                gz.len(),
                br.len()
            );
        }
    }
    for (what, size, budget) in budgets(files) {
        println!("{what:34} {size:>24} of {budget}");
    }
}

fn keep_budgets(files: &Files) -> Result<()> {
    for (what, size, budget) in budgets(files) {
        ensure!(
            size <= budget,
            "{what}: {size} bytes, {} over its budget",
            size - budget
        );
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rules as long as the server lets them be: a tab, whose words fill what is left, beside a
    /// question after the order.
    fn rules() -> String {
        use afterword::shopper::{
            files::tab_words,
            triggers::{LOADER_LIMIT, for_loader},
        };
        use afterword_domain::{
            record::{SurveyHead, SurveyStatus},
            rules::Rules,
        };
        use afterword_shared::{
            appearance::{Place, Theme},
            id::{ShopId, SurveyId},
        };

        let head = |place, nth: u64| SurveyHead {
            id: SurveyId::new(
                1_764_000_000_000 + nth,
                0x0123_4567_89ab_cdef * u128::from(nth),
            ),
            shop: ShopId::new(1, 1),
            name: "After buying".into(),
            status: SurveyStatus::Live,
            version: 1,
            rules: Rules::default(),
            place,
            theme: Theme::default(),
            target: None,
            shared: Vec::new(),
            created_at: jiff::Timestamp::UNIX_EPOCH,
        };
        let surveys = [head(Place::Tab, 1), head(Place::default(), 2)];
        let rules = for_loader(&surveys, &tab_words("en"), jiff::Timestamp::UNIX_EPOCH);
        assert!(
            (LOADER_LIMIT - 40..=LOADER_LIMIT).contains(&rules.len()),
            "{}",
            rules.len()
        );
        rules
    }

    #[test]
    fn every_built_in_question_is_clickable_and_answered_within_the_budgets() {
        use afterword::shopper::style::needed_by;
        use afterword_library::{locale::Locale, questions, template};
        use afterword_shared::{
            appearance::{Mode, Place, Theme},
            prompt::{PromptReply, PromptState},
            survey::Survey,
        };

        let dist = root().unwrap().join("dist");
        let read = |name: &str| fs::read(dist.join(name)).unwrap();
        let loader = [read(LOADER), rules().into_bytes()].concat();
        let loader = brotli(&loader).unwrap().len();
        let bundle: usize = names_in(&dist)
            .unwrap()
            .iter()
            .filter(|name| name.starts_with(STEM) && name.strip_suffix(".br").is_some())
            .map(|name| read(name).len())
            .sum();
        let theme = afterword_widget::theme_css(&Theme {
            accent: Some("#b3261e".parse().unwrap()),
            background: Some("#fffaf0".parse().unwrap()),
            radius: Some(12),
            mode: Mode::Auto,
            logo: String::new(),
        });
        let mut replies = Vec::new();
        for locale in Locale::all() {
            let alone = |question| Survey {
                locale: locale.tag.clone(),
                questions: vec![question],
                thanks: locale.text("thanks").into(),
                offer: None,
                endings: Vec::new(),
            };
            let single = questions::LIBRARY
                .iter()
                .map(|entry| alone(entry.question(locale)));
            let surveys = template::Template::ALL
                .into_iter()
                .map(|template| template.survey(locale));
            for survey in single.chain(surveys) {
                let what = format!("{} {:?}", locale.tag, survey.questions[0].id);
                let shop = "Kalnu Keramika";
                let drawn = afterword_widget::render(&PromptState {
                    shop: shop.into(),
                    privacy: "https://shop.example/privacy".into(),
                    place: Place::default(),
                    logo: "https://shop.example/logo.svg".into(),
                    survey,
                    texts: locale.form(shop),
                });
                // A ticket is signed, and does not compress: 96 bytes of chance.
                let ticket = [&drawn.html, &drawn.state, &what]
                    .into_iter()
                    .flat_map(Sha256::digest)
                    .fold(String::new(), |text, byte| text + &format!("{byte:02x}"));
                let reply = PromptReply {
                    survey: "srv_01jd3h5k7m9p2q4r6s8t0v1w3x".into(),
                    ticket,
                    style: needed_by(&drawn.html) + &theme,
                    html: drawn.html,
                    bundle: "/dist/afterword-0123456789abcdef.js".into(),
                    state: drawn.state,
                };
                let reply = serde_json::to_vec(&reply).unwrap();
                replies.push((gzip(&reply).unwrap().len(), reply, what));
            }
        }
        // The other compression tells which are worth the better one's time.
        replies.sort_by_key(|(size, ..)| std::cmp::Reverse(*size));
        for (_, reply, what) in &replies[..4] {
            let size = loader + brotli(reply).unwrap().len();
            println!("{what}: {size} until clickable, {} answered", size + bundle);
            assert!(size <= CLICKABLE_BUDGET, "{what}: {size}");
            assert!(size + bundle <= ANSWER_BUDGET, "{what}: {}", size + bundle);
        }
    }

    #[test]
    fn names_are_replaced_where_they_stand_alone() {
        let names = BTreeMap::from([("__a".into(), "i0".into()), ("__a_b".into(), "i1".into())]);
        assert_eq!(
            rename("wasm.__a(__a_b, x__a, '__a'); // ž__a", &names),
            "wasm.i0(i1, x__a, 'i0'); // ž__a"
        );
    }

    #[test]
    fn a_script_is_minified_without_newer_syntax_than_it_came_with() {
        let source = "(function () { try { a(); } catch (error) { } var b = c == null ? d : c; e(b, b); })();";
        let small = script(source, false).unwrap();
        assert!(small.len() < source.len());
        assert!(small.contains("catch("), "{small}");
        assert!(!small.contains("??"), "{small}");
        assert!(script("(", false).is_err());
    }

    #[test]
    fn a_compressed_file_says_nothing_of_when_and_where() {
        let file = gzip(b"afterword").unwrap();
        assert_eq!(file[4..8], [0; 4]);
        assert_eq!(file[9], 255);
    }

    #[test]
    fn a_comparison_names_every_file_that_differs() {
        let there = tempfile::tempdir().unwrap();
        let built = Files::from([("a".into(), vec![1]), ("b".into(), vec![2])]);
        write(there.path(), &built).unwrap();
        compare(there.path(), &built).unwrap();
        fs::write(there.path().join("a"), [3]).unwrap();
        fs::remove_file(there.path().join("b")).unwrap();
        fs::write(there.path().join("old.js"), [4]).unwrap();
        let error = compare(there.path(), &built).unwrap_err().to_string();
        for part in [
            "dist/a differs",
            "dist/b is missing",
            "dist/old.js is not built",
        ] {
            assert!(error.contains(part), "{error}");
        }
    }
}
