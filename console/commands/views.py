"""The command about views: views."""

from __future__ import annotations

import argparse
from pathlib import Path

from console import views as kept
from console.columns import arranged, chosen, usual
from console.commands.office import on_office
from console.office import Office
from console.output import as_json, line, table
from console.words import _, say
from wangge.errors import WanggeError
from wangge.query import parse
from wangge.views import View, to_tree, view_name


@on_office
def views(options: argparse.Namespace, office: Office) -> int:
    """List the views, show one, keep one, take one in, hand one on."""
    if options.save:
        parse(options.query, office.catalogue.fields())
        columns = chosen(options.columns, office) or usual().columns
        view = View(view_name(options.save), options.query, options.order, columns)
        office.queries.page(parse("", ()), size=1, order=view.order)
        kept.save(office, view)
        return _tell(view, office, json=options.json)
    if options.file:
        view = kept.read(Path(options.file))
        kept.save(office, view)
        return _tell(view, office, json=options.json)
    if not options.name:
        found = kept.saved(office)
        if options.json:
            for view in found:
                as_json(to_tree(view))
        else:
            table((_("视图"), _("查询"), _("列")), [(each.name, each.query, _labels(each, office)) for each in found], (20, 30, 50))
        return 0
    view = kept.forget(office, options.name) if options.remove else kept.named(office, options.name)
    if options.export:
        path = Path(options.export)
        if path.exists():
            raise WanggeError("file_exists", file=path)
        kept.write(view, path)
    return _tell(view, office, json=options.json)


def _tell(view: View, office: Office, *, json: bool) -> int:
    if json:
        as_json(to_tree(view))
    else:
        line(say("{name}：{query}　列：{columns}", name=view.name, query=view.query or _("全部"), columns=_labels(view, office)))
    return 0


def _labels(view: View, office: Office) -> str:
    return "、".join(_(column.label) for column in arranged(view, office))
