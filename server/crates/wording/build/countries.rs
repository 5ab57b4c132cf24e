//! Names of countries, a table for each language: `countries.tsv` beside its texts, with two capital
//! letters, a tabulator and the name on each line.
//!
//! The English one is the time zone database's `iso3166.tab` (in the public domain), with the names of
//! four countries as most people write them. The others are CLDR's short names, which a browser or
//! Node.js gives: `new Intl.DisplayNames(["lv"], { type: "region" }).of("LV")`.

/// The names of one language's countries by their letters, in the letters' order.
pub type Countries = Vec<(String, String)>;

/// Reads every language's table; `Err` holds every sentence about what is wrong.
pub fn read(texts: &[(&str, String)]) -> Result<Vec<Countries>, Vec<String>> {
    let mut wrong = Vec::new();
    let tables: Vec<Countries> = texts
        .iter()
        .map(|(tag, text)| table(tag, text, &mut wrong))
        .collect();
    let codes =
        |table: &Countries| -> Vec<String> { table.iter().map(|(code, _)| code.clone()).collect() };
    if let Some(first) = tables.first() {
        for ((tag, _), table) in texts.iter().zip(&tables) {
            if codes(table) != codes(first) {
                wrong.push(format!(
                    "{tag}/countries.tsv has other countries than the first language’s."
                ));
            }
        }
    }
    if wrong.is_empty() {
        Ok(tables)
    } else {
        Err(wrong)
    }
}

fn table(tag: &str, text: &str, wrong: &mut Vec<String>) -> Countries {
    let mut table = Countries::new();
    for line in text.lines() {
        let named = line.split_once('\t').filter(|(code, name)| {
            code.len() == 2
                && code.bytes().all(|byte| byte.is_ascii_uppercase())
                && !name.trim().is_empty()
        });
        match named {
            Some((code, name)) => table.push((code.to_owned(), name.trim().to_owned())),
            None => wrong.push(format!(
                "{tag}/countries.tsv: “{line}” has to be two capital letters, a tabulator and a name."
            )),
        }
    }
    table.sort();
    table
}
