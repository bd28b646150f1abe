"""`make locale`: collects the texts that a person reads and brings the English catalogue up to date.

Chinese is the source, so a text is its own key. Kept translations stay; what is no longer said goes; what is new is named and waits for its
English in the .po file. Both files are committed, and are the same however often this runs.
"""

from __future__ import annotations

import ast
import io
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from wangge.errors import CAUSES
from wangge.fields import EVENT_FIELDS, STEP_FIELDS

ROOT = Path(__file__).resolve().parents[1]
ROOMS = ("wangge", "db", "importers", "exports", "plugins", "console")
PO = ROOT / "console" / "locale" / "en" / "LC_MESSAGES" / "wangge.po"
MO = PO.with_suffix(".mo")
HAN = re.compile(r"[\u3400-\u9fff]")
FUNCTIONS = frozenset({"_", "say", "later"})
HEADER = [
    ("Project-Id-Version", "wangge"),
    ("Language", "en"),
    ("MIME-Version", "1.0"),
    ("Content-Type", "text/plain; charset=utf-8"),
    ("Content-Transfer-Encoding", "8bit"),
]


class English(Catalog):
    """A catalogue whose header tells no date and no version: it changes only when a text does."""

    mime_headers = HEADER  # type: ignore[assignment]


@dataclass
class Found:
    """What a search of the sources gave.

    Attributes:
        texts: the keys.
        made: places where a text is put together before it can be translated, so that no catalogue reaches it.
    """

    texts: set[str] = field(default_factory=set)
    made: list[str] = field(default_factory=list)


class Module:
    """One source file, and where the strings of an expression come from."""

    def __init__(self, path: Path) -> None:
        self.name = path.relative_to(ROOT).as_posix()
        self.tree = ast.parse(path.read_text(encoding="utf-8"))
        self._inside: dict[ast.AST, ast.FunctionDef | None] = {}
        self._note(self.tree, None)
        self.calls = [node for node in ast.walk(self.tree) if isinstance(node, ast.Call)]

    def _note(self, node: ast.AST, function: ast.FunctionDef | None) -> None:
        for child in ast.iter_child_nodes(node):
            self._inside[child] = function
            self._note(child, child if isinstance(child, ast.FunctionDef) else function)

    def imports_words(self) -> frozenset[str]:
        """Which of `_`, `say` and `later` are those of `console.words` here."""
        froms = (node for node in ast.walk(self.tree) if isinstance(node, ast.ImportFrom) and node.module == "console.words")
        return FUNCTIONS.intersection(name.asname or name.name for node in froms for name in node.names)

    def called(self, *names: str) -> Iterator[ast.Call]:
        """The calls of a function, by its bare name or as an attribute."""
        return (call for call in self.calls if _name(call.func) in names)

    def resolve(self, node: ast.expr, found: Found, *, marked: bool = False, seen: frozenset[ast.AST] = frozenset()) -> None:
        """Add the constants that `node` may be, through conditions, local names and parameters.

        Args:
            node: the expression.
            found: what to add to.
            marked: it stands in `_`, `say` or `later`; else only what holds a Han character is meant for people.
            seen: what led here.
        """
        if node in seen:
            return
        seen |= {node}
        match node:
            case ast.Constant(value=str(text)):
                if HAN.search(text) or marked:
                    found.texts.add(text)
            case ast.IfExp():
                self.resolve(node.body, found, marked=marked, seen=seen)
                self.resolve(node.orelse, found, marked=marked, seen=seen)
            case ast.BoolOp():
                for each in node.values:
                    self.resolve(each, found, marked=marked, seen=seen)
            case ast.Name():
                for each in self._origins(node):
                    self.resolve(each, found, marked=marked, seen=seen)
            case ast.JoinedStr() | ast.BinOp():
                if any(isinstance(each, ast.Constant) and HAN.search(str(each.value)) for each in ast.walk(node)):
                    found.made.append(f"{self.name}:{node.lineno}")

    def _origins(self, name: ast.Name) -> Iterator[ast.expr]:
        """What is assigned to a local name, or given for a parameter."""
        function = self._inside[name]
        if function is None:
            return
        for node in ast.walk(function):
            if isinstance(node, ast.Assign) and any(isinstance(target, ast.Name) and target.id == name.id for target in node.targets):
                yield node.value
        parameters = [each.arg for each in (*function.args.posonlyargs, *function.args.args) if each.arg not in {"self", "cls"}]
        if name.id in parameters:
            place = parameters.index(name.id)
            for call in self.called(function.name):
                yield from call.args[place : place + 1]
                yield from (each.value for each in call.keywords if each.arg == name.id)


def _name(function: ast.expr) -> str:
    return function.id if isinstance(function, ast.Name) else function.attr if isinstance(function, ast.Attribute) else ""


def collect() -> Found:
    """Every text that the catalogue must have: of the desk, of errors and their reasons, of problems in files, and the labels of fields."""
    found = Found({*CAUSES.values(), *(each.label for each in (*EVENT_FIELDS, *STEP_FIELDS))})
    for path in sorted(path for room in ROOMS for path in (ROOT / room).rglob("*.py")):
        module = Module(path)
        words = module.imports_words()
        for call in module.calls:
            if isinstance(call.func, ast.Name) and call.func.id in words and call.args:
                module.resolve(call.args[0], found, marked=True)
        for call in module.called("WanggeError"):
            for each in call.keywords:
                module.resolve(each.value, found)
        for call in module.called("Problem"):
            for each in (*call.args[:1], *(each.value for each in call.keywords if each.arg == "message")):
                module.resolve(each, found)
        for call in module.called("Phrase"):
            module.resolve(call.args[0], found)
        for call in module.called("Field"):
            for label in (*call.args[1:2], *(each.value for each in call.keywords if each.arg == "label")):
                module.resolve(label, found)
    return found


def kept(path: Path = PO) -> dict[str, str]:
    """The translations that a .po file holds, by text."""
    if not path.exists():
        return {}
    with path.open("rb") as file:
        catalogue = read_po(file, locale="en", charset="utf-8")
    return {str(message.id): str(message.string) for message in catalogue if message.id}


def catalogue_of(translations: dict[str, str]) -> English:
    """A catalogue of these translations, in the order of their texts."""
    comment = "# English for Wangge. `make locale` writes this file; the translations are kept."
    catalogue = English(locale="en", charset="utf-8", header_comment=comment, fuzzy=False)
    for text in sorted(translations):
        catalogue.add(text, translations[text])
    return catalogue


def po_bytes(catalogue: English) -> bytes:
    """The .po file."""
    buffer = io.BytesIO()
    write_po(buffer, catalogue, width=0, no_location=True, sort_output=True)
    return buffer.getvalue()


def mo_bytes(catalogue: English) -> bytes:
    """The .mo file."""
    buffer = io.BytesIO()
    write_mo(buffer, catalogue)
    return buffer.getvalue()


def main() -> int:
    """Bring both files up to date; 1 while a text has no English yet."""
    before, found = kept(), collect()
    now = {text: before.get(text, "") for text in found.texts}
    catalogue = catalogue_of(now)
    PO.parent.mkdir(parents=True, exist_ok=True)
    PO.write_bytes(po_bytes(catalogue))
    MO.write_bytes(mo_bytes(catalogue))
    missing = sorted(text for text, english in now.items() if not english)
    say = sys.stdout.write
    say(
        f"{len(now)} texts, {len(now.keys() - before.keys())} new, {len(before.keys() - now.keys())} gone, {len(missing)} without English\n"
    )
    for text in missing:
        say(f"  {text!r}\n")
    for place in sorted(set(found.made)):
        say(f"  put together before it is translated: {place}\n")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
