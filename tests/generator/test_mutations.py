"""Damaged versions of the example: each builds, or the check tells the mistake at its place.

What is run for each seed, in one of two processes with a copy of the project of its own: one file
of data/ (records, project.yml, objectives.yml, words) or one page of docs/ is damaged in one to
three ways, and the whole check runs (`load_site`, with laws, words, pages, links, and all macro
calls tried out). Where it finds nothing, `mkdocs build --strict` runs too, within the process: what
the check passes, the build builds. Then the file is restored.

MUTATIONS=1000 in the environment tries a thousand seeds. `python tests/generator/test_mutations.py
123` shows what the seed 123 does, and what the check and the build say of it.
"""

# ruff: noqa: S311
from __future__ import annotations

import difflib
import logging
import multiprocessing
import os
import random
import re
import shutil
import signal
import sys
import tempfile
import traceback
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import yaml
from mkdocs.commands.build import build
from mkdocs.config import load_config

from changes import dumped, set_menu_words, words_in
from conftest import assemble_example
from projectsite import site as site_module
from projectsite.problems import Problem, ProblemsFound

SEEDS = range(int(os.environ.get("MUTATIONS", "150")))
SECONDS = 10
"""No check may take longer on a processor, and no build."""

WHOLE_FILE = {
    "address-taken",
    "empty-file",
    "file-too-large",
    "file-unreadable",
    "link",
    "no-original",
    "stray-file",
    "unread-file",
}
"""The kinds of problems that are about a file as a whole: they have no line."""

FOREIGN_WORDS = re.compile(
    r"Traceback|NoneType|Input should|validation error|<class|object at 0x|yaml\.|Error:|tag:yaml"
)
"""What tells a programmer something and an editor nothing."""

KEY = re.compile(r"^(\s*(?:- )?)([^\s:#'\"-][^:#]*)(:)( .*)?$")

KEYS = [
    "id", "title", "date", "en", "de", "sources", "url", "facts", "work_package", "clusters", "why",
    "Title", "tittle", "títle", "null", "on", "yes", "12", "1.5", "~", "a b", "a.b", "é" * 3, "[x]",
    "{x}", "? x", "- x", "*x", "&x x", "!x x", "'x", '"x', "<<", "=", "__class__", "", "x" * 1100,
    "root", "model_config", "other", "languages",
]  # fmt: skip

VALUES = [
    "42", "-1", "3.14", "1e999", ".nan", "-.inf", "0x1F", "0o17", "1_000", "9" * 400, "٣",
    "２０１７", "[]", "[a, b]", "[[a], [b]]", "[,]", "[", "]", "{}", "{a: b}", "{en: x}", "{", "}",
    "[{a: b}]", "yes", "no", "true", "False", "NO", "on", "null", "~", "", "''", '""', "???", "' '",
    "TRUE", "2017", "2017-02-30", "2017-13", "2017-04-25/2017-04-24", "2017/2018",
    "2017-04/2017-05", "0000", "0000-00-00", "9999-12-31", "2017-04-25T10:00:00Z", "2017-04-25/",
    "/", "17-4-25", "25.04.2017", "x" * 301, "x" * 20_001, "word " * 5_000, "x" * 300_000,
    "𝔘𝔫𝔦𝔠𝔬𝔡𝔢 😀 e\u0301 ﷺ", "עברית", "İstanbul", "http://", "https://", "https://[::1",
    "https://x y", "javascript:alert(1)", "file:///etc/passwd", "../../etc/passwd", "/etc/passwd",
    "C:\\temp", "a@b.cz", "a&#64;b.cz", "mailto:x", "x(@)y.cz", "*x", "&x", "&x y",
    "!!python/object/apply:os.system [id]", "!x y", "!!int 3", "@x", "`x`", "%x", "'open", '"open',
    '"a" b', "'a' b", '"\\x00"', '"\\u200b"', '"\\ud800"', '"\\q"', "|", ">-", "|9", "- a", "a: b",
    "a:b", "# c", "a # c", "a #c", "? a", ": a", "--- a", "...", "<<", "<b>x</b>", "{{ x }}",
    "{% x %}", "{count}", "{count:q}", "{count.__class__}", "{", "{}", "{0}", "{{", "}}", "{a!x}",
    "%s", "WP99", "wp1", "WP1", "O9", "O1.2", "skimrefoss", "skimrefos", "SKIMREFOSS", "DE", "de",
    "XX", "EU", "d", "deu", "done", "planned", "before", "project", "context", "training", "cosme",
    "violet",
    "lamp-loan", "[" * 3_000, "{a: " * 3_000, "[a, " * 40 + "]" * 40,
]  # fmt: skip

CONTROLS = [
    "\x00", "\x07", "\x08", "\x0b", "\x0c", "\x1b", "\x7f", "\x85", "\x9f", "\xa0", "\xad", "\t",
    "\r", "\u200b", "\u200d", "\u200e", "\u202e", "\u2028", "\u2066", "\ufeff", "\ufffd", "\ufffe",
    "\U000e0041", "\ue000", "\u0301", "\U0001f600",
]  # fmt: skip


@dataclass(frozen=True)
class Mutation:
    """One file damaged."""

    file: str
    ways: tuple[str, ...]
    content: bytes | None
    """None when the file is deleted."""


@dataclass
class Result:
    """What the check and the build said."""

    seed: int
    mutation: Mutation
    problems: tuple[Problem, ...] = ()
    crash: str = ""
    failure: str = ""
    """Why what has passed the check was not built."""
    missing: set[str] = field(default_factory=set)
    """Files that problems name and that the project never had."""


Damage = Callable[[random.Random, list[str]], None]
"""Changes the lines of a file in place."""


def delete_lines(chance, lines):
    at = chance.randrange(len(lines))
    del lines[at : at + chance.choice([1, 1, 2, 5])]


def duplicate_lines(chance, lines):
    at = chance.randrange(len(lines))
    part = lines[at : at + chance.choice([1, 1, 2, 5])]
    target = chance.choice([at, chance.randrange(len(lines) + 1)])
    lines[target:target] = part * chance.choice([1, 1, 1, 3, 400])


def swap_lines(chance, lines):
    one, two = chance.randrange(len(lines)), chance.randrange(len(lines))
    lines[one], lines[two] = lines[two], lines[one]


def move_lines(chance, lines):
    at = chance.randrange(len(lines))
    part = lines[at : at + chance.choice([1, 2, 4])]
    del lines[at : at + len(part)]
    target = chance.randrange(len(lines) + 1)
    lines[target:target] = part


def block(chance, lines):
    """The range of a line and all that is indented below it."""
    start = chance.randrange(len(lines))
    depth = len(lines[start]) - len(lines[start].lstrip())
    end = start + 1
    while end < len(lines) and len(lines[end]) - len(lines[end].lstrip()) > depth:
        end += 1
    return start, end


def duplicate_block(chance, lines):
    start, end = block(chance, lines)
    target = chance.choice([end, chance.randrange(len(lines) + 1)])
    lines[target:target] = lines[start:end]


def delete_block(chance, lines):
    start, end = block(chance, lines)
    del lines[start:end]


def indent_block(chance, lines):
    start, end = block(chance, lines)
    by = chance.choice([-4, -2, -1, 1, 2, 3, 4])
    for at in range(start, chance.choice([start + 1, end])):
        stripped = lines[at].lstrip(" ")
        depth = max(0, len(lines[at]) - len(stripped) + by)
        lines[at] = chance.choice([" ", " ", " ", "\t"]) * depth + stripped


def keyed(chance, lines):
    """A line with a key, as its number and parts."""
    found = [(at, match) for at, line in enumerate(lines) if (match := KEY.match(line))]
    return chance.choice(found) if found else (0, None)


def rename_key(chance, lines):
    at, match = keyed(chance, lines)
    if match:
        old = match[2]
        typo = old[1:2] + old[:1] + old[2:]
        name = chance.choice([typo, old + "s", old.upper(), *chance.sample(KEYS, 3)])
        lines[at] = f"{match[1]}{name}:{match[4] or ''}"


def replace_value(chance, lines):
    at, match = keyed(chance, lines)
    if match:
        lines[at] = f"{match[1]}{match[2]}: {chance.choice(VALUES)}"


def swap_values(chance, lines):
    one, first = keyed(chance, lines)
    two, second = keyed(chance, lines)
    if first and second:
        lines[one] = f"{first[1]}{first[2]}:{second[4] or ''}"
        lines[two] = f"{second[1]}{second[2]}:{first[4] or ''}"


def replace_block(chance, lines):
    """A map or list becomes a text, a number, a list …"""
    start, end = block(chance, lines)
    match = KEY.match(lines[start])
    if match:
        lines[start:end] = [f"{match[1]}{match[2]}: {chance.choice(VALUES)}"]


def change_item(chance, lines):
    """An entry of a list in brackets."""
    found = [at for at, line in enumerate(lines) if re.search(r"\[.+\]", line)]
    if found:
        at = chance.choice(found)
        head, _, rest = lines[at].partition("[")
        items = [item.strip() for item in rest.partition("]")[0].split(",")]
        items[chance.randrange(len(items))] = chance.choice(VALUES)
        lines[at] = f"{head}[{', '.join(items)}]"


def insert_control(chance, lines):
    at = chance.randrange(len(lines))
    column = chance.randint(0, len(lines[at]))
    lines[at] = lines[at][:column] + chance.choice(CONTROLS) + lines[at][column:]


def change_quotes(chance, lines):
    found = [at for at, line in enumerate(lines) if "'" in line or '"' in line]
    if found and chance.random() < 0.7:
        at = chance.choice(found)
        signs = [n for n, sign in enumerate(lines[at]) if sign in "'\""]
        gone = chance.choice([[chance.choice(signs)], signs])
        lines[at] = "".join(sign for n, sign in enumerate(lines[at]) if n not in gone)
    else:
        at, match = keyed(chance, lines)
        if match:
            lines[at] = f"{match[1]}{match[2]}: {chance.choice(QUOTES)}{(match[4] or '').strip()}"


QUOTES = ["'", '"', "“", "`", "|", ">", "[", "{", "# ", "- ", "*", "&", "!", "%", "@"]


def change_characters(chance, lines):
    at = chance.randrange(len(lines))
    column = chance.randint(0, len(lines[at]))
    signs = "".join(chance.choices(":#-'\"[]{}|>&*!%@`,? \\/<>=~éß漢", k=chance.randint(1, 3)))
    lines[at] = lines[at][:column] + signs + lines[at][column + chance.randint(0, 3) :]


LINES: tuple[Damage, ...] = (
    delete_lines, duplicate_lines, swap_lines, move_lines, duplicate_block, delete_block,
    indent_block, rename_key, rename_key, replace_value, replace_value, replace_value, swap_values,
    replace_block, replace_block, change_item, insert_control, change_quotes, change_characters,
)  # fmt: skip


def flip_bytes(chance, content):
    changed = bytearray(content)
    for _ in range(chance.choice([1, 1, 2, 5])):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def replace_bytes(chance, content):
    at = chance.randrange(len(content))
    return content[:at] + chance.randbytes(chance.choice([1, 2, 8])) + content[at + 1 :]


def truncate(chance, content):
    return content[: chance.randrange(len(content))]


def behead(chance, content):
    return content[chance.randrange(len(content)) :]


def recode(chance, content):
    code = chance.choice(["latin-1", "utf-16", "utf-8-sig", "utf-32", "cp1252", "mac-roman"])
    return content.decode("utf-8").encode(code, "replace")


def change_line_ends(chance, content):
    return content.replace(b"\n", chance.choice([b"\r\n", b"\r", b"\n\n", b"\n\x85", b" \n", b""]))


def replace_all(chance, content):
    choices = [
        "",
        "\n",
        "# nothing\n",
        "---\n",
        "---\n---\n",
        "[]",
        "{}",
        "a",
        "- a\n",
        "null",
        "?",
    ]
    choices += ["a: " * 50_000, "[" * 200_000, "a:\n" + " a:\n" * 20_000, "- " * 100_000, "\x00"]
    return chance.choice(choices).encode()


def add_document(chance, content):
    return chance.choice(
        [content + b"---\n" + content, b"--- |\n" + content, content + b"...\nx\n"]
    )


def delete_file(chance, content):
    return None


def replace_file(chance, content):
    return _originals[chance.choice(sorted(_originals))]


BYTES = (
    flip_bytes, flip_bytes, flip_bytes, replace_bytes, truncate, truncate, behead, recode,
    change_line_ends, replace_all, add_document, delete_file, replace_file,
)  # fmt: skip

WAYS = LINES + LINES + BYTES


_project: Path
_originals: dict[str, bytes]
"""Every file that may be damaged, by its path from the root of the project."""


def begin(folder: str) -> None:
    """In each process: a copy of the project."""
    global _project, _originals
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    os.environ.pop("SITE_URL", None)
    _project = assemble_example(Path(tempfile.mkdtemp(dir=folder)) / "project")
    write_words(_project / "data/words")
    set_menu_words(_project)
    paths = sorted([*_project.glob("data/**/*.yml"), *_project.glob("docs/*/**/*.md")])
    _originals = {path.relative_to(_project).as_posix(): path.read_bytes() for path in paths}


def write_words(folder: Path) -> None:
    """Words made of their keys: a seed does the same whatever words the editors choose."""

    def made(words, start):
        if isinstance(words, dict):
            return {key: made(word, f"{start} {key}") for key, word in sorted(words.items())}
        if start.endswith(" to_come"):
            return words  # what planned outcomes of the example say of themselves
        text = " ".join([start, *sorted(set(re.findall(r"\{\w+\}", words)))])
        return f"{text}, {text}" if "synonyms" in start else text

    languages = site_module.languages_of(folder.parent.parent)
    english = (folder / "en.yml").read_bytes()
    for path in folder.iterdir():
        path.unlink()
    for locale in languages:
        words = yaml.load(words_in(locale, english), yaml.CBaseLoader)  # noqa: S506
        (folder / f"{locale}.yml").write_text(dumped(made(words, locale)), "utf-8")


def mutate(seed: int) -> Mutation:
    """The same seed damages the same data in the same way."""
    chance = random.Random(seed)
    folders: dict[str, list[str]] = {}
    for file in _originals:
        parent = "docs" if file.startswith("docs/") else file.rpartition("/")[0]
        folders.setdefault(parent, []).append(file)
    weights = {"data": 2, "data/outcomes": 5, "data/words": 3}
    kind = chance.choices(sorted(folders), [weights.get(name, 1) for name in sorted(folders)])[0]
    file = chance.choice(folders[kind])
    content = _originals[file]
    # The seeds take the kinds of damage in turn.
    change = WAYS[seed % len(WAYS)]
    if change in BYTES:
        return Mutation(file, (change.__name__,), change(chance, content))
    lines = content.decode("utf-8").split("\n")
    ways = []
    for damage in [change, *chance.choices(LINES, k=chance.choice([0, 0, 0, 1, 2]))]:
        ways.append(damage.__name__)
        damage(chance, lines)
        lines = lines or [""]
    return Mutation(file, tuple(ways), "\n".join(lines).encode("utf-8", "surrogatepass"))


def too_long(*_: object) -> None:
    raise TimeoutError(f"more than {SECONDS} seconds")


def check(seed: int) -> Result:
    """Damage a file, run the whole check, and the build where it passes; restore the file."""
    result = Result(seed, mutate(seed))
    path, content = _project / result.mutation.file, result.mutation.content
    if content is None:
        path.unlink()
    else:
        path.write_bytes(content)
    signal.signal(signal.SIGPROF, too_long)
    try:
        within_time(site_module.load_site, _project)
    except ProblemsFound as found:
        result.problems = found.problems
    except BaseException:
        result.crash = traceback.format_exc()
    else:
        if content != _originals[result.mutation.file]:
            result.failure = built_failure()
    for problem in result.problems:
        if not (_project / problem.file).exists() and problem.file != result.mutation.file:
            result.missing.add(problem.file)
    path.write_bytes(_originals[result.mutation.file])
    return result


def within_time(function, *arguments):
    """Seconds of the processor count: another test that runs beside takes no time from this one."""
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    try:
        return function(*arguments)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def built_failure() -> str:
    """Why mkdocs build --strict fails; empty where it succeeds."""
    site = _project.parent / "site"
    shutil.rmtree(site, ignore_errors=True)
    config = load_config(str(_project / "mkdocs.yml"), strict=True, site_dir=str(site))
    config.plugins.on_startup(command="build", dirty=False)
    with Warnings() as told:
        try:
            within_time(build, config)
        except BaseException:
            return "\n".join([*told, traceback.format_exc()])
        finally:
            config.plugins.on_shutdown()
    return "" if (site / "index.html").is_file() else "nothing was written"


class Warnings(logging.Handler):
    """Gathers what MkDocs warns of."""

    def __enter__(self) -> list[str]:
        self.told: list[str] = []
        self.setLevel(logging.WARNING)
        logging.getLogger("mkdocs").addHandler(self)
        return self.told

    def emit(self, record: logging.LogRecord) -> None:
        self.told.append(record.getMessage())

    def __exit__(self, *_: object) -> None:
        logging.getLogger("mkdocs").removeHandler(self)


@pytest.fixture(scope="module")
def results(tmp_path_factory):
    """All of them, by two processes that start afresh."""
    folder = str(tmp_path_factory.mktemp("mutations"))
    with ProcessPoolExecutor(
        2, multiprocessing.get_context("spawn"), initializer=begin, initargs=(folder,)
    ) as pool:
        return list(pool.map(check, SEEDS, chunksize=25))


def told(failed):
    """Which seeds failed, and by what; the first ones are enough."""
    lines = [f"{len(failed)} of {len(SEEDS)} mutations:"]
    lines += [f"seed {r.seed}: {r.mutation.file}: {r.mutation.ways}: {why}" for r, why in failed]
    return "\n".join(lines[:15])


def test_nothing_crashes_or_hangs(results):
    failed = [(result, result.crash) for result in results if result.crash]
    assert not failed, told(failed)


def test_what_the_check_passes_the_build_builds(results):
    failed = [(result, result.failure) for result in results if result.failure]
    assert not failed, told(failed)
    assert any(not result.problems for result in results)


def test_every_problem_names_its_place(results):
    """A file of the project; and line and column, unless the file as a whole is meant."""
    failed = []
    for result in results:
        lengths = [len(line) for line in lines_of(result.mutation.content)]
        for problem in result.problems:
            if not places_something(result, problem, lengths):
                failed.append((result, problem))
    assert not failed, told(failed)


def places_something(result, problem, lengths):
    if problem.file in result.missing and not problem.file.startswith("data/words/"):
        return False  # a language that is listed needs a file of words; no other file is expected
    if problem.line == 0:
        gone = problem.file in result.missing or result.mutation.content is None
        return gone or problem.code in WHOLE_FILE
    if problem.file == result.mutation.file:
        inside = problem.line <= len(lengths) and problem.column <= lengths[problem.line - 1] + 1
        return inside and problem.column > 0
    return problem.column > 0


def lines_of(content):
    """As an editor counts them."""
    return re.split(r"\r\n|\r|\n", (content or b"").decode("utf-8-sig", "replace"))


def test_every_problem_is_one_sentence_or_more_for_an_editor(results):
    failed = []
    for result in results:
        for problem in result.problems:
            if not str(problem).isprintable() or FOREIGN_WORDS.search(problem.message):
                failed.append((result, repr(str(problem))[:300]))
            elif len(problem.message) > 1000:
                failed.append((result, f"a message of {len(problem.message)} characters"))
    assert not failed, told(failed)


def test_the_damage_is_of_all_kinds(results):
    """Most mutations must be mistakes, or this module proves nothing."""
    wrong = [result for result in results if result.problems]
    assert len(wrong) > len(SEEDS) / 2
    assert len({problem.code for result in wrong for problem in result.problems}) > 25
    assert {way for result in results for way in result.mutation.ways} == {
        damage.__name__ for damage in WAYS
    }


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as where:
        begin(where)
        shown = check(int(sys.argv[1]))
        before = _originals[shown.mutation.file].decode()
        after = (shown.mutation.content or b"").decode("utf-8", "backslashreplace")
        print(shown.mutation.file, *shown.mutation.ways, sep=", ")
        print("\n".join(difflib.unified_diff(before.split("\n"), after.split("\n"), n=0))[:4000])
        problems = "\n".join(map(str, shown.problems))
        print(shown.crash or problems or shown.failure or "passes and builds")
