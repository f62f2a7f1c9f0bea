//! Reads the fixed forms of dates, offsets and lengths, letter by letter.

/// What is left of a text to read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reader<'a>(pub(super) &'a str);

impl<'a> Reader<'a> {
    /// Takes one letter if it is among `wanted`.
    pub(super) fn take(&mut self, wanted: &[char]) -> Option<char> {
        let first = self.0.chars().next().filter(|c| wanted.contains(c))?;
        self.0 = self.0.strip_prefix(first)?;
        Some(first)
    }

    /// Takes a run of ASCII digits, which may be empty.
    pub(super) fn digits(&mut self) -> &'a str {
        let length = self.0.bytes().take_while(u8::is_ascii_digit).count();
        let (digits, rest) = self.0.split_at_checked(length).unwrap_or(("", self.0));
        self.0 = rest;
        digits
    }

    /// Takes exactly `count` digits as a number.
    pub(super) fn number(&mut self, count: usize) -> Option<i32> {
        let (digits, rest) = self.0.split_at_checked(count)?;
        let all = digits.bytes().all(|b| b.is_ascii_digit());
        self.0 = rest;
        all.then(|| digits.parse().ok()).flatten()
    }

    /// Takes `hh:mm` as seconds.
    pub(super) fn hours_and_minutes(&mut self) -> Option<i64> {
        let hours = self.number(2).filter(|hours| *hours < 24)?;
        self.take(&[':'])?;
        let minutes = self.number(2).filter(|minutes| *minutes < 60)?;
        Some(i64::from(hours * 60 + minutes) * 60)
    }

    /// Whether nothing is left.
    pub(super) fn is_done(self) -> bool {
        self.0.is_empty()
    }
}

/// The first nine digits behind a decimal point, as billionths.
pub(super) fn billionths(digits: &str) -> i32 {
    let nine = digits.bytes().chain(std::iter::repeat(b'0')).take(9);
    nine.fold(0, |sum, digit| sum * 10 + i32::from(digit - b'0'))
}
