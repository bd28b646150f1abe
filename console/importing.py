"""Importing 导入: what a plan would do and what is wrong in its file, in words."""

from __future__ import annotations

from console.office import Office
from console.words import _, say, spoken_text
from wangge.department import offered_to
from wangge.plans import ImportPlan, Verdict
from wangge.records import Problem


def summary(plan: ImportPlan) -> str:
    """A plan in one sentence."""
    counts = plan.counts()
    text = say(
        "共{rows:,}行：新件{new:,}（其中疑似重复{duplicate:,}，照常登记，仅作提示），已有{same:,}，有变动{changed:,}，有误{error:,}。",
        **counts,
    )
    text += say("另有{asked:,}行编号已有、内容和上报时间都不同，待定。", **counts) if counts["asked"] else ""
    return text + (say("其中{skipped:,}行不属本镇街，未入账。", **counts) if counts["skipped"] else "")


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
    return f"{where}{_('：')}{spoken_text(problem.message)}{_('。')}"
