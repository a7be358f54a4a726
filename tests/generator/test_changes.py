"""What a pull request shows: the pages that it changes, told as they are, whoever asks."""

from __future__ import annotations

import json
import os
import re
import zipfile
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urljoin

import pytest

from changes import change_record
from conftest import SITE_URL, build
from projectsite.__main__ import main
from projectsite.changes.from_disk import _MODULES, for_disk, whole
from projectsite.changes.report import LIMIT_BYTES, REPORT, Report
from projectsite.changes.seen import leads_to, seen
from projectsite.changes.telling import as_markdown
from projectsite.changes.trees import base_of, build_both, check_out
from projectsite.files.state.git import ELSEWHERE
from projectsite.files.state.history import history, last_release
from projectsite.problems import ProblemsFound
from test_workflow import commit, git

OUTCOME = """\
id: {id}
title:
  en: The {id} lamp
  de: Die Lampe {id}
summary:
  en: Clusters light a path, number 7.
  de: Cluster beleuchten einen Weg, Nummer 7.
type: event
relation: project
status: done
date: 2020-10-1{day}
work_package: WP1
sources:
  - url: https://example.org/{id}
"""


@pytest.fixture(scope="module")
def hub(tmp_path_factory) -> Path:
    """A project with three outcomes in two languages, in a repository."""
    folder = tmp_path_factory.mktemp("hub")
    (folder / "partners.csv").write_text("Short name,Name,Country\nLUMA,Luma,PT\nVEL,Vel,FI\n")
    given = {
        "acronym": "LAMPS", "title": "Lamps along rivers", "programme": "horizon-europe",
        "number": "101000001", "languages": "en,de", "partners": str(folder / "partners.csv"),
        "start": "2020-01", "months": "36",
    }  # fmt: skip
    options = [part for name, value in given.items() for part in (f"--{name}", value)]
    root = folder / "project"
    assert main(["init", str(root), *options]) == 0
    (root / "data/work_packages").mkdir(exist_ok=True)
    (root / "data/work_packages/wp1.yml").write_text(
        "id: WP1\ntitle:\n  en: Lamps\n  de: Lampen\nlead: luma\n"
        "sources:\n  - document: grant-agreement\n"
    )
    for day, id in enumerate(("red", "green", "blue")):
        write_outcome(root, id, day)
    assert main(["translations", "--root", str(root), "record"]) == 0
    assert main(["addresses", "--root", str(root)]) == 0
    git(root, "init", "--quiet", "--initial-branch", "main")
    commit(root, "Begin")
    return root


def write_outcome(root: Path, id: str, day: int) -> None:
    (root / "data/outcomes").mkdir(exist_ok=True)
    (root / f"data/outcomes/{id}.yml").write_text(OUTCOME.format(id=id, day=day), "utf-8")


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def german_only(root: Path) -> None:
    """A translator mends a title."""
    replace(root / "data/outcomes/green.yml", "Die Lampe green", "Die grüne Lampe")


def much(root: Path) -> None:
    """An outcome is new, one gone, one renamed; a title is another."""
    write_outcome(root, "white", 3)
    (root / "data/outcomes/red.yml").unlink()
    (root / "data/outcomes/blue.yml").rename(root / "data/outcomes/navy.yml")
    replace(root / "data/outcomes/navy.yml", "id: blue", "id: navy")
    replace(root / "data/outcomes/green.yml", "The green lamp", "The greener lamp")
    replace(root / "data/outcomes/green.yml", "a path, number 7", "a path, number 9")
    replace(root / "data/addresses.txt", "outcomes/red/\n", "")
    replace(root / "data/addresses.txt", "outcomes/blue/", "outcomes/blue/ -> outcomes/navy/")


HOSTILE = "@all `a < b` $(touch pwned) ${GH_TOKEN} [x](https://evil.example) #1"


def of_a_fork(root: Path) -> None:
    """A stranger writes what he likes into a title, and changes a page of prose."""
    title = {"en": HOSTILE, "de": "Die Lampe blue"}
    change_record(root / "data/outcomes/blue.yml", title=title)
    path = root / "docs/en/contact.md"
    path.write_text(path.read_text("utf-8") + "\nCome and see us.\n", "utf-8")


class Reader(HTMLParser):
    """What stands in the main part of a page, and its title: another reader than the program's."""

    def __init__(self, address: str) -> None:
        super().__init__()
        self.address, self.found, self.open = address, [], []

    def handle_starttag(self, tag, attributes):
        named = dict(attributes)
        if tag == "meta" and named.get("name") == "description":
            self.found.append(named["content"])
        if tag in ("main", "title"):
            self.open.append(tag)
        if self.open and tag != "script":  # from a disk those of the page stand in its head
            self.found.append(tag if tag in ("svg", "path", "circle", "text") else "")
            drawn = {"href", "src", "alt", "d", "cx", "cy", "r", "aria-label", "title"}
            for name in sorted(named.keys() & drawn):
                value = named[name] or ""
                linked = name in ("href", "src")
                # The site that opens from a disk names the file of each page.
                whole = urljoin(f"/{self.address}", value).replace("/index.html", "/")
                self.found.append(whole if linked else value)

    def handle_endtag(self, tag):
        if self.open and tag == self.open[-1]:
            self.open.pop()

    def handle_data(self, data):
        if self.open:
            self.found += data.split()


def read(folder: Path) -> dict[str, list[str]]:
    """Every page that is not one that only leads on, by address."""
    pages = {}
    for path in folder.rglob("index.html"):
        html = path.read_text("utf-8")
        address = path.relative_to(folder).as_posix().removesuffix("index.html")
        if 'http-equiv="refresh"' not in html:
            reader = Reader(address)
            reader.feed(html)
            pages[address] = [part for part in reader.found if part]
    return pages


def independent(before: Path, after: Path) -> set[tuple[str, str]]:
    """What has become of each address, found without the program."""
    old, new = read(before), read(after)
    found = {("added", page) for page in new.keys() - old.keys()}
    for page in old.keys() - new.keys():
        found.add(("moved" if (after / page / "index.html").exists() else "gone", page))
    return found | {("changed", page) for page in old.keys() & new.keys() if old[page] != new[page]}


LINE = re.compile(r"- `(.*?)` \(([a-z ]+)\): `([^`]*)`(?: leads to `([^`]*)`)?(?: [a-z, ]+)?")


def commented(comment: str) -> set[tuple[str, str]]:
    """The pages that a comment names, one for each language."""
    return set(_commented(comment))


def _commented(comment: str) -> Iterator[tuple[str, str]]:
    kind = ""
    for line in comment.splitlines():
        if heading := re.fullmatch(r"\*\*(.+)\*\*", line):
            kind = heading[1].lower()
        elif kind in ("added", "changed", "moved", "gone") and line:
            found = LINE.fullmatch(line)
            assert found, line
            below = found[3].removeprefix("/")
            for locale in found[2].split():
                yield kind, below if locale == "en" else f"{locale}/{below}"


@pytest.fixture(scope="module")
def base_site(hub, tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("base") / "site"
    return build(hub, folder, PYTHONPATH=str(hub / "hooks")).folder


def proposed(hub: Path, folder: Path, change) -> Path:
    """A clone in which a pull request is merged into main, as GitHub checks it out. It comes from
    a clone of a clone, which main has left behind meanwhile."""
    fork, merged = folder / "fork", folder / "merged"
    git(folder, "clone", "--quiet", str(hub), str(fork))
    change(fork)
    commit(fork, "Change")
    git(folder, "clone", "--quiet", str(hub), str(merged))
    (merged / "NOTES").write_text("meanwhile\n")
    base = commit(merged, "Another change")
    git(merged, "fetch", "--quiet", str(fork), "main")
    git(merged, "merge", "--quiet", "--no-ff", "--no-edit", "FETCH_HEAD")
    (folder / "base").write_text(base)
    return merged


@pytest.mark.parametrize("change", [german_only, much, of_a_fork])
def test_the_comment_names_exactly_the_pages_that_differ(
    hub, base_site, tmp_path, capsys, monkeypatch, change
):
    monkeypatch.setenv("SITE_URL", SITE_URL)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    root, output = proposed(hub, tmp_path, change), tmp_path / "output"
    base = (tmp_path / "base").read_text()
    given = ["--root", str(root), "--output", str(output), "--pictures", "0"]
    assert main(["changes", base, *given]) == 0, capsys.readouterr().out
    assert git(root, "status", "--porcelain") == ""
    told = capsys.readouterr().out
    assert main(["comment", str(output / REPORT)]) == 0
    comment = capsys.readouterr().out
    found = independent(base_site, output / "site")
    assert commented(comment) == found and found
    for _, address in found:
        assert f": {address.removeprefix('de/') or '/'} " in told.replace("\n", " ")
    report = Report.model_validate_json((output / REPORT).read_text("utf-8"))
    expected(change, report, comment)
    page = (output / "index.html").read_text("utf-8")
    assert "a < b" not in page and "<script" not in page
    for href in re.findall(r'href="(site/[^"]*)"', page):
        assert (output / href).is_file(), href
    assert not list(tmp_path.rglob("pwned"))


def expected(change, report: Report, comment: str) -> None:
    """What is told beside the pages."""
    if change is german_only:
        # The page of the translations says in both languages that the ledger does not know it yet.
        others = {page.languages for page in report.pages if page.address != "translations/"}
        assert others == {("de",)}
        assert report.older == () and report.lost == ()
    elif change is much:
        older = [(text.file, text.field, text.languages) for text in report.older]
        green = "data/outcomes/green.yml"
        assert older == [(green, "title", ("de",)), (green, "summary", ("de",))]
        lost = {line for line in report.lost if ":" not in line}
        assert lost == {"outcomes/red/", "de/outcomes/red/"}
        assert [line for line in report.lost if line.startswith("outcomes/blue/: ")]
        figures = {(figure.before, figure.after) for figure in report.figures}
        assert ("Clusters light a path, number 7.", "Clusters light a path, number 9.") in figures
    else:
        # Nothing of it leads anywhere, calls anybody or is run.
        outside = re.sub(r"`[^`\n]*`", "", comment)
        for sign in ("@", "<", "$", "[", "http", "#1"):
            assert sign not in outside
        assert "@all 'a < b'" in comment


def test_a_folder_of_others_is_let_alone_and_an_unknown_commit_told(hub, tmp_path, capsys):
    (tmp_path / "mine").write_text("mine")
    assert main(["changes", "--root", str(hub), "--output", str(tmp_path)]) == 1
    assert (tmp_path / "mine").read_text() == "mine"
    output = str(tmp_path / "output")
    for name in ("no-such-commit", "--upload-pack=touch pwned", "HEAD:data", "^HEAD"):
        assert main(["changes", "--root", str(hub), "--output", output, "--", name]) == 1
        assert f"there is no commit {name} to compare with" in capsys.readouterr().out
    assert not Path(output).exists()
    # Before anything is built.
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("projectsite.changes.commands.check_out", None)
        assert main(["changes", "--root", str(hub), "--output", str(tmp_path / "mine/x")]) == 1
    assert "it cannot be written" in capsys.readouterr().out


def test_only_a_folder_of_this_command_is_cleared(hub, tmp_path, capsys):
    album, link = tmp_path / "album", tmp_path / "link"
    (album / "pictures").mkdir(parents=True)
    (album / "index.html").write_text("mine")
    link.symlink_to(album)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("projectsite.changes.commands._compared", None)
        for folder in (album, link):
            assert main(["changes", "--root", str(hub), "--output", str(folder)]) == 1
            assert "is a link, or holds other files" in capsys.readouterr().out


def test_what_comes_into_the_folder_meanwhile_is_kept(hub, tmp_path, capsys, monkeypatch):
    (letter := tmp_path / "new/letter").parent.mkdir()

    def built(was, root, temporary):
        letter.write_text("Dear all")
        (site := temporary / "site").mkdir()
        return site, site, []

    monkeypatch.setattr("projectsite.changes.commands.build_both", built)
    assert main(["changes", "--root", str(hub), "--output", str(letter.parent)]) == 1
    assert "holds other files" in capsys.readouterr().out
    assert letter.read_text() == "Dear all"


def test_it_is_compared_with_where_both_have_parted(hub, tmp_path):
    git(tmp_path, "clone", "--quiet", str(hub), "clone")
    clone = tmp_path / "clone"
    parted = git(clone, "rev-parse", "HEAD")
    git(clone, "switch", "--quiet", "--create", "other")
    (clone / "NOTES").write_text("other\n")
    other = commit(clone, "Other")
    git(clone, "switch", "--quiet", "main")
    (clone / "README.md").write_text("ours\n")
    commit(clone, "Ours")
    assert base_of(clone, "other") == base_of(clone, other) == base_of(clone) == parted
    with pytest.raises(
        ProblemsFound, match=r"git cannot read this project: .*not a git repository"
    ):
        base_of(tmp_path)
    git(tmp_path, "init", "--quiet", "empty")
    with pytest.raises(ProblemsFound, match="no commit origin/main or main"):
        base_of(tmp_path / "empty")


@pytest.fixture
def misled(tmp_path, monkeypatch) -> tuple[Path, Path]:
    """A project, and the repository that the environment names, as a hook or an alias of git does:
    it has one commit more than the project."""
    for name, texts in (("project", ("one",)), ("other", ("one", "two"))):
        root = tmp_path / name
        (root / "data").mkdir(parents=True)
        git(root, "init", "--quiet", "--initial-branch", "main")
        for at, text in enumerate(texts):
            (root / "data/fact.yml").write_text(text)
            (root / "mkdocs.yml").write_text("site_name: Lamps\n")
            commit(root, text)
            git(root, "tag", f"v{len(texts)}.{at}")
    for name, place in (("DIR", ".git"), ("INDEX_FILE", ".git/index"), ("WORK_TREE", "")):
        monkeypatch.setenv(f"GIT_{name}", str(tmp_path / "other" / place))
    return tmp_path / "project", tmp_path / "other"


def test_no_other_repository_is_read_or_changed(misled, tmp_path):
    root, other = misled
    base = base_of(root, "HEAD")
    was = check_out(root, base, tmp_path / "was")
    assert (was / "data/fact.yml").read_text() == "one"
    assert len(history(root, "data")) == 1
    assert last_release(root) == "v1.0"
    assert (other / ".git/HEAD").read_text() == (root / ".git/HEAD").read_text()
    assert "refs/heads/main" in (other / ".git/HEAD").read_text()
    assert (other / "data/fact.yml").read_text() == "two"


def test_all_variables_that_name_a_repository_are_known():
    listed = set(git(Path(), "rev-parse", "--local-env-vars").split())
    assert {name for name in listed if not name.startswith("GIT_CONFIG")} <= ELSEWHERE


def test_a_clone_that_ends_before_both_part_is_told(hub, tmp_path):
    git(tmp_path, "clone", "--quiet", str(hub), "whole")
    git(tmp_path / "whole", "switch", "--quiet", "--create", "ours")
    commit_of(tmp_path / "whole", "ours")
    git(tmp_path / "whole", "switch", "--quiet", "main")
    commit_of(tmp_path / "whole", "theirs")
    shallow = ("clone", "--quiet", "--depth", "1", "--no-single-branch", "--branch", "ours")
    git(tmp_path, *shallow, (tmp_path / "whole").as_uri(), "shallow")
    with pytest.raises(ProblemsFound, match="Run: git fetch --unshallow"):
        base_of(tmp_path / "shallow")


def commit_of(root: Path, words: str) -> str:
    (root / "NOTES").write_text(words)
    return commit(root, words)


@pytest.mark.parametrize("name", [b"\xff", b"ends in a blank "])
def test_a_folder_may_be_called_anything(hub, tmp_path, name):
    root = tmp_path / os.fsdecode(name)
    git(tmp_path, "clone", "--quiet", str(hub), str(root))
    was = check_out(root, base_of(root), tmp_path / "was")
    assert (was / "mkdocs.yml").is_file()


def test_code_of_today_is_written_through_no_link(tmp_path):
    """Whoever wrote what was there may have put a link in the place of the code."""
    others = tmp_path / "others"
    others.mkdir()
    for root in (tmp_path / "was", tmp_path / "now"):
        (root / "docs").mkdir(parents=True)
        (root / "data").mkdir()
        (root / "docs/index.md").write_text("# Page\n")
    (others / "menu").write_text("site_name: [\n")
    (others / "kept").write_text("kept")
    (tmp_path / "was/mkdocs.yml").symlink_to(others / "menu")
    (tmp_path / "was/hooks").symlink_to(others)
    (tmp_path / "was/overrides").write_text("a file")
    (tmp_path / "now/mkdocs.yml").write_text("site_name: Lamps\n")
    for name in ("hooks", "overrides"):
        (tmp_path / "now" / name).mkdir()
    _, _, notes = build_both(tmp_path / "was", tmp_path / "now", tmp_path)
    assert notes == ["The code of today has built what was there: its own does not."]
    assert (others / "menu").read_text() == "site_name: [\n"
    assert sorted(path.name for path in others.iterdir()) == ["kept", "menu"]


def test_a_project_that_was_a_link_is_not_built(tmp_path):
    """What it leads to may be anybody's, and its code would be replaced."""
    others, top = tmp_path / "others", tmp_path / "top"
    for folder in (others, top):
        folder.mkdir()
    (others / "mkdocs.yml").write_text("site_name: Others\n")
    git(top, "init", "--quiet")
    (top / "project").symlink_to(others)
    was = commit(top, "A link")
    (top / "project").unlink()
    (top / "project").mkdir()
    (top / "project/mkdocs.yml").write_text("site_name: Lamps\n")
    with pytest.raises(ProblemsFound, match="it was no such project yet"):
        check_out(top / "project", was, tmp_path / "was")


def test_code_of_today_builds_what_its_own_cannot(tmp_path):
    """And what neither can build is told, with what MkDocs says of it."""
    for name, menu in (("was", "site_name: [\n"), ("now", "site_name: Lamps\n")):
        (tmp_path / name / "docs").mkdir(parents=True)
        (tmp_path / name / "data").mkdir()
        (tmp_path / name / "mkdocs.yml").write_text(menu)
        (tmp_path / name / "docs/index.md").write_text(f"# {name}\n")
    before, after, notes = build_both(tmp_path / "was", tmp_path / "now", tmp_path)
    assert "<h1 id=" in (before / "index.html").read_text("utf-8")
    assert "now" in (after / "index.html").read_text("utf-8")
    assert notes == ["The code of today has built what was there: its own does not."]
    (tmp_path / "now/mkdocs.yml").write_text("site_name: [\n")
    with pytest.raises(ProblemsFound, match=r"the project does not build: .*mkdocs.yml") as found:
        build_both(tmp_path / "was", tmp_path / "now", tmp_path)
    assert found.value.problems[0].code == "unbuilt"


PAGE = """<html lang="en"><head><title>Lamps – RIVER</title>
<meta name="description" content="On lamps."><meta property="og:site_name" content="RIVER">
<link rel="stylesheet" href="a.{0}.css"></head><body><nav>Menu</nav>
<main>{1}</main><footer>As of {0}</footer></body></html>"""


def parts_of(main: str, stamp: str = "1", contents=lambda address: "same"):
    return seen(PAGE.format(stamp, main).encode(), "de/lamps/", contents)


def test_what_a_reader_sees_of_a_page():
    page = parts_of(
        "<h1>La<b>mps</b></h1><p>one<br>two\n three</p><script>x</script><p hidden>no</p>"
        "<table><tr><th>Lamps</th><td>7</td></tr></table><dl><dt>When</dt><dd>2020</dd></dl>"
        "<a href='../x/?a=1#b'>link</a><a href='../../assets/one.pdf'>file</a>"
        "<img src='../../assets/one.png' alt='a lamp'><svg><path d='M0 0'/></svg><!-- no -->end"
    )
    assert page.name == "Lamps" and page.title == ("Lamps – RIVER", "On lamps.")
    lines = ("Lamps", "one", "two three", "Lamps 7", "When 2020", "linkfile a lamp end")
    assert page.main.lines == lines
    assert page.main.links == ("de/x/?a=1#b", "assets/one.pdf same")
    assert page.main.pictures[0] == "assets/one.png same" and len(page.main.pictures) == 2
    assert page.frame.lines == ("Menu", "As of 1")


def test_what_changes_with_every_build_is_not_seen():
    assert parts_of("<p>one</p>").main == parts_of("<p>one</p>", stamp="2").main
    assert parts_of("<p>a\n b</p>").main == parts_of("<p class='x'>a  b</p>\n").main
    link = "<a href='../../assets/one.pdf'>file</a>"
    assert parts_of(link).main != parts_of(link, contents=lambda address: "other").main


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        ("../", "../index.html"), ("..", "../index.html"), ("./", "./index.html"),
        ("../../x/", "../../x/index.html"), ("../x/?a=b/#c/", "../x/index.html?a=b/#c/"),
        ("x/y.pdf", "x/y.pdf"), ("#top", "#top"), ("?a=/", "?a=/"), ("", ""),
        ("https://example.org/", "https://example.org/"), ("//example.org/", "//example.org/"),
        ("mailto:a@example.org", "mailto:a@example.org"), ("../" * 5000 + "!", "../" * 5000 + "!"),
    ],
)  # fmt: skip
def test_links_to_folders_open_from_a_disk(href, expected):
    assert whole(href.encode()) == expected.encode()


def test_a_page_that_leads_on_does_so_from_a_disk(tmp_path):
    page = '<meta http-equiv="refresh" content="0; url=../../new/"><a href="../../new/">new</a>'
    old = tmp_path / "site/a/b/index.html"
    (tmp_path / "site/assets/javascripts").mkdir(parents=True)
    for name in (*_MODULES, "project.js"):
        (tmp_path / "site/assets/javascripts" / name).write_text("")
    old.parent.mkdir(parents=True)
    old.write_text(page)
    for_disk(tmp_path / "site", tmp_path / "disk")
    assert (tmp_path / "disk/a/b/index.html").read_text() == page.replace("new/", "new/index.html")


def test_a_page_that_only_leads_on_is_told_from_others():
    html = b'<meta http-equiv="refresh" content="0; url=../../new/">'
    assert leads_to(html, "de/outcomes/old/") == "de/new/"
    assert leads_to(PAGE.encode(), "x/") is None


PAGES = {"kind": "added", "address": "a/", "title": "A", "languages": ["en"]}


@pytest.mark.parametrize(
    "text",
    [
        "", "[]", "null", "{", "[" * 100_000, '{"number": 7}', '{"same": "7"}', '{"same": -1}',
        '{"same": 1e999}', '{"same": true}',
        json.dumps({"pages": [PAGES | {"kind": "<b>"}]}),
        json.dumps({"pages": [PAGES | {"title": "x" * 201}]}),
        json.dumps({"pages": [PAGES | {"languages": ["en\n@all"]}]}),
        json.dumps({"pages": [PAGES | {"languages": ["en"] * 61}]}),
        json.dumps({"pages": [PAGES | {"pull_request": 1}]}),
        json.dumps({"pages": [PAGES] * 5001}),
        json.dumps({"notes": ["x"] * 21}),
        json.dumps({"lost": [["a"]]}),
        json.dumps({"lost": ["x" * 401]}),
        " " * (LIMIT_BYTES + 1),
        '{"same": 1}\0', "\ud800",
    ],
)  # fmt: skip
def test_what_is_no_report_is_refused(tmp_path, capsys, text):
    path = tmp_path / REPORT
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    assert main(["comment", str(path)]) == 1
    told = capsys.readouterr()
    assert told.out == "" and "this is no report of changes" in told.err
    assert "@all" not in told.err


def archive(path: Path, **members: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as found:
        for name, data in members.items():
            found.writestr(name.replace("__", "/").replace("_dot_", "."), data)
    return path


GOOD = b'{"same": 1}'


@pytest.mark.parametrize(
    "members",
    [
        {}, {"other_dot_json": GOOD}, {"changes_dot_json": GOOD, "x": b""},
        {"_dot__dot___changes_dot_json": GOOD}, {"a__changes_dot_json": GOOD},
        {"changes_dot_json": b" " * 50_000_000 + GOOD},
    ],
    ids=["empty", "another", "two", "above", "below", "a bomb"],
)  # fmt: skip
def test_what_is_no_archive_of_a_report_is_refused(tmp_path, capsys, members):
    assert main(["comment", str(archive(tmp_path / "r.zip", **members))]) == 1
    assert capsys.readouterr().out == ""


def test_archives_that_lie_are_refused(tmp_path, capsys):
    good = archive(tmp_path / "r.zip", changes_dot_json=GOOD)
    assert main(["comment", str(good)]) == 0
    whole = good.read_bytes()
    capsys.readouterr()
    for at in range(0, len(whole), 3):
        for damaged in (whole[:at], whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :]):
            good.write_bytes(damaged)
            status = main(["comment", str(good)])
            told = capsys.readouterr()
            assert (status == 0) == (told.out == as_markdown(Report(same=1))), at


@pytest.mark.parametrize(
    "text",
    [
        "`", "``` x", "a`b`c", "@all", "<script>alert(1)</script>", "[a](https://e.example)",
        "\u202egnp.exe", "\x1b[2J", "a\nb\n\n# c", "![x](https://e.example/x.png)", "&lt;",
        "#1", "https://e.example", "", " ", "|", "::set-output name=x::y", "x" * 200,
    ],
)  # fmt: skip
def test_whatever_a_report_holds_is_text_in_a_comment(text):
    pages = [{**PAGES, "title": text, "address": text, "parts": ["text"]}]
    figures = [{"before": text, "after": text, "pages": [text]}]
    raw = {"pages": pages, "lost": [text], "notes": [text], "figures": figures}
    raw["older"] = [{"file": text, "field": text, "languages": ["de"]}]
    comment = as_markdown(Report.model_validate_json(json.dumps(raw)))
    outside = re.sub(r"`[^`\n]*`", "", comment)
    assert re.fullmatch(r"[\w\s#.,:*()→/-]*", outside), outside
    assert comment.isprintable() or set(filter(lambda c: not c.isprintable(), comment)) == {"\n"}
    assert all(re.match(r"$|### What|Pages: |\*\*|- ", line) for line in comment.splitlines())


def test_a_long_report_fits_into_a_comment():
    page = {**PAGES, "title": "灯" * 200, "address": "x/" * 150}
    figure = {"before": "灯" * 200, "after": "灯" * 200, "pages": ["灯" * 200] * 300}
    raw = {"pages": [page] * 2000, "figures": [figure] * 300, "lost": ["x" * 400] * 300}
    text = json.dumps(raw, ensure_ascii=False).encode()
    comment = as_markdown(Report.model_validate_json(text))
    assert len(comment) < 65_000
    assert "- and 1940 more" in comment and comment.endswith("too long for a comment\n")
