"""What LaTeX stands for: the text of a field of BibTeX."""

from __future__ import annotations

from pylatexenc.latex2text import (
    LatexNodes2Text,
    MacroTextSpec,
    get_default_latex_context_db,
)


def _decoder() -> LatexNodes2Text:
    """Knows LaTeX, and three commands of its kernel that pylatexenc lacks or takes amiss."""
    known = get_default_latex_context_db()
    commands = {"textbraceleft": "{", "textbraceright": "}", "textasciicircum": "^"}
    macros = [MacroTextSpec(name, simplify_repl=text) for name, text in commands.items()]
    known.add_context_category("kernel", macros=macros, prepend=True)
    return LatexNodes2Text(latex_context=known, keep_comments=True, strict_latex_spaces=True)


DECODER = _decoder()


def plain(latex: str) -> str:
    return DECODER.latex_to_text(latex)
