"""The case library 案例库: what can be learned from a case that ended, told so that nobody can be found in it.

A person writes the summary, from a draft in which names, numbers and places are hidden; it is released as a step, and refused while it holds a
name, a phone or a number of a party. Kinds that the law keeps from publication (医疗纠纷预防和处理条例 Art 42) and 保密 events are not released.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping

from wangge.case import Case, Changes, Effects
from wangge.errors import WanggeError
from wangge.field import Field, Kind
from wangge.fields import BY_NAME
from wangge.lifecycle import Action
from wangge.mediators import PARTIES
from wangge.names import without_names

PLACES = ("place", "community", "grid", "unit", "done_unit")
HIDDEN = "某处"
_NUMBER = re.compile(r"[A-Za-z]*[\d*＊]{4,}")
_TELLING = re.compile(r"\d{7,}")
_PERSONAL = frozenset({Kind.PERSON, Kind.PHONE})


def draft(values: Mapping[str, object]) -> str:
    """A first version of the summary, from what the event says and what was agreed: without people, numbers and places that it names."""
    told = "\n".join(str(values[name]) for name in ("text", "agreed_terms") if values.get(name))
    for name, value in values.items():
        if (name in PLACES or name.endswith(PARTIES)) and len(str(value)) > 1:
            told = told.replace(str(value), HIDDEN)
    return _NUMBER.sub("××", without_names(told))


def _release(case: Case) -> Changes:
    """收入案例库."""
    summary = str(case.filled["case_summary"])
    secret = {each.label for each in case.clocks.departments if not each.published}
    if case.values.get("secrecy") or case.values.get("department") in secret:
        raise WanggeError("library_secret", no=case.text("no"))
    found = next((label for label, value in _people(case) if value in summary), "") or ("号码" if _TELLING.search(summary) else "")
    if found:
        raise WanggeError("library_named", no=case.text("no"), what=found)
    return {"case_summary": summary}


def _people(case: Case) -> Iterator[tuple[str, str]]:
    """What names a party: persons and phones of the event and of its department's form, in tables too, and parties that are no persons."""
    fields = {**{field.name: field for each in case.clocks.departments for field in each.fields}, **BY_NAME}
    for name, value in case.values.items():
        field = fields.get(name)
        if field is not None and not field.told:
            yield from _named(field, value)


def _named(field: Field, value: object) -> Iterator[tuple[str, str]]:
    if field.kind is Kind.TABLE:
        for row in json.loads(str(value)):
            for column in field.columns:
                if column.name in row:
                    yield from _named(column, row[column.name])
    elif (field.kind in _PERSONAL or field.name.endswith(PARTIES)) and len(str(value)) > 1:
        yield field.label, str(value)


EFFECTS: Effects = {Action.RELEASE_CASE: _release}
