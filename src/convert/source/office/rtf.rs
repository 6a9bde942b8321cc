//! Documents in the Rich Text Format of old word processors. What its parser leaves of lists is a sign and a tab.

use rtf_parser_tt::{Part, RtfDocument};

use super::{Lists, Look, broken};
use crate::diag::Problem;

pub fn html(bytes: &[u8]) -> Result<String, Problem> {
    let document = RtfDocument::from_bytes(bytes).map_err(|e| broken(&e))?;
    let (mut text, mut notes) = (Page::default(), Page::default());
    for block in document.body.iter().filter(|block| !block.painter.hidden) {
        let painter = &block.painter;
        let look = Look {
            bold: painter.bold,
            italic: painter.italic,
            struck: painter.strike,
            raised: painter.superscript,
            lowered: painter.subscript,
        };
        match block.part {
            Part::Body => text.add(&block.text, look),
            // Its parser puts them into the text, where a note is called.
            Part::NoteReference(_) => text.add(&block.text, Look { raised: true, ..look }),
            Part::Note(_) => notes.add(&block.text, look),
            // Papers print these on each page.
            _ => {}
        }
    }
    Ok(text.finish() + &notes.finish())
}

/// The text alone.
pub fn text(bytes: &[u8]) -> Option<String> {
    Some(RtfDocument::from_bytes(bytes).ok()?.get_text())
}

/// Lines as paragraphs.
#[derive(Default)]
struct Page {
    line: String,
    /// The line without tags.
    plain: String,
    lists: Lists,
    out: String,
}

impl Page {
    fn add(&mut self, text: &str, look: Look) {
        for (at, part) in text.split('\n').enumerate() {
            if at > 0 {
                self.end_line();
            }
            if !part.is_empty() {
                self.plain.push_str(part);
                // The sign of an item is cut off by its length.
                let look = if self.plain.len() == part.len() && sign(part).is_some() { Look::default() } else { look };
                look.write(part, &mut self.line);
            }
        }
    }

    fn end_line(&mut self) {
        let (line, plain) = (std::mem::take(&mut self.line), std::mem::take(&mut self.plain));
        if let Some((is_numbered, len)) = sign(&plain)
            && let Some(item) = line.get(len..)
        {
            return self.lists.item(0, is_numbered, item, &mut self.out);
        }
        self.lists.close(&mut self.out);
        if !plain.trim().is_empty() {
            self.out.push_str(&format!("<p>{line}</p>\n"));
        }
    }

    fn finish(mut self) -> String {
        self.end_line();
        self.lists.close(&mut self.out);
        self.out
    }
}

/// Whether a line is an item of a list with numbers or without, and the bytes of its sign.
fn sign(line: &str) -> Option<(bool, usize)> {
    let (sign, _) = line.split_once('\t')?;
    let digits = sign.trim_end_matches(['.', ')']);
    let is_number = digits.len() < sign.len() && !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    let is_bullet = matches!(sign.trim(), "•" | "·" | "◦" | "▪" | "o" | "-" | "–" | "\u{f0b7}");
    (is_number || is_bullet).then_some((is_number, sign.len() + 1))
}
