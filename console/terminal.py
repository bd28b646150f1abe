"""What a terminal may be sent 终端所见: any string, without what a terminal obeys instead of showing.

A file name, a sheet's name, a header, a path or a plugin's word may hold an escape sequence that sets the clipboard or the window's title, a sign that turns
the line round, or one that begins a line. Everything that is printed or drawn goes through here, whoever it came from.
"""

from __future__ import annotations

import re

_OBEYED = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff\ufffe\uffff"
    r"\U000e0000-\U000e007f]"
)
_LINE_ENDS = re.compile(r"[\u2028\u2029\x85]")
_ESCAPED = re.compile(rf"{_OBEYED.pattern}|{_LINE_ENDS.pattern}")


def harmless(text: str) -> str:
    """`text` as it may be shown: no control, direction or unseen sign but the end of a line and the tab; other ends of a line are blanks."""
    # most of what is shown has nothing of the kind, and this is known at once
    return text if text.isprintable() else _OBEYED.sub("", _LINE_ENDS.sub(" ", text))


def escaped(json: str) -> str:
    """JSON in which the same signs are escaped: a program reads what was told, a terminal obeys nothing."""
    return json if json.isprintable() else _ESCAPED.sub(_escape, json)


def _escape(found: re.Match[str]) -> str:
    units = found[0].encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[place : place + 2].hex()}" for place in range(0, len(units), 2))
