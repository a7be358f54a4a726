"""The browser of the tests: the one that .ci/chromium has found, or that CHROMIUM names."""

from __future__ import annotations

import os
from pathlib import Path

from playwright.sync_api import Browser, Playwright

NOTE = Path(__file__).parent.parent / ".venv/chromium-path"


def program() -> str:
    """Its path; empty for the one that Playwright has downloaded."""
    path = NOTE.read_text().strip() if NOTE.exists() else ""
    return os.environ.get("CHROMIUM") or path


def launch(playwright: Playwright) -> Browser:
    return playwright.chromium.launch(
        executable_path=program() or None,
        args=["--no-sandbox", "--disable-background-networking"],
    )
