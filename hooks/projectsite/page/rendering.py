"""Views → HTML, by the partials in overrides/project/. Everything that is not HTML is escaped."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from jinja2 import (
    BaseLoader,
    Environment,
    StrictUndefined,
    Template,
    TemplateNotFound,
    TemplateSyntaxError,
    UndefinedError,
)
from jinja2.compiler import CodeGenerator, Frame
from jinja2.nodes import Call, Expr, Getattr, Name
from markupsafe import Markup, escape

from ..problems import Problem, ProblemsFound
from ..words.text import Words

_INCLUDE = re.compile(r'\{% include "([\w/-]+\.html)" %\}\n?')
_HEADING = re.compile(r"\A\{#-.*?-#\}\n?", re.DOTALL)
"""The comment on top of a partial: the record that it draws."""


class Renderer:
    """Draws partials. One instance serves all languages: what differs is handed in."""

    def __init__(self, overrides: Path) -> None:
        self._environment = _Environment(
            loader=_Partials(overrides),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            auto_reload=False,
        )
        self._templates: dict[str, Template] = {}

    def __call__(self, partial: str, **context: object) -> Markup:
        """Draw overrides/project/<partial>.html.

        Raises ProblemsFound for a partial that is broken.
        """
        file = f"overrides/project/{partial}.html"
        try:
            template = self._templates.get(partial)
            if template is None:
                template = self._environment.get_template(f"project/{partial}.html")
                self._templates[partial] = template
            # Without Jinja's own names, which no partial uses.
            drawn = template.root_render_func(template.new_context(context, shared=True))
            html = "".join(drawn).strip()
        except TemplateSyntaxError as error:
            file = f"overrides/{error.name or file}"
            raise _told(file, error.lineno, f"{error.message}.") from None
        except TemplateNotFound as error:
            raise _told(file, 0, f"the partial {error.name} is missing.") from None
        except (UndefinedError, AttributeError) as error:
            raise _told(file, 0, f"{error}.") from None
        return Markup(html)


class _Generator(CodeGenerator):
    """Compiles partials for views, which are records: `page.title` is an attribute and no key.

    What is drawn is joined at once, so escaped texts need not become Markup. On a page with three
    hundred values this saves a third of the time; the pages are the same.
    """

    def visit_Getattr(self, node: Getattr, frame: Frame) -> None:
        self.visit(node.node, frame)
        self.write(f".{node.attr}")

    def visit_Call(self, node: Call, frame: Frame, forward_caller: bool = False) -> None:
        """Words are looked up as they are: t is no function that Jinja has to prepare for."""
        if not isinstance(node.node, Name) or node.node.name != "t":
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.visit(node.node, frame)
        self.write("(")
        for argument in node.args:
            self.visit(argument, frame)
            self.write(", ")
        for named in node.kwargs:
            self.visit(named, frame)
            self.write(", ")
        self.write(")")

    def _output_child_pre(
        self, node: Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo
    ) -> None:
        self.write("environment.escaped(")


_SPECIAL = re.compile("[&<>\"']")


def _escaped(value: Any) -> str:
    """A value as HTML."""
    kind = type(value)
    if kind is Markup:
        plain: str = value
        return plain
    text = value.text if kind is Words else value
    if type(text) is str and not _SPECIAL.search(text):
        return text
    return escape(text)


class _Environment(Environment):
    code_generator_class = _Generator
    escaped = staticmethod(_escaped)


class _Partials(BaseLoader):
    """Partials without indentation, and with what they include in its place.

    Jinja sets up a context of its own at each include, which on a page with many facts takes as
    long as all the rest.
    """

    def __init__(self, overrides: Path) -> None:
        self._overrides = overrides

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str | None, Callable[[], bool] | None]:
        return self._whole(environment, template, ()), None, None

    def _whole(self, environment: Environment, name: str, above: tuple[str, ...]) -> str:
        try:
            source = (self._overrides / name).read_text("utf-8")
        except OSError:
            raise TemplateNotFound(name) from None
        # By itself first: what is wrong is told with its own file and line.
        environment.parse(source, name)
        if name in above:
            raise TemplateSyntaxError("the partial includes itself", 1, name)
        source = _HEADING.sub("", source)
        tight = "".join(f"{line.strip()}\n" for line in source.splitlines() if line.strip())
        inner = (*above, name)
        return _INCLUDE.sub(lambda found: self._whole(environment, found[1], inner), tight)


def _told(file: str, line: int, message: str) -> ProblemsFound:
    return ProblemsFound([Problem(file, line, 0, message, "template")])
