"""Attempts to run code, or to publish a file of the machine: none runs, each is told by its name.

Whoever may propose a change of data/ or docs/ needs no trust: what they write is read by a computer
of ours before anybody has looked at it. `RUN` leaves a file behind where it is run by anything.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from changes import apply
from conftest import mkdocs
from projectsite.build.building import Build
from projectsite.problems import ProblemsFound
from projectsite.site import load_site
from test_problems import refreshed

KEPT_BACK = "the-password-of-the-machine"
RUN = "touch CANARY"
PYTHON = "open('CANARY', 'w').close()"
CYCLER = f"{{{{ cycler.__init__.__globals__.os.popen('{RUN}').read() }}}}"
CALL_TAG = f"!!python/object/apply:os.system ['{RUN}']"

LOAN = "data/outcomes/lamp-loan.yml"
TITLE = "Lamps and sensors on loan"
SUMMARY = "Towns are to borrow"
NOTES = "https://riverlight.example.org/lantern-training/notes/"
TRAINING = "data/outcomes/lantern-training.yml"
NEWS = "data/outcomes/lantern-training-news.yml"
FORUM = "data/clusters/skimrefoss.yml"
PROJECT = "data/project.yml"
CONTACT = "data/contacts/sigrun-lysvarde.yml"
GERMAN = "data/words/de.yml"
ENGLISH = "data/words/en.yml"
PAGE = "docs/en/project.md"
HEADING = "# About the project"
MENU = "mkdocs.yml"

LAUGHS = "\n".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]"
    for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)
"""Nine levels of nine: a list of half a billion entries in 300 bytes."""

DATA = {
    "a tag that calls a function": (LOAN, "planned", CALL_TAG),
    "a tag that makes an object": (
        LOAN,
        "planned",
        f"!!python/object/new:os.popen {{args: ['{RUN}']}}",
    ),
    "a tag that names a function": (LOAN, TITLE, "!!python/name:os.system"),
    "a tag that imports": (LOAN, TITLE, "!!python/module:antigravity"),
    "a tag on a map": (LOAN, "title:\n", f"title: !!python/object/apply:os.system\n  x: '{RUN}'\n"),
    "a tag on a key": (LOAN, "status: planned", f"!!python/object/apply:os.system '{RUN}': x"),
    "a whole tag": (LOAN, TITLE, f"!<tag:yaml.org,2002:python/object/apply:os.system> ['{RUN}']"),
    "a billion laughs": (LOAN, "status: planned", f"status: planned\na: &a [ha]\n{LAUGHS}"),
    "an alias of itself": (LOAN, "sources:", "sources: &x [*x]\nother:"),
    "brackets without end": (LOAN, TITLE, "[" * 50_000),
    "braces without end": (LOAN, TITLE, "{a: " * 50_000),
    "Jinja in a title": (
        LOAN,
        TITLE,
        f"\"{{{{ lipsum.__globals__['os'].popen('{RUN}').read() }}}}\"",
    ),
    "a Jinja statement in a summary": (LOAN, SUMMARY, "{% include '/etc/passwd' %}"),
    "a script in a summary": (LOAN, SUMMARY, "<script>alert(1)</script>"),
    "a picture with a script in a name": (
        FORUM,
        "Skimrefoss Forum",
        "Forum <img src=x onerror=alert(1)>",
    ),
    "a script in an address": (FORUM, "https://skimrefoss", "javascript:alert(1)//skimrefoss"),
    "a file in an address": (NEWS, "url: http://skimretidende.example.com", "url: file:///etc"),
    "an address that closes its attribute": (
        FORUM,
        "example.net/en/",
        'example.net/"onmouseover=alert(1)',
    ),
    "an address that closes its tag": (FORUM, "example.net/en/", "example.net/'><script>alert(1)"),
    "an address with a password": (FORUM, "https://skimrefoss", "https://me:secret@skimrefoss"),
    "a link in Markdown to a script": (TRAINING, NOTES, "javascript:alert(1)"),
    "the same in capitals": (TRAINING, NOTES, "JaVaScRiPt:alert(1)"),
    "a link in Markdown to a page in its address": (TRAINING, NOTES, "data:text/html,<p>x"),
    "an id with a path": (LOAN, "id: lamp-loan", "id: ../../../CANARY"),
    "an id with a tag": (LOAN, "id: lamp-loan", "id: <script>alert(1)</script>"),
    "a reference with a path": (LOAN, "work_package: WP2", "work_package: ../../../etc/passwd"),
    "a reference with code": (LOAN, "work_package: WP2", f'work_package: "{PYTHON}"'),
    "a download from elsewhere": (
        LOAN,
        "sources:",
        "files:\n  - file: ../../../secret.txt\n    title: {en: x}\nsources:",
    ),
    "a download by its whole path": (
        LOAN,
        "sources:",
        "files:\n  - file: /etc/passwd\n    title: {en: x}\nsources:",
    ),
    "a language with a path": (PROJECT, "languages: [en, de", "languages: [en, ../../../etc"),
    "a country with a tag": (FORUM, 'country: "NO"', "country: <b>"),
    "a colour with a style": (FORUM, "hue: olive", "hue: olive;background:url(//x.example)"),
    "a position with code": (FORUM, "[61.60, 5.03]", f'["{PYTHON}", 5.03]'),
    "an e-mail address with a tag": (CONTACT, "post+riverlight(@)", "<script>(@)"),
    "a date with code": (NEWS, "date: 2019-10", f'date: "{PYTHON}"'),
    "a text that turns itself around": (LOAN, TITLE, "Lamps \u202e exe.fdp"),
}
"""Changes of a data file: what is replaced, and by what."""

WORDS = {
    "a tag": (GERMAN, "nav.menu", f"menu: {CALL_TAG}"),
    "a script": (GERMAN, "nav.menu", "menu: <script>alert(1)</script>"),
    "braces that look inside": (ENGLISH, "search.none", "none: '{query.__class__.__mro__}'"),
    "braces that look further": (
        ENGLISH,
        "search.none",
        "none: '{query.__init__.__globals__[os]}'",
    ),
    "braces by number": (ENGLISH, "search.none", "none: '{0.__class__}'"),
    "braces that fill the memory": (ENGLISH, "search.none", "none: '{query:>9999999999}'"),
    "braces that call": (ENGLISH, "search.none", "none: '{query!r}'"),
}
"""Other words of the interface, by their keys."""

CALLS = {
    "the way through cycler": CYCLER,
    "the way through lipsum": f"{{{{ lipsum.__globals__['os'].popen('{RUN}').read() }}}}",
    "the way through a class": "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "the way through a macro": f"{{{{ outcomes.__func__.__globals__['os'].system('{RUN}') }}}}",
    "the configuration": "{{ config }}",
    "the environment": "{{ environment }}",
    "an import": f"{{{{ __import__('os').system('{RUN}') }}}}",
    "a call in an argument": "{{ outcomes(type=open('CANARY', 'w')) }}",
    "a call after a call": "{{ outcomes().__class__ }}",
    "arguments in stars": "{{ outcomes(**{'latest': 1}) }}",
    "a call that never ends": "{{ outcomes(latest=10**10**10) }}",
    "a text that fills the memory": "{{ outcomes(type='a' * 10**9) }}",
    "a formatted text": f'{{{{ outcomes(type=f"{{{PYTHON}}}") }}}}',
    "a text with escapes": '{{ outcomes(type="\\x74raining") }}',
    "a function without a name": "{{ (lambda: 1)() }}",
    "a name in other letters": "{{ ｏutcomes() }}",
    "a comment inside a call": "{{ outcomes( # x\n) }}",
    "a filter": "{{ outcomes() | attr('__class__') }}",
    "a call inside a call": "{{ outcomes({{ config }}) }}",
    "braces without end": "{{ " * 20_000,
    "an include": "{% include '../../secret.txt' %}",
    "an import by a statement": "{% import 'os' as os %}",
    "a loop": "{% for x in range(10**9) %}x{% endfor %}",
    "a statement in code": "```\n{% include 'x' %}\n```",
    "a call in code": "`{{ config }}`",
    "a Jinja comment": "{# x #}",
    "a script": "<script>alert(1)</script>",
    "a picture with a script": "<img src=x onerror=alert(1)>",
    "a drawing with a script": "<svg onload=alert(1)>",
    "a frame": "<iframe src=/etc/passwd>",
    "a comment of HTML": "<!-- {{ config }} -->",
    "a link to a script": "[x](javascript:alert(1))",
    "the same in capitals and blanks": "[x]( JAVASCRIPT:alert(1))",
    "the same by codes": "[x](java&#115;cript:alert(1))",
    "the same below": "[x][y]\n\n[y]: javascript:alert(1)",
    "the same in angle brackets": "<javascript:alert(1)>",
    "a link to a page in its address": "[x](data:text/html,x)",
    "a link to a file of the machine": "[x](file:///etc/passwd)",
    "a link out of docs": "[x](../../mkdocs.yml)",
    "a link to a secret": "[x](../../../secret.txt)",
    "a picture out of docs": "![x](../../data/project.yml)",
    "a picture of another host": "![x](https://x.example/count.png)",
    "a picture of another host, shorter": "![x](//x.example/count.png)",
    "a link of a host without a scheme": "[x](//x.example/)",
}
"""What stands on a page."""

HEADS = {
    "Jinja in a title": ("title: Project", f'title: "{CYCLER}"'),
    "Jinja by escapes in a title": (
        "title: Project",
        f'title: "{CYCLER}"'.replace("{{", r"\x7b\x7b").replace("}}", r"\x7d\x7d"),
    ),
    "a statement by escapes in a title": ("title: Project", r'title: "x \x7b% raw %\x7d"'),
    "a script by escapes in a title": ("title: Project", r'title: "\x3cscript>alert(1)"'),
    "a call in a description": ("description: The", 'description: "{{ figures() }}'),
    "a script in a title": ("title: Project", "title: <script>alert(1)</script>"),
    "a description that closes its tag": ("description: ", "description: \"><script>"),
    "a tag": ("title: Project", f"title: {CALL_TAG}"),
    "a billion laughs": ("title: Project", f"title: Project\na: &a [ha]\n{LAUGHS}"),
    "brackets without end": ("title: Project", f"title: {'[' * 5000}"),
    "a template from elsewhere": ("title: Project", "title: Project\ntemplate: ../../secret.txt"),
    "macros that are not rendered": ("title: Project", "title: Project\nrender_macros: false"),
    "a field of the theme": ("title: Project", "title: Project\nhide: [navigation]"),
}  # fmt: skip
"""Changes between the dashes of a page."""

MENUS = {
    "Jinja in a title": ("- Project: p", f'- "{CYCLER}": p'),
    "a script in a title": ("- Project: p", "- <script>alert(1)</script>: p"),
    "a page from elsewhere": ("- Project: project.md", "- Project: ../../../secret.txt"),
    "a link to a script": ("- Project: project.md", "- Project: javascript:alert(1)"),
    "a link to another host": ("- Project: project.md", "- Project: https://x.example/"),
    "a tag": ("site_name: RIVERLIGHT", f"site_name: {CALL_TAG}"),
}  # fmt: skip
"""Changes of mkdocs.yml."""

NAMES = [
    "docs/en/{{ 7*7 }}.md",
    "docs/en/{% include x %}.md",
    "docs/en/<img src=x onerror=alert(1)>.md",
    'docs/en/x" onload="alert(1).md',
    "docs/en/x\n::error::told by nobody.md",
    "docs/en/x\u202edm.md",
    "docs/en/main.py",
    "docs/en/page.html",
    "docs/main.py",
    "docs/CNAME",
    "docs/.htaccess",
    "docs/_redirects",
    "docs/assets/page.html",
    "docs/assets/page.svg",
    "docs/assets/page.xml",
    "docs/assets/script.js",
    "docs/assets/style.css",
    "docs/assets/page.md",
    "docs/assets/.htaccess",
    "docs/assets/javascripts/project.js",
    "docs/en/de/index.md",
    "docs/en/assets/index.md",
    "data/main.py",
    "data/outcomes/__init__.py",
    "data/outcomes/{{ 7*7 }}.yml",
    "data/words/../outcome.yml",
]
"""Files that must not be there."""

FILES = {"secret": "secret.txt", "folder": "secrets"}
LINKS = [
    ("docs/en/leak.md", "secret"),
    ("docs/en/project.md", "secret"),
    ("docs/assets/leak.txt", "secret"),
    ("docs/en/leak", "folder"),
    ("docs/assets", "folder"),
    ("docs/de", "folder"),
    ("data/outcomes/leak.yml", "secret"),
    ("data/outcomes", "folder"),
    ("data/words/de.yml", "secret"),
    ("data/project.yml", "secret"),
    ("data/objectives.yml", "secret"),
    ("data/schema/leak.json", "secret"),
    ("mkdocs.yml", "secret"),
]
"""Symbolic links to files of the machine."""


@pytest.fixture(scope="module")
def stage(example, tmp_path_factory):
    """Where attacks are tried: the project, and beside it what they are after."""
    folder = tmp_path_factory.mktemp("attacks")
    shutil.copytree(example / "overrides", folder / "project/overrides")
    (folder / "secret.txt").write_text(f"{KEPT_BACK}: {KEPT_BACK}\n", encoding="utf-8")
    (folder / "secrets").mkdir()
    (folder / "secrets/leak.yml").write_text(f"id: {KEPT_BACK}\n", encoding="utf-8")
    (folder / "secrets/leak.md").write_text(f"{KEPT_BACK}\n", encoding="utf-8")
    return folder


@pytest.fixture
def project(example, stage, monkeypatch):
    project = stage / "project"
    for name in ("data", "docs"):
        if (project / name).is_symlink():
            (project / name).unlink()
    (project / "mkdocs.yml").unlink(missing_ok=True)
    # What runs would run here, and leave its file here.
    monkeypatch.chdir(stage)
    return refreshed(example, project)


def refused(project: Path, file: str, *, line: bool = True) -> str:
    """The project does not load, the file is named, and nothing has run or been told."""
    with pytest.raises(ProblemsFound) as caught:
        load_site(project)
    named = [problem for problem in caught.value.problems if problem.file == file]
    assert named, caught.value
    assert not line or any(problem.line > 0 for problem in named), caught.value
    assert KEPT_BACK not in str(caught.value)
    assert not list(project.parent.rglob("*CANARY*"))
    return str(caught.value)


@pytest.mark.parametrize(
    ("program", "bait"),
    [
        ("import sys, yaml; yaml.unsafe_load(sys.argv[1])", CALL_TAG),
        ("import sys, jinja2; jinja2.Template(sys.argv[1]).render()", CYCLER),
        (
            "import sys, jinja2; jinja2.Template(sys.argv[1]).render()",
            CALLS["the way through lipsum"],
        ),
    ],
    ids=["YAML", "Jinja", "Jinja in another way"],
)
def test_the_bait_is_real(tmp_path, program, bait):
    """Without the check these would run: the attempts below are not harmless by themselves."""
    subprocess.run([sys.executable, "-c", program, bait], cwd=tmp_path, timeout=30, check=True)
    assert (tmp_path / "CANARY").exists()


@pytest.mark.parametrize("name", DATA)
def test_data_runs_nothing(project, name):
    file, old, new = DATA[name]
    apply(project / file, {"replace": old, "by": new})
    refused(project, file)


@pytest.mark.parametrize("name", WORDS)
def test_words_run_nothing(project, name):
    file, key, new = WORDS[name]
    apply(project / file, {"word": key, "by": new})
    refused(project, file)


@pytest.mark.parametrize("name", CALLS)
def test_pages_run_nothing(project, name):
    apply(project / PAGE, {"replace": HEADING, "by": f"{CALLS[name]}\n\n{HEADING}"})
    refused(project, PAGE)


@pytest.mark.parametrize("name", HEADS)
def test_the_fields_of_pages_run_nothing(project, name):
    old, new = HEADS[name]
    apply(project / PAGE, {"replace": old, "by": new})
    refused(project, PAGE)


@pytest.mark.parametrize("name", MENUS)
def test_the_menu_runs_nothing(project, name):
    old, new = MENUS[name]
    apply(project / MENU, {"replace": old, "by": new})
    refused(project, MENU)


@pytest.mark.parametrize("file", NAMES)
def test_no_file_slips_in(project, file):
    path = project / file
    path.parent.mkdir(parents=True, exist_ok=True)
    head = "---\ntitle: A page\ndescription: What it says.\n---\n"
    path.write_text(head if file.endswith(".md") else f"x = {PYTHON}\n", encoding="utf-8")
    message = refused(project, shown_name(path, project), line=False)
    assert all(": " in told for told in message.splitlines()[:-2])


def shown_name(path: Path, project: Path) -> str:
    """As messages name it: in one line, and fit to print."""
    name = os.path.relpath(path, project)
    return " ".join(name.split()).replace("\u202e", "\N{REPLACEMENT CHARACTER}")


def test_a_name_that_is_no_text(project):
    folder = os.fsencode(project / "docs/en")
    with Path(os.fsdecode(folder + b"/\xff\xfe.md")).open("w", encoding="utf-8") as file:
        file.write("x\n")
    message = refused(
        project, "docs/en/\N{REPLACEMENT CHARACTER}\N{REPLACEMENT CHARACTER}.md", line=False
    )
    assert message.encode("utf-8")


@pytest.mark.parametrize(("place", "target"), LINKS)
def test_no_link_leads_out(project, stage, place, target):
    path = project / place
    if path.is_dir():
        shutil.rmtree(path)
    path.unlink(missing_ok=True)
    path.parent.mkdir(exist_ok=True)
    path.symlink_to(stage / FILES[target])
    refused(project, place, line=False)


@pytest.mark.parametrize("place", ["data", "docs"])
def test_no_link_leads_the_whole_folder_out(project, stage, place):
    (project / place).rename(stage / f"moved-{place}")
    (project / place).symlink_to(stage / f"moved-{place}")
    refused(project, place, line=False)
    shutil.rmtree(stage / f"moved-{place}")


@pytest.mark.parametrize(
    "place",
    ["docs/en/leak.md", "docs/assets/leak.txt", "data/outcomes/leak.yml", "data/words/de.yml"],
)
def test_no_second_name_of_a_file(project, stage, place):
    """A hard link looks like a file, and is that of the machine."""
    path = project / place
    path.unlink(missing_ok=True)
    path.parent.mkdir(exist_ok=True)
    path.hardlink_to(stage / "secret.txt")
    refused(project, place, line=False)


@pytest.mark.parametrize(
    "place", ["data/outcomes/pipe.yml", "data/words/de.yml", "docs/en/pipe.md"]
)
def test_a_pipe_is_not_waited_for(project, place):
    path = project / place
    path.unlink(missing_ok=True)
    os.mkfifo(path)
    refused(project, place, line=False)


@pytest.mark.parametrize("place", ["data/outcomes/zero.yml", "data/project.yml", "docs/en/zero.md"])
def test_a_device_is_not_read(project, place):
    path = project / place
    path.unlink(missing_ok=True)
    path.symlink_to("/dev/zero")
    refused(project, place, line=False)


BUILDS = {
    "Jinja in the data": DATA["Jinja in a title"],
    "code on a page": (PAGE, HEADING, f"{CALLS['the way through cycler']}\n\n{HEADING}"),
    "Jinja in the title of a page": (PAGE, *HEADS["Jinja in a title"]),
    "Jinja in the title of the menu": (MENU, *MENUS["Jinja in a title"]),
}
"""The same by way of MkDocs, whose macros plugin would run them."""


@pytest.mark.parametrize("name", BUILDS)
def test_a_build_runs_nothing(example_copy, name):
    file, old, new = BUILDS[name]
    apply(example_copy / file, {"replace": old, "by": new})
    not_built(example_copy, file)


LINKED = "a link in the place of a file. Put the file itself here. [link]"
NO_FILE = "a file is expected here, and this is none. [file-unreadable]"
STRANGE = {
    "a link to a file": (
        "assets/more.txt",
        lambda path: path.symlink_to("../../../secret.txt"),
        LINKED,
    ),
    "a link to a folder": ("assets/more", lambda path: path.symlink_to("../../secrets"), LINKED),
    "a dead link": ("assets/fonts/more.ttf", lambda path: path.symlink_to("nowhere"), LINKED),
    "a second name": (
        "more.txt",
        lambda path: path.hardlink_to(path.parents[2] / "secret.txt"),
        LINKED,
    ),
    "a pipe": ("main.html", os.mkfifo, NO_FILE),
    "a pipe in a folder of caches": ("__pycache__/main.html", os.mkfifo, NO_FILE),
}


@pytest.mark.parametrize("name", STRANGE)
def test_no_look_of_the_site_comes_from_elsewhere(project, name):
    place, make, said = STRANGE[name]
    path = project / "overrides" / place
    good = path.read_bytes() if path.is_file() else None
    path.unlink(missing_ok=True)
    path.parent.mkdir(exist_ok=True)
    make(path)
    try:
        assert f"overrides/{place}: {said}" in refused(project, f"overrides/{place}", line=False)
    finally:
        path.unlink()
        if good:
            path.write_bytes(good)


def test_the_look_of_the_site_is_no_link(project, stage):
    (project / "overrides").rename(stage / "moved-overrides")
    (project / "overrides").symlink_to(stage / "moved-overrides")
    try:
        refused(project, "overrides", line=False)
    finally:
        (project / "overrides").unlink()
        (stage / "moved-overrides").rename(project / "overrides")


def test_a_build_publishes_no_file_of_the_machine(example_copy, stage):
    (example_copy / "docs/assets").mkdir(exist_ok=True)
    (example_copy / "docs/assets/leak.txt").symlink_to(stage / "secret.txt")
    not_built(example_copy, "docs/assets/leak.txt")


def not_built(project: Path, file: str) -> None:
    done = mkdocs(project, "build")
    output = done.stdout + done.stderr
    assert done.returncode != 0, output
    assert f"{file}:" in output
    assert "Traceback" not in output
    assert KEPT_BACK not in output
    assert not (project / "site").exists()
    assert not list(project.parent.rglob("*CANARY*"))


ENDLESS = {
    "braces": "{{" * 100_000,
    "brackets": "[" * 200_000,
    "lines of brackets": "[\n" * 100_000,
    "links without an end": "[a](b" * 50_000,
    "links that end in their titles": '[a](b"c)' * 30_000,
    "many paragraphs of links": ("[a](b" * 500 + "\n\n") * 90,
    "pictures without an end": "![" * 100_000,
    "blanks after a bracket": "](" + " " * 200_000,
    "blanks in a call": "{{ outcomes(" + " " * 200_000 + ") }}",
    "arguments": "{{ outcomes(" + "latest=1," * 20_000 + ") }}",
    "signs before @": "a." * 100_000,
    "half an address": "a@" * 100_000,
    "back quotes": "`a" * 100_000,
    "tags": "<a" * 100_000,
}


@pytest.mark.parametrize("name", ENDLESS)
def test_no_page_takes_for_ever(project, name):
    """Whatever is said of them, it is said in a second: patterns do not search again and again."""
    apply(project / PAGE, {"replace": HEADING, "by": f"{HEADING}\n\n{ENDLESS[name]}"})
    start = time.process_time()
    with contextlib.suppress(ProblemsFound):
        load_site(project)
    assert time.process_time() - start < 5


def test_no_word_of_an_editor_reaches_the_plugins_as_a_title(example_site):
    """The macros plugin runs what stands in the title of a page."""
    build = Build(example_site)
    for page in example_site.prose:
        head = build.head(page.file.removeprefix("docs/"))
        assert head == {"title": "-", **({"template": "home.html"} if "template" in head else {})}
