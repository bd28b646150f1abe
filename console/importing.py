"""Importing 导入: what a plan would do and what is wrong in its file, in words."""

from __future__ import annotations

from console.words import _, say, spoken_text
from wangge.plans import ImportPlan
from wangge.records import Problem


def summary(plan: ImportPlan) -> str:
    """A plan in one sentence."""
    counts = plan.counts()
    text = say(
        "共{rows:,}行：新件{new:,}（其中疑似重复{duplicate:,}，照常登记，仅作提示），已有{same:,}，有变动{changed:,}，有误{error:,}。",
        **counts,
    )
    return text + (say("其中{skipped:,}行不属本镇街，未入账。", **counts) if counts["skipped"] else "")


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
