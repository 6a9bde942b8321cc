//! Publishing to a branch of a git repository, as hosts of pages serve it.
//!
//! A push replaces all of a branch at once, or nothing of it, and only if the branch is still what the
//! plan was made from: no order, no lock and no journal are needed. Files of the branch that newsgen did
//! not put there stay. The repository here, below `.newsgen/`, only spares fetching and may be deleted.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::path::PathBuf;
use std::process::Output;

use super::host::{self, Event, Host, Job, Tell, There};
use super::local::{Fact, Local};
use super::plan::Met;
use super::program;
use super::record::{MANIFEST, Manifest};
use crate::config::Target;
use crate::error::{Error, Result};

/// A [`Host`] that is a branch.
pub struct Branch {
    repository: PathBuf,
    remote: String,
    branch: String,
    history: bool,
    cname: Option<String>,
    /// The commit there that the plan is made from.
    base: Option<String>,
    /// What it holds: blobs by path.
    tree: BTreeMap<String, String>,
}

impl Branch {
    /// Makes ready to talk to a repository.
    pub fn open(target: &Target, remote: &str, branch: &str, folder: PathBuf) -> Result<Branch> {
        let repository = folder.join(format!("{}.git", target.name));
        crate::fs::create_dir_all(&folder)?;
        // What a killed git left; no other runs here, since the site's lock is held.
        for name in ["shallow.lock", "index", "index.lock", "config.lock", "HEAD.lock"] {
            let _ = std::fs::remove_file(repository.join(name));
        }
        let branch = Branch {
            repository,
            remote: remote.to_owned(),
            branch: branch.to_owned(),
            history: target.history,
            cname: target.cname.clone(),
            base: None,
            tree: BTreeMap::new(),
        };
        branch.git(&["init", "--quiet", "--bare", "--template=", "."], b"")?;
        Ok(branch)
    }

    fn reference(&self) -> String {
        format!("refs/heads/{}", self.branch)
    }

    fn output(&self, arguments: &[&str], input: &[u8]) -> Result<Output> {
        std::fs::create_dir_all(&self.repository).map_err(Error::io("make the folder", &self.repository))?;
        let arguments: Vec<&OsStr> = arguments.iter().map(OsStr::new).collect();
        let mut command = program::command("git", &arguments);
        for name in ["GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES"] {
            command.env_remove(name);
        }
        command.current_dir(&self.repository).env("GIT_DIR", ".");
        program::run(&mut command, input)
    }

    fn git(&self, arguments: &[&str], input: &[u8]) -> Result<Vec<u8>> {
        let output = self.output(arguments, input)?;
        let name = format!("git {}", arguments.first().unwrap_or(&""));
        if output.status.success() { Ok(output.stdout) } else { Err(program::failed(&name, &output)) }
    }

    fn text(&self, arguments: &[&str], input: &[u8]) -> Result<String> {
        Ok(String::from_utf8_lossy(&self.git(arguments, input)?).trim().to_owned())
    }

    /// The commit that the branch is at there.
    fn tip(&self) -> Result<Option<String>> {
        let listed = self.text(&["ls-remote", &self.remote, &self.reference()], b"")?;
        Ok(listed.split_whitespace().next().map(str::to_owned))
    }

    /// The ids of files' bytes, which are kept in the repository if `keep`.
    fn blobs(&self, local: &Local, facts: &[&Fact], keep: bool) -> Result<Vec<String>> {
        let mut paths = String::new();
        for fact in facts {
            let path = local.path(fact);
            let path = std::path::absolute(&path).map_err(Error::io("find", &path))?;
            paths.push_str(&path.to_string_lossy());
            paths.push('\n');
        }
        let arguments = ["hash-object", "--no-filters", "--stdin-paths", "-w"];
        let ids = self.text(&arguments[..if keep { 4 } else { 3 }], paths.as_bytes())?;
        Ok(ids.lines().map(str::to_owned).collect())
    }

    /// The commit, with an author where git knows of none.
    fn commit(&self, tree: &str, message: &str) -> Result<String> {
        let mut arguments = Vec::new();
        let known = self.output(&["var", "GIT_COMMITTER_IDENT"], b"")?.status.success();
        if !known {
            arguments.extend(["-c", "user.name=newsgen", "-c", "user.email=newsgen@localhost"]);
        }
        arguments.extend(["commit-tree", tree, "-m", message]);
        if let (true, Some(base)) = (self.history, &self.base) {
            arguments.extend(["-p", base]);
        }
        self.text(&arguments, b"")
    }
}

impl Host for Branch {
    fn look(&mut self) -> Result<There> {
        self.base = self.tip()?;
        let mut there = There { checked: true, ..There::default() };
        let Some(base) = &self.base else { return Ok(there) };
        if !self.output(&["cat-file", "-e", &format!("{base}^{{tree}}")], b"")?.status.success() {
            self.git(&["fetch", "--quiet", "--depth=1", "--no-tags", &self.remote, &self.reference()], b"")?;
        }
        let listed = self.git(&["ls-tree", "-r", "-z", base], b"")?;
        for line in String::from_utf8_lossy(&listed).split_terminator('\0') {
            if let Some((head, path)) = line.split_once('\t') {
                self.tree.insert(path.to_owned(), head.rsplit(' ').next().unwrap_or("").to_owned());
            }
        }
        if let Some(blob) = self.tree.get(MANIFEST) {
            let bytes = self.git(&["cat-file", "blob", blob], b"")?;
            let shown = format!("{}:{MANIFEST}", self.branch);
            let manifest = Manifest::from_bytes(&bytes).ok_or_else(|| host::unreadable(&shown))?;
            there.manifest = Some(manifest);
        }
        Ok(there)
    }

    fn meet(&mut self, local: &Local, strangers: &[&Fact], there: &mut There) -> Result<BTreeMap<String, Met>> {
        let own = [MANIFEST, ".nojekyll", "CNAME"];
        let known = |path: &str| there.manifest.as_ref().is_some_and(|m| m.files.contains_key(path));
        let others = self.tree.keys().filter(|p| local.get(p).is_none() && !known(p) && !own.contains(&p.as_str()));
        there.others = others.count();
        let there: Vec<&Fact> = strangers.iter().copied().filter(|fact| self.tree.contains_key(&fact.path)).collect();
        if there.is_empty() {
            return Ok(BTreeMap::new());
        }
        let blobs = self.blobs(local, &there, false)?;
        let met = there.iter().zip(blobs).map(|(fact, blob)| {
            let met = if self.tree.get(&fact.path) == Some(&blob) { Met::Same } else { Met::Foreign };
            (fact.path.clone(), met)
        });
        Ok(met.collect())
    }

    fn publish(&mut self, job: &Job, tell: Tell) -> Result<()> {
        let facts: Vec<&Fact> = job.plan.uploads.iter().map(|upload| job.fact(upload)).collect();
        // git reads the files itself: that they are as they were built has to be seen before.
        facts.iter().try_for_each(|fact| job.local.bytes(fact).map(drop))?;
        let blobs = if facts.is_empty() { Vec::new() } else { self.blobs(job.local, &facts, true)? };
        let mut index = String::new();
        for delete in &job.plan.deletes {
            index.push_str(&format!("0 {:040}\t{}\0", 0, delete.path));
        }
        for (fact, blob) in facts.iter().zip(&blobs) {
            index.push_str(&format!("100644 {blob}\t{}\0", fact.path));
        }
        let own = |path: &str, bytes: &[u8]| -> Result<String> {
            let blob = self.text(&["hash-object", "-w", "--stdin"], bytes)?;
            Ok(format!("100644 {blob}\t{path}\0"))
        };
        index.push_str(&own(MANIFEST, &job.manifest().to_bytes())?);
        // Without it some hosts leave out files whose names begin with an underscore.
        if job.local.get(".nojekyll").is_none() {
            index.push_str(&own(".nojekyll", b"")?);
        }
        if let (Some(cname), None) = (&self.cname, job.local.get("CNAME")) {
            index.push_str(&own("CNAME", format!("{cname}\n").as_bytes())?);
        }
        match &self.base {
            Some(base) => self.git(&["read-tree", base], b"")?,
            None => self.git(&["read-tree", "--empty"], b"")?,
        };
        self.git(&["update-index", "--replace", "-z", "--index-info"], index.as_bytes())?;
        let tree = self.text(&["write-tree"], b"")?;
        let message = format!("Publish {} files, delete {}", facts.len(), job.plan.deletes.len());
        let commit = self.commit(&tree, &message)?;
        let lease = format!("--force-with-lease={}:{}", self.reference(), self.base.as_deref().unwrap_or(""));
        let refspec = format!("{commit}:{}", self.reference());
        let pushed = self.output(&["push", "--quiet", "--porcelain", &lease, &self.remote, &refspec], b"")?;
        if !pushed.status.success() {
            let said = String::from_utf8_lossy(&pushed.stdout);
            // The answer may be lost although the push was not.
            if self.tip().ok().flatten().as_deref() == Some(&commit) {
                return Ok(());
            }
            if said.contains("stale info") || said.contains("fetch first") || said.contains("cannot lock ref") {
                return Err(host::overtaken(&format!("{}#{}", self.remote, self.branch)));
            }
            return Err(program::failed("git push", &pushed));
        }
        tell(Event::Uploaded { done: facts.len(), of: facts.len() });
        self.base = Some(commit);
        Ok(())
    }

    fn read(&mut self, paths: &[&str]) -> Result<Vec<Option<Vec<u8>>>> {
        // What the branch is at there is all that can differ: a commit's name is the hash of what it holds.
        let Some(base) = self.base.clone().filter(|base| self.tip().ok().flatten().as_ref() == Some(base)) else {
            return Ok(vec![None; paths.len()]);
        };
        let read = |path: &&str| {
            let output = self.output(&["cat-file", "blob", &format!("{base}:{path}")], b"")?;
            Ok(output.status.success().then_some(output.stdout))
        };
        paths.iter().map(read).collect()
    }

    fn requests(&self) -> Option<u64> {
        None
    }
}
