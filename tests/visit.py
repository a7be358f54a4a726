"""A visit in a real browser: what it asks for and what goes wrong in it."""

from __future__ import annotations

LOCALES = ("en", "de", "es", "fr", "cs")


NAMES = {"en": "English", "de": "Deutsch", "es": "Español", "fr": "Français", "cs": "Čeština"}


class Watch:
    """Everything that a page must not do: errors, requests elsewhere or to what is missing."""

    def __init__(self, page, served):
        self.found = []
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.found.append(f"error: {error}"))
        page.on("request", lambda request: self._request(request.url, served))
        page.on("response", self._response)

    def _console(self, message):
        if message.type in ("error", "warning"):
            self.found.append(f"console: {message.text}")

    def _request(self, url, served):
        if not url.startswith((served, "data:", "mailto:")):
            self.found.append(f"request: {url}")

    def _response(self, response):
        if response.status >= 400:
            self.found.append(f"{response.status}: {response.url}")


def prefix(locale):
    return "" if locale == "en" else f"{locale}/"


def show(page, url):
    """Put the content of another page of the site in the place of this one's: what stands around it
    is the same, and its scripts and styles need not be loaded again."""
    page.evaluate(
        """async url => {
            const html = await (await fetch(url)).text();
            const other = new DOMParser().parseFromString(html, "text/html");
            // Icons, which a browser may ask for once more, are named from the address of before.
            for (const icon of document.querySelectorAll("link[rel=icon]")) icon.href = icon.href;
            // Its pictures are named from its own address.
            history.replaceState(null, "", url);
            document.querySelector("main").replaceWith(document.adoptNode(other.querySelector("main")));
        }""",
        url,
    )
