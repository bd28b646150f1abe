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

from console.look import MUTED
from console.output import fit
from console.registry import DIGITS, GLOBAL, KeyAction, key_name, of
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


FORM_HELP = (
    (later("Tab　回车"), later("下一项；长的一项里回车是换行")),
    (later("数字"), later("选一项里的第几个；几个写 1、3")),
    (later("拼音首字母"), later("ldjc 找劳动监察中队")),
    (";;　;:", later("今天、现在")),
    ("Ctrl+D", later("重复自己上一件填的")),
    ("Ctrl+Z", later("取回刚才替你填上的")),
    (later("粘贴一行"), later("WPS 里的一行，各归各项")),
)
CHOICE_HELP = (
    (later("打字"), later("名称里的几个字、拼音首字母")),
    (later("数字"), later("选这个编号的")),
    ("↑ ↓", later("换一个")),
    (later("回车"), later("选定")),
)
BELOW = {"form": (later("填表"), FORM_HELP), "choice": (later("选一个"), CHOICE_HELP)}
"""What stands below the keys, where that is not how a query is written."""


KEYS = 18
"""Cells that the keys of an action take."""


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

    @classmethod
    def of(cls, scope: str, name: str) -> Help:
        """The help of a form or a list over a screen: only its own keys work there."""
        return cls(scope, name, of(scope))

    def compose(self) -> ComposeResult:
        """Keys of the screen, keys that work everywhere, queries."""
        with Vertical(classes="ask"):
            yield Static(Content(f"{_('帮助')}　{_(self._screen_name)}"), classes="ask-title")
            with VerticalScroll(classes="ask-items"):
                yield Static("", id="help-text")
            yield Static(Content(_("↑↓ 滚动　Esc 或 F1 关闭")), classes="ask-foot")

    def on_resize(self) -> None:
        """Fit the lines."""
        self.query_one("#help-text", Static).update(self.text(self.query_one(VerticalScroll).scrollable_content_region.width))

    def text(self, room: int) -> Content:
        """The keys of the screen, those that work everywhere, and how a query is written, in so many cells."""
        text = Content("")
        own = tuple(action for action in self._actions if action.scope == self._scope)
        shared = tuple(action for action in self._actions if action.scope == GLOBAL)
        for heading, actions in ((_("本页"), own), (_("各页都能用"), shared)):
            if not actions:
                continue
            text += Content.styled(heading + "\n", "bold")
            for action in actions:
                said = Content(_(action.label)) + Content.styled("　" + _(action.help) if action.help else "", MUTED)
                text += _hanging(" ".join(key_name(key) for key in action.keys), said, room)
            if actions is own and self._scope in DIGITS:
                text += _hanging("1–9", Content(_(DIGITS[self._scope])), room)
        heading, lines = BELOW.get(self._scope, (later("查询的写法"), QUERY_HELP))
        text += Content.styled(_(heading) + "\n", "bold")
        for example, meaning in lines:
            text += Content(f"  {_(example)}　") + Content.styled(_(meaning) + "\n", MUTED)
        return text

    def action_close(self) -> None:
        """Close."""
        self.dismiss(None)


def _hanging(keys: str, said: Content, room: int) -> Content:
    """Keys, and beside them what they do, on as many lines as that takes."""
    lines = said.wrap(max(KEYS, room - KEYS))
    beside = [Content.styled(fit(f"  {keys}", KEYS), "bold"), *(Content(" " * KEYS) for _line in lines[1:])]
    return Content("").join(left + line + Content("\n") for left, line in zip(beside, lines, strict=True))
