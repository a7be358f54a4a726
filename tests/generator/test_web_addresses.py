"""Addresses are shown as what they are: nothing in them looks like something else."""

from __future__ import annotations

import pytest

from projectsite.files.texts import invisible_in
from projectsite.words.web import (
    below,
    host_of,
    in_plain_letters,
    is_below,
    is_root,
    names_another_host,
    shown_address,
    shown_host,
)


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://www.example.org/", "example.org"),
        ("https://example.org/a/b/c", "example.org/…/c"),
        ("https://example.org/%C3%BCber-uns", "example.org/über-uns"),
        ("https://example.org/a%E2%80%AEfdp.exe", "example.org/a%E2%80%AEfdp.exe"),
        ("https://example.org/a%00b", "example.org/a%00b"),
        ("https://example.org/a%1B[2J", "example.org/a%1B[2J"),
        ("https://example.org/a%2Fb", "example.org/a%2Fb"),
        ("https://example.org/%FF%FE", "example.org/%FF%FE"),
        ("https://example.org/p%D0%B0y", "example.org/p%D0%B0y"),
        ("https://ex\u0430mple.org/", "xn--exmple-4nf.org"),
        ("https://\u043f\u0440\u0438\u043c\u0435\u0440.example/", "xn--e1afmkfd.example"),
        ("https://m\u00fcnchen.example/", "m\u00fcnchen.example"),
        ("https://xn--mnchen-3ya.example/", "xn--mnchen-3ya.example"),
        ("https://\uff45xample.org/", "example.org"),
        ("https://example.org:8080/x", "example.org:8080/x"),
        ("https://①.example/", "1.example"),
        ("https://ſ.example/", "s.example"),
        ("https://thạch.example/", "thạch.example"),
        ("https://good৪.example/", "xn--good-o3j.example"),
        ("https://goodꞌ.example/", "xn--good-jt8o.example"),
        ("https://goodǃ.example/", "xn--good-jlb.example"),
        ("https://example.org/a%EF%B8%80b", "example.org/a%EF%B8%80b"),
        ("https://example.org/a%F3%A0%84%80b", "example.org/a%F3%A0%84%80b"),
        ("https://example.org/a%E1%85%9Fb", "example.org/a%E1%85%9Fb"),
    ],
)
def test_an_address_as_a_page_shows_it(url, shown):
    assert shown_address(url) == shown
    assert shown_host(url) == shown.partition("/")[0]


@pytest.mark.parametrize(
    "host", ["copies%2Eexample.net", "copies\u3002example.net", "%63opies.x.net"]
)
def test_a_host_hides_no_plain_letter(host):
    assert host_of(f"https://{host}/") == ""


def test_a_host_is_known_in_whatever_letters_it_is_written():
    for host in (
        "copies.example.net",
        "COPIES.example.net",
        "a.%EF%BD%83opies.example.net",
        "a.\uff43opies.example.net",
    ):
        assert is_below(f"https://{host}/x", ("Copies.example.net",))
    assert not is_below("https://copies.example.org/x", ("copies.example.net",))


def test_hosts_with_marks_are_hosts():
    assert host_of("https://उदाहरण.भारत/") == "उदाहरण.भारत"


@pytest.mark.parametrize(
    "url",
    [
        *("https://example.org/?q=1", "https://example.org/#f", "https://exa mple.org/"),
        *("https://me:x@example.org/", "https://example.org:abc/", "https://[::1", "ftp://a.b/"),
        *(
            "https://example.org/\udcff/",
            "https://example.org/\u202e/",
            "https://example.org/\x01/",
            f"https://example.org/{'a' * 600}/",
        ),
        *("https://*/", "https://a..b/", "https://ex(a)mple.org/", "https://-a.org/", "https:///"),
        *("https://example.org/../x/", "https://example.org//x/", "https://example.org:0/"),
        *("https://example.org:99999/", "https://[::x]/"),
        *("https://example.org/%2e%2E/a/", "https://example.org/.%2e", "https://example.org/%00/"),
        *("https://example.org/a%1b/", "https://example.org/%7F/"),
    ],
)
def test_where_no_site_may_stand(url):
    assert not is_root(url)
    assert in_plain_letters(url) == ""


@pytest.mark.parametrize(
    "url",
    [
        *("https://example.org/below/", "https://example.org", "https://xn--mnchen-3ya.example/"),
        *("http://localhost:8000/", "http://127.0.0.1:4000/a/", "http://[::1]:8000/x/"),
        *("https://example.org/~a.b/c_d-e/%C3%B3/", "https://Example.org/.well/x.y/"),
    ],
)
def test_where_a_site_may_stand(url):
    assert is_root(url)


@pytest.mark.parametrize(
    ("words", "lie"),
    [
        *(("https://evil.example/", False), ("https://www.evil.example/x: here", False)),
        *(("www.evil.example", False), ("“https://evil.example:8080”", False)),
        *(("bank.example", False), ("the bank", False), ("https://…", False)),
        *(("https://evil.example, for all", False), ("www. is old", False)),
        *(("https://evil.example’s", False), ("https://evil.example—more", False)),
        *(("Café // Bar", False), ("Neu! // Alt", False), ("C++//a", False)),
        *(("https://evil.exampleをご覧", False), ("https ://bank.example", True)),
        *(("Hardware // Software", False), ("https://evil.example:", False)),
        *(("https://bank․example/x", True), ("https://bank。example", True)),
        *((f"https:{slash}{slash}bank.example", True) for slash in "╱⁁ノ"),
        *(("httpsː//bank.example", True), ("https://bankꓸexample", True)),
        *(("https:⫽bank.example/x", True), ("www․bank.example", True)),
        *(("//bank.example/x", True), ("https://evil․example", True)),
        *(("www.evil.example-Portal", False), ("www.evil.example-n", False)),
        *(("www.evil.exampleที่นี่", False), ("https://evil.example-bank.example", True)),
        *(("https꞉//bank.example", True), ("https：//bank.example", True)),
        *(("https:// bank.example", True), ("https:∕∕bank.example", True)),
        *((f"https://my{sign}bank.example/x", True) for sign in "–−⁃˗‒﹘"),
        *(("https://paypa|.com", True), ("https://bank𐩐com", True), ("https://bank·com", True)),
        *(("http://localhost:8000/", True), ("https://evil.example?a=b.c", False)),
        *(("https://intranet)", True), ("www.evil.example|Portal", False)),
        *((f"https://bank{sign}com", True) for sign in "ꞏˑ₀・\xa0\u200a"),
        *((f"https://evil.example{sign}m/login", True) for sign in "\u200a\u2009․\u0307"),
        *(("https://evil.example[1]", False), ("https://evil.example：報告", False)),
        *(("https://myーbank.com/login", True), ("www\u200a.bank.com", True)),
        *(("https://evil.example./", False),),
        *(("https://evil.example。詳細", False), ("https://evil.example|bank.com", True)),
        *((f"https://{sign}bank.example/", True) for sign in "@“(…🔒."),
        *(
            (f"{name}.bank.example{sign}//login", True)
            for name in ("www", "//a")
            for sign in ":/.→"
        ),
        *((f"https://bank.example{sign}evil.example", True) for sign in "·•∙⋅"),
        *((f"www{sign}bank{sign}example now", True) for sign in "﹒．․"),
        *(
            (f"{begun}bank.example/", True)
            for begun in ("https:/\u200a/", "ww\u2009w.", "h\u200attps://")
        ),
        *((f"https://{sign}/bank.example", True) for sign in ("\u200a", " ", "…\u200a")),
        *((f"{begun}https://bank.example", True) for begun in ("//", "// ", "//• ", "-- // ")),
        *((f"https:{sign}//bank.example", True) for sign in ":<-."),
        *((f"https:{slash}bank.example/x", True) for slash in ("", "/")),
        *(("HTTPS/TLS", False), ("http: v1.1", False), ("https:/evil.example/x", False)),
        *((f"https://evil.example{end}", True) for end in ("。uk", "-bank。com")),
        *(("https://…/report", False), ("https://.../report", False), ("https:// – so", True)),
        *((f"https://evil.example{sign}uk/", True) for sign in "·•∙⋅"),
        *((f"https://bank.example{sign}x.evil.example", True) for sign in "∕,|、"),
        *(("https://bank.example/", True), ("HTTPS://BANK.EXAMPLE", True)),
        *(("www.bank.example/login", True), ("https://bank.example – the bank", True)),
        *(("https://bank.example@evil.example/", True), ("(https:\\\\bank.example)", True)),
        *(("https://evil.example.bank.example/", True), ("ftp://bank.example", True)),
    ],
)
def test_words_that_name_another_host_than_the_link_leads_to(words, lie):
    for target in ("https://evil.example/", "https://login.evil.example/x", "//evil.example"):
        assert names_another_host(words, target) == lie


def test_a_host_has_one_name_in_all_letters():
    for target in ("xn--mnchen-3ya", "m%C3%BCnchen", "münchen"):
        assert not names_another_host("https://münchen.example", f"https://{target}.example/")
    assert not names_another_host("www.उदाहरण.भारत", "https://www.उदाहरण.भारत/")
    strange = ("paral·lel.cat", "نامه\u200cای.com", "צה״ל.com", "ラ・フランス.jp")
    for host in (*strange, "skellefteå.se", "großstadt.de", "město.cz", "ağ.com.tr"):
        assert not names_another_host(f"https://{host}/", f"https://{host}/")
    assert not names_another_host("https://пример.рф", "https://xn--e1afmkfd.xn--p1ai/")
    assert names_another_host("https://аррӏе.com", "https://xn--80ak6aa92e.com/")


def test_a_copy_may_have_the_address_of_what_was_copied():
    copied = "https://evil.example/https://a.org/", "https://archive.org.example/web/https://a.org/"
    copied += ("https://archive.org/download/evil/20200101000000/a.org/index.html",)
    copied += ("https://web.archive.org/web/2020/evil.org/https://a.org/",)
    copy = "https://web.archive.org/web/2020/https://a.org/"
    assert not names_another_host("https://a.org/", copy)
    assert names_another_host("https://b.org/", copy)
    assert all(names_another_host("https://a.org/", target) for target in copied)


@pytest.mark.parametrize(
    "copy",
    [
        "https://www.webarchive.org.uk/wayback/archive/2018/https://a.org/",
        "https://web.archive.org/web/20180101000000if_/a.org/",
        "https://web.archive.org/web/2018/http:/a.org/",
        "https://wayback.archive-it.org/1/2018/http://a.org/",
        "https://wayback.webarchiv.cz/wayback/2018/http://a.org/",
    ],
)
def test_archives_are_known(copy):
    assert not names_another_host("https://a.org/", copy)
    assert names_another_host("https://b.org/", copy)


@pytest.mark.parametrize(
    ("url", "plain"),
    [
        (
            "https://münchen.example/prójekt/",
            "https://xn--mnchen-3ya.example/pr%C3%B3jekt/",
        ),
        ("https://example.org/x{y}/", "https://example.org/x%7By%7D/"),
        ("https://example.org/a(b/", "https://example.org/a%28b/"),
        ("https://example.org:8080/a+b", "https://example.org:8080/a%2Bb"),
        ("https://example.org/%/", "https://example.org/%25/"),
    ],
)
def test_an_address_of_other_letters_is_told_in_plain_ones(url, plain):
    assert not is_root(url) and is_root(plain)
    assert in_plain_letters(url) == plain


@pytest.mark.parametrize(
    "url",
    [
        "https://",
        "https://[::1",
        "https://localhost/",
        "https://me@example.org/",
        "mailto:x",
        "https://a.b:abc/",
    ],
)
def test_what_is_no_address(url):
    assert host_of(url) == ""


@pytest.mark.parametrize(
    ("url", "path"),
    {
        "https://example.org/site/contact/": "contact/",
        "HTTPS://Example.ORG:443/site/contact/?q=1#here": "contact/",
        "http://example.org:80/site/x/../contact/": "contact/",
        "https://example.org:/./%73ite/contact/": "contact/",
        "https://example.org:0443/site": "",
        "https://%EF%BD%85xample.org/site/#here": "",
        "https://example.org/site//contact//": "/contact//",
        "https://example.org/site/a%2Fb/": "a%2Fb/",
        "https://example.org/site-two/": None,
        "https://example.org/site/../other/": None,
        "https://example.org:8443/site/": None,
        "https://example.org.example/site/": None,
        "https://[::1": None,
    }.items(),
)
def test_what_is_below_a_root(url, path):
    assert below(url, "https://example.org/site/") == path
    assert below(url, "") is None


@pytest.mark.parametrize(
    "text",
    [
        "👩\u200d🔬",
        "👩🏽\u200d🚀",
        "🏳\ufe0f\u200d🌈",
        "می\u200cخواهم",
        "क्\u200dष",
        "क्\u200cष",
        *("❤\ufe0f", "1\ufe0f\u20e3", "‼\ufe0f", "ℹ\ufe0e", "👁\ufe0f\u200d🗨\ufe0f"),
        *("葛\U000e0100城", "🫨", "𝔐", "🙂\u200d↔\ufe0f", "🙂\u200d↕\ufe0f", "🏃\u200d➡\ufe0f"),
        *(
            "\U0001f3f4" + "".join(chr(0xE0000 + ord(sign)) for sign in tags) + "\U000e007f"
            for tags in ("gbeng", "gbsct", "gbwls")
        ),
    ],
)
def test_joiners_and_selectors_stay_where_they_are_needed(text):
    assert list(invisible_in(text)) == []


@pytest.mark.parametrize("before", ["", "\n", "\t", "\u0378", "x"])
def test_a_selector_of_chinese_letters_is_found_elsewhere(before):
    assert list(invisible_in(f"{before}\U000e0100 x")) == [(len(before), "\U000e0100")]


@pytest.mark.parametrize("begins", ["", "a", "\U0001f3f4"])
def test_tags_without_a_flag_are_found(begins):
    text = begins + "".join(chr(0xE0000 + ord(sign)) for sign in "gbxyz")
    assert len(list(invisible_in(text))) == 5


@pytest.mark.parametrize(
    "text", ["a\u200db", "a\u200cb", "👩\u200d", "\u200d🔬", "می\u200c", "ا\u200cب"]
)
def test_other_joiners_are_found(text):
    assert [sign for _, sign in invisible_in(text)] == [
        text[text.index("\u200c" if "\u200c" in text else "\u200d")]
    ]
