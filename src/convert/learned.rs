//! The labeller: rules look at each block and at the whole, a learned chain and trees then decide which blocks
//! are the body, and rules read the fields around it.
//!
//! Where these find no body at all, that of the rules stays.

use std::collections::HashSet;

use super::also;
use super::amend;
use super::block::Block;
use super::captions;
use super::chain::{Chain, IN};
use super::counts::Counts;
use super::facts::{self, Facts};
use super::features::{self, Hints};
use super::gaps;
use super::label::{Label, Labelled, Reason};
use super::measures::Measured;
use super::reading::Reading;
use super::recurring::{self, Mark};
use super::rules;
use super::word::Word;

/// A block of a page is kept from this probability on.
const KEEP: f32 = 0.5;
/// A block of a text is kept from a probability between these on, see [`best_limit`].
const KEEP_OF_TEXT: (f32, f32) = (0.3, 0.6);
/// From this one, where the rules account for each line and keep the block too.
const KEEP_KNOWN: f32 = 0.25;
/// What stands between paragraphs and leads elsewhere by its form is kept from that probability on: `Advertisement`,
/// `Share this article`, the headline of another article as a link.
const KEEP_ELSEWHERE: f32 = 0.8;

/// In plain text, how many times likelier than a border between body and rest it is that a block is what the one above is,
/// beyond what is known of both.
const STEADY: f32 = 1.35;

/// In a text of fewer blocks, each is decided by itself.
const MANY: usize = 30;

/// In plain text, what the chain is as sure of as that is not asked of the trees.
const CLEAR: f32 = 0.1;

/// Where these and the first extractor agree on less than this share of a page's words, it is believed, as it
/// does not lose an article whole, unless the second one is more of our opinion than of the first one's, or what it
/// adds is menus.
const AGREEMENT: f64 = 0.5;

/// What is known of a text beside its blocks.
#[derive(Debug, Clone, Copy, Default)]
pub struct Known<'a> {
    /// How often each block recurs in the text's source; empty where that is not known.
    pub marks: &'a [Option<Mark>],
    /// Whether the recipe of the text's source drops each block; empty where it has none.
    pub drops: &'a [bool],
    /// Whether numeric dates put the day first, where that is known.
    pub day_first: Option<bool>,
}

/// Labels a text's blocks; `hints` are there for saved pages.
pub fn label(blocks: &[Block], hints: Option<&[Hints]>, known: Known<'_>, chain: &Chain) -> Labelled {
    let mut dates = Reading::of(blocks.iter().map(|b| b.text.as_str()));
    if let Some(day_first) = known.day_first {
        dates = dates.in_order(day_first);
    }
    let mut facts = facts::facts(blocks, dates);
    recurring::mark_facts(known.marks, blocks, &mut facts);
    for (fact, _) in facts.iter_mut().zip(known.drops).filter(|(_, drop)| **drop) {
        fact.boilerplate = Some(Reason::Recipe);
        fact.meta = None;
    }
    label_seen(blocks, hints, facts, dates, known, chain)
}

/// Labels blocks once more, now that more is hinted at them; what they are by themselves stays.
pub fn label_again(
    blocks: &[Block],
    hints: Option<&[Hints]>,
    seen: Labelled,
    known: Known<'_>,
    chain: &Chain,
) -> Labelled {
    label_seen(blocks, hints, seen.facts, seen.dates, known, chain)
}

fn label_seen(
    blocks: &[Block],
    hints: Option<&[Hints]>,
    facts: Vec<Facts>,
    dates: Reading,
    known: Known<'_>,
    chain: &Chain,
) -> Labelled {
    let (mut labels, shares) = decide(blocks, hints, &facts, dates, chain);
    amend::find_slight_teaser(blocks, &facts, dates, &mut labels);
    amend::lift_first_byline(&facts, &mut labels);
    amend::lift_first_date(blocks, &facts, dates, &mut labels);
    if let Some(hints) = hints {
        amend::drop_unseen(&facts, hints, &mut labels);
        amend::move_teaser_off_caption(&facts, hints, &mut labels);
        amend::lift_edges(blocks, &facts, hints, dates, &mut labels);
        amend::reach_last(&facts, hints, &mut labels);
        gaps::complete_lists(blocks, &facts, hints, &mut labels);
        gaps::fill_gaps(&facts, hints, &mut labels);
    } else {
        amend::lift_headline(blocks, &facts, &mut labels);
        amend::drop_promotions(&facts, &mut labels);
        also::drop_links(blocks, &facts, &shares, &mut labels);
        amend::drop_bio_boxes(blocks, &facts, &mut labels);
        captions::drop_captions(blocks, &facts, &mut labels);
        amend::drop_comments(&facts, &shares, &mut labels);
        gaps::keep_live_posts(blocks, &facts, &mut labels);
        gaps::keep_numbered_parts(blocks, &facts, &mut labels);
        gaps::keep_last_items(blocks, &facts, &mut labels);
        gaps::keep_last_sentences(blocks, &facts, &shares, &mut labels);
        also::reach_over_links(blocks, &facts, &mut labels);
        gaps::keep_few_lines(blocks, &facts, &shares, dates, &mut labels);
        amend::drop_last_counts(blocks, &facts, &mut labels);
    }
    gaps::keep_first_day(blocks, &facts, &mut labels);
    amend::drop_last_address(blocks, &mut labels);
    amend::keep_breaks(blocks, hints.is_some(), &mut labels);
    if hints.is_none() {
        amend::settle_headings(blocks, &facts, &mut labels);
        recurring::lift_headline(known.marks, blocks, &facts, &mut labels);
    }
    recurring::drop_from_body(known.marks, &facts, &mut labels);
    for (label, _) in labels.iter_mut().zip(known.drops).filter(|(_, drop)| **drop) {
        *label = Label::Dropped(Reason::Recipe);
    }
    Labelled { labels, doubt: doubt(&facts, &shares), shares, facts, dates, is_whole: false }
}

/// The blocks' labels, and the probabilities that they are part of the body.
fn decide(
    blocks: &[Block],
    hints: Option<&[Hints]>,
    facts: &[Facts],
    dates: Reading,
    chain: &Chain,
) -> (Vec<Label>, Vec<f32>) {
    let (by_rules, headed) = rules::label_facts(blocks, facts, dates, chain);
    let counts = Counts::of(facts);
    let found = chain.marginals(&features::scores(blocks, facts, &by_rules, hints, &counts, chain), |_| 0b1111);
    let mut shares: Vec<f32> = found.states.iter().map(|s| s[IN]).collect();
    if !chain.trees.is_empty() {
        let measured = Measured::new(counts, blocks, facts, &by_rules, hints, &found.states);
        let open = |share: f32| hints.is_some() || (CLEAR..1.0 - CLEAR).contains(&share);
        let open: Vec<usize> = (0..blocks.len()).filter(|at| open(shares[*at])).collect();
        // Many at once, but not all of a huge text.
        for some in open.chunks(4096) {
            let rows: Vec<Vec<i16>> = some.iter().map(|at| measured.row(*at)).collect();
            for (at, share) in some.iter().zip(chain.trees.shares(&rows)) {
                shares[*at] = share;
            }
        }
    }
    let known = hints.is_none() && !by_rules.iter().any(is_stray);
    let mut limit = KEEP;
    if hints.is_none() && blocks.len() >= MANY {
        shares = steady(&shares);
        limit = best_limit(facts, &shares).clamp(KEEP_OF_TEXT.0, KEEP_OF_TEXT.1);
    }
    let enough = |label: &Label| if known && label.is_body() { KEEP_KNOWN } else { limit };
    let mut keep: Vec<bool> = shares.iter().zip(&by_rules).map(|(share, label)| *share >= enough(label)).collect();
    // A later paragraph says all that such a teaser says.
    let teases = |fact: &Facts| matches!(fact.copy, Some(Reason::CutTeaser | Reason::RepeatedTeaser));
    keep.iter_mut().zip(facts).for_each(|(keep, fact)| *keep &= !teases(fact));
    let is_clear = |at: usize| shares[at] >= KEEP_ELSEWHERE;
    let is_link = |at: usize| hints.is_some_and(|hints| is_link(at, blocks, facts, hints));
    let leads_elsewhere = |at: usize| facts[at].boilerplate.is_some() || is_link(at);
    keep.iter_mut().enumerate().for_each(|(at, keep)| *keep &= is_clear(at) || !leads_elsewhere(at));
    if let Some(hints) = hints {
        if let Some([first, second]) = votes(hints)
            && agreement(facts, &keep, &first) < AGREEMENT
            && agreement(facts, &keep, &second) <= agreement(facts, &first, &second)
            && (!keep.contains(&true) || !adds_menus(facts, &keep, &first))
        {
            keep = first;
        }
        drop_repeated(facts, &mut keep);
    }
    if !keep.contains(&true) || known && is_bare(facts) {
        return (by_rules, shares);
    }
    let labels = rules::label_kept(blocks, facts, &keep, headed, dates, chain);
    // What was kept may have been the headline alone.
    (if labels.iter().any(Label::is_body) { labels } else { by_rules }, shares)
}

/// Probabilities of blocks that were looked at one by one, given that the body is of few pieces: the marginals of a chain of two
/// states (forward and backward sums, Rabiner 1989).
fn steady(shares: &[f32]) -> Vec<f32> {
    let passed = |[outside, inside]: [f32; 2]| [outside * STEADY + inside, outside + inside * STEADY];
    let seen = |[outside, inside]: [f32; 2], share: f32| {
        let (outside, inside) = (outside * (1.0 - share), inside * share);
        let sum = (outside + inside).max(f32::MIN_POSITIVE);
        [outside / sum, inside / sum]
    };
    let mut behind = vec![[1.0; 2]; shares.len()];
    for at in (1..shares.len()).rev() {
        behind[at - 1] = passed(seen(behind[at], shares[at]));
    }
    let mut before = [1.0; 2];
    let mut steady = Vec::with_capacity(shares.len());
    for (share, behind) in shares.iter().zip(behind) {
        let here = seen(before, *share);
        steady.push(seen([here[0] * behind[0], here[1] * behind[1]], 0.5)[1]);
        before = passed(here);
    }
    steady
}

/// The probability from which on blocks are to be kept for the body to be the best that can be expected, by F1 of its words:
/// half of that best F1 (Lipton et al. 2014, *Optimal thresholding of classifiers to maximize F1 measure*).
fn best_limit(facts: &[Facts], shares: &[f32]) -> f32 {
    let mut likely: Vec<(f32, f32)> = shares.iter().copied().zip(facts.iter().map(|f| f.words.max(1) as f32)).collect();
    likely.sort_by(|a, b| b.0.total_cmp(&a.0));
    let expected: f32 = likely.iter().map(|(share, words)| share * words).sum();
    let (mut kept, mut right, mut best) = (0.0, 0.0, 0.0_f32);
    for (share, words) in likely {
        (kept, right) = (kept + words, right + share * words);
        best = best.max(2.0 * right / (kept + expected));
    }
    best / 2.0
}

/// Whether a block of a page is a paragraph of nothing but a link, and no sentence or piece of one.
fn is_link(at: usize, blocks: &[Block], facts: &[Facts], hints: &[Hints]) -> bool {
    const WORDS: std::ops::RangeInclusive<usize> = 3..=25;
    const PARAGRAPHS: [u16; 2] = [0, 1];
    let goes_on = |at: usize| blocks.get(at).is_some_and(|block| block.text.starts_with(char::is_lowercase));
    let is_linked = hints[at].links == 4 && PARAGRAPHS.contains(&hints[at].tag);
    is_linked && WORDS.contains(&facts[at].words) && !facts[at].ends && !goes_on(at) && !goes_on(at + 1)
}

/// Leaves one copy of each long paragraph: pages may hold their article once more, for other screens.
fn drop_repeated(facts: &[Facts], keep: &mut [bool]) {
    const LONG: usize = 12;
    const WHOLE: usize = 100;
    let mut seen = HashSet::new();
    for (fact, keep) in facts.iter().zip(&mut *keep).filter(|(fact, keep)| **keep && fact.words >= LONG) {
        *keep = seen.insert(fact.first);
    }
    let words: usize = facts.iter().zip(&*keep).filter(|(_, keep)| **keep).map(|(fact, _)| fact.words).sum();
    let most = (0..facts.len()).filter(|at| keep[*at]).max_by_key(|at| facts[*at].words);
    // Or all of it in one block.
    if let Some(most) = most.filter(|at| facts[*at].words >= WHOLE && facts[*at].words * 3 >= words) {
        let runs = |at: usize| facts[at].told.windows(4);
        let others: HashSet<&[Word]> = (0..facts.len()).filter(|at| keep[*at] && *at != most).flat_map(runs).collect();
        let again = runs(most).filter(|run| others.contains(run)).count();
        keep[most] = again * 10 < runs(most).count() * 8;
    }
}

/// The share of words that the chain may have put on the wrong side, by its own account.
fn doubt(facts: &[Facts], shares: &[f32]) -> f32 {
    let words =
        |share: &dyn Fn(f32) -> f32| -> f32 { facts.iter().zip(shares).map(|(f, s)| f.words as f32 * share(*s)).sum() };
    words(&|s| s.min(1.0 - s)) / words(&|s| s).max(1.0)
}

/// Whether most of what an extractor keeps is kept by none but it, and is not prose: it took the page whole.
fn adds_menus(facts: &[Facts], keep: &[bool], first: &[bool]) -> bool {
    let alone =
        || facts.iter().zip(keep.iter().zip(first)).filter(|(_, (keep, first))| **first && !**keep).map(|f| f.0);
    let added: usize = alone().map(|f| f.words).sum();
    let prose: usize = alone().filter(|f| f.is_prose()).map(|f| f.words).sum();
    let all: usize = facts.iter().zip(first).filter(|(_, first)| **first).map(|(f, _)| f.words).sum();
    added * 2 > all && prose * 2 < added
}

/// What each extractor keeps, if they were asked.
fn votes(hints: &[Hints]) -> Option<[Vec<bool>; 2]> {
    let kept = |bit: u16| hints.iter().map(|h| h.votes.map(|v| v & bit != 0)).collect::<Option<Vec<bool>>>();
    Some([kept(1)?, kept(2)?])
}

/// The share of words that two opinions have in common, twice that over the sum of both.
fn agreement(facts: &[Facts], a: &[bool], b: &[bool]) -> f64 {
    let words =
        |keep: &dyn Fn(usize) -> bool| (0..facts.len()).filter(|n| keep(*n)).map(|n| facts[n].words).sum::<usize>();
    let (of_a, of_b, both) = (words(&|n| a[n]), words(&|n| b[n]), words(&|n| a[n] && b[n]));
    if of_b == 0 { 1.0 } else { 2.0 * both as f64 / (of_a + of_b) as f64 }
}

/// Whether the rules do not account for a line. Where they do for each, a text is a copy of an article alone, unlike
/// the pages that weights are learned from.
fn is_stray(label: &Label) -> bool {
    matches!(label, Label::Dropped(Reason::BeforeArticle | Reason::AfterArticle))
}

/// Whether hardly a line is one that pages have around articles: nothing in such a copy should go by likeness alone.
fn is_bare(facts: &[Facts]) -> bool {
    let own = |r: Reason| matches!(r, Reason::Avatar | Reason::ReadTime | Reason::Signs | Reason::Ending);
    facts.iter().filter(|f| f.boilerplate.is_some_and(|r| !own(r))).take(2).count() < 2
}
