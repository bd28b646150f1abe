"""Services 办事目录: what people come for, with the materials that each takes, all told at one time, and a way without a network for every one.

A service that could be done on a telephone only would shut out who has none: an entry without its offline way 线下办法 is no entry.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from wangge.entries import Wrong, entries
from wangge.errors import Phrase, WanggeError

NAME = "service"


@dataclass(frozen=True, slots=True)
class Service:
    """One item of the catalogue 办事事项.

    Attributes:
        name: what it is called.
        block: the block where it is done.
        materials: what is to be brought, all of it.
        limit: how long it takes, and from when.
        unit: who does it.
        offline: how it is done on paper and in person.
        online: how it is done over a network; empty where it is not.
        basis: law and article.
        words: other words by which it is looked for.
        check: what is local about it and to be checked by the office.
    """

    name: str
    block: str
    materials: tuple[str, ...]
    limit: str
    unit: str
    offline: str
    online: str = ""
    basis: str = ""
    words: tuple[str, ...] = ()
    check: str = ""

    @property
    def listed(self) -> str:
        """The materials as lines with their numbers."""
        return "\n".join(f"{place}. {each}" for place, each in enumerate(self.materials, start=1))


def from_tree(tree: Mapping[str, Any], wrong: Wrong) -> tuple[Service, ...]:
    """The services in a parsed TOML file, `[[service]]` each.

    Raises:
        what `wrong` makes, naming the entry; one without an offline way is wrong.
    """
    needed, free = ("name", "block", "limit", "unit", "offline"), ("online", "basis", "check")
    texts = {**dict.fromkeys(needed, True), **dict.fromkeys(free, False)}
    made: dict[str, Service] = {}
    for entry in entries(tree, NAME, texts, {"materials": True, "words": False}, wrong):
        told: dict[str, Any] = {key: value.strip() if isinstance(value, str) else tuple(value) for key, value in entry.items()}
        service = Service(**told)
        if service.name in made:
            raise wrong(Phrase("“{name}”写了两次", name=service.name))
        made[service.name] = service
    return tuple(made.values())


def find(services: Iterable[Service], word: str) -> tuple[Service, ...]:
    """The services that a word finds: the one of that very name alone, else those whose name, words, block or materials hold it."""
    services = tuple(services)
    named = tuple(each for each in services if each.name == word)
    return named or tuple(
        each for each in services if any(word in text for text in (each.name, each.block, each.unit, *each.words, *each.materials))
    )


def one(services: Iterable[Service], word: str) -> Service:
    """The service that a word names.

    Raises:
        WanggeError: `service_unknown`, naming those there are, when it finds none or several.
    """
    services = tuple(services)
    found = find(services, word)
    if len(found) != 1 or not word:
        raise WanggeError("service_unknown", word=word, known="、".join(each.name for each in found or services))
    return found[0]
