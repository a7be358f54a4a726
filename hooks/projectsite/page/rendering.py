"""Views → HTML, by the partials in overrides/project/. Everything that is not HTML is escaped."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from traceback import walk_tb
from types import CodeType
from typing import Any

from jinja2 import (
    BaseLoader,
    BytecodeCache,
    Environment,
    StrictUndefined,
    TemplateNotFound,
    TemplateSyntaxError,
    UndefinedError,
)
from jinja2.bccache import Bucket
from markupsafe import Markup, escape

from ..problems import Problem, ProblemsFound
from ..words.text import Words

_INCLUDE = re.compile(r'\{% include "([\w/-]+\.html)" %\}\n?')
_HEADING = re.compile(r"\A\{#-.*?-#\}\n?", re.DOTALL)
"""The comment on top of a partial: the record that it draws."""


class _Compiled(BytecodeCache):
    """What was compiled, as long as the program runs: the live preview makes a new renderer at each
    change."""

    def __init__(self) -> None:
        self._codes: dict[tuple[str, str], CodeType | None] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._codes.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._codes[bucket.key, bucket.checksum] = bucket.code


_COMPILED = _Compiled()


class Renderer:
    """Draws partials. One instance serves all languages: what differs is handed in."""

    def __init__(self, overrides: Path) -> None:
        # Every value passes `_escaped`. Jinja's own escaping makes a Markup of each, which takes a
        # third more time; what a filter has escaped before is escaped once more, never less.
        self._environment = Environment(  # noqa: S701
            loader=_Partials(overrides),
            finalize=_escaped,
            # A name that is misspelt in a partial stops the build instead of drawing nothing.
            undefined=StrictUndefined,
            trim_blocks=True,
            # The file system need not be asked at each call: the live preview makes a new renderer.
            auto_reload=False,
            bytecode_cache=_COMPILED,
        )

    def __call__(self, partial: str, **context: object) -> Markup:
        """Draw overrides/project/<partial>.html.

        Raises ProblemsFound for a partial that is broken.
        """
        file = f"overrides/project/{partial}.html"
        try:
            template = self._environment.get_template(f"project/{partial}.html")
            return Markup(template.render(context).strip())
        except TemplateSyntaxError as error:
            file = f"overrides/{error.name or file}"
            raise _told(file, error.lineno, f"{error.message}.") from None
        except TemplateNotFound as error:
            raise _told(file, 0, f"the partial {error.name} is missing.") from None
        except UndefinedError as error:
            raise _told(file, 0, f"{error}.") from None
        except Exception as error:
            if not _of_partial(error):
                raise
            raise _told(file, 0, f"{type(error).__name__}: {error}.") from None


def _of_partial(error: Exception) -> bool:
    """Whether a partial has failed, and no code of ours that it calls: of that the traceback says
    more."""
    for frame, _ in reversed(list(walk_tb(error.__traceback__))):
        if frame.f_code.co_filename == "<template>":
            return True
        if str(frame.f_globals.get("__name__")).startswith("projectsite."):
            return False
    return False


_SPECIAL = re.compile("[&<>\"']")


def _escaped(value: Any) -> str:
    """A value as HTML."""
    if type(value) is Words:
        value = value.text
    if type(value) is Markup or (type(value) is str and not _SPECIAL.search(value)):
        return value
    return escape(value)


class _Partials(BaseLoader):
    """Partials without indentation, and with what they include in its place.

    Jinja sets up a context of its own at each include, which on a page with many facts takes as
    long as all the rest.
    """

    def __init__(self, overrides: Path) -> None:
        self._overrides = overrides
        self._read: dict[str, str] = {}

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str | None, Callable[[], bool] | None]:
        return self._whole(template, ()), None, None

    def _whole(self, name: str, above: tuple[str, ...]) -> str:
        if name not in self._read:
            self._read[name] = self._source(name)
        if name in above:
            raise TemplateSyntaxError("the partial includes itself", 1, name)
        inner = (*above, name)
        return _INCLUDE.sub(lambda found: self._whole(found[1], inner), self._read[name])

    def _source(self, name: str) -> str:
        try:
            return _tight((self._overrides / name).read_text("utf-8"), name)
        except OSError:
            raise TemplateNotFound(name) from None
        except UnicodeDecodeError:
            said = "the file is not UTF-8 text. Save it with the encoding UTF-8"
            raise TemplateSyntaxError(said, 0, name) from None


@lru_cache(maxsize=256)
def _tight(source: str, name: str) -> str:
    """A partial without indentation; raises TemplateSyntaxError for a broken one."""
    # By itself first: what is wrong is told with its own file and line.
    Environment(autoescape=True).parse(source, name)
    source = _HEADING.sub("", source)
    return "".join(f"{line.strip()}\n" for line in source.splitlines() if line.strip())


def _told(file: str, line: int, message: str) -> ProblemsFound:
    return ProblemsFound([Problem(file, line, 0, message, "template")])
