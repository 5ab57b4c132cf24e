//! Turns the owners' texts into methods: see `build/`.

#[path = "build/calendar.rs"]
mod calendar;
#[path = "build/catalog.rs"]
mod catalog;
#[path = "build/countries.rs"]
mod countries;
#[path = "build/generate.rs"]
mod generate;

use calendar::Calendar;
use catalog::Source;
use std::{env, fs, io, path::Path, process::exit};

/// Where the texts are, seen from this crate.
const FOLDER: &str = "../../locales/owner";

fn main() {
    println!("cargo::rerun-if-changed={FOLDER}");
    println!("cargo::rerun-if-changed=build");
    if let Err(wrong) = run() {
        for sentence in wrong {
            println!("cargo::error={}", sentence.replace('\n', " "));
        }
        exit(1);
    }
}

fn run() -> Result<(), Vec<String>> {
    let unread = |error: io::Error| vec![format!("The texts can’t be read: {error}.")];
    let sources = sources(Path::new(FOLDER)).map_err(unread)?;
    let catalog = catalog::read(&sources)?;
    let tables = catalog
        .languages
        .iter()
        .map(|language| {
            let path = Path::new(FOLDER).join(&language.tag).join("countries.tsv");
            Ok((language.tag.as_str(), fs::read_to_string(path)?))
        })
        .collect::<io::Result<Vec<_>>>()
        .map_err(unread)?;
    let countries = countries::read(&tables)?;
    let calendars: Vec<Calendar> = catalog
        .languages
        .iter()
        .map(|language| {
            let tag = &language.tag;
            Calendar::of(tag)
                .ok_or_else(|| vec![format!("ICU knows no names of months for {tag}.")])
        })
        .collect::<Result<_, _>>()?;
    let folder = env::var("OUT_DIR").map_err(|error| vec![error.to_string()])?;
    let write =
        |name: &str, code: String| fs::write(Path::new(&folder).join(name), code).map_err(unread);
    write(
        "table.rs",
        generate::table(&catalog, &calendars, &countries),
    )?;
    write("messages.rs", generate::methods(&catalog))
}

/// A folder for each language, and in it a file for each page.
fn sources(folder: &Path) -> io::Result<Vec<Source>> {
    let mut sources = Vec::new();
    for language in fs::read_dir(folder)? {
        let language = language?;
        let mut files = Vec::new();
        for file in fs::read_dir(language.path())? {
            let path = file?.path();
            if let Some(name) = path.file_name().and_then(|name| name.to_str())
                && let Some(page) = name.strip_suffix(".ftl")
            {
                files.push((page.to_owned(), fs::read_to_string(&path)?));
            }
        }
        files.sort();
        sources.push(Source {
            tag: language.file_name().to_string_lossy().into_owned(),
            files,
        });
    }
    Ok(sources)
}
