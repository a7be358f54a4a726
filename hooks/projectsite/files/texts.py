"""Text files as strangers write them: size, encoding, links, and characters that cannot be seen."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterator
from html import unescape
from itertools import islice
from pathlib import Path
from stat import S_ISLNK, S_ISREG

from idna.core import valid_contextj

from ..problems import Problem

LIMIT_BYTES = 256 * 1024

LIMIT_TEXT = 8_000
"""Letters of one text: in UTF-8 a title of so many is within the 32,767 bytes that a string has in
PDF/A-2 (ISO 19005-2, 6.1.13)."""

LIMIT_PROBLEMS = 200
"""So many problems of one file are reported; nobody reads more, and they are mostly of one kind."""

LINK = "a link in the place of a file. Put the file itself here."
_NO_FILE = "a file is expected here, and this is none."

INVISIBLE = (
    r"\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f"  # control characters but tab, line ends
    r"\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff"  # width 0, direction
    r"\u115f\u1160\u3164\uffa0\ufdd0-\ufdef\ufff0-\ufffb\ufffe\uffff"  # fillers, no characters
    r"\u034f\u17b4\u17b5\u180b-\u180f\u2800\ufe00-\ufe0d\ue000-\uf8ff"  # joiners, blanks, private
    r"\u070f\ufffc"  # an abbreviation of Syriac, what stands for an object
)
"""As in a class of a regular expression, of Python and JavaScript alike. Joiners and selectors are
not in it: it depends on the letters around them whether they belong there."""
_LOOKED_AT = re.compile(f"[{INVISIBLE}\u200c\u200d\ufe0e\ufe0f\U00010000-\U0010ffff]")
"""Beyond the first plane all: a class that lists what cannot be seen there takes seven times as
long."""

_MOST = 10
"""So many invisible characters of one file are told."""

_LINE_END = re.compile(r"\r\n|\r|\n")

_SCRATCH = re.compile(r"\.#.*|\..*\.sw[a-p]|\..*\.un~|\.DS_Store")


def is_scratch(path: Path) -> bool:
    """Whether a file is one that Vim, Emacs or macOS leave while a folder is worked in."""
    # Ignored rather than reported: they come and go while somebody edits. All are hidden, so that
    # no build publishes them.
    return path.name.startswith(".") and bool(_SCRATCH.fullmatch(path.name))


def is_link(path: Path) -> bool:
    """Whether a link stands here, symbolic or hard, where a file or folder of its own belongs."""
    try:
        about = path.lstat()
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return False
    return S_ISLNK(about.st_mode) or _has_other_names(about)


def through_link(root: Path, name: str) -> bool:
    """Whether a path below a root is a link, or leads through one."""
    steps = (Path(name), *Path(name).parents)
    return any(is_link(root / step) for step in steps[:-1])  # the last is the root itself


def is_file(path: Path) -> bool:
    """Whether a file stands here, whatever the name is that somebody wrote."""
    try:
        return path.is_file()
    except OSError:  # a name that is too long
        return False


def unlike_a_file(path: Path, file: str) -> Problem | None:
    """A message where a link, a pipe or a device stands in the place of a file or folder."""
    if is_link(path):
        return Problem(file, 0, 0, LINK, "link")
    if os.path.lexists(path) and not (path.is_file() or path.is_dir()):
        return Problem(file, 0, 0, _NO_FILE, "file-unreadable")
    return None


def _has_other_names(about: os.stat_result) -> bool:
    # A hard link can lead out of the project as a symbolic one does.
    return S_ISREG(about.st_mode) and about.st_nlink > 1


def read_text(path: Path, file: str, limit: int = LIMIT_BYTES) -> str | Problem:
    """The text of a file, which is no link and not too large; or what is wrong with it."""
    folders = path.parents[: file.count("/")]
    try:
        # Before anything is read: a link may lead to a secret, and a device or pipe never ends.
        about = path.lstat()
        if S_ISLNK(about.st_mode) or any(folder.is_symlink() for folder in folders):
            return Problem(file, 0, 0, LINK, "link")
        if not S_ISREG(about.st_mode):
            return Problem(file, 0, 0, _NO_FILE, "file-unreadable")
        if _has_other_names(about):
            return Problem(file, 0, 0, LINK, "link")
        if about.st_size > limit:
            message = f"the file is larger than {limit // 1024} KB. Shorten or split it."
            return Problem(file, 0, 0, message, "file-too-large")
    except OSError:
        pass  # told where it is read
    return decoded(path, file)


def decoded(path: Path, file: str) -> str | Problem:
    """The text of a file that may be read; or what is wrong with it."""
    try:
        return path.read_bytes().decode("utf-8-sig")
    except (FileNotFoundError, NotADirectoryError):
        message = "the file is missing, and the site needs it. Add it."
        return Problem(file, 0, 0, message, "file-unreadable")
    except UnicodeDecodeError as error:
        lines = _LINE_END.split(error.object[: error.start].decode("utf-8"))
        line, column = len(lines), len(lines[-1]) + 1
        message = "the file is not UTF-8 text. Save it with the encoding UTF-8."
        return Problem(file, line, column, message, "encoding")
    except OSError as error:
        message = f"the file cannot be read: {error.strerror}."
        return Problem(file, 0, 0, message, "file-unreadable")


def invisible_in(text: str) -> Iterator[tuple[int, str]]:
    """The characters of a text that cannot be seen and have no business in it, with their places.

    Joiners belong between certain letters of Persian, Hindi and others (RFC 5892, appendix A) and
    between pictures that make one together; selectors behind what has more than one look.
    """
    for found in _LOOKED_AT.finditer(text):
        at, sign = found.start(), found[0]
        if sign in _JOINERS:
            belongs = _joins(text, at)
        elif sign in _LOOKS:
            belongs = _has_looks(text, at)
        else:
            belongs = sign > "\uffff" and _is_seen(text, at)
        if not belongs:
            yield at, sign


def _is_seen(text: str, at: int) -> bool:
    """Whether a character beyond the first plane can be seen, or chooses a form of a Chinese one
    (The Unicode Standard, 5.21 and 23.4)."""
    code = ord(text[at])
    if 0xE0100 <= code <= 0xE01EF:
        before = text[at - 1 : at] or " "
        return unicodedata.name(before, "").startswith("CJK UNIFIED IDEOGRAPH")
    if 0xE0020 <= code <= 0xE007F:
        begun = max(at - 6, 0)
        around = _FLAG.finditer(text, begun, at + 6)
        return any(flag.start() < at < flag.end() for flag in around)
    ignored = 0xE0000 <= code <= 0xE0FFF or code & 0xFFFE == 0xFFFE
    ignored = ignored or code in (0x16FE4, 0x1D159)  # blank ones of Khitan and of music
    return not ignored and unicodedata.category(text[at]) not in ("Cf", "Co")


_FLAG = re.compile(
    "\U0001f3f4\U000e0067\U000e0062"
    "(?:\U000e0065\U000e006e\U000e0067|\U000e0073\U000e0063\U000e0074|\U000e0077\U000e006c\U000e0073)"
    "\U000e007f"
)
"""Those of England, Scotland and Wales: the letters gbeng, gbsct and gbwls as tags (UTS #51)."""


_LOOKS = "\ufe0e\ufe0f"


def _has_looks(text: str, at: int) -> bool:
    """Whether a sign stands before a selector that has a look as text and one as a picture: an
    emoji, ‼, ℹ, the key 1️⃣."""
    if text[at + 1 : at + 2] == "\u20e3":
        return True
    before = text[at - 1 : at] if at else " "
    return not before.isascii() and (before in "‼⁉〰ℹ©®" or unicodedata.category(before)[0] == "S")


_ENTITY = re.compile(r"&(?:#\d{1,12}|#[xX][\dA-Fa-f]{1,12}|\w{2,31});")


def entities(text: str) -> Iterator[tuple[int, str, str]]:
    """The entities of Markdown in a text: place, entity, and what it makes of it."""
    for entity in _ENTITY.finditer(text) if "&" in text else ():
        yield entity.start(), entity[0], _made(entity[0])


def invisible_entities(text: str) -> Iterator[tuple[int, str, str]]:
    """Those that make an invisible character."""
    for at, entity, made in entities(text):
        for _, sign in islice(invisible_in(made), 1):
            yield at, entity, sign


def _made(entity: str) -> str:
    """What Markdown makes of an entity; Python's own unescape leaves some numbers out."""
    number = entity[2:-1]
    if entity[1] != "#" or not number:
        return unescape(entity)
    code = int(number[1:], 16) if number[0] in "xX" else int(number)
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"


_JOINERS = "\u200c\u200d"
_AROUND = 50
"""So many characters around a joiner are looked at."""


def _joins(text: str, at: int) -> bool:
    around, place = text[max(at - _AROUND, 0) : at + _AROUND], min(at, _AROUND)
    before, after = around[:place], around[place + 1 :]
    if text[at] == "\u200d" and _is_picture(before) and _is_picture(after[:1]):
        return True
    try:
        return valid_contextj(around, place) or _parts(before, after, text[at])
    except ValueError:  # beside a character without a name
        return False


def _parts(before: str, after: str, joiner: str) -> bool:
    """Whether a joiner stands as people write who have one on their keyboards: before the sign that
    mutes a vowel (র‍্য), after a vowel sign (टी‌ओ), behind a word in other letters (PDF‌ها)."""
    if not before or not after:
        return False
    if joiner == "\u200d":
        return unicodedata.combining(after[0]) == 9
    # The marks of Latin letters lie in a block of their own.
    mark = before[-1] > "\u036f" and unicodedata.category(before[-1]).startswith("M")
    marked = mark and after[0].isalpha()
    return marked or (before[-1].isascii() and before[-1].isalnum() and _is_arabic(after[0]))


def _is_arabic(sign: str) -> bool:
    return unicodedata.name(sign, "").startswith("ARABIC LETTER")


def _is_picture(text: str) -> bool:
    """Whether a text ends in an emoji, the signs that change its looks left aside."""
    plain = text.rstrip("\ufe0f\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff")
    # ↔ is the one sign of mathematics that pictures are joined with.
    return plain != "" and (plain[-1] == "↔" or unicodedata.category(plain[-1]) == "So")


def invisible_characters(text: str, file: str) -> list[Problem]:
    """Characters that cannot be seen, but change what search, links and sorting find."""
    problems = []
    for at, sign in islice(invisible_in(text), _MOST):
        line = text.count("\n", 0, at) + 1
        column = at - text.rfind("\n", 0, at)
        message = (
            f"there is an invisible character here, {named(sign)}. Delete the word and type it "
            "anew."
        )
        problems.append(Problem(file, line, column, message, "invisible-character"))
    return problems


_MERGE_MARK = re.compile(r"^(?:<{7}|>{7})(?= |$)", re.MULTILINE)


def merge_marks(text: str, file: str) -> list[Problem]:
    """Conflict markers of Git."""
    problems = []
    for found in islice(_MERGE_MARK.finditer(text), _MOST):
        line = text.count("\n", 0, found.start()) + 1
        message = (
            f"“{found[0]}” is a mark of Git: two changes were not merged. Keep one of the two, and "
            "take out the lines that begin with <<<<<<<, ======= and >>>>>>>."
        )
        problems.append(Problem(file, line, 1, message, "merge"))
    return problems


BLANKS = frozenset("\u00a0\u202f\u3000" + "".join(map(chr, range(0x2000, 0x200B))))
"""Spaces that look like the one on the keyboard, and are others to YAML and Markdown."""


def line_fault(text: str) -> str:
    """What is wrong with a text of one line that was typed behind a command; empty where nothing
    is."""
    if any("\ud800" <= sign <= "\udfff" for sign in text):
        return "this is not UTF-8 text. Type it in a terminal with the encoding UTF-8."
    if len(text.splitlines()) > 1 or "\t" in text or text.endswith("\n"):
        return "a line break or a tab is in this text. Write it in one line, with blanks."
    if found := next(invisible_in(text), None):
        return f"an invisible character is in this text, {named(found[1])}. Type it anew."
    return ""


def named(sign: str) -> str:
    """A character as a message names it: U+00A0 (no-break space)."""
    name = unicodedata.name(sign, "").lower()
    return f"U+{ord(sign):04X}" + (f" ({name})" if name else "")


_PLAIN_ADDRESS = re.compile(r"[\w.+-]@[\w-]+\.\w")

_BACKSLASH = re.compile(r"\\(?=[^\w\s])")


def holds_plain_address(text: str) -> bool:
    """Whether a text holds an e-mail address that harvesters could collect, however written."""
    bare = text
    # Asked of every text of a project: nearly all hold none of these signs.
    if any(map(text.__contains__, ("@", "&", "\\", "%40"))):
        # A backslash before a sign is Markdown's way to write the sign.
        bare = _BACKSLASH.sub("", unescape(text)).replace("(@)", "").replace("%40", "@")
    if "@" in bare and _PLAIN_ADDRESS.search(bare):
        return True
    return ":" in bare and "mailto:" in bare.lower()
