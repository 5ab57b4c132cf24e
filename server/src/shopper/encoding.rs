//! How bodies are packed: which way a client likes best, and bodies of which only the end changes,
//! so that the rest is packed once and for all.

use axum::http::{HeaderMap, HeaderValue, header};
use std::{io::Write as _, sync::OnceLock};

/// A content coding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// Brotli (RFC 7932).
    Brotli,
    /// Gzip (RFC 1952).
    Gzip,
    /// As it is.
    Identity,
}

impl Encoding {
    /// The one that a client gives the most weight (RFC 9110, 12.5.3); among equals the smallest.
    /// Without a word about it, a body goes out as it is.
    pub fn preferred(headers: &HeaderMap) -> Self {
        let mut told = [None; 3];
        let mut others = 0.0;
        for (name, weight) in weights(headers) {
            let known = [Self::Brotli, Self::Gzip, Self::Identity];
            if name == "*" {
                others = weight;
            } else if let Some(at) = known
                .iter()
                .position(|known| name.eq_ignore_ascii_case(known.name()))
            {
                told[at] = Some(weight);
            }
        }
        let [brotli, gzip, identity] = told;
        let (brotli, gzip) = (brotli.unwrap_or(others), gzip.unwrap_or(others));
        let (best, packed) = if gzip > brotli {
            (gzip, Self::Gzip)
        } else {
            (brotli, Self::Brotli)
        };
        if best > 0.0 && best >= identity.unwrap_or(0.0) {
            packed
        } else {
            Self::Identity
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Brotli => "br",
            Self::Gzip => "gzip",
            Self::Identity => "identity",
        }
    }

    /// What a reply says of its body; nothing where the body is as it is.
    pub fn content_encoding(self) -> Option<HeaderValue> {
        (self != Self::Identity).then(|| HeaderValue::from_static(self.name()))
    }
}

/// The codings of a request, each with its weight from 0 to 1; what can't be read is passed over.
fn weights(headers: &HeaderMap) -> impl Iterator<Item = (&str, f32)> {
    headers
        .get_all(header::ACCEPT_ENCODING)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .filter_map(|one| {
            let Some((name, weight)) = one.split_once(';') else {
                return Some((one.trim(), 1.0));
            };
            let weight = weight.trim().strip_prefix(['q', 'Q'])?.trim_start();
            let weight: f32 = weight.strip_prefix('=')?.trim().parse().ok()?;
            (0.0..=1.0)
                .contains(&weight)
                .then_some((name.trim(), weight))
        })
}

/// How much work packing is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effort {
    /// What is sent once or twice.
    Little,
    /// What is kept and sent again and again: some ten milliseconds for ten kilobytes.
    Most,
}

impl Effort {
    fn brotli(self, plain: usize) -> brotli::enc::BrotliEncoderParams {
        brotli::enc::BrotliEncoderParams {
            quality: match self {
                Self::Little => 5,
                Self::Most => 11,
            },
            // No larger than what is packed: making the window ready takes its time, too.
            lgwin: match plain {
                0..=16_384 => 14,
                16_385..=65_536 => 16,
                _ => 18,
            },
            size_hint: plain,
            ..Default::default()
        }
    }

    fn deflate(self) -> flate2::Compression {
        match self {
            Self::Little => flate2::Compression::new(5),
            Self::Most => flate2::Compression::best(),
        }
    }
}

/// Packs a whole body with brotli. Writing to memory does not fail.
pub fn brotli(plain: &[u8], effort: Effort) -> Vec<u8> {
    let mut packed = Vec::new();
    let _ = brotli::BrotliCompress(&mut &plain[..], &mut packed, &effort.brotli(plain.len()));
    packed
}

/// Packs a whole body with gzip.
pub fn gzip(plain: &[u8], effort: Effort) -> Vec<u8> {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), effort.deflate());
    let _ = packer.write_all(plain);
    packer.finish().unwrap_or_default()
}

/// The beginning of bodies that differ in their end only. Each coding of it is packed when it is
/// asked for first, up to the border of a byte; an end goes behind it as it is. Unpacked, a body is
/// the beginning and the end, byte for byte.
#[derive(Debug)]
pub struct Beginning {
    plain: Vec<u8>,
    effort: Effort,
    brotli: OnceLock<Vec<u8>>,
    gzip: OnceLock<(Vec<u8>, crc32fast::Hasher)>,
}

impl Beginning {
    /// Nothing of it is packed yet.
    pub fn new(plain: Vec<u8>, effort: Effort) -> Self {
        Self {
            plain,
            effort,
            brotli: OnceLock::new(),
            gzip: OnceLock::new(),
        }
    }

    /// About how many bytes it takes, packed in every way.
    pub fn size(&self) -> usize {
        self.plain.len() * 2
    }

    /// Whether a body can be made without much work.
    pub fn is_ready(&self, encoding: Encoding) -> bool {
        match encoding {
            Encoding::Brotli => self.brotli.get().is_some(),
            Encoding::Gzip => self.gzip.get().is_some(),
            Encoding::Identity => true,
        }
    }

    /// A whole body.
    pub fn with(&self, end: &[u8], encoding: Encoding) -> Vec<u8> {
        match encoding {
            Encoding::Brotli => {
                let begun = || begin_brotli(&self.plain, self.effort);
                end_brotli(self.brotli.get_or_init(begun), end)
            }
            Encoding::Gzip => {
                let begun = || begin_gzip(&self.plain, self.effort);
                let (begun, sum) = self.gzip.get_or_init(begun);
                let length = self.plain.len() + end.len();
                end_gzip(begun, sum.clone(), length, end)
            }
            Encoding::Identity => [&self.plain, end].concat(),
        }
    }
}

/// A stream that was flushed and not ended: what follows begins at a byte (RFC 7932, 9.2).
fn begin_brotli(plain: &[u8], effort: Effort) -> Vec<u8> {
    let params = effort.brotli(plain.len());
    let mut packer = brotli::CompressorWriter::with_params(Vec::new(), 4096, &params);
    let _ = packer.write_all(plain);
    let _ = packer.flush();
    // Dropped, the packer writes an end of its own, which goes nowhere.
    std::mem::take(packer.get_mut())
}

/// The most bytes of an uncompressed meta-block whose length is written in four nibbles, and less
/// than deflate stores in one block.
const STORED_LIMIT: usize = 0xFFFF;

fn end_brotli(begun: &[u8], end: &[u8]) -> Vec<u8> {
    let mut packed = Vec::with_capacity(begun.len() + end.len() + 8);
    packed.extend(begun);
    for part in end.chunks(STORED_LIMIT) {
        // From the lowest bit: not the last (0), four nibbles (00) of the length less one, and
        // uncompressed (1); filled up to a byte.
        let length = u16::try_from(part.len() - 1).unwrap_or_default();
        let header = u32::from(length) << 3 | 1 << 19;
        packed.extend(&header.to_le_bytes()[..3]);
        packed.extend(part);
    }
    // The last meta-block (1), and an empty one (1).
    packed.push(0b11);
    packed
}

/// The header of a gzip file that says nothing of when and where.
const GZIP_HEADER: [u8; 10] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255];

/// A stream that was flushed and not ended, and the checksum of what is in it.
fn begin_gzip(plain: &[u8], effort: Effort) -> (Vec<u8>, crc32fast::Hasher) {
    let mut packer = flate2::write::DeflateEncoder::new(GZIP_HEADER.to_vec(), effort.deflate());
    let _ = packer.write_all(plain);
    let _ = packer.flush();
    let begun = std::mem::take(packer.get_mut());
    let mut sum = crc32fast::Hasher::new();
    sum.update(plain);
    (begun, sum)
}

/// `length` is that of the whole body, of which a gzip file says the lower 32 bits.
fn end_gzip(begun: &[u8], mut sum: crc32fast::Hasher, length: usize, end: &[u8]) -> Vec<u8> {
    let mut packed = Vec::with_capacity(begun.len() + end.len() + 16);
    packed.extend(begun);
    for part in end.chunks(STORED_LIMIT) {
        // Not the last block (0), stored (00); filled up to a byte (RFC 1951, 3.2.4).
        let length = u16::try_from(part.len()).unwrap_or_default();
        packed.push(0);
        packed.extend(length.to_le_bytes());
        packed.extend((!length).to_le_bytes());
        packed.extend(part);
    }
    // The last block (1) with the fixed code (01), in which nothing but its end stands.
    packed.extend([0b011, 0]);
    sum.update(end);
    packed.extend(sum.finalize().to_le_bytes());
    let length = u32::try_from(length & 0xFFFF_FFFF).unwrap_or_default();
    packed.extend(length.to_le_bytes());
    packed
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::io::Read as _;

    /// What a client makes of a body; fails where anything is left over behind its end.
    pub fn unpacked(body: &[u8], encoding: Encoding) -> Vec<u8> {
        let mut plain = Vec::new();
        match encoding {
            Encoding::Brotli => {
                let mut reader = brotli::Decompressor::new(body, 4096);
                reader.read_to_end(&mut plain).unwrap();
            }
            Encoding::Gzip => {
                let mut reader = flate2::bufread::GzDecoder::new(body);
                reader.read_to_end(&mut plain).unwrap();
                assert!(reader.into_inner().is_empty());
            }
            Encoding::Identity => plain.extend(body),
        }
        plain
    }

    const ALL: [Encoding; 3] = [Encoding::Brotli, Encoding::Gzip, Encoding::Identity];

    fn preferred(told: &str) -> Encoding {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT_ENCODING, told.parse().unwrap());
        Encoding::preferred(&headers)
    }

    #[test]
    fn a_client_gets_the_coding_that_it_gives_the_most_weight() {
        for (told, coding) in [
            ("gzip, deflate, br, zstd", Encoding::Brotli),
            ("gzip, deflate", Encoding::Gzip),
            ("GZIP", Encoding::Gzip),
            ("br;q=0, gzip", Encoding::Gzip),
            ("br;q=0.000 , gzip ; q=0.0", Encoding::Identity),
            ("br;q=0.5, gzip;q=0.8", Encoding::Gzip),
            ("br;q=0.5, gzip;q=0.5", Encoding::Brotli),
            ("identity, br;q=0.5", Encoding::Identity),
            ("identity;q=0.5, br;Q=0.7", Encoding::Brotli),
            ("*", Encoding::Brotli),
            ("*;q=0.3, br;q=0", Encoding::Gzip),
            ("*;q=0", Encoding::Identity),
            ("br;q=nan, gzip;q=2, deflate", Encoding::Identity),
            ("br;level=11", Encoding::Identity),
            ("", Encoding::Identity),
        ] {
            assert_eq!(preferred(told), coding, "{told}");
        }
        assert_eq!(
            Encoding::preferred(&HeaderMap::new()),
            Encoding::Identity,
            "no header"
        );
        let mut two = HeaderMap::new();
        for one in ["gzip", "br"] {
            two.append(header::ACCEPT_ENCODING, one.parse().unwrap());
        }
        assert_eq!(Encoding::preferred(&two), Encoding::Brotli);
    }

    #[test]
    fn ends_of_every_length_come_out_as_they_went_in() {
        let beginning = Beginning::new(b"{\"a\":\"b\",".repeat(300), Effort::Most);
        for length in [0, 1, 130, 65_535, 65_536, 200_000] {
            let end = b"x".repeat(length);
            for encoding in ALL {
                let body = beginning.with(&end, encoding);
                let plain = unpacked(&body, encoding);
                assert!(
                    plain == [&beginning.plain[..], &end].concat(),
                    "{encoding:?} {length}"
                );
                assert!(body.len() < length + 2_700 + 16);
            }
        }
    }

    #[test]
    fn a_beginning_is_packed_in_a_coding_when_that_is_asked_for() {
        let beginning = Beginning::new(b"abc".repeat(300), Effort::Little);
        assert!(!beginning.is_ready(Encoding::Brotli) && !beginning.is_ready(Encoding::Gzip));
        beginning.with(b"d", Encoding::Brotli);
        assert!(beginning.is_ready(Encoding::Brotli) && !beginning.is_ready(Encoding::Gzip));
        assert!(beginning.is_ready(Encoding::Identity));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]

        #[test]
        fn a_body_unpacks_to_its_beginning_and_its_end(
            begun in prop::collection::vec(any::<u8>(), 0..3000),
            end in prop::collection::vec(any::<u8>(), 0..300),
            most in any::<bool>(),
        ) {
            let effort = if most { Effort::Most } else { Effort::Little };
            let beginning = Beginning::new(begun.clone(), effort);
            for encoding in ALL {
                let body = beginning.with(&end, encoding);
                prop_assert_eq!(unpacked(&body, encoding), [&begun[..], &end].concat());
            }
        }
    }
}
