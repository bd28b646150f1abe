"""The key map 键位: which keys work now: those of the registry, with an office's own in their place.

An office writes its own keys in `[keys]` of `wangge.toml`, by action: `"ledger.batch" = ["F4", "b"]`. What two actions of one screen claim, what
terminals swallow and what is no action is told before the console opens.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from console.registry import ACTIONS, GLOBAL, KEY_NAMES, UNSAFE, KeyAction
from wangge.errors import Phrase, WanggeError
from wangge.text import alike

NO_KEY = "no_key"
"""Stands where an action has none of a sort of keys; no terminal sends it."""
FUNCTION = ".f"
"""Ends the id of an action's binding for function keys, which work while something is typed too."""
_AS_READ = {shown.lower(): key for key, shown in KEY_NAMES.items()}


class KeyMap:
    """The keys as they are in this office.

    Args:
        own: the office's own keys, by action id, as a person writes them.

    Raises:
        WanggeError: `keys_wrong`, naming the entry; or the keys that two actions of one screen claim.
    """

    def __init__(self, own: Mapping[str, tuple[str, ...]]) -> None:
        ids = {action.id: action for action in ACTIONS}
        unknown = next((name for name in own if name not in ids), None)
        if unknown is not None:
            raise WanggeError("keys_wrong", reason=Phrase("没有操作“{name}”，相近的有：{known}", name=unknown, known=alike(unknown, ids)))
        self._own = {name: tuple(map(key_of, keys)) for name, keys in own.items()}
        self.actions = tuple(replace(action, keys=self._own.get(action.id) or action.keys) for action in ACTIONS)
        for name, keys in self._own.items():
            unsafe = next((key for key in keys if key in UNSAFE), None)
            if unsafe or not keys:
                reason = (
                    Phrase("{name} 的键“{key}”终端收不到，请换一个", name=name, key=unsafe)
                    if unsafe
                    else Phrase("{name} 没有写键", name=name)
                )
                raise WanggeError("keys_wrong", reason=reason)
        found = clashes(self.actions)
        if found:
            raise WanggeError("keys_wrong", reason=Phrase("同一个键给了两个操作：{clashes}", clashes="；".join(found)))

    def here(self, scope: str) -> tuple[KeyAction, ...]:
        """The screen's own actions, then those of every screen that it does not replace and that do not lead to itself."""
        own = tuple(action for action in self.actions if action.scope == scope)
        taken = {key for action in own for key in action.keys}
        shared = (action for action in self.actions if action.scope == GLOBAL)
        return own + tuple(action for action in shared if action.name != scope and not taken.issuperset(action.keys))

    def bindings(self) -> dict[str, str]:
        """The office's own keys by the ids of the bindings that they take the place of."""
        made = {}
        for action in self.actions:
            if action.id in self._own:
                first, other = sorts(action)
                made[action.id + FUNCTION], made[action.id] = first or NO_KEY, other or NO_KEY
        return made


def sorts(action: KeyAction) -> tuple[str, str]:
    """An action's function keys and its other keys with their twins, each as a binding takes them."""
    keys = action.all_keys.split(",")
    first = [key for key in keys if is_function(key)]
    return ",".join(first), ",".join(key for key in keys if key not in first)


def is_function(key: str) -> bool:
    """Whether a key is a function key."""
    return key[0] == "f" and key[1:].isdigit()


def key_of(written: str) -> str:
    """The key that a person means: `F4`, `Ctrl+B`, `回车`, `?`, `b`.

    Raises:
        WanggeError: `keys_wrong`.
    """
    text = written.strip()
    if text.lower() in _AS_READ and len(text) > 1:
        return _AS_READ[text.lower()]
    if len(text) == 1:
        return _SIGNS.get(text, text)
    key = text.lower()
    if is_function(key) or key.startswith(("ctrl+", "alt+", "shift+")) or key in KEY_NAMES:
        return key
    raise WanggeError("keys_wrong", reason=Phrase("认不出键“{key}”，可写 F4、Ctrl+B、回车、空格、b 这样的", key=written))


_SIGNS = {shown: key for key, shown in KEY_NAMES.items() if len(shown) == 1}


def clashes(actions: Iterable[KeyAction] = ACTIONS) -> list[str]:
    """Keys that two actions of one screen claim."""
    found = []
    seen: dict[tuple[str, str], str] = {}
    for action in actions:
        for key in action.keys:
            other = seen.setdefault((action.scope, key), action.id)
            if other != action.id:
                found.append(f"{key}: {other}, {action.id}")
    return found
