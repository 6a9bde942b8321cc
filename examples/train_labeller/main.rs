//! Learns the weights of the block labeller from annotated pages.
//!
//! ```text
//! cargo run --release --example train_labeller -- FOLDER KIND[,KIND] OUT [--fold K/N]
//! ```
//!
//! FOLDER has `truth/ID.json` and for each KIND `KIND/ID.txt`, `.html` or `.html.gz`. A truth has `body` (the
//! article's text), or `with` and `without` (pieces that it must and must not have); `title` and `optional`
//! (paragraphs that may be kept or left out) where known. `--fold K/N` leaves out the pages of each N-th host, those
//! whose hash leaves K, so that papers it has not seen can be measured.
//!
//! Method: a conditional random field over the states of `chain`, gradients by forward and backward
//! sums, steps by AdaGrad, a light L2 penalty. Blocks whose state the truth leaves open are summed
//! over. On saved pages, trees then learn (`boost`) from measures and from what chains think that have not seen the
//! page. Pages are also shown with menus and ends cut off, and with the middle of their bodies, so that clean copies and
//! short articles are known as well.

#![allow(clippy::needless_range_loop, reason = "states index several tables at once")]

mod boost;

use std::collections::HashSet;
use std::path::Path;
use std::process::Command;

use newsgen::convert::block::{self, Block};
use newsgen::convert::chain::{Chain, STATES, may_follow};
use newsgen::convert::counts::Counts;
use newsgen::convert::learned::{self, Known};
use newsgen::convert::measures::Measured;
use newsgen::convert::reading::Reading;
use newsgen::convert::source::Sent;
use newsgen::convert::{authors, facts, features, html, pubdate, region, title};
use serde_json::Value;

struct Page {
    /// The host of its address, or what it is called: pages of one paper are alike.
    host: String,
    blocks: Vec<Block>,
    hints: Option<Vec<features::Hints>>,
    /// The headline's words, empty where the truth has none.
    title: String,
    /// The authors' names, and the day of publication, as the truth has them.
    authors: Vec<String>,
    date: String,
    features: Vec<Vec<u16>>,
    words: Vec<usize>,
    /// Bits of the states that the truth allows.
    allowed: Vec<u8>,
    /// Whether the truth has the whole body.
    whole: bool,
}

impl Page {
    /// Whether it is of fold K of N.
    fn is_held_out(&self, (k, n): (u64, u64)) -> bool {
        hash(&self.host) % n == k
    }

    /// Whether the extractors were not asked about it.
    fn is_alone(&self) -> bool {
        self.hints.as_ref().is_some_and(|hints| hints.iter().all(|h| h.votes.is_none()))
    }
}

const BODY: u8 = 1 << newsgen::convert::chain::IN;
const OUT: u8 = 0b1101;

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [folder, kinds, out, rest @ ..] = args.as_slice() else {
        eprintln!("usage: train_labeller FOLDER KIND[,KIND] OUT [--fold K/N]");
        std::process::exit(2);
    };
    let fold = rest.iter().position(|a| a == "--fold").map(|at| {
        let said = rest.get(at + 1).and_then(|f| f.split_once('/'));
        let fold = said.and_then(|(k, n)| Some((k.parse::<u64>().ok()?, n.parse::<u64>().ok()?)));
        fold.filter(|(k, n)| k < n).expect("a fold is like 0/5")
    });
    let mut pages = Vec::new();
    for kind in kinds.split(',') {
        pages.extend(read(Path::new(folder), kind));
    }
    println!("{} pages, {} blocks", pages.len(), pages.iter().map(|p| p.words.len()).sum::<usize>());
    let chain = learn(&mut pages, fold);
    let held: Vec<&Page> = pages.iter().filter(|p| fold.is_some_and(|f| p.is_held_out(f))).collect();
    if !held.is_empty() {
        let (alone, asked): (Vec<&Page>, Vec<&Page>) = held.into_iter().partition(|p| p.is_alone());
        println!("held out: {}, without extractors {}", measure(&chain, &asked), measure(&chain, &alone));
    }
    let head = format!(
        "# Made by examples/train_labeller from {} pages; see there. Template, bucket, and in hundredths the\n# weights of: before, in the body, a gap, behind; trees as in src/convert/trees.rs.\n",
        pages.len()
    );
    std::fs::write(out, head + &chain.table()).expect("the output can be written");
}

/// Splits pages in folds that do not depend on the set.
fn hash(id: &str) -> u64 {
    id.bytes().fold(0xcbf2_9ce4_8422_2325, |h: u64, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3)) >> 17
}

fn read(folder: &Path, kind: &str) -> Vec<Page> {
    let mut files: Vec<_> = std::fs::read_dir(folder.join(kind)).expect("KIND is a folder").flatten().collect();
    files.sort_by_key(|f| f.file_name());
    let mut pages = Vec::new();
    for file in files {
        let name = file.file_name().to_string_lossy().into_owned();
        let id =
            [".gz", ".html", ".txt"].iter().fold(name.as_str(), |n, end| n.strip_suffix(end).unwrap_or(n)).to_owned();
        let Ok(truth) = std::fs::read(folder.join("truth").join(format!("{id}.json"))) else { continue };
        let truth: Value = serde_json::from_slice(&truth).expect("truth is JSON");
        let bytes = if name.ends_with(".gz") {
            Command::new("gzip").arg("-dc").arg(file.path()).output().expect("gzip runs").stdout
        } else {
            std::fs::read(file.path()).expect("the page can be read")
        };
        let host = truth["url"].as_str().and_then(host).unwrap_or(id.as_str()).to_owned();
        let whole = truth["body"].as_str().is_some_and(|b| !b.is_empty());
        if name.contains(".html") {
            let Some(mut page) = html::read(&bytes, &Sent::default()) else { continue };
            let allowed = align(&page.blocks, &truth);
            // Once as the extractors see it, and once by itself.
            let alone = page.hints.clone();
            page.ask_extractors();
            for hints in [page.hints, alone] {
                pages.push(Page {
                    host: host.clone(),
                    words: count(&page.blocks),
                    features: Vec::new(),
                    title: title(&truth),
                    authors: names(&truth),
                    date: truth["date"].as_str().unwrap_or_default().to_owned(),
                    allowed: allowed.clone(),
                    whole,
                    blocks: page.blocks.clone(),
                    hints: Some(hints),
                });
            }
        } else {
            let blocks = block::blocks(&String::from_utf8_lossy(&bytes));
            let allowed = align(&blocks, &truth);
            for cut in crops(&allowed, hash(&id)) {
                let blocks: Vec<Block> = cut.iter().map(|n| blocks[*n].clone()).collect();
                pages.push(Page {
                    host: host.clone(),
                    words: count(&blocks),
                    features: Vec::new(),
                    title: title(&truth),
                    authors: names(&truth),
                    date: truth["date"].as_str().unwrap_or_default().to_owned(),
                    hints: None,
                    blocks,
                    allowed: cut.iter().map(|n| allowed[*n]).collect(),
                    whole,
                });
            }
        }
    }
    pages.retain(|p| p.allowed.contains(&BODY));
    pages
}

/// The host of an address.
fn host(url: &str) -> Option<&str> {
    let host = url.split("//").nth(1)?.split('/').next()?;
    Some(host.strip_prefix("www.").unwrap_or(host)).filter(|h| !h.is_empty())
}

fn title(truth: &Value) -> String {
    truth["title"].as_str().map(|t| tokens(t).join(" ")).unwrap_or_default()
}

fn names(truth: &Value) -> Vec<String> {
    truth["authors"].as_array().into_iter().flatten().filter_map(Value::as_str).map(|n| tokens(n).join(" ")).collect()
}

/// The page itself, and what a careful copy of it would be, and that of a short article.
fn crops(allowed: &[u8], hash: u64) -> Vec<Vec<usize>> {
    let mut all = vec![(0..allowed.len()).collect()];
    let (Some(first), Some(last)) = (allowed.iter().position(|a| *a == BODY), allowed.iter().rposition(|a| *a == BODY))
    else {
        return all;
    };
    let len = allowed.len();
    let short = |above: usize, begin: usize, end: usize, below: usize| {
        let end = (last + 1).saturating_sub(end).max(first + begin);
        (first.saturating_sub(above)..(first + begin).min(last + 1)).chain(end..(last + 1 + below).min(len)).collect()
    };
    if (hash / 2).is_multiple_of(2) {
        all.extend([(first.saturating_sub(4)..last + 1).collect(), short(6, 3, 2, 5)]);
    } else {
        all.extend([(first.saturating_sub(3)..(last + 8).min(len)).collect(), short(4, 5, 3, 0)]);
    }
    all
}

fn count(blocks: &[Block]) -> Vec<usize> {
    blocks.iter().map(|b| tokens(&b.text).len()).collect()
}

/// Words in lower case; in scripts without spaces, characters.
fn tokens(text: &str) -> Vec<String> {
    let mut out = Vec::new();
    let mut word = String::new();
    for c in text.chars().flat_map(char::to_lowercase) {
        let dense = matches!(c, '\u{0e00}'..='\u{0e7f}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}');
        if (!c.is_alphanumeric() || dense) && !word.is_empty() && c != '\u{ad}' {
            out.push(std::mem::take(&mut word));
        }
        if dense {
            out.push(c.to_string());
        } else if c.is_alphanumeric() {
            word.push(c);
        }
    }
    out.extend((!word.is_empty()).then_some(word));
    out
}

fn joined(text: &str) -> String {
    format!(" {} ", tokens(text).join(" "))
}

/// Which states the truth allows each block.
fn align(blocks: &[Block], truth: &Value) -> Vec<u8> {
    let texts: Vec<Vec<String>> = blocks.iter().map(|b| tokens(&b.text)).collect();
    let keys: Vec<String> = texts.iter().map(|t| format!(" {} ", t.join(" "))).collect();
    let list = |key: &str| {
        truth[key].as_array().into_iter().flatten().filter_map(Value::as_str).map(joined).collect::<Vec<_>>()
    };
    let optional: HashSet<String> = list("optional").into_iter().collect();
    let mut allowed = match truth["body"].as_str().filter(|b| !b.is_empty()) {
        Some(body) => whole(&texts, &keys, body),
        None => {
            let (with, without) = (list("with"), list("without"));
            let holds = |key: &str, pieces: &[String]| {
                pieces.iter().any(|p| p.len() > 4 && (key.contains(p.as_str()) || key.len() > 20 && p.contains(key)))
            };
            let mut seen = Vec::new();
            for key in &keys {
                seen.push(match (holds(key, &with), holds(key, &without)) {
                    (true, false) => BODY,
                    (false, true) => OUT,
                    _ => BODY | OUT,
                });
            }
            seen
        }
    };
    let title = truth["title"].as_str().map(joined).unwrap_or_default();
    for (at, key) in keys.iter().enumerate() {
        if optional.contains(key) {
            allowed[at] = BODY | OUT;
        } else if *key == title {
            allowed[at] = OUT;
        }
    }
    // Behind the body is known where there is no more of it.
    if let Some(last) = allowed.iter().rposition(|a| a & BODY != 0) {
        allowed[last + 1..].iter_mut().for_each(|a| *a &= 0b1000);
    }
    allowed
}

fn whole(texts: &[Vec<String>], keys: &[String], body: &str) -> Vec<u8> {
    const N: usize = 4;
    let body = tokens(body);
    let text = format!(" {} ", body.join(" "));
    let shingles: HashSet<&[String]> = body.windows(N).collect();
    let mut state: Vec<Option<bool>> = texts
        .iter()
        .map(|t| {
            if t.len() < 8 {
                return if t.is_empty() { Some(false) } else { None };
            }
            let found = t.windows(N).filter(|w| shingles.contains(w)).count();
            Some(found * 10 >= 6 * (t.len() + 1 - N))
        })
        .collect();
    // A short block is of the body if it stands there beside its neighbour.
    let edge = |t: &[String], from_end: bool| {
        let n = t.len().min(3);
        if from_end { t[t.len() - n..].join(" ") } else { t[..n].join(" ") }
    };
    for forward in [true, false] {
        let order: Vec<usize> = if forward { (0..texts.len()).collect() } else { (0..texts.len()).rev().collect() };
        let mut neighbour: Option<usize> = None;
        for at in order {
            if state[at].is_none()
                && let Some(n) = neighbour
            {
                let both = if forward {
                    format!(" {}{}", edge(&texts[n], true), keys[at])
                } else {
                    format!("{}{} ", keys[at], edge(&texts[n], false))
                };
                if text.contains(&both) {
                    state[at] = Some(true);
                }
            }
            if state[at] == Some(true) {
                neighbour = Some(at);
            }
        }
    }
    state.into_iter().map(|s| if s == Some(true) { BODY } else { OUT }).collect()
}

/// Learns to find headlines above the true bodies, then bodies with those headlines known.
fn learn(pages: &mut [Page], fold: Option<(u64, u64)>) -> Chain {
    let within = |p: &Page| fold.is_none_or(|f| !p.is_held_out(f));
    let mut chain = Chain::empty();
    let chosen: Vec<&Page> = pages.iter().filter(|p| within(p)).collect();
    chain.title = train_titles(&chosen);
    for page in pages.iter_mut() {
        page.features = features::observe(&page.blocks, page.hints.as_deref(), &chain).features;
    }
    let chosen: Vec<&Page> = pages.iter().filter(|p| within(p)).collect();
    let mut chain = Chain { title: chain.title, ..train(&chosen, BAGS) };
    // Plain text has to be quick.
    let trees = if chosen.iter().any(|p| p.hints.is_some()) { 500 } else { 300 };
    chain.trees = boost::boost(&rows(&chosen, &chain.title), trees, &mut fastrand::Rng::with_seed(19470815));
    let (mut people, mut days) = (Vec::new(), Vec::new());
    for page in chosen {
        let labelled = learned::label(&page.blocks, page.hints.as_deref(), Known::default(), &chain);
        if !page.authors.is_empty() {
            let found = authors::candidates(&page.blocks, &labelled);
            let right = |c: &authors::Candidate| c.names.iter().any(|n| page.authors.contains(&tokens(n).join(" ")));
            people.push(found.iter().map(|c| (c.features.clone(), right(c))).collect());
        }
        if !page.date.is_empty() {
            let found = pubdate::candidates(&page.blocks, &labelled);
            let right = |c: &pubdate::Candidate| c.stamp.as_str().starts_with(&page.date);
            days.push(found.iter().map(|c| (c.features.clone(), right(c))).collect());
        }
    }
    chain.author = train_choice(&people, authors::COUNT, true);
    chain.date = train_choice(&days, pubdate::COUNT, true);
    chain
}

/// Whether a block is the headline, perhaps with the site's name behind it.
fn title_is(text: &str, title: &str) -> bool {
    let is = |text: &str| tokens(text).join(" ") == title;
    is(text) || text.rsplit_once(" | ").is_some_and(|(head, _)| is(head))
}

/// Learns from the candidates above the true bodies, and above those that the rules find.
fn train_titles(pages: &[&Page]) -> Vec<f32> {
    let mut lists = Vec::new();
    for page in pages.iter().filter(|p| !p.title.is_empty()) {
        let facts = facts::facts(&page.blocks, Reading::DAY_FIRST);
        let whole: Vec<usize> = (0..page.blocks.len()).filter(|n| page.allowed[*n] == BODY).collect();
        let (Some(first), Some(last)) = (whole.first(), whole.last()) else { continue };
        // Where only pieces of the body are known, it begins at the prose above the first.
        let first = (0..*first).rev().take_while(|n| !page.whole && facts[*n].is_prose()).last().unwrap_or(*first);
        let found = region::find(&facts);
        let by_rules = (found.start != first && !found.is_empty()).then_some(found);
        // A standfirst may be taken for none of the body.
        let lower = whole.get(1).filter(|_| whole.len() > 3).map(|second| *second..*last + 1);
        let bodies = std::iter::once(first..*last + 1).chain(by_rules).chain(lower);
        for body in bodies {
            let candidates = title::candidates(&page.blocks, &facts, &body);
            let right = |c: &title::Candidate| title_is(&page.blocks[c.at].text, &page.title);
            let list: Vec<_> = candidates.iter().map(|c| (c.features.clone(), right(c))).collect();
            if list.iter().any(|c| c.1) {
                lists.push(list);
            }
        }
    }
    train_choice(&lists, title::COUNT, false)
}

/// The mean of models that each saw a random sample of the lists, with some features hidden from
/// each step. A softmax over the candidates of each list; where `none` may be right, it is a choice
/// that scores nothing.
fn train_choice(lists: &[Vec<(Vec<u16>, bool)>], count: usize, none: bool) -> Vec<f32> {
    const BAGS: u64 = 10;
    const EPOCHS: usize = 50;
    // Pages are few; what keeps weights small has to be strong.
    const PENALTY: f32 = 0.02;
    const HIDDEN: f32 = 0.5;
    let mut mean = vec![0.0f32; count];
    for bag in 0..BAGS {
        let mut random = fastrand::Rng::with_seed(19120415 + bag);
        let mut weights = vec![0.0f32; count];
        let mut squares = vec![1.0f32; count];
        let sample: Vec<_> = (0..lists.len()).map(|_| &lists[random.usize(..lists.len())]).collect();
        for _ in 0..EPOCHS {
            for list in &sample {
                let shown: Vec<bool> = (0..count).map(|_| random.f32() >= HIDDEN).collect();
                let shown = |f: &&u16| shown[usize::from(**f)];
                let scores: Vec<f32> =
                    list.iter().map(|(f, _)| f.iter().filter(shown).map(|f| weights[usize::from(*f)]).sum()).collect();
                let most = scores.iter().copied().fold(if none { 0.0 } else { f32::MIN }, f32::max);
                let rest = if none { (-most).exp() } else { 0.0 };
                let all = rest + scores.iter().map(|s| (s - most).exp()).sum::<f32>();
                let good: f32 = scores.iter().zip(*list).filter(|(_, c)| c.1).map(|(s, _)| (s - most).exp()).sum();
                for ((features, right), score) in list.iter().zip(&scores) {
                    let share = (score - most).exp();
                    let wished = if *right { share / good.max(1e-9) } else { 0.0 };
                    for f in features.iter().filter(shown) {
                        let f = usize::from(*f);
                        let g = wished - share / all - PENALTY * weights[f];
                        squares[f] += g * g;
                        weights[f] += 0.2 * g / squares[f].sqrt();
                    }
                }
            }
        }
        // All features are shown in use.
        mean.iter_mut().zip(&weights).for_each(|(m, w)| *m += w * (1.0 - HIDDEN) / BAGS as f32);
    }
    mean
}

/// Blocks of pages with what chains think of them that were learned from other hosts' pages.
fn rows(pages: &[&Page], title: &[f32]) -> boost::Rows {
    const PARTS: u64 = 4;
    let mut rows = boost::Rows::default();
    for part in 0..PARTS {
        // Other bits than those of the folds.
        let is_apart = |p: &Page| (hash(&p.host) >> 16) % PARTS == part;
        let (apart, others): (Vec<&Page>, Vec<&Page>) = pages.iter().partition(|p| is_apart(p));
        let chain = Chain { title: title.to_vec(), ..train(&others, 3) };
        for page in apart {
            let hints = page.hints.as_deref();
            let seen = features::observe(&page.blocks, hints, &chain);
            let found = chain.marginals(&chain.scores(&seen.features), |_| 0b1111);
            let measured =
                Measured::new(Counts::of(&seen.facts), &page.blocks, &seen.facts, &seen.labels, hints, &found.states);
            // Long blocks and long pages weigh more, but not in proportion.
            let weights: Vec<f32> = page.words.iter().map(|w| (*w as f32 + 1.0).sqrt()).collect();
            let scale = (weights.len() as f32).sqrt() / weights.iter().sum::<f32>();
            for at in 0..page.blocks.len() {
                if page.allowed[at] == BODY || page.allowed[at] & BODY == 0 {
                    rows.measures.push(measured.row(at));
                    rows.right.push(page.allowed[at] == BODY);
                    rows.weights.push(weights[at] * scale);
                }
            }
        }
    }
    let mean = rows.weights.iter().sum::<f32>() / rows.weights.len() as f32;
    rows.weights.iter_mut().for_each(|w| *w /= mean);
    rows
}

/// How many models a chain is the mean of.
const BAGS: u64 = 5;

/// The mean of models that each saw a random sample of the pages: what only a few pages say is
/// learned by few of them.
fn train(pages: &[&Page], bags: u64) -> Chain {
    let mut mean = Chain::empty();
    for bag in 0..bags {
        let mut random = fastrand::Rng::with_seed(20120415 + bag);
        let sample: Vec<&Page> = (0..pages.len()).map(|_| pages[random.usize(..pages.len())]).collect();
        add(&mut mean, &train_one(&sample, random), 1.0);
    }
    scale(&mut mean, 1.0 / bags as f32);
    mean
}

/// How often all pages are seen, how far a step goes at first, and what keeps weights small.
const EPOCHS: usize = 14;
const RATE: f32 = 0.1;
const PENALTY: f32 = 1e-3;
const START: f32 = 0.5;
/// The share of features that is hidden from each step.
const DROPOUT: f32 = 0.3;

fn train_one(pages: &[&Page], mut random: fastrand::Rng) -> Chain {
    let mut chain = Chain::empty();
    // Steps for features that were seldom seen begin small.
    let mut squares = vec![[START; STATES]; chain.features.len()];
    let mut move_squares = [[START; STATES]; STATES];
    let mut mean = Chain::empty();
    let mut steps = 0.0f32;
    let mut order: Vec<usize> = (0..pages.len()).collect();
    for epoch in 0..EPOCHS {
        random.shuffle(&mut order);
        for &at in &order {
            let page = pages[at];
            let len = page.features.len();
            // Some features of each block are hidden, so that none is relied on alone.
            let shown: Vec<Vec<u16>> =
                page.features.iter().map(|f| f.iter().copied().filter(|_| random.f32() >= DROPOUT).collect()).collect();
            let scores = chain.scores(&shown);
            let free = chain.marginals(&scores, |_| 0b1111);
            let held = chain.marginals(&scores, |n| page.allowed[n]);
            if !held.are_possible() || !free.are_possible() {
                continue;
            }
            // Pages with hundreds of blocks weigh more than short ones, but not in proportion.
            let weight = 4.0 / (len as f32).sqrt().max(4.0);
            let mut moves = [[0.0f32; STATES]; STATES];
            for n in 0..len {
                for state in 0..STATES {
                    let gradient = (held.states[n][state] - free.states[n][state]) * weight;
                    if gradient.abs() < 1e-5 {
                        continue;
                    }
                    for &f in &shown[n] {
                        let f = usize::from(f);
                        let g = gradient - PENALTY * chain.features[f][state];
                        squares[f][state] += g * g;
                        chain.features[f][state] += RATE * g / squares[f][state].sqrt();
                    }
                }
                if n == 0 {
                    continue;
                }
                for from in 0..STATES {
                    for to in (0..STATES).filter(|to| may_follow(from, *to)) {
                        let step = chain.moves[from][to] + scores[n][to];
                        let allowed = page.allowed[n - 1] & (1 << from) != 0 && page.allowed[n] & (1 << to) != 0;
                        let held = if allowed { held.of_move(n, from, to, step) } else { 0.0 };
                        moves[from][to] += (held - free.of_move(n, from, to, step)) * weight;
                    }
                }
            }
            for from in 0..STATES {
                for to in 0..STATES {
                    let g = moves[from][to];
                    if g != 0.0 {
                        move_squares[from][to] += g * g;
                        chain.moves[from][to] += RATE * g / move_squares[from][to].sqrt();
                    }
                }
            }
        }
        // The mean of the later weights is steadier than the last ones.
        if epoch * 2 >= EPOCHS {
            steps += 1.0;
            add(&mut mean, &chain, 1.0 - DROPOUT);
        }
    }
    scale(&mut mean, 1.0 / steps);
    mean
}

fn scale(chain: &mut Chain, by: f32) {
    chain.features.iter_mut().flatten().chain(chain.moves.iter_mut().flatten()).for_each(|w| *w *= by);
}

/// Adds weights; those of features are scaled down, since all features are shown in use.
fn add(sum: &mut Chain, chain: &Chain, scale: f32) {
    sum.features.iter_mut().flatten().zip(chain.features.iter().flatten()).for_each(|(s, w)| *s += w * scale);
    sum.moves.iter_mut().flatten().zip(chain.moves.iter().flatten()).for_each(|(s, w)| *s += w);
}

/// Precision, recall and F1 by words, mean over pages whose whole body is known.
fn measure(chain: &Chain, pages: &[&Page]) -> String {
    let (mut precision, mut recall, mut n) = (0.0, 0.0, 0.0);
    for page in pages.iter().filter(|p| p.whole) {
        let found = learned::label(&page.blocks, page.hints.as_deref(), Known::default(), chain);
        let (mut right, mut kept, mut all) = (0, 0, 0);
        for (at, words) in page.words.iter().enumerate() {
            let (is, keep) = (page.allowed[at], found.shares[at] > 0.5);
            if is == BODY | OUT {
                continue;
            }
            right += words * usize::from(is == BODY && keep);
            kept += words * usize::from(keep);
            all += words * usize::from(is == BODY);
        }
        precision += if kept == 0 { 0.0 } else { right as f64 / kept as f64 };
        recall += if all == 0 { 1.0 } else { right as f64 / all as f64 };
        n += 1.0;
    }
    let (p, r) = (precision / n, recall / n);
    format!("P {p:.4} R {r:.4} F1 {:.4} ({n} pages)", 2.0 * p * r / (p + r))
}
