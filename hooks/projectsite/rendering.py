"""Views → HTML, by the partials in overrides/project/. Everything that is not HTML is escaped."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup


class Renderer:
    """Draws partials. One instance serves all languages: what differs is handed in."""

    def __init__(self, overrides: Path) -> None:
        self._environment = Environment(
            loader=FileSystemLoader(overrides),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )

    def __call__(self, partial: str, **context: object) -> Markup:
        """Draw overrides/project/<partial>.html.

        The result has neither leading blanks nor empty lines: Markdown would take indented
        lines for code, and end its HTML block at an empty one.
        """
        template = self._environment.get_template(f"project/{partial}.html")
        lines = (line.strip() for line in template.render(context).splitlines())
        return Markup("\n".join(line for line in lines if line))
