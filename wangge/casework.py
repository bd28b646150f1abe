"""Casework 办案: an event becomes a department's case, is mediated, ends, and what was agreed is performed.

A case with statutory clocks opens only by application, of both sides or of one with the other's consent on record, or on the mediators' own
motion (人民调解法 Art 17; 医疗纠纷预防和处理条例 Art 31). It is not needed for an ordinary event of the same kind.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from wangge.case import Case, Changes, Effects
from wangge.department import Department
from wangge.errors import Phrase, WanggeError
from wangge.field import Value
from wangge.fields import BY_NAME, CASE_BASES
from wangge.lifecycle import Action
from wangge.times import local

BOTH, ONE, OWN_MOTION = CASE_BASES
_OUTCOME = (
    *("sessions", "next_session", "case_result", "case_ended_at", "agreed_terms", "agreed_amount", "perform_by"),
    *("settled_level", "case_summary", "mediator", "recusal", "paid_amount", "paid_on"),
)


def department_of(case: Case, label: str) -> Department:
    """The department that a person names by its label or key.

    Raises:
        WanggeError: `department_unknown`, naming those there are.
    """
    departments = case.clocks.departments
    found = next((each for each in departments if label in {each.label, each.key}), None)
    if found is None:
        raise WanggeError("department_unknown", name=label, known="、".join(each.label for each in departments) or "无")
    return found


def secluded(told: Mapping[str, Value], departments: Iterable[Department]) -> Changes:
    """What makes an event 保密 for what a department's form tells: 家暴, minors."""
    secret = any(told.get(name) in values for each in departments for name, values in each.secret.items())
    return {"secrecy": "保密"} if secret else {}


def _form(case: Case) -> Changes:
    """What is told anew decides: a leader who has lifted 保密 is not overruled by the same form."""
    return secluded({name: value for name, value in case.filled.items() if case.values.get(name) != value}, case.clocks.departments)


def _open(case: Case) -> Changes:
    """受理案件: from here on the statutory clocks run."""
    if case.values.get("case_at") and not case.values.get("case_ended_at"):
        raise WanggeError("case_open", no=case.text("no"), kind=case.text("department"))
    department = department_of(case, str(case.filled["department"]))
    basis = str(case.filled["case_basis"])
    today = local(case.at, case.clocks.settings.zone).date()
    applied = case.filled.get("applied_on")
    if basis != OWN_MOTION and applied is None:
        raise WanggeError("action_needs", action=Action.OPEN_CASE, missing=BY_NAME["applied_on"].label)
    if basis == ONE and "consent_on" not in case.filled:
        raise WanggeError("action_needs", action=Action.OPEN_CASE, missing=BY_NAME["consent_on"].label)
    _not_after(case, "applied_on", today)
    _not_after(case, "consent_on", today)
    if applied and str(case.filled.get("consent_on", applied)) < str(applied):
        reason = Phrase("不能早于“{label}”（{day}）", label=BY_NAME["applied_on"].label, day=applied)
        raise BY_NAME["consent_on"].wrong(case.filled["consent_on"], reason)
    told = {name: case.filled.get(name) for name in ("case_basis", "applied_on", "consent_on", "case_no")}
    told |= _form(case)
    # a case that is opened again takes nothing of the one before with it
    return {"department": department.label, **told, "case_at": case.at, **dict.fromkeys(_OUTCOME)}


def _not_after(case: Case, name: str, today: date) -> None:
    given = case.filled.get(name)
    if given is not None and str(given) > today.isoformat():
        raise BY_NAME[name].wrong(given, Phrase("不能晚于“{label}”（{day}）", label="受理日期", day=today.isoformat()))


def _session(case: Case) -> Changes:
    """调解记录: what was claimed, what was proposed, when they meet again."""
    return {**case.one_more("sessions"), "next_session": case.filled.get("next_session")}


def _end(case: Case) -> Changes:
    """结束案件: with or without an agreement."""
    if case.values.get("case_ended_at"):
        raise WanggeError("case_ended", no=case.text("no"), result=case.text("case_result"))
    return {
        "case_result": case.filled["case_result"],
        "case_ended_at": case.at,
        "agreed_terms": case.filled.get("agreed_terms"),
        "settled_level": case.filled.get("settled_level"),
        "agreed_amount": case.filled.get("agreed_amount"),
        "perform_by": case.filled.get("perform_by"),
        "next_session": None,
        **_form(case),
    }


def _perform(case: Case) -> Changes:
    """履行登记: what was paid is added up; never more than was agreed."""
    paid = case.number("paid_amount") + int(case.filled["paid"])
    agreed = case.number("agreed_amount")
    if agreed and paid > agreed:
        left = agreed - case.number("paid_amount")
        raise BY_NAME["paid"].wrong(f"{int(case.filled['paid']) / 100:,.2f}", Phrase("还应履行 {left:,.2f} 元，不能超过", left=left / 100))
    return {"paid_amount": paid, "paid_on": local(case.at, case.clocks.settings.zone).date().isoformat()}


EFFECTS: Effects = {
    **dict.fromkeys((Action.REGISTER, Action.CORRECT, Action.FILL), _form),
    Action.OPEN_CASE: _open,
    Action.SESSION: _session,
    Action.END_CASE: _end,
    Action.PERFORM: _perform,
}
