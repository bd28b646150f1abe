"""Words 文字: Chinese is the source, English its catalogue. What a person reads passes through `_`.

The language is the one setting of the whole process: `choose` is called once, before the first screen or sentence. Domain data (states, actions,
categories, reports) is Chinese in every language.
"""

from __future__ import annotations

import errno
import gettext
import os
from collections.abc import Mapping
from pathlib import Path

from wangge.errors import CAUSES, Phrase, Phrases, WanggeError

LOCALES = Path(__file__).parent / "locale"
CHINESE, ENGLISH = "zh", "en"


class _Words:
    """The catalogue in use."""

    def __init__(self) -> None:
        self.language = CHINESE
        self.translations: gettext.NullTranslations = gettext.NullTranslations()


_words = _Words()


def choose(language: str = "", environment: Mapping[str, str] = os.environ) -> str:
    """Choose the language: what was asked for, else the terminal's, else Chinese.

    Args:
        language: `zh`, `en`, or empty.
        environment: where LC_ALL, LC_MESSAGES and LANG are looked up.

    Returns:
        the language in use.
    """
    if not language:
        named = next((environment[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(name)), "")
        language = ENGLISH if named.lower().startswith("en") else CHINESE
    _words.language = ENGLISH if language.lower().startswith("en") else CHINESE
    if _words.language == ENGLISH:
        _words.translations = gettext.translation("wangge", LOCALES, ["en"], fallback=True)
    else:
        _words.translations = gettext.NullTranslations()
    return _words.language


def speaks_chinese() -> bool:
    """Whether the language in use is Chinese."""
    return _words.language == CHINESE


def _(text: str) -> str:
    """`text` in the language in use."""
    return _words.translations.gettext(text) if text else ""


def say(text: str, /, **params: object) -> str:
    """`text` in the language in use, with its `{names}` filled in; a value is data and may hold anything."""
    return _(text).format_map(params)


def later(text: str) -> str:
    """Marks a text for the catalogue that is translated when it is shown (labels of keys, of tables of actions)."""
    return text


def spoken_text(text: object) -> str:
    """Our own words in the language in use; a phrase is put together again in it, its values untouched."""
    if isinstance(text, Phrase):
        return say(text.template, **text.params)
    if isinstance(text, Phrases):
        return ("；" if speaks_chinese() else "; ").join(map(spoken_text, text.parts))
    return _SYSTEM.get(str(text), str(text)) if speaks_chinese() else _(str(text))


_SYSTEM = {
    "database or disk is full": "磁盘已满",
    "database is locked": "台账正被另一个程序占用",
    "disk I/O error": "磁盘读写出错",
    "unable to open database file": "打不开数据库文件",
    "file is not a database": "台账文件已损坏，须先用以前的备份恢复",
    "database disk image is malformed": "台账文件已损坏，须先用以前的备份恢复",
    os.strerror(errno.ENOENT): "没有这个文件或文件夹",
    os.strerror(errno.EACCES): "没有权限",
    os.strerror(errno.EPERM): "系统不允许",
    os.strerror(errno.ENOSPC): "磁盘已满",
    os.strerror(errno.EROFS): "磁盘是只读的",
    os.strerror(errno.EISDIR): "这是一个文件夹",
    os.strerror(errno.ENOTDIR): "路径中间有一段不是文件夹",
    os.strerror(errno.EEXIST): "已经有了",
    os.strerror(errno.ENAMETOOLONG): "名字太长",
    os.strerror(errno.EBUSY): "正被别的程序占用",
    os.strerror(errno.EIO): "磁盘读写出错",
    os.strerror(errno.EADDRINUSE): "已被别的程序占用",
    os.strerror(errno.EADDRNOTAVAIL): "这台电脑没有这个地址",
    os.strerror(errno.EINVAL): "系统不接受这个名字",
}
"""What the system and SQLite answer, in English wherever they run."""

_OURS = frozenset({"reason", "label", "kind", "hint"})
"""Parameters of an error that hold our own words, as phrases do; all others are data and are never translated."""


def put(error: WanggeError) -> str:
    """A refusal in one clear sentence."""
    spoken = {
        name: spoken_text(value) if name in _OURS or isinstance(value, Phrase | Phrases) else value for name, value in error.params.items()
    }
    if error.code == "action_needs":
        spoken["missing"] = ("、" if speaks_chinese() else ", ").join(_(label) for label in str(error.params["missing"]).split("、"))
    return say(CAUSES[error.code], **spoken)
