"""Traits 特征: what a suggestion looks at of a telling, as words that can be counted.

Character 1–3-grams of title and text without numbers and phones, each once more under the text's last tag `#…#`, and signs of where and how it
came: street, community, grid, source, reporter, tags, and the roads and compounds that the text names. Only what is known when an event arrives; never
a phone, a name field or a house number.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

LONGEST = 3
"""Characters of the longest gram."""
MOST_TEXT = 1_500
"""Characters of a text that are looked at."""
_NUMBERS = re.compile(r"(?:报警|联系|手机|来电)?(?:电话|号码)?[:：]?[\d*xX\-]{5,}")
_TAG = re.compile(r"#([^#\s]{2,14})(?=#)")
_ROAD = re.compile(r"[\u4e00-\u9fff]{2,3}(?:路|街|巷|弄|小区|花园|苑|村|城|广场|大厦|家园|庭|府|湾)")
_FROM = {"street": "镇", "source": "源", "worker": "报"}


def grams(text: str) -> Counter[str]:
    """The grams of a text and how often each is in it; none goes over a number that was left out, a space or the end of a line."""
    found: Counter[str] = Counter()
    for part in _NUMBERS.sub(" ", text[:MOST_TEXT]).split():
        for length in range(1, LONGEST + 1):
            found.update(part[at : at + length] for at in range(len(part) - length + 1))
    return found


def tags(text: str) -> tuple[str, ...]:
    """The tags `#…#` of a text, each once."""
    return tuple(dict.fromkeys(_TAG.findall(text[:MOST_TEXT])))


def heading(text: str) -> str:
    """The last tag of a text, which is the finest; empty without one."""
    return next(reversed(tags(text)), "")


def roads(text: str) -> tuple[str, ...]:
    """The roads, compounds and villages that a text names 地名, each once, as far as their last characters tell."""
    return tuple(dict.fromkeys(_ROAD.findall(text[:MOST_TEXT])))


def signs(values: Mapping[str, object]) -> frozenset[str]:
    """Where and how an event came, as words that no gram is like.

    Args:
        values: what is known of it, by Field name.
    """
    known = {name: str(values.get(name) or "") for name in ("text", "place", "street", "community", "grid", "source", "worker")}
    street, text = known["street"], known["text"]
    found = {f"@{sign}{known[name]}" for name, sign in _FROM.items() if known[name]}
    found.update(f"@{sign}{street}/{known[name]}" for name, sign in (("community", "社"), ("grid", "格")) if known[name])
    found.update(f"@地{street}/{road}" for road in (*roads(known["place"]), *roads(text)))
    for tag in tags(text):
        found.update((f"#{tag}", f"#{street}/{tag}"))
    return frozenset(found)
