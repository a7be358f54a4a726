"""The commands of a project; COMMANDS lists them."""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from pathlib import Path

from .files.ending import end_in_a_sentence

if __name__ == "__main__":  # what is imported below takes a second, in which somebody may stop it
    end_in_a_sentence()

from .changes.commands import PICTURED, changes_command, comment_command
from .exchange.closing import close_period
from .exchange.commands import (
    accept_command,
    export_command,
    import_command,
    list_command,
    record_command,
)
from .exchange.period_report import reported_edition, write_report
from .facts.drafts import DRAFTS
from .facts.loading import load_project
from .facts.own_words import own_words
from .facts.schema import draw_schemas
from .facts.vocabulary import programme_ids
from .files.layout import ADDRESSES, PROJECT
from .files.lock import alone
from .files.state.stamp import today
from .files.texts import read_text
from .files.writing import outdated, write_files
from .files.yaml.canonical import laid_out
from .freeze.commands import freeze_command
from .intake.commands import TABLES, deck_command, init_command, intake_command, table_command
from .intake.forms import draw_forms
from .intake.starting import Answers
from .problems import FORMATS, Problem, ProblemsFound, report, step_summary, unknown
from .review.guide import draw_guides
from .review.notes import site_notes
from .review.people import people_of
from .site import load_site


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; returns the exit status: 0, or 1 when there are problems.

    Without arguments it is the program, and takes those of the command line.
    """
    if arguments is None:
        end_in_a_sentence()
        try:
            return main(sys.argv[1:])
        finally:
            sys.stdout.flush()
    chosen = _chosen(arguments)
    run: Callable[[argparse.Namespace], int] = chosen.run
    return run(chosen)


def _chosen(arguments: Sequence[str]) -> argparse.Namespace:
    """The command with its arguments; ends the process where they are wrong."""
    parser = argparse.ArgumentParser(prog="projectsite", description="The commands of a project.")
    commands = parser.add_subparsers(dest="command", required=True)
    for name, (told, declare, run) in COMMANDS.items():
        command = commands.add_parser(name, help=told)
        command.set_defaults(run=run)
        if name not in _OF_NO_PROJECT:
            command.add_argument("--root", type=Path, default=Path(), help=_ROOT)
        declare(command)
    chosen = parser.parse_args(arguments)
    # argparse loses a “--” that stands for a value (until Python 3.13), and leaves none.
    if lost := [
        name for name, value in vars(chosen).items() if value == [] and name != "languages"
    ]:
        parser.error(f"the following arguments are required: {', '.join(lost)}")
    return chosen


_ROOT = "the folder of the project"
_OF_NO_PROJECT = ("comment", "init")


def _check_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--format", choices=sorted(FORMATS), default="text")


def _check(chosen: argparse.Namespace) -> int:
    problems: Sequence[Problem] = ()
    notes: Sequence[Problem] = ()
    counted = ""
    try:
        day = today()
        site = load_site(chosen.root, day=day)
    except ProblemsFound as found:
        problems = found.problems
    else:
        notes = site_notes(site, day)
        counted = (
            f"No problems in {len(site.project.sheets)} data files and {len(site.prose)} pages."
        )
    told = FORMATS[chosen.format](problems, notes)
    if told:
        print(told)
    if chosen.format != "json" and counted:
        print(counted)
    if chosen.format == "github" and (problems or notes):
        _summarise(step_summary(problems, notes))
    return 1 if problems else 0


def _summarise(text: str) -> None:
    """Add to the summary page of the workflow run, where there is one."""
    if not (summary := os.environ.get("GITHUB_STEP_SUMMARY")):
        return
    try:
        with Path(summary).open("a", encoding="utf-8", errors="backslashreplace") as page:
            page.write(text)
    except OSError as error:
        # The log has all of it; what the check found decides the exit status.
        said = f"the step summary cannot be written: {error.strerror or error}."
        print(f"note: {said}", file=sys.stderr)


def _changes_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "commit", nargs="?", default="", help="to compare with where both parted; else main"
    )
    parser.add_argument("--output", type=Path, default=Path("build/changes"), help="a folder")
    parser.add_argument(
        "--pictures", type=int, default=PICTURED, help="of how many pages; 0 for none"
    )


def _changes(chosen: argparse.Namespace) -> int:
    return changes_command(chosen.root, chosen.commit, chosen.output, chosen.pictures)


def _comment_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="changes.json, or a .zip that holds it alone")


def _comment(chosen: argparse.Namespace) -> int:
    return comment_command(chosen.file)


def _new_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("kind", choices=sorted(DRAFTS), help="what it is")
    parser.add_argument("title", help='its title in the default language: "Closing conference"')


def _new(chosen: argparse.Namespace) -> int:
    try:
        with alone(chosen.root):
            path = DRAFTS[chosen.kind](load_project(chosen.root), chosen.title)
    except ProblemsFound as found:
        print(report(found.problems, "Nothing was written."))
        return 1
    print(f"{path}: fill in what stands as ???, and add what is known.")
    return 0


def _init_arguments(parser: argparse.ArgumentParser) -> None:
    """Each option that is not given is asked for."""
    parser.add_argument("folder", type=Path, help="a new folder, or an empty one")
    for name, said in _ASKED.items():
        parser.add_argument(f"--{name}", help=said)
    parser.add_argument("--authority", default="", help="the granting authority, as in the grant")


_ASKED = {
    "acronym": "the short name of the project: RIVERLIGHT",
    "title": "its long name",
    "programme": f"the funding programme: {', '.join(programme_ids())}",
    "number": "the number of the grant agreement; may be empty",
    "languages": "the languages of the site, the default one first: en,de",
    "partners": "a table of the partners (CSV or XLSX), the coordinator first",
    "start": "the first month: 2025-01",
    "months": "how many months it runs: 36",
}
"""What a new project says of itself."""


def _init(chosen: argparse.Namespace) -> int:
    answers = {name: getattr(chosen, name) for name in _ASKED}
    for name, said in _ASKED.items():
        if answers[name] is None:
            try:
                if not sys.stdin.isatty():
                    raise EOFError
                answers[name] = input(f"{name}, {said}: ").strip()
            except (EOFError, UnicodeDecodeError):
                print(f"--{name} is missing: {said}")
                return 2
    if answers["programme"] not in programme_ids():
        print(f"--programme: {unknown('programme', answers['programme'], programme_ids())}")
        return 1
    months = answers["months"]
    languages = answers["languages"].replace(",", " ").split()
    return init_command(
        chosen.folder,
        Answers(
            **{
                name: answers[name] for name in ("acronym", "title", "programme", "number", "start")
            },
            languages=tuple(dict.fromkeys(languages)),
            partners=Path(answers["partners"]),
            months=int(months) if months.isdecimal() and len(months) < 4 else 0,
            authority=chosen.authority,
        ),
    )


def _import_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("kind", choices=sorted(TABLES), help="what the file lists")
    parser.add_argument(
        "file", type=Path, help="a table, .csv (UTF-8) or .xlsx; publications: .bib or .json"
    )
    parser.add_argument("--document", default="", help="the id of the document it comes from")


def _import(chosen: argparse.Namespace) -> int:
    return table_command(chosen.root, chosen.kind, chosen.file, chosen.document)


def _intake_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="the body of the issue, or the event (.json)")


def _intake(chosen: argparse.Namespace) -> int:
    return intake_command(chosen.root, chosen.file)


def _deck_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="the slides: .pptx, or Markdown (.md)")
    parser.add_argument("--language", default="", help="of the slides, where they do not say it")
    parser.add_argument(
        "--compare", action="store_true", help="say instead which facts differ from the data"
    )


def _deck(chosen: argparse.Namespace) -> int:
    return deck_command(chosen.root, chosen.file, chosen.language, compare=chosen.compare)


def _report_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--period", type=int, default=1, help="its number, from 1")
    parser.add_argument("--output", type=Path, help="the folder; else report-1, report-2 …")
    parser.add_argument(
        "--close", action="store_true", help="keep what it says: nobody changes it unseen from then"
    )


def _report(chosen: argparse.Namespace) -> int:
    folder = chosen.output or chosen.root / f"report-{chosen.period}"
    try:
        if chosen.close:
            files = close_period(chosen.root, chosen.period, folder, today())
        else:
            files = write_report(reported_edition(chosen.root), chosen.period, folder)
    except ProblemsFound as found:
        print(report(found.problems, "Nothing was written."))
        return 1
    for path in files:
        print(path)
    return 0


def _no_arguments(parser: argparse.ArgumentParser) -> None:
    """The folder of the project is all that it needs."""


def _people(chosen: argparse.Namespace) -> int:
    try:
        told = people_of(load_site(chosen.root))
    except ProblemsFound as found:
        print(report(found.problems))
        return 1
    print("\n".join(told) or "No person is named.")
    return 0


def _evidence_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--report", type=Path, help="a file for what has changed, in Markdown")


def _evidence(chosen: argparse.Namespace) -> int:
    from .visits.commands import evidence_command  # a client of HTTP, which no other command needs

    return evidence_command(chosen.root, chosen.report)


def _freeze_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--release", default="", help="its name: v1.0; else its date is one")
    parser.add_argument("--output", type=Path, default=Path("build"), help="a folder")
    parser.add_argument("--sbom", type=Path, help="what the site is built with, see make sbom")
    parser.add_argument("--no-pictures", action="store_true", help="take none of its pages")


def _freeze(chosen: argparse.Namespace) -> int:
    if not re.fullmatch(r"[\w.+-]{0,60}", chosen.release, re.ASCII):
        print("--release: letters, digits, dots and hyphens only: v1.0")
        return 1
    return freeze_command(
        chosen.root, chosen.output, chosen.release, chosen.sbom, pictures=not chosen.no_pictures
    )


def _write_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--check", action="store_true", help="only say which are out of date")


def _writing(chosen: argparse.Namespace) -> AbstractContextManager[None]:
    """What no other command may change meanwhile; a check changes nothing, and waits for none."""
    return nullcontext() if chosen.check else alone(chosen.root)


def _write(draw: Callable[[Path], dict[str, str]], chosen: argparse.Namespace) -> int:
    """Write the files that are made from the code and the data, where they are out of date."""
    try:
        if isinstance(missing := read_text(chosen.root / PROJECT, PROJECT), Problem):
            raise ProblemsFound([missing])
        with _writing(chosen):
            stale = outdated(chosen.root, draw(chosen.root))
            if not chosen.check:
                write_files(chosen.root, stale)
    except ProblemsFound as found:
        print(report(found.problems, "Nothing was written."))
        return 1
    advice = f"out of date. Run: make {chosen.command}" if chosen.check else "written."
    for file in stale:
        print(f"{file}: {advice}")
    if not stale:
        print("All files are up to date.")
    return 1 if stale and chosen.check else 0


def _kept_addresses(root: Path) -> dict[str, str]:
    site = load_site(root)
    return {ADDRESSES: site.memory.with_pages(site.addresses)}


def _format(chosen: argparse.Namespace) -> int:
    """Lay out the data files anew; the check of the data never asks for it."""
    try:
        with _writing(chosen):
            texts, problems = laid_out(chosen.root)
            other = outdated(chosen.root, texts)
            if not chosen.check:
                write_files(chosen.root, other)
    except ProblemsFound as found:
        print(report(found.problems, "Nothing was written."))
        return 1
    for file in other:
        print(f"{file}: {'laid out otherwise. Run: make format' if chosen.check else 'written.'}")
    if problems:
        print(report(problems, "These files stay as they are."))
    elif not other:
        print("All data files are laid out as they should be.")
    return 1 if problems or (other and chosen.check) else 0


def _translations_arguments(parser: argparse.ArgumentParser) -> None:
    parser.set_defaults(languages=[], action="list")
    actions = parser.add_subparsers(dest="action", metavar="ACTION")
    shown = actions.add_parser("list", help="say what is translated, older or missing")
    shown.add_argument("languages", nargs="*", help="de fr; all without")
    held = actions.add_parser("accept", help="say that a translation still holds")
    held.add_argument(
        "file",
        nargs="?",
        default="",
        help="data/outcomes/vida.yml, docs/de/contact.md, a folder; without, all of a --language",
    )
    held.add_argument("field", nargs="?", default="", help="title.de, or title in all languages")
    held.add_argument("--language", default="", help="only this one")
    held.add_argument("--reviewed", action="store_true", help="a person vouches for it")
    actions.add_parser("record", help="note new translations as made from today's source")
    out = actions.add_parser("export", help="write a language as a .po file for translators")
    out.add_argument("language")
    out.add_argument("--output", type=Path, help="the file; else it is printed")
    back = actions.add_parser("import", help="take a .po file back")
    back.add_argument("file", type=Path)


def _translations(chosen: argparse.Namespace) -> int:
    match chosen.action:
        case "accept":
            return accept_command(
                chosen.root, chosen.file, chosen.field, chosen.language, reviewed=chosen.reviewed
            )
        case "record":
            return record_command(chosen.root)
        case "export":
            return export_command(chosen.root, chosen.language, chosen.output)
        case "import":
            return import_command(chosen.root, chosen.file)
        case _:
            return list_command(chosen.root, chosen.languages)


Command = tuple[str, Callable[[argparse.ArgumentParser], None], Callable[[argparse.Namespace], int]]

COMMANDS: Mapping[str, Command] = {
    "check": ("say what is wrong, and where", _check_arguments, _check),
    "changes": ("say which pages a change alters", _changes_arguments, _changes),
    "comment": ("say what changes.json holds, for GitHub", _comment_arguments, _comment),
    "new": ("begin a record", _new_arguments, _new),
    "init": ("begin a project", _init_arguments, _init),
    "import": ("take a table of the proposal", _import_arguments, _import),
    "intake": ("take a filled issue form of GitHub", _intake_arguments, _intake),
    "read-deck": ("take the facts of slides as YAML", _deck_arguments, _deck),
    "report": ("write the lists of a reporting period", _report_arguments, _report),
    "freeze": ("make one archive of a finished project", _freeze_arguments, _freeze),
    "people": ("list who is named, and where", _no_arguments, _people),
    "evidence": ("ask whether the sources are still there", _evidence_arguments, _evidence),
    "schema": (
        "write data/schema/, which editors of YAML use",
        _write_arguments,
        partial(_write, draw_schemas),
    ),
    "guide": (
        "write the reference pages for editors",
        _write_arguments,
        partial(_write, lambda root: draw_guides(own_words(root))),
    ),
    "forms": ("write the issue forms of GitHub", _write_arguments, partial(_write, draw_forms)),
    "addresses": (
        "keep the addresses of all pages in data/",
        _write_arguments,
        partial(_write, _kept_addresses),
    ),
    "format": ("lay out the files of data/ as we do", _write_arguments, _format),
    "translations": (
        "what is translated, older or missing",
        _translations_arguments,
        _translations,
    ),
}
"""Of each command what it is for, its arguments beside --root, and what runs it."""


if __name__ == "__main__":
    sys.exit(main())
