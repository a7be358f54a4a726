"""Views → HTML, by the partials in overrides/project/. Everything that is not HTML is escaped."""

from __future__ import annotations

from pathlib import Path

from jinja2 import (
    Environment,
    FileSystemLoader,
    StrictUndefined,
    TemplateNotFound,
    TemplateSyntaxError,
    UndefinedError,
)
from markupsafe import Markup

from .problems import Problem, ProblemsFound


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
        lines for code, and end its HTML block at an empty one. Raises ProblemsFound for a partial
        that is broken.
        """
        file = f"overrides/project/{partial}.html"
        try:
            html = self._environment.get_template(f"project/{partial}.html").render(context)
        except TemplateSyntaxError as error:
            file = f"overrides/{error.name or file}"
            raise _told(file, error.lineno, f"{error.message}.") from None
        except TemplateNotFound as error:
            raise _told(file, 0, f"the partial {error.name} is missing.") from None
        except UndefinedError as error:
            raise _told(file, 0, f"{error.message}.") from None
        lines = (line.strip() for line in html.splitlines())
        return Markup("\n".join(line for line in lines if line))


def _told(file: str, line: int, message: str) -> ProblemsFound:
    return ProblemsFound([Problem(file, line, 0, message, "template")])
