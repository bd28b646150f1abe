"""Help 帮助: the keys of the screen one comes from, as they are now, and how a query is written."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from console.output import fit
from console.registry import DIGITS, GLOBAL, KeyAction, key_name
from console.words import _, later

QUERY_HELP = (
    (later("漏水"), later("内容里有这个词；几个字都可以")),
    (later("社区:东 状态:处置中"), later("名:值，几项都要满足")),
    (later("-消费"), later("不要含有")),
    (later("狗|猫"), later("有一个就行；值也可以写 甲|乙")),
    (later("上报:2025-05"), later("年、月、日、今日、本月、上月，或 起..止")),
    (later("时限:超期"), later("超期、今日、明日、未超期")),
    (later("二级分类:空"), later("这一项没有值")),
)


class Help(ModalScreen[None]):
    """The help of one screen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f1,question_mark,fullwidth_question_mark,q,enter", "close", show=False),
    ]

    def __init__(self, scope: str, name: str, actions: Iterable[KeyAction]) -> None:
        super().__init__()
        self._scope = scope
        self._screen_name = name
        self._actions = tuple(actions)

    def compose(self) -> ComposeResult:
        """Keys of the screen, keys that work everywhere, queries."""
        with Vertical(classes="ask"):
            yield Static(Content(f"{_('帮助')}　{_(self._screen_name)}"), classes="ask-title")
            with VerticalScroll(classes="ask-items"):
                yield Static(self._text())
            yield Static(Content(_("↑↓ 滚动　Esc 或 F1 关闭")), classes="ask-foot")

    def _text(self) -> Content:
        text = Content("")
        own = tuple(action for action in self._actions if action.scope == self._scope)
        shared = tuple(action for action in self._actions if action.scope == GLOBAL)
        for heading, actions in ((_("本页"), own), (_("各页都能用"), shared)):
            if not actions:
                continue
            text += Content.styled(heading + "\n", "bold")
            for action in actions:
                keys = " ".join(key_name(key) for key in action.keys)
                text += Content.styled("  " + fit(keys, 14), "bold") + Content(f"{_(action.label)}　")
                text += Content.styled(_(action.help) + "\n", "dim")
            if actions is own and self._scope in DIGITS:
                text += Content.styled("  " + fit("1–9", 14), "bold") + Content(_(DIGITS[self._scope]) + "\n")
        text += Content.styled(_("查询的写法") + "\n", "bold")
        for example, meaning in QUERY_HELP:
            text += Content(f"  {_(example)}　") + Content.styled(_(meaning) + "\n", "dim")
        return text

    def action_close(self) -> None:
        """Close."""
        self.dismiss(None)
