"""Commands about the flow: lifecycle."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from console.commands.office import on_office
from console.office import Office
from console.output import as_json, line
from console.words import _, say
from wangge.chart import Chart, as_dot, as_tree, asked, who
from wangge.lifecycle import OWNERS, State
from wangge.transitions import Lifecycle, Transition

if TYPE_CHECKING:
    from rich.tree import Tree


@on_office
def lifecycle(options: argparse.Namespace, office: Office) -> int:
    """Draw the map of the office's own flow."""
    table = office.rules.lifecycle
    if options.json:
        as_json(as_tree(table))
    elif options.dot:
        line(as_dot(table))
    else:
        for text in drawing(table):
            line(text)
    return 0


def drawing(table: Lifecycle) -> list[str]:
    """The map as lines of text: the path state by state, then what many states share."""
    from rich.text import Text
    from rich.tree import Tree

    chart = Chart.of(table)
    flows = table.flows
    title = say("流程：立案{filing}，核查{checking}", filing=_onoff(on=flows.filing), checking=_onoff(on=flows.checking))
    tree = Tree(Text(title))
    for state, rows in chart.path:
        name = say("{state}（责任方 {owner}）", state=state, owner=OWNERS[state]) if state else _("登记前")
        branch = tree.add(Text(name))
        for row in rows:
            branch.add(Text(_told(row, _way(state, row.target))))
    shared = tree.add(Text(_("多个状态都能办的")))
    for beside in chart.beside:
        first = beside.rows[0]
        shared.add(Text(_told(first, _way(first.source, first.target)) + say("　{where}", where=beside.where)))
    return _lines(tree)


def _onoff(*, on: bool) -> str:
    return _("开") if on else _("关")


def _way(source: State | None, target: State) -> str:
    return "" if target is source else f" → {target}"


def _told(row: Transition, way: str) -> str:
    wanted = asked(row)
    return f"{row.action}{way}　[{who(row)}]" + (f"　{wanted}" if wanted else "")


def _lines(tree: Tree) -> list[str]:
    """The tree as plain lines, never broken: a narrow terminal wraps them by itself."""
    from rich.console import Console

    console = Console(width=1_000, color_system=None, file=None)
    with console.capture() as caught:
        console.print(tree)
    return [text.rstrip() for text in caught.get().splitlines()]
