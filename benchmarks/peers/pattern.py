"""Templates for Hugo made from what we have built for one outcome.

Wherever a value of that outcome stands, the template has an action that puts the value of another
one there. What else differs from outcome to outcome stays as it is with the pattern: Hugo has
less to do than we.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator

from .drawn import PATTERN, Drawn

SCRIPT = re.compile(r'(<script type="application/ld\+json"[^>]*>.*?</script>)', re.DOTALL)
DAY = 'index (split ($o.date | default "2017") "/") 0'


def page_template(text: str, drawn: Drawn) -> str:
    """A part of our page. Hugo escapes by itself, and writes texts in scripts as JSON."""
    return "".join(
        _replaced(part, _in_script(drawn) if at % 2 else _in_html(drawn))
        for at, part in enumerate(SCRIPT.split(text))
    )


def json_template(text: str, drawn: Drawn) -> str:
    """A JSON file; Hugo's templates for files that are not HTML escape nothing by themselves."""
    return _replaced(text, _in_json(drawn))


def plain_template(text: str, drawn: Drawn, escape: str = "") -> str:
    """A file of another form; the name of a function that escapes, such as htmlEscape."""
    return _replaced(text, _in_text(drawn, escape))


Values = Iterator[tuple[str, str]]
"""A value as it stands in a file, and the action that writes another one."""


def _texts(drawn: Drawn) -> Values:
    record = drawn.outcomes[PATTERN]
    for field in ("title", "summary"):
        for locale in drawn.locales:
            yield record[field][locale].strip(), f'index $o.{field} "{locale}"'


def _marks(drawn: Drawn) -> Values:
    """The id, and the day in the forms that files have it in."""
    day = drawn.outcomes[PATTERN]["date"]
    yield PATTERN, "{{ $id }}"
    yield day, f"{{{{ {DAY} }}}}"
    yield day.replace("-", "/"), f'{{{{ replace ({DAY}) "-" "/" }}}}'
    yield day.replace("-", ""), f'{{{{ replace ({DAY}) "-" "" }}}}'


def _in_html(drawn: Drawn) -> Values:
    for text, value in _texts(drawn):
        yield html.escape(text), f"{{{{ {value} }}}}"
        yield text, f"{{{{ {value} }}}}"
    yield from _marks(drawn)


def _in_script(drawn: Drawn) -> Values:
    for text, value in _texts(drawn):
        for quoted in _quoted(text):
            yield quoted, f"{{{{ {value} }}}}"
        yield text, f"{{{{ {value} }}}}"
    yield from _marks(drawn)


def _in_json(drawn: Drawn) -> Values:
    plain = 'jsonify (dict "noHTMLEscape" true)'
    for text, value in _texts(drawn):
        for quoted in _quoted(text):
            yield quoted, f"{{{{ {plain} ({value}) }}}}"
        yield text, f"{{{{ {value} }}}}"
    yield from _marks(drawn)


def _in_text(drawn: Drawn, escape: str) -> Values:
    for text, value in _texts(drawn):
        action = f"{{{{ {escape} ({value}) }}}}" if escape else f"{{{{ {value} }}}}"
        yield html.escape(text, quote=False), action
        yield text, action
    yield from _marks(drawn)


def _quoted(text: str) -> list[str]:
    return [json.dumps(text, ensure_ascii=False), json.dumps(text)]


def _replaced(text: str, values: Values) -> str:
    """Each value by a mark first, so that no value is found in the action of another one."""
    actions: list[str] = []
    for value, action in values:
        text = text.replace(value, f"\x02{len(actions)}\x03")
        actions.append(action)
    # Braces of the file's own that would begin an action: those of BibTeX.
    parts = re.split("\x02([0-9]+)\x03", text)
    for at, part in enumerate(parts):
        if at % 2:
            parts[at] = actions[int(part)]
        else:
            part = part.replace("{{", '{{ "{{" }}')
            is_last = at == len(parts) - 1
            ends = part.endswith("{") and not is_last
            parts[at] = part[:-1] + '{{ "{" }}' if ends else part
    return "".join(parts)
