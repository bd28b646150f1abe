"""The command print: the papers of an event."""

from __future__ import annotations

import argparse

from console import papers
from console.commands.office import on_office
from console.office import Office
from console.output import as_json, line, new_file, table
from console.words import _, say


@on_office
def print_paper(options: argparse.Namespace, office: Office) -> int:
    """List the papers that an event can have, or print one."""
    event = office.queries.event(options.no)
    if not options.paper:
        offered = papers.offered(office, event)
        if options.json:
            as_json([{"paper": each.name, "label": each.document.label, "lacking": list(each.lacking)} for each in offered])
        else:
            rows = [(each.name, each.document.label, "；".join(each.lacking) or _("可以打印")) for each in offered]
            table((_("代号"), _("文书"), _("还缺")), rows, (26, 24, 60))
        return 0
    out = str(new_file(options.out, ".docx")) if options.out else ""
    path, paper = papers.write(office, event, options.paper, office.actor(options.as_name), out)
    if options.json:
        as_json({"no": event.no, "paper": paper.title, "file": str(path)})
    else:
        line(say("已写出 {file}。打印已记入台账。", file=path))
    return 0
