"""mkdocs.yml: what MkDocs could not read, or would draw another site by, is told with its place."""

from __future__ import annotations

import pytest

from conftest import ROOT
from projectsite.problems import ProblemsFound
from projectsite.prose.menu import load_menu

LAUGHS = "a0: &a0 [ha]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 30))

ADDED = {
    "a day that no month has": ("date: 2020-13-45", "this is not YAML"),
    "a number of thousands of digits": (f"number: {'1' * 5000}", "this is not YAML"),
    "a list as a name": ("? [a]\n: b", "this is not YAML"),
    "brackets without end": (f"a: {'[' * 3000}{']' * 3000}", "this is not YAML"),
    "a billion laughs": (LAUGHS, "“*a0” stands for another value"),
    "a value within itself": ("x: &e\n  y: *e", "“*e” stands for another value"),
    "a tag": ("copyright: !!int x", "“!!int” is a YAML tag"),
    "a tag that runs code": ("copyright: !!python/name:os.system", "a tag that runs code"),
    "another file": ("INHERIT: 3", "there is no setting INHERIT"),
    "other addresses of pages": ("use_directory_urls: false", "there is no setting"),
    "pages left out": ("exclude_docs: assets/", "there is no setting exclude_docs"),
    "a folder of pages": ("docs_dir: pages", "there is no setting docs_dir"),
    "a folder of the site": ('site_dir: "\\0"', "there is no setting site_dir"),
    "an address to edit at": ('edit_uri: "https://[::1"', "there is no setting edit_uri"),
    "a name that is nothing": ("null: x", "there is no setting null"),
    "a number for a text": ("copyright: 2027", "copyright: a text is expected"),
}
CHANGED = {
    "a name that is a number": ("site_name: RIVERLIGHT", "site_name: 2027", "site_name: a text"),
    "a name that is a date": ("site_name: RIVERLIGHT", "site_name: 2020-01-01", "site_name: a te"),
    "a name that is a list": ("site_name: RIVERLIGHT", "site_name: [a]", "site_name: a text"),
    "no name": ("site_name: RIVERLIGHT", "site_name: null", "site_name: the name of the site"),
    "a name of a variable": ("site_name: RIVERLIGHT", "site_name: !ENV NOPE", "site_name: the na"),
    "other letters in the address": (
        "example.org/riverlight/",
        "münchen.example/a(b/",
        "site_url: not every program reads all letters of this address. "
        "Write: https://xn--mnchen-3ya.example/a%28b/",
    ),
    "a variable alone": ("!ENV [SITE_URL, ", "!ENV [SITE_URL] # ", "site_url: write the whole"),
    "no variable": ("!ENV [SITE_URL, ", "!ENV [] # ", "site_url: write the whole"),
    "a map of variables": ("!ENV [SITE_URL, ", "!ENV {a: b} # ", "this is not YAML"),
    "a list of lists": ("!ENV [SITE_URL, ", "!ENV [[SITE_URL], ", "this is not YAML"),
    "a list for a switch": ("!ENV [KIT, yes]", "[a]", "extra: kit: write yes or no"),
    "a text for a switch": ("!ENV [KIT, yes]", '"no"', "extra: kit: write yes or no"),
    "an editor without GitHub": ("extra:\n", "extra:\n  admin: yes\n", "extra: admin: the form"),
    "nothing below extra": ("extra:\n  kit: !ENV [KIT, yes]", "extra:", "extra: lines such as"),
    "no hook": ("hooks: [hooks/mkdocs_hooks.py]", "", "hooks: without it"),
    "another theme": ("name: material", "name: null", "theme: this is the same"),
    "another plugin": ("plugins:\n", "plugins:\n  - search\n", "plugins: this is the same"),
    "a plugin that is told something": (
        "      on_undefined: strict\n",
        "      on_undefined: strict\n      render_by_default: false\n",
        "plugins: this is the same",
    ),
    "a number for yes": ("on_error_fail: true", "on_error_fail: 1", "plugins: this is the same"),
    "a number for no": ("font: false", "font: 0", "theme: this is the same"),
    "a tag before a name": (
        "theme:",
        "!ENV copyright: x\ntheme:",
        "the name of a setting has no tag",
    ),
    "letters of two scripts": ("site_name: ", "site_name: Rivеr ", "site_name: “Rivеr” holds е"),
    "a hook that is not there": ("hooks: [", "hooks: [mine.py, ", "hooks: each is a file"),
    "a hook that is a folder": ("hooks: [", "hooks: [hooks, ", "hooks: each is a file"),
    "a hook from outside": ("hooks: [", "hooks: [../menu.py, ", "hooks: each is a file"),
    "our hook, spelt otherwise": (
        *("hooks: [", "hooks: [./hooks/mkdocs_hooks.py, ", "hooks: each is a file"),
    ),
    "a hook with a long name": ("hooks: [", f"hooks: [{'x' * 300}.py, ", "hooks: each is a file"),
    "a hook that is a number": ("hooks: [", "hooks: [5, ", "hooks: each is a file"),
    "a variable in the place of a macro": ("extra:\n", "extra:\n  contacts: us\n", "extra: there"),
    "a name that is a number, below extra": ("extra:\n", "extra:\n  1: 5\n", "extra: there is no"),
    "another folder to watch": ("[data, hooks, overrides]", "[data, x]", "watch: this is the same"),
}


def told(tmp_path, text):
    (tmp_path / "mkdocs.yml").write_text(text, encoding="utf-8")
    with pytest.raises(ProblemsFound) as found:
        load_menu(tmp_path)
    return [problem.message for problem in found.value.problems]


@pytest.fixture
def menu(example, monkeypatch):
    for name in ("SITE_URL", "REPO_URL", "KIT"):
        monkeypatch.delenv(name, raising=False)
    return (example / "mkdocs.yml").read_text("utf-8")


@pytest.mark.parametrize(("line", "said"), ADDED.values(), ids=ADDED)
def test_what_is_added(tmp_path, menu, line, said):
    assert told(tmp_path, f"{menu}{line}\n")[0].startswith(said)


@pytest.mark.parametrize(("old", "new", "said"), CHANGED.values(), ids=CHANGED)
def test_what_is_changed(tmp_path, menu, old, new, said):
    assert old in menu
    assert told(tmp_path, menu.replace(old, new, 1))[0].startswith(said)


def test_further_hooks_and_texts_are_a_developers(tmp_path, menu):
    text = menu.replace("hooks: [", "hooks: [hooks/mine.py, ", 1) + 'copyright: "2027"\n'
    (tmp_path / "hooks").mkdir()
    (tmp_path / "hooks/mine.py").touch()
    (tmp_path / "mkdocs.yml").write_text(text, encoding="utf-8")
    assert load_menu(tmp_path).site_url == "https://example.org/riverlight/"


def test_a_hook_lies_in_the_folder_that_is_watched_and_is_no_link(tmp_path, menu):
    """Of another one a build would not know that it has changed."""
    (tmp_path / "hooks").mkdir()
    (tmp_path / "mine.py").touch()
    (tmp_path / "hooks/link.py").symlink_to(tmp_path / "mine.py")
    for name in ("mine.py", "hooks/link.py"):
        text = menu.replace("hooks: [", f"hooks: [{name}, ", 1)
        assert told(tmp_path, text)[0].startswith("hooks: each is a file of Python in hooks/")


def test_a_part_of_our_package_is_no_hook(tmp_path, menu):
    part = "hooks/projectsite/words/web.py"
    (tmp_path / part).parent.mkdir(parents=True)
    (tmp_path / part).touch()
    text = menu.replace("hooks: [", f"hooks: [{part}, ", 1)
    assert told(tmp_path, text)[0].startswith("hooks: each is a file")


def test_the_projects_own_settings_hold():
    assert load_menu(ROOT).main
