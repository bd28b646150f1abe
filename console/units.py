"""Units 承办单位 that an office knows: those of its duty list, of its directory, and those that have had events. Any other name is a question."""

from __future__ import annotations

from collections.abc import Mapping

from console.office import Office
from wangge.duty import units_of
from wangge.errors import WanggeError
from wangge.fields import BY_NAME

_NAMES = ("unit", BY_NAME["unit"].label, *BY_NAME["unit"].synonyms)


def known_units(office: Office) -> frozenset[str]:
    """Every name that is a unit; reads the ledger."""
    rows = [row for version in office.ledger.duties.book().versions for row in version.rows]
    departments = (each.name for each in office.ledger.directory.departments())
    return frozenset((*units_of(rows), *departments, *office.queries.names("unit")))


def check_units(given: Mapping[str, str], office: Office) -> None:
    """Refuse a unit that nobody knows.

    Args:
        given: what was filled in, by the name or the label of a field.
        office: whose units.

    Raises:
        WanggeError: `unit_unknown`.
    """
    for name in _NAMES:
        unit = given.get(name, "").strip()
        if unit and unit not in known_units(office):
            raise WanggeError("unit_unknown", unit=unit)
