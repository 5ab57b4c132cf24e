//! Pictures of pages, to be compared pixel by pixel.

/// A picture, decoded.
pub struct Picture {
    png: Vec<u8>,
    width: usize,
    pixels: Vec<[u8; 4]>,
}

/// A rectangle in pixels of a picture.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rectangle {
    /// Left edge.
    pub x: f64,
    /// Upper edge.
    pub y: f64,
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
}

impl Rectangle {
    /// The rectangle with a margin around it.
    #[must_use]
    pub fn grown(self, by: f64) -> Self {
        Self {
            x: self.x - by,
            y: self.y - by,
            width: self.width + 2.0 * by,
            height: self.height + 2.0 * by,
        }
    }

    fn holds(self, x: f64, y: f64) -> bool {
        self.x <= x && x < self.x + self.width && self.y <= y && y < self.y + self.height
    }
}

impl Picture {
    /// Reads a PNG of 8 bits per channel, with or without alpha, as browsers make them.
    ///
    /// # Panics
    ///
    /// When it is none.
    pub fn decode(bytes: &[u8]) -> Self {
        let mut reader = png::Decoder::new(std::io::Cursor::new(bytes))
            .read_info()
            .expect("a PNG");
        let mut buffer = vec![0; reader.output_buffer_size().expect("a size")];
        let info = reader.next_frame(&mut buffer).expect("a frame");
        let channels = info.color_type.samples();
        let pixels = buffer[..info.buffer_size()]
            .chunks_exact(channels)
            .map(|pixel| match *pixel {
                [r, g, b] => [r, g, b, 255],
                [r, g, b, a] => [r, g, b, a],
                _ => panic!("a coloured picture"),
            })
            .collect();
        Self {
            png: bytes.to_vec(),
            width: info.width as usize,
            pixels,
        }
    }

    /// Keeps it beside the tests' programs, for people to look at.
    ///
    /// # Panics
    ///
    /// When it can't be written.
    pub fn keep(&self, name: &str) {
        let folder = crate::beside_the_tests("pictures");
        std::fs::create_dir_all(&folder).expect("a folder for pictures");
        std::fs::write(folder.join(format!("{name}.png")), &self.png).expect("a picture is kept");
    }

    /// How many pixels outside of a rectangle differ from another picture's, and the first of them.
    ///
    /// # Panics
    ///
    /// When the pictures have different sizes.
    pub fn differs_outside(
        &self,
        other: &Self,
        except: Rectangle,
    ) -> Option<(usize, (usize, usize))> {
        self.differs(other, |x, y| !except.holds(x, y))
    }

    /// How many pixels inside of a rectangle differ from another picture's, and the first of them.
    ///
    /// # Panics
    ///
    /// When the pictures have different sizes.
    pub fn differs_inside(&self, other: &Self, only: Rectangle) -> Option<(usize, (usize, usize))> {
        self.differs(other, |x, y| only.holds(x, y))
    }

    fn differs(
        &self,
        other: &Self,
        counts: impl Fn(f64, f64) -> bool,
    ) -> Option<(usize, (usize, usize))> {
        assert_eq!(self.width, other.width, "pictures of one size");
        assert_eq!(
            self.pixels.len(),
            other.pixels.len(),
            "pictures of one size"
        );
        let different: Vec<(usize, usize)> = (0..self.pixels.len())
            .filter(|place| self.pixels[*place] != other.pixels[*place])
            .map(|place| (place % self.width, place / self.width))
            .filter(|(x, y)| counts(*x as f64, *y as f64))
            .collect();
        different.first().map(|first| (different.len(), *first))
    }

    /// How many pixels differ at all.
    pub fn differences(&self, other: &Self) -> usize {
        let pairs = self.pixels.iter().zip(&other.pixels);
        pairs.filter(|(one, two)| one != two).count()
    }
}
