"""The registry of actions 操作登记: every key of every screen, once.

Bindings, the key bar, the palette and the help page are all made from `ACTIONS`. Each action has a way that passes a Chinese input method (digit,
F-key, arrow, Enter, Esc, Ctrl) and, where there is one, a letter; full-width signs work as their twins.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from console.words import _, later

GLOBAL = "everywhere"

TWINS: Mapping[str, tuple[str, ...]] = {
    "question_mark": ("fullwidth_question_mark",),
    "slash": ("fullwidth_solidus", "ideographic_comma"),
    "colon": ("fullwidth_colon",),
    "semicolon": ("fullwidth_semicolon",),
    "left_square_bracket": ("left_black_lenticular_bracket", "fullwidth_left_square_bracket"),
    "right_square_bracket": ("right_black_lenticular_bracket", "fullwidth_right_square_bracket"),
    "underscore": ("fullwidth_low_line",),
    "minus": ("fullwidth_hyphen_minus",),
    "space": ("ideographic_space",),
    **{str(digit): (chr(0xFF10 + digit),) for digit in range(10)},
}
"""Keys that an input method sends for a key."""

UNSAFE = frozenset({"ctrl+i", "ctrl+m", "ctrl+h", "ctrl+j", "ctrl+s", "ctrl+enter", "f10", "f11", "alt+f", "alt+b"})
"""Keys that terminals swallow or turn into others; no default may be one."""

KEY_NAMES: Mapping[str, str] = {
    "enter": later("回车"),
    "space": later("空格"),
    "escape": "Esc",
    "question_mark": "?",
    "slash": "/",
    "colon": ":",
    "semicolon": ";",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "underscore": "_",
    "minus": "-",
    "tab": "Tab",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "home": "Home",
    "end": "End",
    "delete": "Del",
}


@dataclass(frozen=True, slots=True)
class KeyAction:
    """One action of a screen.

    Attributes:
        scope: the screen it belongs to, or `GLOBAL`.
        name: its method is `action_NAME`.
        label: what the key bar and the palette say.
        keys: its keys, the one that passes an input method first.
        help: a sentence for the help page; empty when the label says it.
        bar: whether the key bar shows it.
        island: it is there only where the office has a front island 前岛.
        demo: it is there only in a demo office, and works while something is typed too.
    """

    scope: str
    name: str
    label: str
    keys: tuple[str, ...]
    help: str = ""
    bar: bool = True
    island: bool = False
    demo: bool = False

    @property
    def id(self) -> str:
        """The name for a user's own key map."""
        return f"{self.scope}.{self.name}"

    @property
    def all_keys(self) -> str:
        """The keys with their twins, as a binding takes them."""
        return ",".join(dict.fromkeys(each for key in self.keys for each in (key, *TWINS.get(key, ()))))


A = KeyAction
ACTIONS: tuple[KeyAction, ...] = (
    A(GLOBAL, "help", later("帮助"), ("f1", "question_mark"), later("本页能按的键；再按一次关闭。")),
    A(GLOBAL, "back", later("返回"), ("escape",), later("退回上一层。")),
    A(GLOBAL, "register", later("登记"), ("f2", "a"), later("登记一件新事件（窗口、来电）。")),
    A(GLOBAL, "find", later("查找"), ("f3", "slash"), later("打开台账并输入查询。")),
    A(GLOBAL, "reload", later("刷新"), ("f5", "R"), later("重新读一遍。"), bar=False),
    A(GLOBAL, "triage", later("受理派遣"), ("f6", "t"), later("一件一件地看、定、下一件。")),
    A(GLOBAL, "imports", later("导入"), ("f8", "i"), later("导入 12345 或网格员的表格。")),
    A(GLOBAL, "reports", later("报表"), ("f9", "r"), later("月报：预览、写出。")),
    A(GLOBAL, "undo", later("撤销"), ("ctrl+z", "u"), later("撤销自己最近的一次操作；导入整批算一次。"), bar=False),
    A(GLOBAL, "redo", later("重做"), ("ctrl+y", "ctrl+r", "U"), later("重做自己刚撤销的操作。"), bar=False),
    A(GLOBAL, "light", later("外观"), ("ctrl+t", "T"), later("依次换成：深色、浅色、高对比、终端本色。"), bar=False),
    A(GLOBAL, "leave", later("离开本页"), ("q",), later("退回上一层；在首页就是退出。"), bar=False),
    A(GLOBAL, "palette", later("命令"), ("ctrl+p", "colon", "semicolon"), later("打几个字或拼音首字母，找这一页能办的事。"), bar=False),
    A(GLOBAL, "tour", later("导览"), ("ctrl+x", "X"), later("跳过一步、停下、接着看、从头再走一遍。"), bar=False, demo=True),
    A(GLOBAL, "quit", later("退出"), ("ctrl+q",), later("关闭工作台"), bar=False),
    A("desk", "open", later("打开"), ("enter", "l"), later("列出这一项的事件。")),
    A("desk", "scores", later("计分"), ("0", "s"), later("网格员月度计分。")),
    A("desk", "ledger", later("台账"), ("f4", "g"), later("全部事件。")),
    A("desk", "boards", later("联动看板"), ("ctrl+b", "w"), later("谁该办什么、吹哨谁到了、联动事项的记录和快报。"), bar=False),
    A("boards", "begin", later("新联动事项"), ("f12", "a"), later("台风、爆管这类多部门的大事：开一个事项，集中记录。")),
    A("boards", "log", later("记录"), ("f4", "enter", "o"), later("往本页的联动事项里记情况、措施、下一步，或点名。")),
    A("boards", "bulletin", later("快报"), ("f6", "k"), later("按上次以来的记录写快报，放进 outbox 并复制。")),
    A("boards", "write", later("出通报"), ("f9", "x"), later("超期、督办、协办的通报，写成 xlsx，放进 outbox。")),
    A("boards", "end", later("结束事项"), ("f7", "e"), later("结束本页的联动事项。"), bar=False),
    A("boards", "next", later("下一张"), ("right", "n"), bar=False),
    A("boards", "previous", later("上一张"), ("left", "p"), bar=False),
    A("desk", "tally", later("分布"), ("ctrl+n", "n"), later("区、街道、社区、网格各有多少，多少未结、超期；回车列出。"), bar=False),
    A("tally", "open", later("列出"), ("enter", "l"), later("在台账里列出这一处的事件。")),
    A("tally", "unfold", later("展开"), ("right", "o"), later("看下一级；最下一级没有。")),
    A("tally", "fold", later("收起"), ("left", "c"), later("收起这一处；已收起的，到上一级。")),
    A("tally", "unfold_all", later("全部展开"), ("f4", "e"), later("展开到网格；再按一次全部收起。")),
    A("tally", "span", later("换时段"), ("f7", "m"), later("依次换成：全部、本月、上月、今年（按上报时间）。")),
    A("desk", "backup", later("备份本中心"), ("ctrl+e", "b"), later("把整个中心备份成一个文件，放进 backups。"), bar=False),
    A("desk", "handover", later("交接班"), ("f7", "h"), later("写下中午前到期、答应了的、暂停的、待回填、险情；下一班接班。")),
    A("desk", "people", later("通讯录"), ("f12", "p"), later("今日在岗；按姓名、拼音首字母找人。")),
    A("desk", "duty", later("权责清单"), ("ctrl+d", "d"), later("看、写出、换新版权责清单。"), bar=False),
    A("desk", "island", later("前岛"), ("ctrl+f", "f"), later("各板块有谁在等、等了多久；导引、接收、回执。"), island=True),
    A("island", "open", later("打开"), ("enter", "l"), later("进这个板块的队列；在队列里打开这一件。")),
    A("island", "guide", later("导引"), ("f7", "o"), later("导引到板块；已在板块里的，转到另一个板块，写明理由。")),
    A("island", "receive", later("接收"), ("f4", "y"), later("板块接收这一件。")),
    A("island", "visit", later("来访"), ("f12", "w"), later("为这件事又来了一次。")),
    A("island", "receipt", later("回执"), ("ctrl+g", "p"), later("打印接待回执，放进 outbox。")),
    A("island", "services", later("办事目录"), ("f8", "s"), later("办什么事、交什么材料、线下怎么办。")),
    A("island", "backlog", later("积案"), ("ctrl+b", "h"), later("信访积案：谁包案、哪天前化解。"), bar=False),
    A(
        "island",
        "cases",
        later("部门案件"),
        ("ctrl+k", "e"),
        later("信访、劳动、交通、医疗、消费、邻里、物业、家事各部门的案件。"),
        bar=False,
    ),
    A("island", "people", later("在岗"), ("ctrl+n", "i"), later("今天哪些部门在岗，找谁。"), bar=False),
    A("island", "ledger", later("列入台账"), ("ctrl+l", "d"), later("在台账里列出这个板块，用于成批办理。"), bar=False),
    A("services", "next", later("下一项"), ("down",), bar=False),
    A("services", "previous", later("上一项"), ("up",), bar=False),
    A("services", "down", later("往下看"), ("pagedown",), bar=False),
    A("services", "up", later("往上看"), ("pageup",), bar=False),
    A("backlog", "write", later("写出"), ("f4", "x"), later("写成 xlsx，放进 outbox。")),
    A("backlog", "list", later("列入台账"), ("f7", "enter", "l"), later("在台账里列出这些事件。")),
    A("people", "reveal", later("查看电话"), ("ctrl+r",), later("须写理由，会记入台账。")),
    A("duty", "export", later("写出"), ("f4",), later("写成 xlsx，放进 outbox，用 WPS 改。")),
    A("handover", "write", later("交班"), ("f4", "x"), later("把这份交接班记入台账。")),
    A("handover", "take", later("接班"), ("f12", "y"), later("下一班的人写上姓名，确认看过。")),
    A("handover", "move", later("移交"), ("f7", "m"), later("同事请假、调岗：把他名下未结的事件交给另一个人，一次撤销。")),
    A("triage", "take", later("受理并派遣"), ("enter", "y"), later("照建议受理并派遣，一键两步，一次撤销。")),
    A("triage", "category", later("类别"), ("1", "c")),
    A("triage", "unit", later("单位"), ("2", "d")),
    A("triage", "limit", later("时限"), ("3", "x")),
    A("triage", "place", later("网格"), ("4", "w")),
    A("triage", "merge", later("并案"), ("5", "b")),
    A("triage", "refuse", later("不予受理"), ("6", "n")),
    A("triage", "verify", later("发核实"), ("7", "v")),
    A("triage", "answer", later("当场答复"), ("8", "o")),
    A("triage", "hard", later("列为疑难"), ("f7", "h"), later("没有相符的权责事项时，写明负责人和理由；一个工作日内要有着落。")),
    A("triage", "guide", later("导引"), ("0", "g"), later("窗口来的件，先导引到板块。"), island=True),
    A("triage", "skip", later("下一件"), ("space", "j"), later("先放一放，看下一件；本次不再出现。")),
    A("triage", "skipped", later("跳过的"), ("f12", "s"), later("把这次跳过的件重新拿出来看。"), bar=False),
    A("triage", "details", later("详情"), ("9", "e"), later("看全部项目和步骤。"), bar=False),
    A("ledger", "open", later("打开"), ("enter", "l")),
    A("ledger", "search", later("查询"), ("f3", "slash"), later("输入查询：词、名:值、-排除、甲|乙、起..止。")),
    A("ledger", "mark", later("选中"), ("space", "m"), later("选中或取消选中这一件，用于成批办理。")),
    A("ledger", "batch", later("成批办理"), ("f4", "b"), later("对选中的事件办同一操作，一次撤销。")),
    A("ledger", "range", later("选到这里"), ("ctrl+e", "v"), later("从一件选到另一件：两头各按一次。"), bar=False),
    A("ledger", "mark_all", later("全选"), ("f12", "ctrl+a", "V"), later("选中查到的全部事件；再按一次全部取消。")),
    A("ledger", "place", later("落格"), ("ctrl+g", "w"), later("把光标所在或选中的事件落到真实的社区、网格，一次撤销。")),
    A("ledger", "order", later("排序"), ("f7", "o"), later("依次换成：最新、最早、期限。")),
    A("ledger", "jump", later("跳到日期"), ("ctrl+l", "d"), later("按时间排列的列表里，跳到某一天的第一件。"), bar=False),
    A("ledger", "sort_up", later("升序"), ("1", "left_square_bracket"), later("按光标所在的列从小到大；←→ 换列。"), bar=False),
    A("ledger", "sort_down", later("降序"), ("2", "right_square_bracket"), later("按光标所在的列从大到小。"), bar=False),
    A("ledger", "widen", later("加宽"), ("3", "underscore"), later("把这一列加宽；最宽以后恢复。"), bar=False),
    A("ledger", "hide", later("隐藏本列"), ("4", "minus"), bar=False),
    A("ledger", "freeze", later("冻结到本列"), ("5", "z"), later("左边直到这一列不动；再按一次放开。"), bar=False),
    A("ledger", "add_column", later("加一列"), ("6", "c"), later("打几个字找列名，加在这一列后面。"), bar=False),
    A("ledger", "copy_cell", later("复制格"), ("7", "y"), bar=False),
    A("ledger", "views", later("视图"), ("8", "s"), later("打开、存下、删除视图：查询、排序和列一起。")),
    A("ledger", "write", later("写出"), ("9", "x"), later("把列表里看到的写成 xlsx：同样的列、同样的顺序，放进 outbox。")),
    A("ledger", "copy_rows", later("复制行"), ("0", "Y"), later("复制选中的或光标所在的行，可粘贴到 WPS；也写进 outbox。"), bar=False),
    A("replies", "open", later("打开"), ("enter", "l")),
    A("replies", "copy", later("复制回单"), ("f4", "y"), later("复制回单内容到剪贴板，并写进 outbox。")),
    A("replies", "entered", later("已录入"), ("f7", "e"), later("上级系统里已录入，记为回单。")),
    A("event", "act", later("办理"), ("enter", "f4", "o"), later("列出此时可用的操作。")),
    A("event", "correct", later("更正"), ("f7", "g"), later("更正登记的项目，写明理由。")),
    A("event", "note", later("备注"), ("f12", "n")),
    A("event", "case", later("案件"), ("ctrl+k", "k"), later("部门的案件：登记表、期限、计算、文书。")),
    A("case", "act", later("办理"), ("f4", "enter", "o"), later("列出此时可用的操作。")),
    A("case", "reckon", later("计算"), ("f7", "c"), later("经济补偿、赔偿等，逐行列出依据，显示在右边。")),
    A("case", "print", later("打印"), ("f12", "p"), later("把文书写成 docx，放进 outbox；打印会记入台账。")),
    A("event", "clocks", later("时限说明"), ("0", "t"), later("逐日列出每个时限是怎么算的，依据哪一条。"), bar=False),
    A("event", "changes", later("前后对照"), ("ctrl+d", "h"), later("逐项看改前、改后，谁、何时、为何；再按一次回到步骤。")),
    A("event", "reveal", later("查看原文"), ("ctrl+o", "v"), later("查看被遮盖的姓名电话，须写理由，会记入台账。"), bar=False),
    A("register", "save", later("登记"), ("f4",), later("登记这一件。")),
    A("register", "answer", later("当场答复"), ("f7",), later("登记并当场答复，直接结案。")),
    A("register", "receipt", later("登记并回执"), ("ctrl+g",), later("登记这一件，并打印接待回执。"), island=True),
    A("register", "clear", later("清空"), ("ctrl+l",), later("不要这份草稿，从头写。"), bar=False),
    A("register", "no_name", later("不愿提供"), ("f12",), later("反映人不愿留姓名电话，照常受理。")),
    A("register", "repeat", later("照抄"), ("ctrl+d",), later("光标所在一项，照抄自己上一件登记的。"), bar=False),
    A("register", "take_back", later("退回填入的"), ("ctrl+z",), later("贴入、照抄、短码填的，退回原样。"), bar=False),
    A("form", "done", later("确定"), ("f4",), later("填好了；缺什么会说。")),
    A("form", "cancel", later("放弃"), ("escape",), later("不办了；贴来的一行先取回。")),
    A("form", "clear", later("清空"), ("ctrl+l",), later("不要上次没填完的，从头填。"), bar=False),
    A("form", "help", later("帮助"), ("f1",), later("这张表能按的键；再按一次关闭。")),
    A("choice", "cancel", later("放弃"), ("escape",), later("什么也不选。")),
    A("choice", "help", later("帮助"), ("f1",), later("怎么选；再按一次关闭。")),
    A("imports", "choose", later("看计划、入账"), ("enter",), later("读表并列出计划；再按一次入账。")),
    A("imports", "all_streets", later("收外镇街"), ("f4",), later("别的镇街的来件也列入。"), bar=False),
    A("imports", "undo_batch", later("撤销批次"), ("f7",), later("撤销最近一次导入。")),
    A("reports", "write", later("写出"), ("f4", "enter", "x"), later("写成 xlsx，放进 outbox。")),
    A("reports", "month", later("换月份"), ("f7", "m")),
    A("reports", "opening", later("期初未结"), ("f12", "o"), later("台账第一个月之前的未结件数，只填一次。")),
    A("reports", "next", later("下一张"), ("right", "n"), bar=False),
    A("reports", "previous", later("上一张"), ("left", "p"), bar=False),
    A("scores", "open", later("得分单"), ("enter", "l"), later("逐项看这个人的分是怎么来的。")),
    A("scores", "month", later("换月份"), ("f7", "m")),
    A("scores", "write", later("写出"), ("f4", "x"), later("写成 xlsx，放进 outbox。")),
)
"""Every action of every screen."""

DIGITS: Mapping[str, str] = {
    "desk": later("打开这个编号的一项"),
    "event": later("办下面这个编号的操作"),
    "case": later("办下面这个编号的操作"),
    "imports": later("看这个编号的文件的计划"),
    "island": later("进这个编号的板块；0 是前台"),
}
"""What the digits 1 to 9 do on a screen that numbers what it shows."""


def of(scope: str) -> Iterator[KeyAction]:
    """The actions of one screen, in the registry's order."""
    return (action for action in ACTIONS if action.scope == scope)


def here(scope: str) -> tuple[KeyAction, ...]:
    """The screen's own actions, then the global ones that it does not replace and that do not lead to itself."""
    own = tuple(of(scope))
    taken = {key for action in own for key in action.keys}
    return own + tuple(action for action in of(GLOBAL) if action.name != scope and not taken.issuperset(action.keys))


def key_name(key: str) -> str:
    """A key as a person reads it."""
    if key in KEY_NAMES:
        return _(KEY_NAMES[key])
    if key.startswith("ctrl+"):
        return "Ctrl+" + key[5:].upper()
    return key.upper() if key[0] == "f" and key[1:].isdigit() else key
