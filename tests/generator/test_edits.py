"""A valid change turns no test of the site red: editors' changes to copies, and other projects.

They are tested by the site's suite (tests/site/) as a change of content is in continuous
integration: it reads and checks the project, builds it and looks at every page. Most changes are
made together: here on the example, and on the site in test_workflow.py.
"""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from conftest import ROOT, assemble_example, copy_project
from consortium import make_consortium
from edits import EDITS, apply, one_language_alone
from projectsite.site import load_site

QUICK = ("-m", "not browser")


def assert_site_holds(project, *arguments):
    """Run the site's suite on a project."""
    clean = {key: value for key, value in os.environ.items() if not key.startswith("PYTEST_")}
    command = [sys.executable, "-m", "pytest", "tests/site", "--project", str(project), "-q"]
    done = subprocess.run(
        [*command, "-p", "no:cacheprovider", *arguments],
        cwd=ROOT,
        env=clean,
        capture_output=True,
        text=True,
        timeout=590,
    )
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
    assert "passed" in done.stdout.splitlines()[-1]
    assert "skipped" not in done.stdout.splitlines()[-1]


def test_one_language_alone(tmp_path):
    project = copy_project(tmp_path / "project")
    apply([one_language_alone], project)
    assert_site_holds(project, *QUICK)


def test_the_example_with_all_changes(tmp_path):
    """In a browser too, and what its tests of accessibility find is kept."""
    project = assemble_example(tmp_path / "project")
    apply(EDITS, project)
    assert_site_holds(project, "--record-accessibility")
    tested = load_site(project).project.accessibility_test
    assert tested.found == tested.failures == ()
    assert 20 < tested.tested < tested.pages


@pytest.mark.parametrize(("programme", "part"), [("horizon-europe", ()), ("cosme", QUICK)])
def test_another_consortium(tmp_path, programme, part):
    """Twelve partners, another default language: without a change of Python."""
    assert_site_holds(make_consortium(tmp_path / "project", programme), *part)


def test_the_changes_change_something(tmp_path):
    """Or the tests above would prove nothing: each one leaves another project."""
    edits = (None, *EDITS, one_language_alone)
    found = set()
    for number, edit in enumerate(edits):
        project = copy_project(tmp_path / str(number))
        apply(filter(None, [edit]), project)
        files = sorted(path for path in project.rglob("*") if path.is_file())
        found.add(hash(tuple((path.relative_to(project), path.read_bytes()) for path in files)))
    assert len(found) == len(edits) > 12
