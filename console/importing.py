"""Importing 导入: what a plan would do and what is wrong in its file, in words."""

from __future__ import annotations

from console.office import Office
from console.words import _, later, say, spoken_text
from wangge.department import offered_to
from wangge.plans import ImportPlan, Left, LeftOut, Verdict
from wangge.records import Problem

SHOWN_ROWS = 8
"""Numbers of lines that are named of one reason."""
_LEFT = {
    Left.TITLE: later("表头以上的标题和说明"),
    Left.HEADER: later("重复的表头"),
    Left.EXAMPLE: later("填写说明和示例"),
    Left.SECTION: later("分节的行"),
    Left.TOTAL: later("合计"),
    Left.END: later("“以下空白”一类的行"),
    Left.FOOTER: later("表下的说明和落款"),
    Left.SERIAL: later("只是数行的列"),
    Left.FORBIDDEN: later("按最小必要原则不采集的列"),
    Left.SHEET: later("里没有事件清单，没有导入"),
    Left.HIDDEN: later("是隐藏的，没有导入；要导入请先取消隐藏"),
}


def summary(plan: ImportPlan) -> str:
    """A plan in one sentence."""
    counts = plan.counts()
    text = say(
        "共{rows:,}行：新件{new:,}（其中疑似重复{duplicate:,}，照常登记，仅作提示），已有{same:,}，有变动{changed:,}，有误{error:,}。",
        **counts,
    )
    text += say("另有{asked:,}行编号已有、内容和上报时间都不同，待定。", **counts) if counts["asked"] else ""
    return text + (say("其中{skipped:,}行不属本镇街，未入账。", **counts) if counts["skipped"] else "")


def left_lines(plan: ImportPlan) -> list[str]:
    """What stands in a file and is in no row of its plan, a line for each sheet and reason."""
    return [_left(each) for each in plan.left_out if each.reason is not Left.TITLE]


def _left(each: LeftOut) -> str:
    """One thing that was left out, with its place."""
    what, where = _(_LEFT[each.reason]), say("工作表“{sheet}”", sheet=each.sheet) if each.sheet else ""
    if each.columns:
        return f"{where}{what}{_('：')}{'、'.join(each.columns)}"
    if each.reason in {Left.SHEET, Left.HIDDEN}:
        return f"{where}{what}{_('：')}" + say("{count:,} 行", count=len(each.rows))
    shown = "、".join(map(str, each.rows[:SHOWN_ROWS]))
    return f"{where}{what}{_('：')}" + say(
        "{count:,} 行（第 {rows} 行）", count=len(each.rows), rows=shown + ("…" if len(each.rows) > SHOWN_ROWS else "")
    )


def understood_lines(plan: ImportPlan) -> list[str]:
    """What was understood of a file's layout and a person should know: sheets that go on, columns without a header, hidden rows."""
    lines = [
        say("工作表“{sheet}”没有表头，接着“{before}”的表头读。", sheet=table.sheet, before=table.continues)
        for table in plan.tables
        if table.continues
    ]
    lines += [
        say("工作表“{sheet}”有没有表头的列，按列号保存：{columns}", sheet=table.sheet or "—", columns="、".join(table.unnamed))
        for table in plan.tables
        if table.unnamed
    ]
    if plan.hidden_rows:
        lines.append(say("其中 {count:,} 行在文件里是隐藏的或筛选掉的，照样导入。", count=plan.hidden_rows))
    return lines


def departments(plan: ImportPlan, office: Office) -> dict[str, int]:
    """How many of a plan's new rows each department is offered; none of them becomes a case by that."""
    return offered_to(office.catalogue.departments, (row.values for row in plan.rows if row.verdict is Verdict.NEW))


def offers(plan: ImportPlan, office: Office) -> str:
    """The departments that new rows are offered to, in one line; empty when there is none."""
    counts = departments(plan, office)
    told = "、".join(say("{kind} {count:,} 件", kind=kind, count=count) for kind, count in counts.items())
    return say("可由部门受理：{told}（经申请或主动调解才成为案件）。", told=told) if told else ""


def place(file: str, problem: Problem) -> str:
    """A problem with its place, in one line."""
    where = say("“{file}”", file=file)
    if problem.sheet:
        where += say("工作表“{sheet}”", sheet=problem.sheet)
    if problem.row:
        where += say("第{row}行", row=problem.row)
    if problem.column:
        where += say("“{column}”列", column=problem.column)
    if problem.value:
        where += say("“{value}”", value=problem.value)
    # a refusal of a value is a whole sentence already
    told = spoken_text(problem.message).rstrip("。.")
    return f"{where}{_('：')}{told}{_('。')}"
