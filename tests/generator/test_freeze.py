"""The end of a project: one archive, judged by programs that are not ours, with the network off."""

from __future__ import annotations

import csv
import errno
import gzip
import hashlib
import json
import re
import shutil
import tempfile
import warnings
import zipfile
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from unicodedata import normalize

import jsonschema
import pytest
import yaml
from frictionless import Package
from warcio.archiveiterator import ArchiveIterator

import chromium
from conftest import EXAMPLE_URL, ROOT, edit
from projectsite.__main__ import main
from projectsite.files.media_types import media_type_of
from projectsite.files.state.history import history, last_release
from projectsite.freeze.packing import zipped
from projectsite.freeze.proofs import BOXES, one_of_each_kind, take_proofs
from projectsite.freeze.reduced import _still_named, copied, copy_sources
from projectsite.freeze.wacz import sort_key
from projectsite.page.chrome import release_link
from projectsite.problems import ProblemsFound
from projectsite.site import load_site
from projectsite.words.text import Words
from test_workflow import commit, git
from visit import LOCALES

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # it asks for pkg_resources
    import bagit

DAY = datetime(2023, 11, 14, tzinfo=UTC)
STAYS, GOES = "ines-lumares", "aino-hehkula"


def freeze(project: Path, folder: Path, *options: str) -> int:
    with pytest.MonkeyPatch.context() as patched:
        for name, value in (("SITE_URL", EXAMPLE_URL), ("SOURCE_DATE_EPOCH", "1700000000")):
            patched.setenv(name, value)
        given = ["--root", str(project), "--output", str(folder), "--no-pictures", *options]
        return main(["freeze", *given])


@pytest.fixture(scope="module")
def project(polyglot, tmp_path_factory) -> Path:
    """The example in five languages; one of its contacts has agreed to stay."""
    copy = Path(shutil.copytree(polyglot, tmp_path_factory.mktemp("end") / "riverlight"))
    contact = f"data/contacts/{STAYS}.yml"
    edit(copy, contact, "shown_until:", "in_archive: yes\nshown_until:")
    # News of a person who has not, and a link to her.
    edit(copy, "data/news/handbook-in-print.yml", "author: sigrun-lysvarde", f"author: {GOES}")
    page = copy / "docs/en/contact.md"
    page.write_text(f"{page.read_text('utf-8')}\n[Trials](contact.md#contact-{GOES})\n", "utf-8")
    return copy


@pytest.fixture(scope="module")
def archive(project, tmp_path_factory) -> Path:
    """The archive, as a .zip file."""
    folder = tmp_path_factory.mktemp("frozen")
    (folder / "sbom.json").write_text("{}\n")
    assert freeze(project, folder, "--release", "v1.0", "--sbom", str(folder / "sbom.json")) == 0
    return folder / "riverlight-v1.0.zip"


@pytest.fixture(scope="module")
def bag(archive, tmp_path_factory) -> Path:
    """The archive, unpacked."""
    folder = tmp_path_factory.mktemp("bag")
    with zipfile.ZipFile(archive) as packed:
        packed.extractall(folder)
    return folder / "riverlight-v1.0"


def test_two_archives_of_one_project_are_the_same_byte_for_byte(project, archive, tmp_path):
    (tmp_path / "sbom.json").write_text("{}\n")
    sbom = str(tmp_path / "sbom.json")
    assert freeze(project, tmp_path, "--release", "v1.0", "--sbom", sbom) == 0
    assert (tmp_path / archive.name).read_bytes() == archive.read_bytes()


def test_a_changed_byte_is_found(bag, tmp_path):
    assert bagit.Bag(str(bag)).validate(processes=1)
    other = Path(shutil.copytree(bag, tmp_path / "other"))
    page = other / "data/site/index.html"
    content = bytearray(page.read_bytes())
    content[100] ^= 1
    page.write_bytes(content)
    with pytest.raises(bagit.BagValidationError, match=r"site/index\.html"):
        bagit.Bag(str(other)).validate(processes=1)


def test_the_web_archive_holds_each_file_at_its_address(bag, tmp_path):
    with zipfile.ZipFile(bag / "data/site.wacz") as packed:
        packed.extractall(tmp_path)
        assert {entry.compress_type for entry in packed.infolist()} == {zipfile.ZIP_STORED}
    package = Package(str(tmp_path / "datapackage.json"))
    assert package.custom["wacz_version"] == "1.1.1"
    for resource in package.resources:
        content = (tmp_path / resource.path).read_bytes()
        assert resource.hash == f"sha256:{hashlib.sha256(content).hexdigest()}"
    warc = (tmp_path / "archive/data.warc.gz").read_bytes()
    lines = gzip.decompress((tmp_path / "indexes/index.cdx.gz").read_bytes()).decode().splitlines()
    assert lines == sorted(lines)
    found = {}
    for line in lines:
        key, when, told = line.split(" ", 2)
        entry = json.loads(told)
        assert (key, when) == (sort_key(entry["url"]), "20231114221320")
        part = warc[int(entry["offset"]) :][: int(entry["length"])]
        record = next(iter(ArchiveIterator(BytesIO(part), check_digests="raise")))
        assert record.rec_headers["WARC-Target-URI"] == entry["url"]
        found[entry["url"]] = record.content_type, record.content_stream().read()
    assert len(found) == len(lines)
    home = found[EXAMPLE_URL][1].decode()
    assert "outcomes/index.html" not in home  # as it is served, and not as from a disk
    assert b"<html" in found[f"{EXAMPLE_URL}outcomes/"][1]
    assert found[f"{EXAMPLE_URL}cs/outcomes/"][0] == "text/html; charset=utf-8"
    pages = (tmp_path / "pages/pages.jsonl").read_text("utf-8").splitlines()[1:]
    assert {json.loads(line)["url"] for line in pages} == {u for u in found if u.endswith("/")}


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://example.org/", "org,example)/"),
        ("https://www.example.org/Site/de/", "org,example)/site/de"),
        ("https://example.org:8443/a.css", "org,example:8443)/a.css"),
    ],
)
def test_addresses_are_sorted_as_other_programs_sort_them(url, key):
    assert sort_key(url) == key


def test_what_is_written_has_a_media_type(bag):
    unknown = {
        path.suffix
        for path in (bag / "data/site").rglob("*.*")
        if media_type_of(path.name) == "application/octet-stream"
    }
    assert unknown == set()


def test_it_opens_from_a_disk_without_a_network(bag, browser):
    """Search, filters, languages and links, in each language; nothing is refused or fails."""
    context, said = browser.new_context(offline=True, locale="en-GB"), []
    page = context.new_page()
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("requestfailed", lambda request: said.append(f"{request.failure} {request.url}"))
    site = (bag / "data/site").as_uri()
    page.goto(f"{site}/outcomes/index.html")
    for locale in LOCALES:
        if locale != LOCALES[0]:
            page.locator(".project-languages summary").click()
            page.locator(f'.project-languages a[hreflang="{locale}"]').click()
            page.wait_for_url(re.compile(rf"/{locale}/outcomes/index\.html\?"))
        else:
            page.locator('[data-browse-form] input[name="group"]').first.check()
        assert page.locator("html").get_attribute("lang") == locale
        # The filter has come with the reader.
        assert page.locator("[data-browse-chips] li").count() == 1
        shown = page.locator("[data-browse-group] li:visible").count()
        assert 0 < shown < page.locator("[data-browse-form]").count() * 21
        assert "v1.0" in page.locator(".project-archived").inner_text()
    page.locator("[data-search-open]").click()
    page.keyboard.type("2020")
    first = page.locator("[data-search-results] a").first
    first.wait_for()
    first.click()
    page.wait_for_url(re.compile(rf"/{LOCALES[-1]}/.*index\.html"))
    page.goto(f"{site}/index.html")
    page.locator(".project-pages a").last.click()
    page.wait_for_url(f"{site}/contact/index.html")
    # What the browser gives up because the reader goes on is no fault of the site.
    assert [words for words in said if not words.startswith("net::ERR_ABORTED")] == []
    context.close()


def test_the_banner_is_printed(bag, browser):
    page = browser.new_page()
    page.emulate_media(media="print")
    page.goto((bag / "data/site/contact/index.html").as_uri())
    assert page.locator(".project-archived").is_visible()
    page.close()


def test_who_has_not_agreed_is_reduced_to_role_and_cluster(bag, project):
    gone = yaml.safe_load((project / f"data/contacts/{GOES}.yml").read_text("utf-8"))
    kept = yaml.safe_load((bag / "data/source/data/contacts/hohdelampo-contact.yml").read_text())
    assert (kept["name"], kept["role"]) == ("Hohdelampo Ring", gone["role"])
    named = [
        path.relative_to(bag / "data").as_posix()
        for path in (bag / "data").rglob("*")
        if path.is_file() and re.search(rb"aino[-.]hehkula", path.read_bytes(), re.IGNORECASE)
    ]
    assert named == []
    contacts = (bag / "data/site/de/contact/index.html").read_text("utf-8")
    assert gone["role"]["de"] in contacts
    assert "Inês Lumares" in contacts
    assert "withheld" not in contacts
    assert gone["email"] not in contacts
    news = (bag / "data/site/news/handbook-in-print/index.html").read_text("utf-8")
    assert "Hohdelampo Ring" in news
    assert "Aino Hehkula" not in news


def test_a_copy_passes_the_check_however_people_are_linked(example_copy, tmp_path):
    """Ids that begin alike, links of records, percent signs; and a project file as JSON."""
    contacts = example_copy / "data/contacts"
    other = (contacts / f"{GOES}.yml").read_text("utf-8").replace(f"id: {GOES}", f"id: {GOES}-ii")
    (contacts / f"{GOES}-ii.yml").write_text(f"{other.rstrip()}\nin_archive: yes\n", "utf-8")
    page = example_copy / "docs/en/project.md"
    links = f"[a](contact.md#contact-{GOES}-ii), [b](contact.md#contact%2D{GOES})"
    page.write_text(f"{page.read_text('utf-8')}\n{links}\n", "utf-8")
    told = f"text:\n  en: '[Ask]({EXAMPLE_URL}contact/#contact-{GOES}).'\n"
    with (example_copy / "data/outcomes/lamp-loan.yml").open("a", encoding="utf-8") as file:
        file.write(told)
    facts = example_copy / "data/project.yml"
    value = yaml.load(facts.read_bytes(), yaml.CBaseLoader)  # noqa: S506
    facts.write_text(json.dumps(value, indent=2), "utf-8")
    load_site(example_copy)
    (top := tmp_path / "copy").mkdir()
    copy, *_ = copied(example_copy, top, DAY.date(), "")
    project = load_site(copy).project
    assert f"{GOES}-ii" in project.contacts
    assert GOES not in project.contacts
    assert project.facts.archive


def test_drafts_and_their_pictures_are_left_out(bag, archive):
    named = [
        path.relative_to(bag).as_posix()
        for path in bag.rglob("*")
        if path.is_file() and b"ice-goes-out" in path.name.encode() + path.read_bytes()
    ]
    assert named == []
    with zipfile.ZipFile(archive) as packed:
        assert not any("ice-goes-out" in name for name in packed.namelist())


@pytest.mark.parametrize("shown", [False, True])
def test_a_project_without_its_drafts_passes_the_check(example_copy, tmp_path, shown):
    """Also where no other news are left; a picture that is shown elsewhere stays."""
    news = example_copy / "data/news"
    for path in news.glob("*.yml"):
        if path.stem != "ice-goes-out":
            path.unlink()
    url = "https://drafts.example.org/"
    with (news / "ice-goes-out.yml").open("a", encoding="utf-8") as file:
        file.write(f"sources:\n  - url: {url}\n")
    (example_copy / "data/evidence.txt").write_text(f"visited 2021-02\n{url} there\n")
    edit(example_copy, "data/news/ice-goes-out.yml", "en: The ice", "de: Das Eis\n  en: The ice")
    line = "de data/news/ice-goes-out.yml title.de 3d012d67 7033b90f\n"
    (example_copy / "data/translations.txt").write_text(line)
    if shown:
        page = example_copy / "docs/en/project.md"
        picture = "![A turbine](../assets/ice-goes-out-turbine.png)"
        page.write_text(f"{page.read_text('utf-8')}\n{picture}\n", "utf-8")
    (top := tmp_path / "copy").mkdir()
    copy, _, left_out = copied(example_copy, top, DAY.date(), "")
    picture = "docs/assets/ice-goes-out-turbine.png"
    assert left_out == ["data/news/ice-goes-out.yml", *([] if shown else [picture])]
    assert load_site(copy).project.news == {}
    assert (copy / picture).exists() == shown
    assert "ice-goes-out" not in (copy / "data/translations.txt").read_text("utf-8")
    assert url not in (copy / "data/evidence.txt").read_text("utf-8")


def test_pages_about_people_who_have_not_agreed_are_forgotten(example_copy, tmp_path):
    url = "https://www.hohdelampo.example.com/people/aino/"
    with (example_copy / "data/contacts/aino-hehkula.yml").open("a", encoding="utf-8") as file:
        file.write(f"  - url: {url}\n")
    (example_copy / "data/evidence.txt").write_text(f"visited 2021-02\n{url} there\n")
    (top := tmp_path / "copy").mkdir()
    copy, _, _ = copied(example_copy, top, DAY.date(), "")
    assert url not in (copy / "data/evidence.txt").read_text("utf-8")


def test_it_is_told_where_somebody_is_still_named(project, tmp_path):
    (top := tmp_path / "copy").mkdir()
    copy, named, _ = copied(project, top, DAY.date(), "")
    places = {problem.file: problem.line for problem in named}
    line = places["data/outcomes/river-handbook.yml"]
    lines = (copy / "data/outcomes/river-handbook.yml").read_text("utf-8").splitlines()
    assert "Aino" in lines[line - 1]
    assert all("contacts" not in file for file in places)


SPELLED = (
    "Hehkula, Aino",
    "AINO\n  HEHKULA",
    "aino hehkulan",
    "Zo\u00eb R\u00edo",
    "R\u00cdO, Zo\u00eb",
)


@pytest.mark.parametrize("written", SPELLED)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_name_is_found_however_it_is_written(tmp_path, written, form):
    (tmp_path / "data").mkdir()
    (tmp_path / "data/a.yml").write_text(f"\ntext: |\n  {normalize(form, written)}\n", "utf-8")
    (problem,) = _still_named(tmp_path, ["Aino Hehkula", "Zoe\u0308 Ri\u0301o", "Aino"])
    assert (problem.file, problem.line, problem.code) == ("data/a.yml", 3, "still-named")
    assert problem.message.startswith(("Aino Hehkula has", "Zoe\u0308 Ri\u0301o has"))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda root: edit(root, "data/project.yml", "acronym: ", "acronym: ["), "project.yml"),
        (lambda root: (root / "docs/de/contact.md").write_bytes(b"\xff"), "docs/de/contact.md"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_frozen(project, tmp_path, capsys, change, said):
    broken = Path(shutil.copytree(project, tmp_path / "broken"))
    change(broken)
    assert freeze(broken, tmp_path / "frozen") == 1
    told = capsys.readouterr().out
    assert said in told
    assert "Nothing was frozen." in told
    assert not (tmp_path / "frozen").exists()


def test_what_cannot_be_read_or_written_is_a_sentence(project, tmp_path, capsys):
    (tmp_path / "file").write_text("")
    assert freeze(project, tmp_path, "--sbom", str(tmp_path / "none")) == 1
    assert "none: it cannot be read or written: No such file" in capsys.readouterr().out
    assert freeze(project, tmp_path / "file") == 1
    assert "file: it cannot be read or written: " in capsys.readouterr().out


FULL = OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize(
    ("step", "error", "place"),
    [
        ("copied", FULL, "{temporary}/projectsite-"),
        ("copied", OSError(errno.ENOSPC, "No space", "a.yml", None, "b.yml"), "b.yml:"),
        ("zipped", FULL, "{output}:"),
        ("tempfile.TemporaryDirectory", FULL, "temporary files:"),
    ],
)
def test_where_there_is_no_room_is_told(example, tmp_path, capsys, monkeypatch, step, error, place):
    def full(*_, **__):
        raise error

    if step == "zipped":
        made = tmp_path / "bag", DAY
        monkeypatch.setattr("projectsite.freeze.commands._frozen", lambda *_: made)
    monkeypatch.setattr(f"projectsite.freeze.commands.{step}", full)
    assert freeze(example, tmp_path / "out") == 1
    told = capsys.readouterr().out
    names = {"temporary": tempfile.gettempdir(), "output": tmp_path / "out"}
    assert told.startswith(place.format(**names))
    assert ": it cannot be read or written: No space" in told


def test_a_frozen_copy_is_not_frozen_again(bag, tmp_path, capsys):
    assert freeze(bag / "data/source", tmp_path) == 1
    assert "already" in capsys.readouterr().out
    assert main(["freeze", "--root", str(tmp_path), "--release", "a b"]) == 1


def test_the_papers_are_what_others_take(bag):
    schema = json.loads((ROOT / "tests/vendor/cff-1.2.0.json").read_text("utf-8"))
    # Its dates are texts: YAML's own would be none.
    told = yaml.load((bag / "data/CITATION.cff").read_text("utf-8"), yaml.BaseLoader)  # noqa: S506
    jsonschema.validate(told, schema, format_checker=jsonschema.FormatChecker())
    zenodo = json.loads((bag / "data/.zenodo.json").read_text("utf-8"))
    assert zenodo["publication_date"] == told["date-released"] == f"{DAY:%Y-%m-%d}"
    assert zenodo["version"] == told["version"] == "v1.0"
    assert {path.name for path in (bag / "data/licences").iterdir()} >= {
        "figtree.txt",
        "material-for-mkdocs.txt",
    }
    read_me = (bag / "data/README.txt").read_text("utf-8")
    for path in (bag / "data").iterdir():
        assert path.name == "README.txt" or path.name in read_me


def test_one_page_of_each_kind_is_pictured():
    paths = ("", "contact/", "outcomes/", "outcomes/b/", "outcomes/a/", "outcomes/list/2/")
    shown = ["", "contact/", "outcomes/", "outcomes/a/", "outcomes/list/2/"]
    assert list(one_of_each_kind(paths)) == shown


def test_emblem_and_sentence_are_measured_on_the_picture(bag, browser, tmp_path):
    # The one that the fixture has started is there: no test of this is left out.
    program = chromium.program() or browser.browser_type.executable_path
    site = Path(shutil.copytree(bag / "data/site", tmp_path / "site"))
    take_proofs(site, ["contact/"], tmp_path / "pictures", DAY, program)
    assert (tmp_path / "pictures/contact.png").read_bytes().startswith(b"\x89PNG")
    with (tmp_path / "pictures" / BOXES).open(encoding="utf-8", newline="") as file:
        emblem, sentence = csv.DictReader(file)
    assert (emblem["page"], emblem["picture"], emblem["what"]) == (
        "/contact/",
        "contact.png",
        "emblem",
    )
    # The emblem is three by two, and the foot of the page is on the picture.
    assert float(emblem["width"]) * 2 == float(emblem["height"]) * 3
    assert float(emblem["y"]) + float(emblem["height"]) < float(emblem["page_height"])
    assert sentence["text"].startswith("Funded by the European Union")


def test_dates_in_the_archive_are_those_of_commits(example, tmp_path):
    """The copy has the history of the project, which may lie in a folder of its repository."""
    root = Path(shutil.copytree(example, tmp_path / "repository/site"))
    git(tmp_path / "repository", "init", "--quiet")
    commit(tmp_path / "repository", "Begin")
    (top := tmp_path / "copy").mkdir()
    copy, *_ = copied(root, top, DAY.date(), "")
    assert copy == top / "site"
    assert history(copy, "data") == history(root, "data") != ()
    assert git(tmp_path / "repository", "status", "--porcelain") == ""


def test_every_page_names_the_last_release(example, tmp_path):
    root = Path(shutil.copytree(example, tmp_path / "project"))
    assert last_release(root) == ""
    git(root, "init", "--quiet")
    commit(root, "Begin")
    assert last_release(root) == ""
    for name in ("v0.9", "other"):
        git(root, "tag", name)
    (root / "data/words/note.txt").write_text("later")
    commit(root, "Go on")
    assert last_release(root) == "v0.9"
    (root / "data/words/note.txt").unlink()
    site = load_site(root, EXAMPLE_URL, "https://example.org/source", release=last_release(root))
    setting = site.setting("de", "de/contact/")
    assert release_link(setting) == (
        Words("Version v0.9", "de", "de"),
        "https://example.org/source/releases/tag/v0.9",
        None,
    )


def test_an_archive_that_cannot_be_written_leaves_the_last_one(tmp_path):
    (tmp_path / "a").write_text("whole")
    archive, moment = tmp_path / "archive.zip", datetime(2026, 1, 1, tzinfo=UTC)
    zipped(archive, [("a", tmp_path / "a")], moment)
    before = archive.read_bytes()
    with pytest.raises(FileNotFoundError):
        zipped(archive, [("a", tmp_path / "a"), ("b", tmp_path / "gone")], moment)
    assert archive.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "archive.zip"]


@pytest.mark.parametrize(
    ("place", "target"),
    [
        ("hooks", ""),
        ("hooks/projectsite", ""),
        ("hooks/more.py", "secret.txt"),
        ("LICENSE", "secret.txt"),
    ],
)
def test_an_archive_takes_nothing_through_a_link(tmp_path, place, target):
    root, others = tmp_path / "project", tmp_path / "others"
    others.mkdir()
    (others / "secret.txt").write_text("theirs")
    (root / place).parent.mkdir(parents=True)
    (root / place).symlink_to(others / target)
    with pytest.raises(ProblemsFound, match=f"^{place}: a link in the place of a file"):
        copy_sources(root, tmp_path / "copy")
    assert not (tmp_path / "copy").exists()


@pytest.mark.parametrize("name", ["archive.zip", "archive.zip.part"])
@pytest.mark.parametrize("link", [Path.symlink_to, Path.hardlink_to])
def test_an_archive_is_not_written_through_a_link(tmp_path, name, link):
    (tmp_path / "a").write_text("a")
    (tmp_path / "others").write_text("theirs")
    link(tmp_path / name, tmp_path / "others")
    zipped(tmp_path / "archive.zip", [("a", tmp_path / "a")], DAY)
    assert (tmp_path / "others").read_text() == "theirs"
    assert zipfile.ZipFile(tmp_path / "archive.zip").namelist() == ["a"]
