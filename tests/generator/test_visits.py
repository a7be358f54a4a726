"""Visits of the sources, in a web of this machine: what each answer comes to, and what is kept."""

from __future__ import annotations

import gzip
import json
import re
import socket
import ssl
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from hashlib import sha256
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from pydantic import BaseModel

from conftest import ROOT, edit
from projectsite.facts.folders import KINDS
from projectsite.facts.loading import load_project
from projectsite.facts.model import models_in
from projectsite.facts.schema import MODELS
from projectsite.facts.visits import Found, Visit, Visits, read_visits
from projectsite.files.layout import EVIDENCE
from projectsite.review.notes import site_notes
from projectsite.site import load_site
from projectsite.visits import guard
from projectsite.visits.archive import archived_copy
from projectsite.visits.client import Client
from projectsite.visits.commands import evidence_command
from projectsite.visits.guard import is_public
from projectsite.visits.journey import visit
from projectsite.visits.named import named
from projectsite.visits.rules import Rules
from web import HERE, Answer, Web, data, in_turn, leads_to, page, raw, slow, status

OF_THE_SYSTEM = socket.getaddrinfo
QUICK = Rules(
    lambda address: address == ip_address(HERE),
    "tests (+https://example.org/)",
    seconds=1.5,
    pause_of_server=1,
    bytes=100_000,
    steps=4,
    rest=0,
    archive="http://archive.example.org/available",
)


@pytest.fixture(scope="module")
def one_web(tmp_path_factory):
    with Web(tmp_path_factory.mktemp("web")) as web, pytest.MonkeyPatch.context() as patched:
        patched.setattr(guard.socket, "getaddrinfo", lambda *a, **k: web.getaddrinfo(*a, **k))
        yield web


@pytest.fixture
def web(one_web):
    """With no pages yet."""
    for kept in (one_web.pages, one_web.hosts, one_web.asked, one_web.agents):
        kept.clear()
    one_web.most_at_once.clear()
    return one_web


@pytest.fixture
def rules(web):
    """That trust the certificate of the web."""
    return replace(QUICK, trust=ssl.create_default_context(cafile=web.certificate))


OK = b"HTTP/1.1 200 OK\r\n"
ANSWERS = {
    "a page": (page("Lamps"), Found.THERE, ""),
    "404": (status(404), Found.GONE, "its server knows no such page (404)"),
    "410": (status(410), Found.GONE, "its server knows no such page (410)"),
    "403": (status(403), Found.REFUSED, "its server lets no program in (403)"),
    "a number of its own": (status(999), Found.REFUSED, "its server lets no program in (999)"),
    "500": (status(500), Found.UNREACHABLE, "its server fails (500)"),
    "301 to nowhere": (
        status(301),
        Found.UNREACHABLE,
        "its server leads on, and does not say where (301)",
    ),
    "a chain": (leads_to("/one"), Found.THERE, ""),
    "the front page": (
        leads_to("http://b.example.org/"),
        Found.ELSEWHERE,
        "it leads to the front page of b.example.org",
    ),
    "a loop": (leads_to("/plan"), Found.ASTRAY, "it leads in a circle"),
    "a loop of two": (leads_to("/back"), Found.ASTRAY, "it leads in a circle"),
    "a loop with a cookie": (
        leads_to("/plan", Set_Cookie="seen=1"),
        Found.REFUSED,
        "it asks for cookies",
    ),
    "a chain without end": (leads_to("/1"), Found.ASTRAY, "it leads on more than 4 times"),
    "a file of the machine": (
        leads_to("file:///etc/passwd"),
        Found.ASTRAY,
        "it leads to what is no page of the web",
    ),
    "a script": (
        leads_to("javascript:alert(1)"),
        Found.ASTRAY,
        "it leads to what is no page of the web",
    ),
    "a name and a password": (
        leads_to("http://me:secret@b.example.org/"),
        Found.ASTRAY,
        "it leads to what is no page of the web",
    ),
    "no address": (leads_to("http://[oops/"), Found.ASTRAY, "it leads to what is no address"),
    "a private network": (
        leads_to("http://10.0.0.1/"),
        Found.ASTRAY,
        "it leads into a private network",
    ),
    "the services of a cloud": (
        leads_to("http://169.254.169.254/latest/meta-data/"),
        Found.ASTRAY,
        "it leads into a private network",
    ),
    "this machine by another number": (
        leads_to("http://2130706434/"),
        Found.ASTRAY,
        "it leads into a private network",
    ),
    "this machine in IPv6": (
        leads_to("http://[::1]/"),
        Found.ASTRAY,
        "it leads into a private network",
    ),
    "no server": (
        leads_to("http://nobody.example.org/"),
        Found.UNREACHABLE,
        "no server has the name of its host",
    ),
    "a closed port": (
        leads_to("http://b.example.org:9/"),
        Found.UNREACHABLE,
        "its server refuses the connection",
    ),
    "silence": (raw(b"", pause=3), Found.UNREACHABLE, "its server does not answer in time"),
    "a head without end": (
        raw(b"HTTP/1.1 200 OK\r\n", *[b"X: 1\r\n"] * 40, pause=0.1),
        Found.UNREACHABLE,
        "its server does not answer in time",
    ),
    "a byte now and then": (
        raw(OK + b"Content-Length: 90\r\n\r\n", *[b"x"] * 40, pause=0.1),
        Found.THERE,
        "too slow to be read to its end",
    ),
    "less than promised": (
        raw(OK + b"Content-Length: 90\r\n\r\nshort"),
        Found.UNREACHABLE,
        "its answer breaks off",
    ),
    "a chunk of less than nothing": (
        raw(OK + b"Transfer-Encoding: chunked\r\n\r\n-5\r\nxx"),
        Found.UNREACHABLE,
        "its answer breaks off",
    ),
    "no HTTP": (raw(b"SSH-2.0-server\r\n"), Found.UNREACHABLE, "its answer breaks off"),
    "a head of a megabyte": (
        raw(OK + b"X: " + b"x" * 1_000_000 + b"\r\n\r\n"),
        Found.UNREACHABLE,
        "its answer breaks off",
    ),
    "a huge file": (data(bytes(100_001)), Found.THERE, "larger than 0 MB"),
    "a bomb": (
        raw(OK + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(bytes(9_000_000))),
        Found.THERE,
        "larger than 0 MB",
    ),
}


@pytest.mark.parametrize("name", ANSWERS)
def test_each_answer_comes_to_a_state_in_words(web, rules, name):
    answer, found, why = ANSWERS[name]
    web.hosts |= {"nobody.example.org": "", "10.0.0.1": "10.0.0.1", "::1": "::1"}
    web.hosts |= {"169.254.169.254": "169.254.169.254", "2130706434": "127.0.0.2"}
    web.pages |= {
        "a.example.org/plan": answer,
        "a.example.org/one": leads_to("https://b.example.org/two", 308),
        "b.example.org/two": page("Lamps"),
        "b.example.org/": page("Welcome"),
        "a.example.org/back": leads_to("/plan"),
        **{f"a.example.org/{n}": leads_to(f"/{n + 1}") for n in range(1, 9)},
    }
    told = visit(Client(rules), "http://a.example.org/plan")
    assert (told.found, told.why) == (found, why)
    assert not told.silent
    if name == "a chain":
        assert told.final == "https://b.example.org/two"
    read_whole = found is Found.THERE and not why
    assert bool(told.sha256) == read_whole


def test_a_page_that_is_very_long_is_compared_as_it_is(web, rules):
    """And not read: one of nothing but attributes would take a minute."""
    content = b"<p " + b" ".join(b"a%d=1" % number for number in range(70_000)) + b">x"
    web.pages["a.example.org/plan"] = data(content, "text/html")
    told = visit(Client(replace(rules, bytes=1_000_000)), "http://a.example.org/plan")
    assert (told.found, told.sha256) == (Found.THERE, sha256(content).hexdigest())


HOSTILE = [
    *("http://", "http:///", "//", "http://a..example.org/", "http://.example.org/", "http://*/"),
    *("http://a.example.org:99999/", "http://a.example.org:0/", "http://a.example.org:x/"),
    *("http://[::1", "http://[fe80::1%25eth0]/", "http://" + "a" * 300 + ".example.org/"),
    *("http://ä.example.org/ü?ö=é", "http://xn--.example.org/", "http://\u202eevil.example.org/"),
    *("http://a.example.org\\@10.0.0.1/", "http://a.example.org#@10.0.0.1/", "?" * 9000),
    *("http://a.example.org/\x1b[31m", "http://a.example.org/%00", "\x00", "http://%31%30.0.0.1/"),
    *(
        "data:text/html,x",
        "ftp://a.example.org/",
        "gopher://10.0.0.1:6379/_FLUSHALL",
        "http:10.0.0.1",
    ),
]


@pytest.mark.parametrize("target", HOSTILE)
def test_a_hostile_redirect_ends_in_a_state_and_a_line(web, rules, target, tmp_path):
    head = b"HTTP/1.1 301 Moved\r\nLocation: " + target.encode() + b"\r\n\r\n"
    web.pages["a.example.org/plan"] = raw(head)
    told = visit(Client(rules), "http://a.example.org/plan")
    assert told.found in Found
    kept = Visit("http://a.example.org/plan", told.found, told.final, told.sha256)
    (tmp_path / "data").mkdir()
    (tmp_path / EVIDENCE).write_text(Visits("2026-05", {kept.address: kept}).text(), "utf-8")
    assert read_visits(tmp_path).pages == {kept.address: kept}


def test_a_bad_certificate_is_not_safe(web, rules):
    web.pages |= {f"{host}/": page("Lamps") for host in ("a.example.org", "b.a.example.org")}
    assert visit(Client(rules), "https://a.example.org/").found is Found.THERE
    wrong_name = visit(Client(rules), "https://b.a.example.org/")
    of_nobody = visit(Client(QUICK), "https://a.example.org/")
    for told in (wrong_name, of_nobody):
        assert (told.found, told.why) == (Found.UNSAFE, "its certificate is not valid")


def test_only_public_addresses_may_be_visited():
    private = (
        *("127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "::"),
        *("100.64.0.1", "224.0.0.1", "255.255.255.255", "198.18.0.1", "168.63.129.16"),
        *("0.1.2.3", "::1", "fe80::1", "fc00::1", "fec0::1", "ff02::1", "::ffff:127.0.0.1"),
        *("64:ff9b::7f00:1", "2002:7f00:1::", "2001:0:0:0:0:0:80ff:fffe", "fe80::1%eth0"),
    )
    public = ("93.184.215.14", "8.8.8.8", "2606:2800:21f:cb07::1", "64:ff9b::808:808")
    assert [one for one in private if is_public(ip_address(one))] == []
    assert [one for one in public if not is_public(ip_address(one))] == []


@pytest.mark.parametrize("host", ["127.0.0.1", "2130706433", "0x7f.1", "[::ffff:7f00:1]"])
def test_no_number_of_this_machine_is_visited(monkeypatch, web, host):
    """By the names that the system itself knows."""
    port = web.getaddrinfo("a.example.org", 80)[0][4][1]
    monkeypatch.setattr(guard.socket, "getaddrinfo", OF_THE_SYSTEM)
    told = visit(Client(replace(QUICK, may_visit=is_public)), f"http://{host}:{port}/")
    assert (told.found, told.silent) == (Found.ASTRAY, True)
    assert web.asked == []


# What a page is known by.


def known_by(web, rules, answer) -> str:
    web.pages["a.example.org/plan"] = answer
    return visit(Client(rules), "http://a.example.org/plan").sha256


def test_of_a_page_its_text_counts_and_of_a_file_its_bytes(web, rules):
    html = "text/html"
    plain = known_by(web, rules, data(b"<title>Plan</title><p>Ten  lamps", html))
    marks = b"<title>Plan</title><script>1</script><style>p{}</style><!-- 2 --><p id=3>Ten\nlamps"
    assert known_by(web, rules, data(marks, html)) == plain
    assert known_by(web, rules, data(b"<title>Plan</title><p>Six lamps", html)) != plain
    assert known_by(web, rules, data(b"", html)) == sha256(b"").hexdigest()
    file = b"%PDF-1.7 <p>Ten lamps"
    assert known_by(web, rules, data(file)) == sha256(file).hexdigest()


def test_a_page_that_is_other_each_time_is_found_out_at_once(web, rules):
    web.pages["a.example.org/plan"] = in_turn(*(page(str(number)) for number in range(9)))
    assert visit(Client(rules), "http://a.example.org/plan").varies
    web.pages["a.example.org/plan"] = page("Lamps")
    first = visit(Client(rules), "http://a.example.org/plan")
    assert not first.varies
    web.asked.clear()
    visit(Client(rules), "http://a.example.org/plan", first.sha256)
    assert len(web.asked) == 1


def test_the_address_for_good_is_that_before_a_redirect_for_now(web, rules):
    web.pages |= {
        "a.example.org/plan": leads_to("http://b.example.org/plan#top"),
        "b.example.org/plan": leads_to("/plan?session=1", 302),
    }
    web.pages["b.example.org/plan"] = in_turn(leads_to("/plan/now?session=1", 302), page("Lamps"))
    web.pages["b.example.org/plan/now"] = page("Lamps")
    told = visit(Client(rules), "http://a.example.org/plan")
    assert (told.found, told.final) == (Found.THERE, "http://b.example.org/plan")


# All pages of a project.


def serve(web: Web, project: Path) -> None:
    """Every page that the example names is there."""
    web.hosts["doi.org"] = HERE
    for address in named(load_project(project)):
        parts = urlsplit(address)
        web.pages[f"{parts.netloc}{parts.path or '/'}"] = page("Lamps")


def run(project: Path, rules: Rules, month: str, capsys) -> tuple[int, str]:
    """Status and words of the command."""
    day = date.fromisoformat(f"{month}-15")
    status = evidence_command(project, project / "told.md", rules, day)
    return status, capsys.readouterr().out


@pytest.fixture
def there(web, rules, example_copy, capsys) -> Path:
    """The example after a first visit, at which all is there."""
    serve(web, example_copy)
    assert run(example_copy, rules, "2026-05", capsys)[0] == 0
    return example_copy


def test_every_field_with_an_address_is_visited_or_known_not_to_be():
    """A new one is a decision."""
    fields = {
        f"{model.__name__}.{name}"
        for kind in [*MODELS.values(), *(kind.model for kind in KINDS)]
        for model in [kind, *within(kind)]
        for name, info in model.model_fields.items()
        if re.search(r"\^https|\^10\\\\\.", repr((info.annotation, info.metadata)))
    }
    visited = {"Source.url", "Publication.url", "Publication.doi", "Result.website", "Grant.doi"}
    visited |= {"Cluster.website", "Grant.pages", "Deliverable.doi"}
    # A person's own page is no evidence; the others name sources anew, or are their copies.
    others = {"Contact.homepage", "PublicPage.url", "PublicPage.archived"}
    assert fields == visited | others


def within(model) -> Iterator[type[BaseModel]]:
    for info in model.model_fields.values():
        for inner in models_in(info.annotation):
            yield from (inner, *within(inner))


def test_a_first_visit_is_kept_and_a_second_one_changes_nothing(there, web, rules, capsys):
    text = (there / EVIDENCE).read_text("utf-8")
    visits = read_visits(there)
    assert not visits.problems and visits.text() == text
    assert {*visits.pages} == {*named(load_project(there))}
    assert "There at their first visit:" in (there / "told.md").read_text("utf-8")
    assert web.agents == {"tests (+https://example.org/)"}
    status, said = run(there, rules, "2026-05", capsys)
    assert (status, (there / EVIDENCE).read_text("utf-8")) == (0, text)
    assert said.endswith("All is as it was.\n")
    assert (there / "told.md").read_text("utf-8") == ""
    run(there, rules, "2026-06", capsys)
    later = text.replace("visited 2026-05", "visited 2026-06")
    assert (there / EVIDENCE).read_text("utf-8") == later
    assert (there / "told.md").read_text("utf-8") == ""


def test_hosts_are_asked_one_question_at_a_time(there, web, rules, capsys):
    web.most_at_once.clear()
    for address, answer in web.pages.items():
        web.pages[address] = slow(answer)
    run(there, rules, "2026-05", capsys)
    everywhere = web.most_at_once.pop("")
    assert set(web.most_at_once.values()) == {1}
    assert 1 < everywhere <= rules.abreast


def test_what_has_changed_is_told_in_words(there, web, rules, capsys):
    """The report as a golden file, for anybody to review."""
    change(web)
    before = (there / EVIDENCE).read_text("utf-8").splitlines()
    run(there, rules, "2026-11", capsys)
    golden = ROOT / "tests/visits"
    told = (there / "told.md").read_text("utf-8")
    assert told == (golden / "report.md").read_text("utf-8")
    after = (there / EVIDENCE).read_text("utf-8").splitlines()
    changed = "\n".join(line for line in after if line not in before) + "\n"
    assert changed == (golden / "changed-lines.txt").read_text("utf-8")
    assert run(there, rules, "2026-11", capsys)[1].endswith("All is as it was.\n")


COPY = {
    "archived_snapshots": {
        "closest": {
            "status": "200",
            "available": True,
            "url": "http://web.archive.org/web/20260501000000/https://riverlight.example.org/about/",
            "timestamp": "20260501000000",
        }
    }
}


def change(web: Web) -> None:
    """What may happen to pages within half a year."""
    web.pages |= {
        "riverlight.example.org/about/": status(410),
        "riverlight.example.org/handbook/": leads_to("https://riverlight.example.org/book/"),
        "riverlight.example.org/book/": page("Lamps"),
        "riverlight.example.org/news/2019/kick-off/": leads_to("/"),
        "riverlight.example.org/": page("Welcome"),
        "tresnuvem.example.org/en/about/": page("Rivers"),
        "tresnuvem.example.org/en/people/": status(403),
        "quiet-things.example.org/issues/14": status(503),
        "journal.example.org/12/3/": leads_to("http://10.0.0.1/"),
        "lumiere.example.org/encre": in_turn(*(page(str(number)) for number in range(9))),
        "archive.example.org/available": asked_for_about(COPY),
    }
    web.hosts["10.0.0.1"] = "10.0.0.1"


def asked_for_about(copy: object) -> Answer:
    """The archive has one page only."""

    def answer(handler):
        knows = "about" in handler.path
        found = copy if knows else {"archived_snapshots": {}}
        data(json.dumps(found).encode(), "application/json")(handler)

    return answer


def test_what_is_back_is_told_and_keeps_no_date(there, web, rules, capsys):
    change(web)
    run(there, rules, "2026-11", capsys)
    serve(web, there)
    run(there, rules, "2026-12", capsys)
    assert "## Are there again (" in (there / "told.md").read_text("utf-8")
    assert " seen=" not in (there / EVIDENCE).read_text("utf-8")
    copy = read_visits(there).pages["https://riverlight.example.org/about/"].archived
    assert (
        copy == "https://web.archive.org/web/20260501000000/https://riverlight.example.org/about/"
    )


def test_what_changes_again_is_not_compared_any_longer(there, web, rules, capsys):
    place = "tresnuvem.example.org/en/about/"
    for month, text in (("2026-06", "one"), ("2026-07", "two"), ("2026-08", "three")):
        web.pages[place] = page(text)
        run(there, rules, month, capsys)
        told = (there / "told.md").read_text("utf-8")
        assert ("Say something else" in told) == (month == "2026-06")
        assert ("Change all the time" in told) == (month == "2026-07")
    assert read_visits(there).pages[f"https://{place}"].varies == "yes"


def test_after_half_a_year_the_date_alone_is_told(there, rules, capsys):
    run(there, rules, "2026-10", capsys)
    assert (there / "told.md").read_text("utf-8") == ""
    edit(there, EVIDENCE, "visited 2026-10", "visited 2026-04")
    run(there, rules, "2026-10", capsys)
    told = (there / "told.md").read_text("utf-8")
    assert "The visit that was kept last is of April 2026: keep this one." in told


def test_without_a_network_nothing_changes(there, web, rules, capsys, monkeypatch):
    text = (there / EVIDENCE).read_text("utf-8")
    monkeypatch.setattr(web, "getaddrinfo", no_network)
    status, said = run(there, rules, "2026-11", capsys)
    assert (status, (there / EVIDENCE).read_text("utf-8")) == (1, text)
    assert said == "No server can be reached: there is no network. Nothing was changed.\n"


def no_network(*_: object, **__: object) -> None:
    raise OSError("Temporary failure in name resolution")


def test_all_gone_is_no_lack_of_a_network(there, web, rules, capsys):
    """The archive answers where no other server does."""
    web.hosts |= {urlsplit(url).hostname: "" for url in read_visits(there).pages}
    web.pages["archive.example.org/available"] = status(503)
    status_, said = run(there, rules, "2026-11", capsys)
    assert status_ == 0
    assert "## Could not be reached (" in said


def test_what_there_was_no_time_for_stays_as_it_was(there, rules, capsys):
    status, said = run(there, replace(rules, minutes=-1), "2026-11", capsys)
    assert status == 0
    assert "There was no time for" in said
    visits = read_visits(there)
    assert {visits.last_seen(visit) for visit in visits.pages.values()} == {"2026-05"}


def test_a_page_that_no_record_names_is_noted_and_dropped(there, web, rules, capsys):
    edit(there, "data/outcomes/kick-off.yml", "2019/kick-off/", "2019/begin/")
    serve(web, there)
    (note,) = (note for note in site_notes(load_site(there)) if note.file == EVIDENCE)
    assert note.code == "unnamed-page"
    assert "kick-off" in (there / EVIDENCE).read_text("utf-8").splitlines()[note.line - 1]
    run(there, rules, "2026-05", capsys)
    assert "kick-off" not in (there / EVIDENCE).read_text("utf-8")
    assert "Taken out, as no record names them any more: <https://riverlight" in (
        there / "told.md"
    ).read_text("utf-8")


@pytest.mark.parametrize(
    "answer",
    [
        status(500),
        page("busy"),
        data(b"[]", "application/json"),
        data(b'{"archived_snapshots": []}', "application/json"),
        data(b'{"archived_snapshots": {"closest": "x"}}', "application/json"),
        data(b"[" * 100_000, "application/json"),
        data(json.dumps(COPY).replace("web.archive.org", "evil.example").encode()),
        data(json.dumps(COPY).replace("/about/", '/ab"><script>').encode()),
        data(json.dumps(COPY).replace('"200"', '"404"').encode()),
    ],
)
def test_an_archive_that_talks_nonsense_is_not_believed(web, rules, answer):
    web.pages["archive.example.org/available"] = answer
    assert archived_copy(Client(rules), "https://riverlight.example.org/about/", "2026-05") == ""


def test_the_archive_is_asked_for_the_month_in_which_a_page_was_seen(web, rules):
    web.pages["archive.example.org/available"] = asked_for_about(COPY)
    copy = archived_copy(Client(rules), "https://riverlight.example.org/about/", "2026-05")
    assert copy.startswith("https://web.archive.org/web/2026")
    (asked,) = web.asked
    assert asked.endswith("?url=https%3A%2F%2Friverlight.example.org%2Fabout%2F&timestamp=202605")
