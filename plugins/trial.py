"""Trials 试装: a plugin of another distribution is loaded in a process of its own before it is loaded here.

What holds the interpreter, or ends it, can be given up there and nowhere else. A plugin that passed is not tried again until its files change.
"""

from __future__ import annotations

import contextlib
import importlib.util
import json
import os
import subprocess
import sys
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

from wangge import files
from wangge.errors import Phrase

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

PASSED = ".plugins.json"
"""The file of an office that tells which plugins passed, each with the digest of its files."""
SECONDS = 15.0
"""How long a plugin may take to be loaded and asked, the start of an interpreter included."""
MOST_FILES = 5_000
_END = b"asked"


def trouble(entry: EntryPoint, folder: Path) -> str:
    """What keeps a plugin from being loaded here; empty for nothing.

    Args:
        entry: where it is.
        folder: the office, which remembers what passed.
    """
    passed, digest = _passed(folder), _digest(entry)
    if passed.get(entry.name) == digest:
        return ""
    command = [sys.executable, "-P", "-m", "plugins.trial", entry.value]
    paths = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    try:
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=SECONDS, check=False, env=paths)
    except subprocess.TimeoutExpired:
        return Phrase("试装时 {seconds:g} 秒没有应答", seconds=SECONDS)
    if not done.stdout.endswith(_END):
        return Phrase("试装时自己结束了程序（退出码 {code}）", code=done.returncode)
    with contextlib.suppress(OSError):
        files.put(folder / PASSED, json.dumps({**passed, entry.name: digest}).encode())
    return ""


def _passed(folder: Path) -> dict[str, str]:
    try:
        told = json.loads((folder / PASSED).read_bytes())
    except (OSError, ValueError):
        return {}
    return told if isinstance(told, dict) else {}


def _digest(entry: EntryPoint) -> str:
    """What a plugin's files are, by name, size and time of change; nothing of it is imported."""
    found = blake2b(entry.value.encode(), digest_size=16)
    spec = importlib.util.find_spec(entry.module.split(".")[0])
    places = [Path(place) for place in spec.submodule_search_locations or ()] if spec else []
    paths = [path for place in places for path in sorted(place.rglob("*")) if path.suffix in {".py", ".so", ".pyd", ".toml"}]
    if spec and spec.origin and Path(spec.origin).exists():
        paths.append(Path(spec.origin))
    for path in paths[:MOST_FILES]:
        stat = path.stat()
        found.update(f"{path}\0{stat.st_size}\0{stat.st_mtime_ns}\n".encode())
    return found.hexdigest()


def main(value: str) -> None:
    """Load the plugin that `value` names and ask it everything, as the program will; say that it came to an end."""
    from importlib.metadata import EntryPoint

    from plugins import specs

    out = os.dup(1)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    try:
        plugin = EntryPoint("plugin", value, "wangge").load()
        for name in vars(specs):
            if name.startswith("wangge_") and callable(hook := getattr(plugin, name, None)):
                with contextlib.suppress(BaseException):
                    tuple(hook())
    except BaseException:  # noqa: BLE001, S110 (what it raises is told where it is loaded; here it is enough that it comes back)
        pass
    os.write(out, _END)
    os._exit(0)  # whatever threads it has left


if __name__ == "__main__":
    main(sys.argv[1])
