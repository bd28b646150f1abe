"""A new plugin's package 新插件: its files as text, made from the templates beside this module."""

from __future__ import annotations

import importlib.util
import keyword
import re
from pathlib import Path
from string import Template

from plugins.manager import entries, load
from wangge.errors import Phrase, WanggeError

TEMPLATES = Path(__file__).with_name("template")
PLACES = {
    "pyproject.toml": "pyproject.toml.in",
    "README.md": "README.md.in",
    "src/{name}/__init__.py": "module.py.in",
    "tests/test_{name}.py": "test_module.py.in",
}
"""Each file of a package, and the template that it is made from."""
_NAME = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
LONGEST = 30


def files(name: str) -> dict[str, str]:
    """The files of a plugin's package, each path with its text.

    Args:
        name: its module, its entry point and its department's key, all three.

    Raises:
        WanggeError: `plugin_name` for what is none; `plugin_taken`, saying by whom.
    """
    if not _NAME.fullmatch(name) or len(name) > LONGEST or keyword.iskeyword(name):
        raise WanggeError("plugin_name", name=name, longest=LONGEST)
    by = _taken(name)
    if by:
        raise WanggeError("plugin_taken", name=name, by=by)
    words = {"name": name, "project": name.replace("_", "-")}
    return {
        place.format(name=name): Template((TEMPLATES / template).read_text(encoding="utf-8")).substitute(words)
        for place, template in PLACES.items()
    }


def _taken(name: str) -> str:
    """Who has the name; empty when nobody has."""
    if name in {entry.name for entry in entries()}:
        return Phrase("已安装的插件")
    department = next((each for each in load().departments if each.key == name), None)
    if department:
        return Phrase("部门“{label}”", label=department.label)
    return Phrase("Python 的模块") if importlib.util.find_spec(name) else ""
