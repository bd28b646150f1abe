"""Entries 条目: tables of a TOML file of the office's, read by declared keys; a wrong one is named by its place."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from wangge.errors import Phrase

Wrong = Callable[[str], Exception]
"""Makes the refusal of a file out of a reason."""


def entries(
    tree: Mapping[str, Any], name: str, texts: Mapping[str, bool], lists: Mapping[str, bool], wrong: Wrong, inner: str = ""
) -> Iterator[Mapping[str, Any]]:
    """The tables `[[name]]` of a parsed file, each with text under `texts` and lists of text under `lists`.

    Args:
        tree: the file, or a table of it.
        name: what the tables are called.
        texts: keys with text, and whether they must be there.
        lists: keys with lists of text, and whether they must be there and not empty.
        wrong: makes the refusal.
        inner: the key of tables inside each, which are left to the caller.

    Raises:
        what `wrong` makes, naming the table and the key.
    """
    if other := next((key for key in tree if key != name), ""):
        raise wrong(Phrase("没有“{key}”这一项，只能写 [[{name}]]", key=other, name=name))
    held = tree.get(name, [])
    if not isinstance(held, list) or not all(isinstance(entry, Mapping) for entry in held):
        raise wrong(Phrase("{name} 应写成一段一段的 [[{name}]]", name=name))
    for place, entry in enumerate(held, start=1):
        where = {"name": name, "place": place}
        if other := next((key for key in entry if key not in texts.keys() | lists.keys() | {inner}), ""):
            raise wrong(Phrase("第{place}段 [[{name}]] 里没有“{key}”这一项", **where, key=other))
        for key, needed in texts.items():
            if not isinstance(entry.get(key, ""), str):
                raise wrong(Phrase("第{place}段 [[{name}]] 的“{key}”应写成带引号的文字", **where, key=key))
            if needed and not entry.get(key, "").strip():
                raise wrong(Phrase("第{place}段 [[{name}]] 没有写“{key}”", **where, key=key))
        for key, needed in lists.items():
            value = entry.get(key, [])
            if not isinstance(value, list) or not all(isinstance(each, str) and each.strip() for each in value):
                raise wrong(Phrase("第{place}段 [[{name}]] 的“{key}”应写成方括号里带引号的文字", **where, key=key))
            if needed and not value:
                raise wrong(Phrase("第{place}段 [[{name}]] 没有写“{key}”", **where, key=key))
        yield entry
