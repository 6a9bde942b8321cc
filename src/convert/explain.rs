//! What became of each line: the other side of "nothing is lost".

use super::block::Block;
use super::extract::Draft;
use super::label::{Label, Labelled, Reason};
use super::report::{self, Line};

/// Every block with its place in the article, or the reason why it has none.
pub fn lines(blocks: &[Block], labelled: &Labelled, draft: &Draft) -> Vec<Line> {
    let fields = report::fields(draft);
    // They are sorted by line.
    let of_line = |line: usize| {
        let from = draft.dropped.partition_point(|d| d.line < line);
        let to = draft.dropped.partition_point(|d| d.line <= line);
        &draft.dropped[from..to]
    };
    let line = |(at, block): (usize, &Block)| {
        let share = labelled.shares.get(at).copied().unwrap_or(0.0);
        let line =
            |role: String, reason, kept| Line { line: block.line, text: block.text.clone(), role, reason, kept, share };
        // One line may be two blocks, so texts are compared as well.
        if let Some(reason) = of_line(block.line).iter().find(|d| d.text == block.text) {
            return line("dropped".into(), Some(reason.reason.to_string()), false);
        }
        let keys: Vec<&str> = fields.iter().filter(|f| f.line == block.line).map(|f| f.key).collect();
        let body = match labelled.labels.get(at) {
            Some(Label::Paragraph) => Some("paragraph"),
            Some(Label::Heading) => Some("heading"),
            Some(Label::Item) => Some("item"),
            _ => None,
        };
        match (body, keys.is_empty()) {
            (Some(body), _) => line(body.into(), None, true),
            (None, false) => line(keys.join(", "), None, true),
            (None, true) => {
                // Text of a field whose first line is another, or which the page's metadata says too.
                let role = match labelled.labels.get(at) {
                    Some(Label::Title) => "title",
                    Some(Label::Names) => "authors",
                    Some(Label::Tag) => "tags",
                    _ => "fields",
                };
                line(role.into(), None, true)
            }
        }
    };
    let mut lines: Vec<Line> = blocks.iter().enumerate().filter(|(_, b)| b.line > 0).map(line).collect();
    let edges = draft.dropped.iter().filter(|dropped| dropped.reason == Reason::PageEdge);
    lines.extend(edges.map(|edge| Line {
        line: edge.line,
        text: edge.text.clone(),
        role: "dropped".into(),
        reason: Some(edge.reason.to_string()),
        kept: false,
        share: 0.0,
    }));
    lines.sort_by_key(|line| line.line);
    lines
}
