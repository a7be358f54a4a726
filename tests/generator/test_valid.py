"""Valid data is never refused: records made from the schemas pass the check and become pages.

The schemas are those that editors get (schema.py draws them from the model). From them come records
of all kinds, 300 outcomes among them: texts in all scripts and with all signs, every optional field
there and not there, all forms of dates, all values of the closed lists, every way to write a text
in YAML. What a schema cannot say, a law between records, is seen to afterwards (`lawful`). All go
into a copy of tests/example/, which is checked and built as a whole, once.
"""

# ruff: noqa: S311
from __future__ import annotations

import io
import json
import random
import re
import string
import sys
import unicodedata
from collections import Counter
from functools import cache
from re import _parser  # type: ignore[attr-defined]

import pytest
import yaml
from jsonschema import Draft7Validator
from lxml import html as lxml_html
from markupsafe import escape
from PIL import Image
from pydantic import BaseModel

from conftest import assemble_example, build
from projectsite.facts.model import Source, localised_texts, sources_of
from projectsite.facts.schema import draw_schemas
from projectsite.files.texts import INVISIBLE
from projectsite.prose.pages import ASSETS
from projectsite.site import load_site
from projectsite.words.dates import PartialDate
from projectsite.words.markdown import is_little
from projectsite.words.scripts import script_problems
from projectsite.words.text import Locale, LocalisedText

OUTCOMES = 300

FOLDERS = {
    "cluster": "clusters",
    "contact": "contacts",
    "partnership": "partnerships",
    "work-package": "work_packages",
    "outcome": "outcomes",
}

NUMBERS = {"cluster": 16, "contact": 16, "partnership": 12, "work-package": 9, "outcome": OUTCOMES}

PIECES = [
    "null", "~", "yes", "No", "NO", "true", "off", "2017", "1e5", "0x1F", "012", ".5", "1_000", "=",
    "<<", "2017-04-25", "12:30:45", "-", "--", "---", "- a", "? b", ": c", "# d", "a # e", "a: b",
    "key: value", "a:b", "'quoted'", '"quoted"', "it's", 'say "no"', "''", '""', "\\", "\\n",
    "\\u0041", "C:\\temp", "`tick`", "@home", "a @ b", "name(@)host.org", "*star*", "**bold**", "*",
    "&amp;", "&", "&copy", "&lt;b&gt;", "&#60;b>", "< b >", "-->", "]]>", ">", "<", "<3", "<-",
    "<=>", "{", "}}", "%}", "{ { outcomes() } }", "{count}", "{}", "[x]", "[a, b]", "[a] (b)",
    "{a: b}", "[a](https://example.org)", "%", "%TAG", "%s", "!", "!!str x", "|", ">", ">-", "_",
    "__init__", "~~~", "^", "$x$", "..", "...", "/etc/passwd", "javascript:alert(1)",
    "https://example.org/?a=b&c=d#e", "1. one", "+ two", "> three", "projectsitetoken0end",
    "toString", "constructor", "undefined", "NaN", "½", "№ 5", "–", "—", "…", "“x”", "„x“",
    "«x»", "’", "×", "€", "µ", "İ", "ı", "ß", "ẞ", "ﬁ", "Ǆ", "Žluťoučký kůň", "naïve",
    "e\u0301", "n\u0303o", "a\u0323\u0302", "Ελλάδα", "Україна", "ქართული", "հայերեն", "עברית",
    "العربية", "فارسی", "١٢٣", "हिन्दी", "ไทย", "漢字", "かな", "한국어", "Tiếng Việt", "𝔐𝔞𝔱𝔥", "😀",
    "❤\ufe0f", "🇪🇺", "👍🏽", "\xa0x", "a\u2003b", "???!", "?", "a" * 80, "TODO", "C++", "C#",
    "F# minor", "R&D", "AT&T", "5 < 6 > 4", "100 %", "50°",
]  # fmt: skip
"""What has broken such sites before, or looks as if it could."""


@cache
def letters() -> tuple[str, ...]:
    """Every character that can be seen, or moves what can be seen; selectors of a form may only
    stand behind a sign that has several."""
    refused = re.compile(f"[{INVISIBLE}\U000e0100-\U000e01ef]")
    return tuple(
        chr(code)
        for code in range(32, sys.maxunicode)
        if unicodedata.category(chr(code))[0] in "LMNPS" and not refused.match(chr(code))
    )


class Maker:
    """Makes values that a schema accepts."""

    def __init__(self, schema, chance, *, often: float):
        self.schema = schema
        self.chance = chance
        self.often = often
        """How likely a field is there that need not be."""

    def make(self, node=None, name=""):
        node = node or self.schema
        if "$ref" in node:
            node = self.schema["definitions"][node["$ref"].rpartition("/")[2]]
        if "enum" in node:
            return self.chance.choice(node["enum"])
        if "properties" in node:
            return self.record(node, name)
        if node["type"] == "array":
            return self.list(node, name)
        if node.get("minimum") == 1000 and name in (
            "date",
            "start",
            "end",
            "since",
            "until",
            "published",
            "valid_from",
            "joined",
            "left",
            "shown_until",
        ):
            return self.date()
        if name == "unlinked_hosts":
            # Only sources may name addresses there.
            return f"copies.{self.host()}"
        if name in ("url", "website", "homepage", "pages"):
            scheme = (
                "https" if name == "homepage" else self.chance.choice(["https", "https", "http"])
            )
            return f"{scheme}://{self.host()}/{self.path()}"
        pattern = node.get("pattern", "")
        if pattern and not pattern.startswith(r"^[^\u0000"):
            return self.fitting(node)
        return self.text(node.get("maxLength", 300), long=name == "text")

    def record(self, node, name):
        """Texts in several languages are such records too."""
        fields = {
            key: self.make(field, name if len(key) == 2 and key != "id" else key)
            for key, field in node["properties"].items()
            if key in node.get("required", []) or self.chance.random() < self.often
        }
        return dict(self.chance.sample(sorted(fields.items()), len(fields)))

    def list(self, node, name):
        items = node["items"]
        if isinstance(items, list):
            return [self.make(item, name) for item in items]
        least = node.get("minItems", 0)
        made = [self.make(items, name) for _ in range(self.chance.randint(max(1, least), 4))]
        texts = [item for item in made if isinstance(item, str)]
        return sorted(set(texts)) if len(texts) == len(made) else made

    def fitting(self, node):
        """A text that fits a pattern and its limits."""
        for _ in range(1000):
            found = sample(_parser.parse(node["pattern"]), self.chance)
            if node.get("minLength", 0) <= len(found) <= node.get("maxLength", 300):
                return found
        raise AssertionError(node["pattern"])

    def date(self):
        """Of every form, from before the project to after it."""
        day = f"{self.chance.randint(2017, 2022)}-{self.chance.randint(1, 12):02}-"
        first = self.chance.randint(1, 27)
        last = f"{day}{self.chance.randint(first + 1, 28):02}"
        later = f"{int(day[:4]) + 1}{day[4:]}{self.chance.randint(1, 28):02}"
        forms = [day[:4], day[:7], f"{day}{first:02}"]
        forms += [f"{day}{first:02}/{last}", f"{day}{first:02}/{later}"]
        return self.chance.choice(forms)

    def host(self):
        label = "".join(self.chance.choices(string.ascii_lowercase + string.digits, k=5))
        return self.chance.choice(
            [f"{label}.example.org", f"www.{label}.example", "xn--e1afmkfd.example"]
        )

    def path(self):
        signs = string.ascii_letters + string.digits + "/-._~!$&()*+,;=:@?#%[]äλ漢"
        made = "".join(self.chance.choices(signs, k=self.chance.randint(0, 40)))
        made = made.replace("@", "%20").replace("%4", "%2").replace("](", "]/(")
        return re.sub("%(?![0-9A-Fa-f]{2})", "%25", made)

    def text(self, most, *, long):
        """Pieces that look dangerous, characters of all scripts, and a few words."""
        parts = []
        for _ in range(self.chance.randint(1, 6)):
            kind = self.chance.random()
            if kind < 0.5:
                parts.append(self.chance.choice(PIECES))
            elif kind < 0.7:
                parts.append("".join(self.chance.choices(letters(), k=self.chance.randint(1, 8))))
            else:
                parts.append(self.chance.choice(["light", "of the", "River", "eine Lampe", "Fluß"]))
        made = self.chance.choice([" ", " ", "", ": ", ", ", " #"]).join(parts)
        if long:
            made = "\n\n".join([made, "- one\n- *two*", "words " * self.chance.choice([3, 900])])
        # No addresses, HTML, macro calls and links without a host: all that is refused.
        made = re.sub(
            r"@(?=\S)|<(?=[A-Za-z/!?])|\{(?=[{%#])|\](?=\((?!https:))", r"\g<0> ", made
        ).strip()
        if any(script_problems(made, Locale("en"))):
            # Foreign words may stand in a Latin text, but not make the most of it.
            made = f"Eine Lampe am Ufer, light of the River, words and more words: {made}"
        made = made[:most].strip()
        if any(script_problems(made, Locale("en"))):
            made = "Letters that only look alike are refused."
        if long and not is_little(made):
            made = "What would be drawn as more than a little Markdown is refused."
        return made if made.strip("?") else "Question?"


def sample(parsed, chance):
    """A text that a parsed regular expression matches."""
    made = ""
    for kind, given in parsed:
        match str(kind):
            case "LITERAL":
                made += chr(given)
            case "IN":
                made += chance.choice([s for s in map(chr, range(32, 127)) if is_in(given, s)])
            case "MAX_REPEAT":
                least, most, inner = given
                count = chance.randint(least, min(int(most), least + 6))
                made += "".join(sample(inner, chance) for _ in range(count))
            case "SUBPATTERN":
                made += sample(given[-1], chance)
            case "BRANCH":
                made += sample(chance.choice(given[1]), chance)
            case "AT":
                pass
            case other:
                raise AssertionError(other)
    return made


def is_in(choices, sign):
    found = False
    for kind, given in choices:
        match str(kind):
            case "LITERAL":
                found |= ord(sign) == given
            case "RANGE":
                found |= given[0] <= ord(sign) <= given[1]
            case other:
                raise AssertionError(other)
    return found


# What a schema cannot say


def lawful(kind, record, project, chance, made):
    """The laws between records, and the few of one record that no schema tells."""
    for source in sources_in(record):
        if chance.random() < 0.7:
            source.pop("document", None)
            source.setdefault("url", "https://example.org/")
        else:
            source.pop("url", None)
            source.setdefault("document", "project-plan")
        source.pop("http_only", None)
        if source.get("url", "").startswith("http:"):
            source["http_only"] = "yes"
        elif chance.random() < 0.2:
            source["http_only"] = "no"
    if kind == "outcome":
        outcome_lawful(record, project, chance, made)
    if kind == "cluster":
        cluster_lawful(record, project)
    if kind == "contact":
        # Its last sign is a check digit; and nobody may be gone on the day of the test.
        for field, one in (("shown_until", "2199"), ("orcid", "0000-0002-1825-0097")):
            if field in record:
                record[field] = one
    if kind == "work-package":
        if record.get("management") != "yes":
            record.setdefault("objectives", ["O1.1"])
        elif chance.random() < 0.7:
            record.pop("objectives", None)
    seen = set()
    for inference in record.get("inferred", []):
        if record.get(inference["fact"]) in (None, [], "no") or inference["fact"] in seen:
            inference["fact"] = next(f for f in ("title", "name", "summary") if record.get(f))
        seen.add(inference["fact"])
    if "inferred" in record:
        unique = {inference["fact"]: inference for inference in record["inferred"]}
        record["inferred"] = list(unique.values())
    return record


def cluster_lawful(record, project):
    record.pop("http_only", None)
    if record.get("website", "").startswith("http:"):
        record["http_only"] = "yes"
    # A logo is a file; and who joins or leaves does so in the project.
    for field, one in (
        ("logo", "skimrefoss-battery.svg"),
        ("joined", project["start"]),
        ("left", project["end"]),
    ):
        if field in record:
            record[field] = one


TO_COME = {"en": "planned", "de": "geplant", "cs": "plánováno"}
"""A word that no title has, with which a summary says that it was to come."""


def outcome_lawful(record, project, chance, made):
    record["title"]["en"] = f"{record['title']['en'][:250]} {record['id']}"
    for locale, word in TO_COME.items():
        if text := record["summary"].get(locale):
            record["summary"][locale] = f"{text[:200]} {word}"
    if record["relation"] != "context":
        record.setdefault("work_package", "WP1")
    else:
        record.pop("work_package", None)
    if "place" not in record:
        record.pop("position", None)
    record.pop("period", None)
    if "date" in record:
        date = PartialDate.parse(record["date"])
        start, end = PartialDate.parse(project["start"]), PartialDate.parse(project["end"])
        if date.last < start.first:
            record["period"] = "before"
        if date.first > end.last:
            record["period"] = "after"
    if record.get("date"):
        record.pop("date_unknown", None)
    elif record["status"] == "done":
        record["date_unknown"] = "yes"
    if record["status"] == "planned":
        record.pop("files", None)
        record.pop("languages", None)
    if record["type"] in ("news", "web-page"):
        record.pop("country", None)
    for at, item in enumerate(record.get("files", [])):
        item["file"] = f"{record['id']}-{at}{chance.choice(sorted(ASSETS))}"
    for field in ("about", "repeats"):
        if field in record:
            # Only the first of those that are the same is repeated, and never itself.
            record[field] = [id for id in record[field] if id in made] or ["kick-off"]
    if "follows" in record:
        # A day before that of the other one would be refused.
        record["follows"] = ["kick-off"]
        if "date" in record:
            record.pop("follows")
    if "repeats" not in record:
        made.add(record["id"])


def sources_in(value):
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from inner if key == "sources" else sources_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from sources_in(inner)


# YAML


PLAIN = re.compile(r"[^\W_](?:[^\n:#\[\]{},]|:(?=\S)|(?<=\S)#)*(?<![\s:])")


def scalar(text, chance, indent, *, flow=False):
    """A text in one of the ways that YAML has for it."""
    ways = [json.dumps(text, ensure_ascii=False)]
    if chance.random() < 0.2:
        ways = ["".join(s if s.isascii() else f"\\U{ord(s):08x}" for s in ways[0])]
    if "\n" not in text:
        ways += ["'" + text.replace("'", "''") + "'"]
        if PLAIN.fullmatch(text) and not re.search(r"[\s\xa0]$", text):
            ways += [text] * 3
        elif text in ("-1", "~", "-0", "...5") or re.fullmatch(r"-?\d+(\.\d+)?", text):
            ways += [text]
    pad = "  " * (indent + 1)
    lines = text.split("\n")
    if not flow and all(line == line.strip() for line in lines) and lines[0] and lines[-1]:
        body = "\n".join(pad + line if line else "" for line in lines)
        ways += [f"|-\n{body}", f"|-\n{body}"]
        if len(lines) == 1:
            ways += [f">-\n{body}", f"|\n{body}", f">+\n{body}"]
    return chance.choice(ways)


def written(value, chance, indent=0):
    """A record, a list or a text as YAML, behind its key."""
    pad = "  " * indent
    if isinstance(value, str):
        return " " + scalar(value, chance, indent - 1)
    if isinstance(value, list):
        if all(isinstance(item, str) for item in value) and chance.random() < 0.7:
            return f" [{', '.join(scalar(item, chance, 0, flow=True) for item in value)}]"
        return "".join(f"\n{pad}-{written(item, chance, indent + 1)}" for item in value)
    if all(isinstance(item, str) for item in value.values()) and chance.random() < 0.2:
        inner = (f"{key}: {scalar(item, chance, 0, flow=True)}" for key, item in value.items())
        return f" {{{', '.join(inner)}}}"
    lines = [f"{pad}{key}:{written(item, chance, indent + 1)}" for key, item in value.items()]
    comment = f"\n{pad}# A comment: with “signs”, 'quotes' and {{braces}}."
    return (comment if chance.random() < 0.1 else "") + "".join("\n" + line for line in lines)


def document(value, chance):
    """A whole file, now and then as another system writes it; some blanks end in its texts."""
    text = (
        "# A generated record.\n" + chance.choice(["", "", "---"]) + written(value, chance) + "\n"
    )
    # The texts that a chomping indicator leaves a line end to are the same without it.
    assert trimmed(yaml.load(text, Loader=yaml.CBaseLoader)) == value, text  # noqa: S506
    content = text.encode("utf-8")
    if chance.random() < 0.1:
        content = b"\xef\xbb\xbf" + content
    return content.replace(b"\n", b"\r\n") if chance.random() < 0.1 else content


def trimmed(value):
    if isinstance(value, dict):
        return {key: trimmed(item) for key, item in value.items()}
    return [trimmed(item) for item in value] if isinstance(value, list) else value.rstrip("\n")


# The project


@pytest.fixture(scope="module")
def skeleton(tmp_path_factory):
    return assemble_example(tmp_path_factory.mktemp("valid") / "project")


@pytest.fixture(scope="module")
def schemas(skeleton):
    """Those of the example, with the ids of the records that are to come."""
    drawn = {
        file.rpartition("/")[2].removesuffix(".schema.json"): json.loads(text)
        for file, text in draw_schemas(skeleton).items()
    }
    ids = {
        "ClusterId": [id_of("cluster", at) for at in range(NUMBERS["cluster"])],
        "OutcomeId": ["kick-off", *(id_of("outcome", at) for at in range(OUTCOMES))],
        "WorkPackageId": [id_of("work-package", at) for at in range(NUMBERS["work-package"])],
    }
    for schema in drawn.values():
        for name, more in ids.items():
            if name in schema.get("definitions", {}):
                definition = schema["definitions"][name]
                definition["enum"] = [*definition.get("enum", []), *more]
    return drawn


def id_of(kind, at):
    if kind == "work-package":
        return f"WP{at + 11}"
    names = [
        f"{kind}-{at}",
        f"{at}-{kind}",
        f"{kind}{at:03}",
        f"{at}{'x' * 40}-{kind}",
        f"q{at}-1-2",
    ]
    return f"{chr(97 + at % 26)}{names[at % len(names)]}" if at % 3 else names[at % len(names)]


@pytest.fixture(scope="module")
def records(skeleton, schemas):
    """Every record by the path of its file."""
    facts = yaml.load((skeleton / "data/project.yml").read_bytes(), Loader=yaml.CBaseLoader)  # noqa: S506
    made = {"data/project.yml": ("project", project_record(schemas, facts))}
    outcomes = set()
    for kind, number in NUMBERS.items():
        for at in range(number):
            chance = random.Random(f"{kind} {at}")
            maker = Maker(schemas[kind], chance, often=chance.choice([0, 0.3, 0.6, 0.9, 1]))
            record = maker.make()
            record["id"] = id_of(kind, at)
            if kind == "contact":
                record["cluster"] = id_of("cluster", at)
            file = f"data/{FOLDERS[kind]}/{record['id'].lower()}.yml"
            made[file] = kind, lawful(kind, record, facts, chance, outcomes)
    return made


def project_record(schemas, facts):
    """Months, languages and documents stay: the other files and pages of the example need them."""
    chance = random.Random("project")
    record = Maker(schemas["project"], chance, often=1).make()
    # What the laws ask of the grant and of the periods.
    record["grant"]["budget"], record["grant"]["contribution"] = "2400000", "1900000"
    record["periods"] = [{"start": "M1", "end": "M12"}, {"start": "M13", "end": "M24"}]
    kept = ("start", "end", "duration", "languages", "documents", "coordinator", "acronym")
    return lawful("project", record | {key: facts[key] for key in kept}, facts, chance, set())


SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>'
RASTERS = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG", ".gif": "GIF", ".webp": "WEBP"}


def content_of(ending):
    """A file to download: what its name says."""
    held = io.BytesIO()
    if ending in RASTERS:
        Image.new("RGB", (1, 1)).save(held, RASTERS[ending])
    return held.getvalue() or (SVG if ending == ".svg" else b"A file.")


@pytest.fixture(scope="module")
def project(skeleton, records):
    """All records written into the copy of the example, with the files that they name."""
    (skeleton / "docs/assets").mkdir(exist_ok=True)
    for file, (_, record) in records.items():
        (skeleton / file).write_bytes(document(record, random.Random(file)))
        for item in record.get("files", []):
            path = skeleton / "docs/assets" / item["file"]
            path.write_bytes(content_of(path.suffix))
    return skeleton


@pytest.mark.parametrize("kind", [*NUMBERS, "project"])
def test_the_records_fit_the_schemas_that_editors_have(records, schemas, kind):
    check = Draft7Validator(schemas[kind])
    for file, (what, record) in records.items():
        if what == kind:
            assert [error.message for error in check.iter_errors(record)] == [], file


@pytest.fixture(scope="module")
def site(project):
    """The check refuses nothing."""
    return load_site(project)


def test_the_check_accepts_them_all(site, records, example):
    before = load_site(example)
    assert len(site.project.outcomes) == OUTCOMES + len(before.project.outcomes)
    assert len(site.project.clusters) == NUMBERS["cluster"] + len(before.project.clusters)
    for file, (kind, record) in records.items():
        if kind == "outcome":
            outcome = site.project.outcomes[record["id"]]
            texts = {code: text.rstrip("\n") for code, text in outcome.title.root.items()}
            assert texts == record["title"], file
            assert str(outcome.date or "") == record.get("date", ""), file


def test_no_text_and_no_source_of_a_record_is_passed_over(site):
    """The walk through the fields that can hold them finds what a walk through all fields finds."""
    seen = Counter()
    for record in site.project.records.values():
        for kind, found in (
            (LocalisedText, localised_texts(record)),
            (Source, sources_of(record)),
        ):
            everywhere = list(within(record, kind))
            assert list(found) == everywhere
            names = ([part for part in path if isinstance(part, str)] for path, _ in everywhere)
            seen.update((kind, *name) for name in names)
    assert seen[LocalisedText, "inferred", "why"] > 100
    assert seen[Source, "sources"] > 100


def within(value, kind, path=()):
    if isinstance(value, kind):
        yield path, value
    elif isinstance(value, BaseModel):
        for name, below in value:
            yield from within(below, kind, (*path, name))
    elif isinstance(value, tuple):
        for at, item in enumerate(value):
            yield from within(item, kind, (*path, at))


@pytest.fixture(scope="module")
def built_records(project, tmp_path_factory):
    return build(project, tmp_path_factory.mktemp("built-valid") / "site")


def test_each_becomes_a_page_in_each_language(built_records, records):
    for file, (kind, record) in records.items():
        if kind != "outcome":
            continue
        for locale, start in (("en", ""), ("de", "de/")):
            title = record["title"].get(locale, record["title"]["en"])
            page = built_records.page(f"{start}outcomes/{record['id']}")
            assert str(escape(title)) in page, file
            tree = lxml_html.document_fromstring(page)
            (heading,) = tree.xpath("//h1")
            assert heading.text_content().split() == title.split(), file
            assert not tree.xpath("//main//script | //main//img | //main//@onclick"), file


def test_clusters_and_work_packages_become_pages_too(built_records, records):
    for file, (kind, record) in records.items():
        if kind == "cluster":
            page = built_records.page(f"consortium/{record['id']}")
            assert str(escape(record["name"])) in page, file
        if kind == "work-package":
            page = built_records.page(f"work-packages/{record['id'].lower()}")
            assert str(escape(record["title"]["en"])) in page, file


def test_the_records_are_of_all_kinds(records, schemas):
    """Every field there and not there, every value of a closed list, every form of a date."""
    for kind in NUMBERS:
        made = [record for what, record in records.values() if what == kind]
        for name in schemas[kind]["properties"]:
            assert any(name in record for record in made), (kind, name)
            needed = name in schemas[kind]["required"]
            assert needed or any(name not in record for record in made), (kind, name)
    outcomes = [record for kind, record in records.values() if kind == "outcome"]
    for field, name in (
        ("type", "OutcomeType"),
        ("relation", "Relation"),
        ("status", "Status"),
        ("period", "Period"),
    ):
        values = set(schemas["outcome"]["definitions"][name]["enum"])
        assert {record[field] for record in outcomes if field in record} == values
    dates = [PartialDate.parse(record["date"]) for record in outcomes if "date" in record]
    assert {date.precision for date in dates} == {"year", "month", "day", "span"}
    titles = "".join(text for record in outcomes for text in record["title"].values())
    directions = {unicodedata.bidirectional(sign) for sign in titles}
    assert directions >= {"L", "R", "AL", "NSM", "EN", "ES"}
    assert all(piece in titles for piece in ("😀", "e\u0301", "&lt;b&gt;", '"quoted"', "\\n"))
