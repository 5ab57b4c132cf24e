//! In which encoding a file is written, and the file as UTF-8.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{CoderResult, Decoder};
use std::io::{self, Read};

/// How many bytes are read from the file at a time.
const CHUNK: usize = 64 * 1024;

/// How letters are written as bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Encoding(&'static encoding_rs::Encoding);

/// What pages offer: each label is one of the Encoding Standard's.
pub const OFFERED: [(&str, &str); 17] = [
    ("utf-8", "UTF-8"),
    ("utf-16le", "UTF-16, little-endian (“Unicode”)"),
    ("utf-16be", "UTF-16, big-endian"),
    ("windows-1252", "Windows-1252: Western Europe"),
    ("windows-1250", "Windows-1250: Central Europe"),
    ("windows-1257", "Windows-1257: the Baltics"),
    ("windows-1251", "Windows-1251: Cyrillic"),
    ("windows-1253", "Windows-1253: Greek"),
    ("windows-1254", "Windows-1254: Turkish"),
    ("windows-1255", "Windows-1255: Hebrew"),
    ("windows-1256", "Windows-1256: Arabic"),
    ("windows-1258", "Windows-1258: Vietnamese"),
    ("macintosh", "Mac OS Roman"),
    ("shift_jis", "Shift_JIS: Japanese"),
    ("gb18030", "GB18030: Chinese, simplified"),
    ("big5", "Big5: Chinese, traditional"),
    ("euc-kr", "EUC-KR: Korean"),
];

impl Encoding {
    /// UTF-8.
    pub const UTF_8: Self = Self(encoding_rs::UTF_8);

    /// The encoding that a label of the Encoding Standard names.
    pub fn of(label: &str) -> Option<Self> {
        encoding_rs::Encoding::for_label(label.as_bytes()).map(Self)
    }

    /// Its label, such as `windows-1257`.
    pub fn label(self) -> String {
        self.0.name().to_ascii_lowercase()
    }

    /// What owners call it: `Windows-1257: the Baltics`.
    pub fn name(self) -> String {
        let label = self.label();
        let offered = OFFERED.iter().find(|(known, _)| *known == label);
        offered.map_or_else(|| self.0.name().to_owned(), |(_, name)| (*name).to_owned())
    }

    /// Whether a file in it is read as it is.
    pub fn is_utf_8(self) -> bool {
        self == Self::UTF_8
    }

    /// A file in this encoding as UTF-8, without its mark. Of UTF-8 the bytes come as they are, so
    /// that a line in another encoding can be told from the others; elsewhere what can't be read
    /// becomes U+FFFD.
    pub fn reader<R: Read>(self, file: R) -> Reader<R> {
        Reader {
            file,
            decoder: (!self.is_utf_8()).then(|| self.0.new_decoder_with_bom_removal()),
            raw: vec![0; CHUNK],
            read: 0..0,
            text: Vec::new(),
            given: 0,
            begun: false,
            done: false,
        }
    }
}

/// What a file's first bytes say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Guess {
    /// The encoding.
    pub encoding: Encoding,
    /// Whether it can be no other. What is not certain is to be shown to the owner.
    pub certain: bool,
}

/// Tells the encoding by the first bytes of a file, the more the better: by its mark, by the zero
/// bytes of UTF-16, by being UTF-8 throughout, else by the letters that languages use.
pub fn guess(start: &[u8]) -> Guess {
    let certain = |encoding| Guess {
        encoding: Encoding(encoding),
        certain: true,
    };
    if let Some((encoding, _)) = encoding_rs::Encoding::for_bom(start) {
        return certain(encoding);
    }
    if let Some(encoding) = without_mark(start) {
        return certain(encoding);
    }
    if is_utf_8(start) {
        return certain(encoding_rs::UTF_8);
    }
    // Some lines of another tool in a file that is UTF-8 otherwise.
    let lines = start.split(|byte| *byte == b'\n');
    let (mut good, mut bad) = (0, 0);
    for line in lines.filter(|line| !line.is_ascii()) {
        if std::str::from_utf8(line).is_ok() {
            good += 1;
        } else {
            bad += 1;
        }
    }
    if good > bad {
        return Guess {
            encoding: Encoding::UTF_8,
            certain: false,
        };
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(start, true);
    Guess {
        encoding: Encoding(detector.guess(None, Utf8Detection::Deny)),
        certain: false,
    }
}

/// Whether it is UTF-8, the last letter perhaps cut.
fn is_utf_8(start: &[u8]) -> bool {
    match std::str::from_utf8(start) {
        Ok(_) => true,
        Err(error) => error.error_len().is_none(),
    }
}

/// UTF-16 without its mark: most tables are Latin letters and digits, every second byte is 0.
fn without_mark(start: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    let start = &start[..start.len().min(4096)];
    if start.len() < 8 {
        return None;
    }
    let zeros = |offset| {
        let bytes = start.iter().skip(offset).step_by(2);
        bytes.filter(|byte| **byte == 0).count()
    };
    let (even, odd) = (zeros(0), zeros(1));
    let half = start.len() / 2;
    match (even, odd) {
        (even, odd) if odd * 2 > half && even * 10 < odd => Some(encoding_rs::UTF_16LE),
        (even, odd) if even * 2 > half && odd * 10 < even => Some(encoding_rs::UTF_16BE),
        _ => None,
    }
}

/// A file as UTF-8.
pub struct Reader<R> {
    file: R,
    decoder: Option<Decoder>,
    raw: Vec<u8>,
    /// What of `raw` is still to be decoded.
    read: std::ops::Range<usize>,
    /// What is decoded, and how much of it was given away.
    text: Vec<u8>,
    given: usize,
    begun: bool,
    done: bool,
}

impl<R: Read> Read for Reader<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let Some(decoder) = &mut self.decoder else {
            return self.plain(into);
        };
        // The decoder wants room for a whole letter, which `into` may not have.
        while self.given == self.text.len() && !self.done {
            if self.read.is_empty() {
                let count = self.file.read(&mut self.raw)?;
                self.read = 0..count;
            }
            let last = self.read.is_empty();
            self.text.resize(CHUNK, 0);
            let (result, read, written, _) =
                decoder.decode_to_utf8(&self.raw[self.read.clone()], &mut self.text, last);
            self.text.truncate(written);
            self.given = 0;
            self.read.start += read;
            self.done = last && result == CoderResult::InputEmpty;
        }
        let rest = &self.text[self.given..];
        let count = rest.len().min(into.len());
        into[..count].copy_from_slice(&rest[..count]);
        self.given += count;
        Ok(count)
    }
}

impl<R: Read> Reader<R> {
    /// UTF-8 as it is, without its mark.
    fn plain(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if !self.begun {
            self.begun = true;
            let mut count = 0;
            while count < 3 {
                match self.file.read(&mut self.raw[count..3])? {
                    0 => break,
                    more => count += more,
                }
            }
            let start = &self.raw[..count];
            self.read = if start == b"\xef\xbb\xbf" {
                0..0
            } else {
                0..count
            };
        }
        if self.read.is_empty() {
            return self.file.read(into);
        }
        let count = self.read.len().min(into.len());
        let from = self.read.start;
        into[..count].copy_from_slice(&self.raw[from..from + count]);
        self.read.start += count;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "datums;vērtējums;komentārs\n2026-11-21;9;Ātri, skaisti – paldies!\n";

    fn read(encoding: Encoding, bytes: &[u8]) -> String {
        let mut text = String::new();
        encoding.reader(bytes).read_to_string(&mut text).unwrap();
        text
    }

    fn utf_16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(bytes).collect()
    }

    #[test]
    fn the_usual_encodings_are_told_and_read() {
        let (baltic, _, _) = encoding_rs::WINDOWS_1257.encode(TEXT);
        let with_mark = format!("\u{feff}{TEXT}");
        for (bytes, label, certain) in [
            (TEXT.as_bytes().to_vec(), "utf-8", true),
            (with_mark.as_bytes().to_vec(), "utf-8", true),
            (utf_16(&with_mark, u16::to_le_bytes), "utf-16le", true),
            (utf_16(&with_mark, u16::to_be_bytes), "utf-16be", true),
            (utf_16(TEXT, u16::to_le_bytes), "utf-16le", true),
            (utf_16(TEXT, u16::to_be_bytes), "utf-16be", true),
            (baltic.to_vec(), "windows-1257", false),
        ] {
            let guess = guess(&bytes);
            assert_eq!(
                (guess.encoding.label().as_str(), guess.certain),
                (label, certain)
            );
            assert_eq!(read(guess.encoding, &bytes), TEXT, "{label}");
        }
    }

    #[test]
    fn a_file_with_some_lines_in_another_encoding_stays_what_most_of_it_is() {
        let mut bytes = TEXT.repeat(20).into_bytes();
        let (baltic, _, _) = encoding_rs::WINDOWS_1257.encode("2026-11-22;3;Lēni\n");
        bytes.extend_from_slice(&baltic);
        let found = guess(&bytes);
        assert!(found.encoding.is_utf_8() && !found.certain);
    }

    #[test]
    fn a_letter_over_the_edge_of_a_chunk_stays_whole() {
        let text = format!("x{}", "ā".repeat(CHUNK));
        assert!(read(Encoding::UTF_8, text.as_bytes()) == text);
        let bytes = utf_16(&format!("{text}🛒"), u16::to_le_bytes);
        let encoding = Encoding::of("utf-16le").unwrap();
        assert!(read(encoding, &bytes) == format!("{text}🛒"));
    }

    #[test]
    fn every_offered_label_is_known_by_its_name() {
        for (label, name) in OFFERED {
            assert_eq!(Encoding::of(label).unwrap().name(), name);
        }
    }
}
