"""The form editor at /admin/, in a browser, against a stand-in of GitHub's API."""

from __future__ import annotations

import difflib
import hashlib
import json
import mimetypes
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from conftest import EXAMPLE_PATH, EXAMPLE_URL, ROOT
from github_stand_in import TOKEN, GitHub
from projectsite.build.run import load_build
from projectsite.editor.files import editor_files
from projectsite.editor.settings import settings
from projectsite.facts.folders import KINDS
from projectsite.facts.schema import record_schemas
from projectsite.files.yaml.amending import CannotAmend, amend
from projectsite.files.yaml.canonical import canonical
from projectsite.files.yaml.sheets import sheet_of
from projectsite.prose.settings import repository_of
from projectsite.site import load_site

VENDOR = ROOT / "hooks/projectsite/editor/vendor"
NEW = "Ein neuer Titel: mit Doppelpunkt"
ALLOWED = {"access-control-allow-origin": "*", "access-control-allow-headers": "*",
           "access-control-allow-methods": "*"}  # fmt: skip


def test_the_editor_is_the_one_that_was_reviewed() -> None:
    sums = dict(
        reversed(line.split("  ")) for line in (VENDOR / "SHA256SUMS").read_text().splitlines()
    )
    own = {"SHA256SUMS"}
    files = {path.relative_to(VENDOR).as_posix(): path for path in VENDOR.rglob("*")}
    found = {name: path.read_bytes() for name, path in files.items() if path.is_file()}
    assert {name: hashlib.sha256(found[name]).hexdigest() for name in found.keys() - own} == sums
    script = (VENDOR / "sveltia-cms.mjs").read_text("utf-8")
    assert "jsdelivr" not in script
    assert "unpkg.com/@sveltia/cms" not in script


@pytest.mark.parametrize(
    ("url", "repository"),
    [
        ("https://github.com/riverlight/site", "riverlight/site"),
        ("https://github.com/riverlight/site.io.git", "riverlight/site.io"),
        ("https://github.com/riverlight/site/", "riverlight/site"),
    ],
)
def test_the_repository_is_that_of_the_site(url: str, repository: str) -> None:
    assert repository_of(url) == repository


@pytest.mark.parametrize("url", ["", "https://example.org/a/b", "https://github.com/riverlight"])
def test_the_editor_needs_a_repository_on_github(url: str) -> None:
    assert repository_of(url) == ""


def test_an_archived_copy_has_none(example_copy: Path) -> None:
    options, url = {"admin": True}, "https://github.com/riverlight/site"
    build = load_build(example_copy, EXAMPLE_URL, url, options, preview=False, last=None)
    assert build.repository == "riverlight/site"
    with (example_copy / "data/project.yml").open("a", encoding="utf-8") as file:
        file.write("archive:\n  date: 2021-04-01\n")
    build = load_build(example_copy, EXAMPLE_URL, url, options, preview=False, last=None)
    assert build.repository == ""


def test_every_field_of_every_kind_has_its_form(example_site) -> None:
    project = example_site.project
    told = {one["name"]: one for one in settings(project, "a/b")["config"]["collections"]}
    schemas = record_schemas(project)
    for kind in KINDS:
        schema = schemas[kind.noun.replace(" ", "-")]
        fields = told[kind.folder]["fields"]
        assert [one["name"] for one in fields] == list(schema["properties"])
        assert [one["name"] for one in fields if one["required"]] == schema["required"]
    by_name = {one["name"]: one for one in told["outcomes"]["fields"]}
    assert [one["name"] for one in by_name["title"]["fields"]] == list(project.locales)
    assert by_name["clusters"]["collection"] == "clusters"
    assert by_name["clusters"]["multiple"]
    assert {one["value"] for one in by_name["status"]["options"]} >= {"done", "planned"}


def test_its_page_is_closed_to_others(example_site) -> None:
    files = dict(editor_files(example_site.project, "a/b"))
    page = files["admin/index.html"].decode()
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page)[1]
    hosts = set(re.findall(r"https?:\S+?(?=[; ]|$)", policy))
    assert hosts == {"https://api.github.com"}
    assert "default-src 'none'" in policy
    assert '<meta name="robots" content="noindex' in page


@dataclass
class Desk:
    """An editor at work: a browser's page, and what answers it."""

    page: Page
    github: GitHub
    files: dict[str, bytes]
    strange: list[str] = field(default_factory=list)
    """What was asked of any other host."""
    missing: list[str] = field(default_factory=list)

    def answer(self, route: Route) -> None:
        request = route.request
        url = urlsplit(request.url)
        if url.hostname == "api.github.com":
            return self._api(route, url.path)
        if url.hostname != "example.org":
            self.strange.append(request.url)
            return route.abort()
        name = url.path.removeprefix(EXAMPLE_PATH)
        name += "index.html" if name.endswith("/") else ""
        if name not in self.files:
            self.missing.append(name)
            return route.fulfill(status=404)
        kind = {".mjs": "text/javascript", ".woff2": "font/woff2"}.get(Path(name).suffix)
        kind = kind or mimetypes.guess_type(name)[0]
        return route.fulfill(body=self.files[name], content_type=kind)

    def _api(self, route: Route, path: str) -> None:
        request = route.request
        if not self.github.reachable:
            return route.abort("internetdisconnected")
        if request.method == "OPTIONS":
            return route.fulfill(status=204, headers=ALLOWED)
        body = json.loads(request.post_data) if request.post_data else None
        token = request.headers.get("authorization", "").rpartition(" ")[2]
        status, answer = self.github.answer(request.method, path, body, token)
        if isinstance(answer, bytes):
            kind = "application/octet-stream"
            return route.fulfill(headers=ALLOWED, body=answer, content_type=kind)
        text = "" if answer is None else json.dumps(answer)
        return route.fulfill(
            status=status, headers=ALLOWED, body=text, content_type="application/json"
        )

    def sign_in(self, token: str = TOKEN) -> None:
        self.page.goto(f"{EXAMPLE_URL}admin/")
        self.page.get_by_role("button", name="Sign In Using Access Token").click()
        self.page.locator("input:visible").first.fill(token)
        self.page.get_by_role("button", name="Sign In", exact=True).click()

    def open(self, address: str) -> None:
        self.page.evaluate("address => { location.hash = address }", address)

    def value(self, keys: str):
        return self.field(keys).locator("input, textarea").first

    def field(self, keys: str):
        """A field, once it is drawn: the editor draws what comes into view."""
        place = self.page.locator(f'[data-key-path="{keys}"]').first
        for _ in range(60):
            if place.count():
                break
            self.page.evaluate(_DOWN)
            self.page.wait_for_timeout(50)
        place.scroll_into_view_if_needed()
        return place

    def save(self) -> None:
        self.page.get_by_role("button", name="Save", exact=True).click()
        expect(self.page.get_by_text("Send for Review").first).to_be_visible()
        self.page.get_by_role("button", name="Later").last.click()
        # It goes back to the list of its own.
        self.page.wait_for_url(re.compile(r"#/collections/\w+$"))


_DOWN = """() => {
  const tall = (pane) => pane.clientHeight > 300 && pane.scrollHeight > pane.clientHeight + 50;
  for (const pane of document.querySelectorAll("div")) if (tall(pane)) pane.scrollTop += 400;
}"""


def desk_of(browser: Browser, project: Path) -> Desk:
    files = {
        path.relative_to(project).as_posix(): path.read_bytes()
        for folder in ("data", "docs/assets")
        for path in sorted((project / folder).rglob("*"))
        if path.is_file()
    }
    served = dict(editor_files(load_site(project).project, "riverlight/site"))
    context = browser.new_context(
        locale="en-US", viewport={"width": 1280, "height": 900}, reduced_motion="reduce"
    )
    context.set_default_timeout(20_000)
    desk = Desk(context.new_page(), GitHub("riverlight/site", files), served)
    context.route("**/*", desk.answer)
    return desk


@pytest.fixture(scope="module")
def desk(browser: Browser, example: Path) -> Iterator[Desk]:
    """One session for all: what a test saves stays, each on a branch of its own."""
    desk = desk_of(browser, example)
    desk.sign_in("wrong")
    expect(desk.page.get_by_text("The provided token is invalid.")).to_be_visible()
    desk.sign_in()
    expect(desk.page.get_by_role("button", name="New").first).to_be_visible()
    yield desk
    desk.page.context.close()
    # Whatever was done: nobody but the site and the API was asked for anything.
    assert desk.strange == []
    assert set(desk.missing) <= {"favicon.ico"}


def first_text(record: str) -> tuple[str, ...]:
    """The first text of a record that stands in languages, in German."""
    texts = (keys for keys, _ in sheet_of(record, "").texts)
    return next((*keys[:-1], "de") for keys in texts if len(keys) == 2 and keys[-1] == "en")


def lines(before: bytes, after: bytes) -> list[str]:
    found = difflib.ndiff(before.decode().splitlines(), after.decode().splitlines())
    return [line for line in found if line[0] in "+-"]


def test_a_german_title_of_each_collection(desk: Desk, example_site) -> None:
    """One commit each, with exactly that change, and a pull request for it."""
    before, changed = len(desk.github.commits), {}
    for kind in KINDS:
        file = min(name for name in desk.github.files if name.startswith(f"data/{kind.folder}/"))
        changed[file] = f"#/collections/{kind.folder}/entries/{Path(file).stem}"
    changed["data/project.yml"] = "#/collections/project/entries/project"
    for number, (file, address) in enumerate(changed.items(), before + 1):
        text = desk.github.files[file].decode()
        keys = first_text(text)
        desk.open(address)
        desk.value(".".join(keys)).fill(NEW)
        desk.save()
        assert len(desk.github.commits) == number
        commit = desk.github.commits[-1]
        wanted = amend(text, {keys: NEW}, example_site.project.locales)
        assert {name: new.decode() for name, new in commit.additions.items()} == {file: wanted}
        assert canonical(wanted) == wanted
        assert not commit.deletions
        assert commit.branch == f"cms/{address.split('/')[2]}/{Path(file).stem}"
    assert [pull["head"]["ref"] for pull in desk.github.pulls] == [
        commit.branch for commit in desk.github.commits
    ]
    assert all(pull["draft"] for pull in desk.github.pulls)


def test_a_new_outcome(desk: Desk, example_copy: Path) -> None:
    """It has a file of its own, laid out as ours, and the check takes it."""
    desk.open("#/collections/outcomes/new")
    told = "Two hundred people walked along the river, and most of them had not done so at night."
    desk.value("id").fill("lamp-night")
    desk.value("title.en").fill("A night of lamps: Brno")
    desk.value("title.de").fill("Eine Nacht der Lampen")
    desk.value("summary.en").fill(f"{told} They came back.")
    desk.field("type").get_by_role("combobox").click()
    desk.page.get_by_role("option", name="event", exact=True).click()
    desk.field("relation").get_by_role("radio", name="project").click()
    desk.field("status").get_by_role("radio", name="done").click()
    desk.value("date").fill("2020-05-01")
    desk.field("work_package").get_by_role("radio", name="Skills").click()
    desk.field("clusters").get_by_role("checkbox").first.click()
    desk.field("sources").get_by_role("button", name="Add").first.click()
    desk.value("sources.0.url").fill("https://riverlight.example.org/night/")
    desk.save()
    commit = desk.github.commits[-1]
    ((file, content),) = commit.additions.items()
    assert file == "data/outcomes/lamp-night.yml"
    assert content.decode() == (
        "# yaml-language-server: $schema=../schema/outcome.schema.json\n"
        "id: lamp-night\n"
        "title:\n"
        '  en: "A night of lamps: Brno"\n'
        "  de: Eine Nacht der Lampen\n"
        "summary:\n"
        "  en: >-\n"
        "    Two hundred people walked along the river, "
        "and most of them had not done so at night. They\n"
        "    came back.\n"
        "type: event\n"
        "relation: project\n"
        "status: done\n"
        "date: 2020-05-01\n"
        "work_package: WP1\n"
        "clusters: [hohdelampo]\n"
        "sources:\n"
        "  - url: https://riverlight.example.org/night/\n"
    )
    assert canonical(content.decode()) == content.decode()
    (example_copy / file).write_bytes(content)
    assert "lamp-night" in load_site(example_copy).project.outcomes


def test_a_file_is_uploaded(desk: Desk, example: Path) -> None:
    """Under a name that a file of docs/assets/ may have, in the commit of its record."""
    picture = example / "docs/assets/lamps-under-ice-path.png"
    desk.open("#/collections/news/entries/lamps-under-ice")
    desk.field("picture.file").get_by_role("button", name="Replace").click()
    new = picture.read_bytes() + b"\0"
    offered = {"name": "Lamps under ice (Brücke).png", "mimeType": "image/png", "buffer": new}
    desk.page.locator("input[type=file]").last.set_input_files(offered)
    desk.page.get_by_role("button", name="Insert", exact=True).click()
    file, name = "data/news/lamps-under-ice.yml", "lamps-under-ice-bruecke.png"
    expect(desk.field("picture.file")).to_contain_text(name)
    expect(desk.field("picture.file").locator("img[src^='blob:']")).to_be_visible()
    desk.save()
    commit = desk.github.commits[-1]
    assert commit.additions.keys() == {file, f"docs/assets/{name}"}
    assert commit.additions[f"docs/assets/{name}"] == new
    assert lines(desk.github.files[file], commit.additions[file]) == [
        "-   file: lamps-under-ice-path.png",
        f"+   file: {name}",
    ]


def test_nothing_is_lost_without_a_network(desk: Desk) -> None:
    before = len(desk.github.commits)
    desk.open("#/collections/outcomes/entries/lantern-training")
    desk.value("title.de").fill(NEW)
    desk.github.reachable = False
    desk.page.get_by_role("button", name="Save", exact=True).click()
    expect(desk.page.get_by_text("There was an error while saving the entry.")).to_be_visible()
    desk.github.reachable = True
    desk.page.get_by_role("button", name="OK").click()
    assert desk.value("title.de").input_value() == NEW
    assert len(desk.github.commits) == before
    desk.save()
    assert len(desk.github.commits) == before + 1


def test_what_somebody_else_has_changed_is_told(desk: Desk) -> None:
    before, main = len(desk.github.commits), desk.github.branches["main"]
    file = "data/outcomes/river-handbook.yml"
    desk.open("#/collections/outcomes/entries/river-handbook")
    desk.value("title.de").fill(NEW)
    main.files[file] = main.files[file].replace(b"title:\n  en: ", b"title:\n  en: All of ")
    main.head = "f" * 40
    desk.page.get_by_role("button", name="Save", exact=True).click()
    expect(desk.page.get_by_text("Entry Changed by Someone Else")).to_be_visible()
    desk.page.get_by_role("button", name="Cancel").last.click()
    assert len(desk.github.commits) == before


def test_records_are_written_as_amend_writes_them(desk: Desk, example: Path) -> None:
    """Each text of the example in German, in five ways, and each file begun anew."""
    jobs, wanted = [], []
    new_texts = ("Neu", 'Zeile: "so"', "Wort " * 30 + "Ende", "Eins\n\nZwei # drei", "2018")
    for path in sorted((example / "data").glob("[!w]*/*.yml")):
        text = path.read_text("utf-8")
        places = [keys for keys, _ in sheet_of(text, "").texts if keys[-1] in ("en", "de")]
        for keys in {(*keys[:-1], "de"): None for keys in places}:
            for new in new_texts:
                try:
                    wanted.append(amend(text, {keys: new}, ("en", "de", "cs")))
                except CannotAmend:
                    continue
                jobs.append([text, keys, new])
    desk.page.goto(f"{EXAMPLE_URL}admin/records.mjs")
    found = desk.page.evaluate(_WRITE, jobs)
    assert len(jobs) > 300
    assert [one for one, _ in found] == wanted
    for (text, *_), (_, begun) in zip(jobs, found, strict=True):
        assert sheet_of(begun, "").value == sheet_of(text, "").value
        assert canonical(begun) == begun


def test_comments_stay_wherever_they_stand(desk):
    text = (
        "id: a\n# why this date\ndate: 2019-04-09\ntitle:\n# - to do\n  en: Hello\n  de: Hallo\n"
        "sources:\n      # the first\n  - url: https://example.org/a\n"
    )
    desk.page.goto(f"{EXAMPLE_URL}admin/records.mjs")
    jobs = [(text, ["title", "en"], "Hi"), (text, ["sources", 0, "url"], "https://example.org/b")]
    found = [one for one, _ in desk.page.evaluate(_WRITE, jobs)]
    assert found == [text.replace("Hello", "Hi"), text.replace("org/a", "org/b")]


_WRITE = """async (jobs) => {
  const { amended, begun, parse } = await import("./records.mjs");
  return jobs.map(([text, keys, value]) => {
    const record = parse(text);
    const holder = keys.slice(0, -1).reduce((inner, key) => inner[key], record);
    const anew = begun(record);
    holder[keys.at(-1)] = value;
    return [amended(text.trim(), record), anew];
  });
}"""
