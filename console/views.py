"""Views 视图: the views of an office, each a file in its folder `views`, which may be copied to another office."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

from console.office import Office
from exports.saving import file_part
from wangge import files
from wangge.errors import WanggeError
from wangge.views import View, from_tree, to_tree

FOLDER = "views"
SUFFIX = ".json"
BIGGEST = 100_000
"""Bytes of a view's file; a larger one is none."""


def saved(office: Office) -> tuple[View, ...]:
    """The office's views by name; a file that is none is left out, and told when it is asked for by name."""
    found = []
    for path in sorted((office.folder / FOLDER).glob(f"*{SUFFIX}")):
        try:
            found.append(read(path))
        except WanggeError:
            continue
    return tuple(sorted(found, key=lambda view: view.name))


def named(office: Office, name: str) -> View:
    """The view of this name.

    Raises:
        WanggeError: `view_unknown`, or `view_wrong` when its file is damaged.
    """
    path = _path(office, name)
    if path.exists():
        return read(path)
    found = next((view for view in saved(office) if view.name == name), None)
    if found is None:
        raise WanggeError("view_unknown", name=name, known="、".join(view.name for view in saved(office)) or "—")
    return found


def save(office: Office, view: View) -> Path:
    """Keep a view under its name; one of the same name is replaced.

    Raises:
        WanggeError: `office_unwritable`.
    """
    path = _path(office, view.name)
    write(view, path)
    return path


def write(view: View, path: Path) -> None:
    """Write a view's file, whole or not at all.

    Raises:
        WanggeError: `office_unwritable`.
    """
    try:
        files.folder(path.parent)
        files.put(path, (json.dumps(to_tree(view), ensure_ascii=False, indent=2) + "\n").encode())
    except OSError as error:
        raise WanggeError("office_unwritable", path=path, reason=error.strerror or type(error).__name__) from error


def forget(office: Office, name: str) -> View:
    """Remove a view.

    Raises:
        WanggeError: `view_unknown`.
    """
    view = named(office, name)
    _path(office, view.name).unlink(missing_ok=True)
    return view


def read(path: Path) -> View:
    """The view in a file.

    Raises:
        WanggeError: `view_wrong`, `file_missing`.
    """
    try:
        if path.stat().st_size > BIGGEST:
            raise WanggeError("view_wrong", file=path.name, reason="不是视图文件")
        return from_tree(json.loads(path.read_text(encoding="utf-8-sig")), path.name)
    except OSError as error:
        raise WanggeError("file_missing", path=path) from error
    except (ValueError, RecursionError) as error:
        raise WanggeError("view_wrong", file=path.name, reason="不是视图文件") from error


def _path(office: Office, name: str) -> Path:
    """A name's own file: where a file system cannot have the name, its digest keeps it apart from others."""
    part = file_part(name)
    apart = "" if part == name else f"_{sha256(name.encode()).hexdigest()[:8]}"
    return office.folder / FOLDER / f"{part}{apart}{SUFFIX}"
