"""Bindings 绑定: the registry's keys as Textual takes them, for screens and for forms over them."""

from __future__ import annotations

from textual.binding import Binding, BindingType

from console.keymap import FUNCTION, NO_KEY, sorts
from console.registry import TWINS, of


def bindings(scope: str) -> list[BindingType]:
    """The bindings of a screen's own actions, from the registry; F-keys, and those of a demo, come before what a text entry would do with them."""
    made: list[BindingType] = []
    for action in of(scope):
        first, other = sorts(action)
        made.append(Binding(first or NO_KEY, action.name, action.label, id=action.id + FUNCTION, show=False, priority=True))
        made.append(Binding(other or NO_KEY, action.name, action.label, id=action.id, show=False, priority=action.demo))
    return made


def digits(name: str) -> list[BindingType]:
    """The bindings of the digits 1 to 9, full-width ones too, for `action_NAME(place)`."""
    return [Binding(",".join((str(place), *TWINS[str(place)])), f"{name}({place})", show=False) for place in range(1, 10)]
