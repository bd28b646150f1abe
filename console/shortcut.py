"""Shortcuts 快捷方式: what the desktop of a system wants written so that a double click opens an office.

Linux takes a desktop entry (freedesktop.org, Desktop Entry Specification 1.0), Windows a .lnk that PowerShell makes. Names and folders are data: each
text is quoted as its reader unquotes it.
"""

from __future__ import annotations

import os
import subprocess
import sys
from base64 import b64encode
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from exports.saving import file_part

ENDINGS = {"linux": ".desktop", "win32": ".lnk"}
"""What a shortcut's file ends with, by `sys.platform`."""


def usual_place(platform: str, folder: Path, name: str, home: Path) -> Path:
    """Where a system looks for shortcuts: the menu on Linux, the desktop on Windows."""
    if platform == "win32":
        return home / "Desktop" / f"{file_part(name) or 'wangge'}.lnk"
    mark = sha256(str(folder.resolve()).encode()).hexdigest()[:8]
    return home / ".local" / "share" / "applications" / f"wangge-{mark}.desktop"


def desktop_entry(name: str, comment: str, command: Sequence[str], folder: Path) -> str:
    """A desktop entry that opens the office in a terminal."""
    return "\n".join(
        (
            "[Desktop Entry]",
            "Type=Application",
            "Version=1.0",
            f"Name={_value(name)}",
            f"Comment={_value(comment)}",
            f"Exec={_value(' '.join(map(_argument, command)))}",
            f"Path={_value(str(folder))}",
            "Icon=utilities-terminal",
            "Terminal=true",
            "Categories=Office;",
            "",
        )
    )


def _value(text: str) -> str:
    """A string of the entry; the file's own escapes."""
    return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t").replace("\r", "\\r")


def _argument(text: str) -> str:
    """One argument of Exec, quoted; a percent sign would begin a field code."""
    for sign in ("\\", '"', "`", "$"):
        text = text.replace(sign, "\\" + sign)
    return '"' + text.replace("%", "%%") + '"'


def powershell(target: Path, name: str, command: Sequence[str], folder: Path) -> str:
    """The script that makes a Windows shortcut."""
    program, *arguments = command
    lines = (
        "$ErrorActionPreference = 'Stop'",
        f"$link = (New-Object -ComObject WScript.Shell).CreateShortcut({_single(str(target))})",
        f"$link.TargetPath = {_single(program)}",
        f"$link.Arguments = {_single(subprocess.list2cmdline(arguments))}",
        f"$link.WorkingDirectory = {_single(str(folder))}",
        f"$link.Description = {_single(name)}",
        "$link.Save()",
        "",
    )
    return "\r\n".join(lines)


def _single(text: str) -> str:
    """A text that PowerShell takes to the letter; every sign that it reads as a quote is doubled."""
    return "'" + "".join(sign * 2 if sign in "'‘’‚‛" else sign for sign in text) + "'"


def encoded(script: str) -> list[str]:
    """The command that runs a script of PowerShell, whatever the code page of the system."""
    code = b64encode(script.encode("utf-16-le")).decode("ascii")
    return ["powershell.exe", "-NoProfile", "-NonInteractive", "-EncodedCommand", code]


def console_command(folder: Path, language: str, name: str = "", extra: Sequence[str] = ()) -> list[str]:
    """The command that opens the console of an office, from wherever it is run."""
    command = [sys.executable, "-P", "-m", "console.cli", "--office", os.fspath(folder.resolve()), "--lang", language]
    return [*command, *(("--as", name) if name else ()), *extra]
