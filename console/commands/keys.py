"""The command about keys: keys."""

from __future__ import annotations

import argparse

from console.commands.office import on_office
from console.keymap import KeyMap
from console.office import Office
from console.output import as_json, line, table
from console.registry import GLOBAL, key_name
from console.words import _, say


@on_office
def keys(options: argparse.Namespace, office: Office) -> int:
    """List every action with its keys as they are in this office; refuses keys that clash, as the console does."""
    actions = [action for action in KeyMap(office.settings.keys).actions if options.screen in {"", action.scope}]
    if options.json:
        for action in actions:
            own = action.id in office.settings.keys
            as_json(
                {
                    "action": action.id,
                    "label": _(action.label),
                    "keys": [key_name(key) for key in action.keys],
                    "own": own,
                    "help": _(action.help),
                }
            )
        return 0
    rows = [(action.id, " ".join(key_name(key) for key in action.keys), _(action.label), _(action.help)) for action in actions]
    table((_("操作"), _("键"), _("名称"), _("说明")), rows, (22, 16, 16, 60))
    if not options.screen:
        line(
            say(
                "改键：在 wangge.toml 的 [keys] 里写，如 {example}；{everywhere} 开头的各页都能用。",
                example='"ledger.batch" = ["F4", "b"]',
                everywhere=GLOBAL,
            )
        )
    return 0
