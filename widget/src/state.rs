//! What the server tells the bundle, as one word of letters and digits: postcard in base64url.

use afterword_shared::survey::Survey;

#[cfg(feature = "ssr")]
const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// Packs the state for the bundle of this very build.
#[cfg(feature = "ssr")]
pub(crate) fn pack(state: &Survey) -> String {
    // Writing to memory a value without maps of unknown length can't fail.
    let bytes = postcard::to_allocvec(state).unwrap_or_default();
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let at = |place: usize| u32::from(chunk.get(place).copied().unwrap_or(0));
        let group = at(0) << 16 | at(1) << 8 | at(2);
        for place in 0..=chunk.len() {
            text.push(char::from(
                DIGITS[(group >> (18 - 6 * place) & 63) as usize],
            ));
        }
    }
    text
}

/// Reads what [`pack`] wrote; `None` for anything else.
#[cfg(any(test, feature = "browser"))]
pub(crate) fn unpack(text: &str) -> Option<Survey> {
    let mut bytes = Vec::with_capacity(text.len() * 3 / 4);
    let (mut group, mut bits) = (0_u32, 0);
    for byte in text.bytes() {
        let digit = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'-' => 62,
            b'_' => 63,
            _ => return None,
        };
        group = group << 6 | u32::from(digit);
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.push((group >> bits & 255) as u8);
        }
    }
    postcard::from_bytes(&bytes).ok()
}
