//! A rule set as lines, for edits that find their place by rule.

use toml::{Table, Value};

/// A rule set as lines.
#[derive(Clone)]
pub(crate) struct Script {
    pub(crate) name: String,
    lines: Vec<String>,
}

/// A header with the lines below it, up to the next header.
#[derive(Clone, Debug)]
pub(crate) struct Block {
    /// Such as `[[stage]]` or `[play.recap]`.
    pub(crate) header: String,
    /// The line of the header, counted from 0.
    pub(crate) start: usize,
    /// The line after the last.
    pub(crate) end: usize,
}

/// A rule set with a defect: the text, and the line on which it is to be found, counted from 1.
pub(crate) struct Seeded {
    pub(crate) text: String,
    pub(crate) line: usize,
}

impl Block {
    /// The id in the header, such as `recap` in `[play.recap]`.
    pub(crate) fn id(&self) -> &str {
        self.header.trim_matches(['[', ']']).split('.').nth(1).unwrap_or_default()
    }
}

impl Script {
    pub(crate) fn new(name: &str, text: &str) -> Self {
        Self { name: name.to_owned(), lines: text.lines().map(str::to_owned).collect() }
    }

    pub(crate) fn text(&self) -> String {
        self.lines.join("\n") + "\n"
    }

    pub(crate) fn has(&self, part: &str) -> bool {
        self.lines.iter().any(|line| line.contains(part))
    }

    pub(crate) fn blocks(&self) -> Vec<Block> {
        let headers: Vec<(usize, String)> = self
            .lines
            .iter()
            .enumerate()
            .filter_map(|(place, line)| Some((place, header(line)?)))
            .collect();
        let ends = headers.iter().skip(1).map(|(place, _)| *place).chain([self.lines.len()]);
        let block = |((start, header), end): ((usize, String), usize)| Block { header, start, end };
        headers.iter().cloned().zip(ends).map(block).collect()
    }

    /// The blocks with this header; one that ends in a dot is the front of a header, `[play.`.
    pub(crate) fn called(&self, header: &str) -> Vec<Block> {
        let fits = |block: &Block| match header.strip_suffix('.') {
            Some(_) => block.header.starts_with(header) && block.header.matches('.').count() == 1,
            None => block.header == header,
        };
        self.blocks().into_iter().filter(fits).collect()
    }

    /// The line of a key in a block, counted from 0, if its value stands on one line.
    pub(crate) fn key(&self, block: &Block, key: &str) -> Option<usize> {
        (block.start + 1..block.end).find(|line| self.value_at(*line, key).is_some())
    }

    /// The value of a key in a block.
    pub(crate) fn value(&self, block: &Block, key: &str) -> Option<Value> {
        (block.start + 1..block.end).find_map(|line| self.value_at(line, key))
    }

    pub(crate) fn word(&self, block: &Block, key: &str) -> Option<String> {
        self.value(block, key)?.as_str().map(str::to_owned)
    }

    fn value_at(&self, line: usize, key: &str) -> Option<Value> {
        let line = self.lines[line].trim_start();
        let rest = line.strip_prefix(key)?.trim_start();
        rest.starts_with('=').then_some(())?;
        line.parse::<Table>().ok()?.remove(key)
    }

    /// The stages of a type, each with its id.
    pub(crate) fn stages(&self, kinds: &[&str]) -> Vec<(Block, String)> {
        let stages = self.called("[[stage]]").into_iter();
        let kind = |block: &Block| self.word(block, "type").unwrap_or_else(|| "open".to_owned());
        stages
            .filter(|block| kinds.contains(&kind(block).as_str()))
            .map(|block| (self.word(&block, "id").unwrap(), block))
            .map(|(id, block)| (block, id))
            .collect()
    }

    /// A block with all the blocks below it.
    pub(crate) fn whole(&self, block: &Block) -> Block {
        let path = |header: &str| header.trim_matches(['[', ']']).to_owned();
        let front = path(&block.header) + ".";
        let later = self.blocks().into_iter().filter(|other| other.start >= block.end);
        let mut end = block.end;
        for other in later.take_while(|other| path(&other.header).starts_with(&front)) {
            end = other.end;
        }
        Block { end, ..block.clone() }
    }

    pub(crate) fn lines_of(&self, block: &Block) -> Vec<String> {
        self.lines[block.start..block.end].to_vec()
    }

    pub(crate) fn replace(&mut self, line: usize, text: &str) {
        text.clone_into(&mut self.lines[line]);
    }

    pub(crate) fn insert(&mut self, line: usize, text: &str) {
        let added: Vec<String> = text.lines().map(str::to_owned).collect();
        self.lines.splice(line..line, added);
    }

    pub(crate) fn remove(&mut self, block: &Block) {
        self.lines.drain(block.start..block.end);
    }

    /// Removes every line of a block that gives one of these keys a value.
    pub(crate) fn drop_keys(&mut self, block: &Block, keys: &[&str]) {
        for line in (block.start + 1..block.end).rev() {
            if keys.iter().any(|key| self.value_at(line, key).is_some()) {
                self.lines.remove(line);
            }
        }
    }

    /// Adds text at the end; the line of the part of it that is named is where something is wrong.
    pub(crate) fn append(mut self, text: &str, wrong: &str) -> Seeded {
        let start = self.lines.len();
        self.insert(start, text);
        let at = self.lines[start..].iter().position(|line| line.contains(wrong)).unwrap();
        Seeded { text: self.text(), line: start + at + 1 }
    }

    /// The defect is on this line, counted from 0.
    pub(crate) fn wrong_at(self, line: usize) -> Seeded {
        Seeded { text: self.text(), line: line + 1 }
    }

    /// The first line with this text, counted from 0.
    pub(crate) fn find(&self, text: &str) -> Option<usize> {
        self.lines.iter().position(|line| line.contains(text))
    }
}

fn header(line: &str) -> Option<String> {
    let line = line.split('#').next().unwrap_or_default().trim();
    let inner = line.strip_prefix('[')?.strip_suffix(']')?;
    let path = inner.strip_prefix('[').and_then(|inner| inner.strip_suffix(']')).unwrap_or(inner);
    let sound = |c: char| c.is_ascii_alphanumeric() || "_.-".contains(c);
    (!path.is_empty() && path.chars().all(sound)).then(|| line.to_owned())
}
