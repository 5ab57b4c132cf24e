//! What the build script says of tables of countries that are not right.

#[path = "../build/countries.rs"]
mod countries;

use countries::read;

fn wrong(tables: &[(&str, &str)]) -> String {
    let tables: Vec<_> = tables
        .iter()
        .map(|(tag, text)| (*tag, (*text).to_owned()))
        .collect();
    match read(&tables) {
        Ok(_) => String::new(),
        Err(sentences) => sentences.join("\n"),
    }
}

#[test]
fn tables_of_the_same_countries_are_taken() {
    let tables = [
        ("en", "EE\tEstonia\nLV\tLatvia\n"),
        ("lv", "LV\tLatvija\nEE\tIgaunija"),
    ];
    assert_eq!(wrong(&tables), "");
}

#[test]
fn a_line_that_is_no_name_and_a_country_that_is_missing_are_told() {
    assert!(wrong(&[("en", "lv\tLatvia")]).contains("en/countries.tsv: “lv\tLatvia”"));
    assert!(wrong(&[("en", "LV Latvia")]).contains("tabulator"));
    let tables = [("en", "EE\tEstonia\nLV\tLatvia\n"), ("lv", "LV\tLatvija")];
    assert!(wrong(&tables).contains("lv/countries.tsv"));
}
