//! `newsgen completions` and `newsgen man`: what shells and readers of manuals are told, made from the arguments.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Command, ValueEnum};

use super::messages::{print, say};
use crate::error::{Error, Result};

#[derive(Args)]
#[command(after_help = "Examples:
  newsgen completions bash > ~/.local/share/bash-completion/completions/newsgen
  newsgen completions zsh > ~/.zfunc/_newsgen      with `fpath+=~/.zfunc` in ~/.zshrc
  newsgen completions fish > ~/.config/fish/completions/newsgen.fish")]
pub struct CompletionsArgs {
    /// For which shell
    #[arg(value_name = "SHELL", value_enum)]
    shell: Shell,
}

#[derive(Clone, Copy, ValueEnum)]
enum Shell {
    Bash,
    Zsh,
    Fish,
}

#[derive(Args)]
#[command(after_help = "Examples:
  newsgen man | man -l -                           read the page of newsgen itself
  newsgen man build | man -l -                     read the page of a command
  newsgen man --dir ~/.local/share/man/man1        install them all: man newsgen-build")]
pub struct ManArgs {
    /// The command whose page to print; newsgen's own without one
    #[arg(value_name = "COMMAND")]
    command: Option<String>,
    /// Write all pages there instead
    #[arg(long, value_name = "DIR", conflicts_with = "command")]
    dir: Option<PathBuf>,
}

pub fn completions(args: &CompletionsArgs, mut command: Command) -> Result<ExitCode> {
    let shell = match args.shell {
        Shell::Bash => clap_complete::Shell::Bash,
        Shell::Zsh => clap_complete::Shell::Zsh,
        Shell::Fish => clap_complete::Shell::Fish,
    };
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut command, "newsgen", &mut script);
    print(String::from_utf8_lossy(&script).trim_end())?;
    Ok(ExitCode::SUCCESS)
}

pub fn man(args: &ManArgs, command: Command) -> Result<ExitCode> {
    let pages = pages(command.disable_help_subcommand(true), "newsgen");
    if let Some(folder) = &args.dir {
        for (name, page) in &pages {
            let path = folder.join(format!("{name}.1"));
            crate::fs::write_atomic(&path, |out| out.write_all(page))?;
        }
        say(&format!("wrote {} to {}", super::messages::count(pages.len(), "page", "pages"), folder.display()));
        return Ok(ExitCode::SUCCESS);
    }
    let wanted =
        args.command.as_ref().map_or("newsgen".to_owned(), |name| format!("newsgen-{}", name.replace(' ', "-")));
    let Some((_, page)) = pages.iter().find(|(name, _)| *name == wanted) else {
        let given = args.command.as_deref().unwrap_or_default();
        let names: Vec<&str> = pages.iter().filter_map(|(name, _)| name.strip_prefix("newsgen-")).collect();
        return Err(Error::Usage {
            message: format!("there is no command `{given}`"),
            hint: match crate::diag::nearest(given, names.iter().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("commands: {}", names.join(", ")),
            },
        });
    };
    print(String::from_utf8_lossy(page).trim_end())?;
    Ok(ExitCode::SUCCESS)
}

/// The page of a command and of those below it, by name, `newsgen-tags-list`.
fn pages(command: Command, name: &str) -> Vec<(String, Vec<u8>)> {
    let mut page = Vec::new();
    let full = command.clone().display_name(name.to_owned()).name(name.to_owned());
    clap_mangen::Man::new(full).render(&mut page).expect("a vector takes all that is written");
    let mut pages = vec![(name.to_owned(), page)];
    for sub in command.get_subcommands().filter(|sub| sub.get_name() != "help") {
        pages.extend(self::pages(sub.clone(), &format!("{name}-{}", sub.get_name())));
    }
    pages
}
