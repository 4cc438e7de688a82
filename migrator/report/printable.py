"""Makes text from hosts safe to show: what would move a cursor or hide a name is spelled out."""

import unicodedata

_KEPT = {"\n", "\t"}
_HIDDEN = {"Cc", "Cf", "Zl", "Zp"}


def printable(text: str, *, one_line: bool = True) -> str:
    r"""Return `text` with control, format and bidi characters as `\\x1b`-style escapes; line ends too unless `one_line` is False."""
    return "".join(_shown(character, one_line=one_line) for character in text)


def _shown(character: str, *, one_line: bool) -> str:
    if not one_line and character in _KEPT:
        return character
    if unicodedata.category(character) in _HIDDEN:
        return character.encode("unicode_escape").decode("ascii")
    return character
