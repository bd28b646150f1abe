"""The month report 月报: from the ledger to a report as a value."""

from __future__ import annotations

from collections.abc import Iterator

from exports.account import Account, read
from exports.departments import department_sheets
from exports.drill import Drill
from exports.facets import community, facet_sheet, facets
from exports.island import island_sheets
from exports.method import method_sheet
from exports.overdue import overdue_sheet
from exports.overview import overview_sheet
from exports.quality import quality_sheet
from exports.ranking import ranking_sheet
from exports.rates import shares
from exports.tallies import check, tally
from wangge.catalogue import Catalogue, MonthRequest
from wangge.ports import Queries
from wangge.settings import Settings
from wangge.sheets import Report, Sheet
from wangge.times import Instant

NAME = "月报"


def month_report(queries: Queries, settings: Settings, catalogue: Catalogue, request: MonthRequest, now: Instant | None = None) -> Report:
    """The month report of the month that `request` names.

    Args:
        queries: the ledger's way out.
        settings: the office's decisions.
        catalogue: the fields that query lines may name.
        request: the month and, for the ledger's first one, 期初未结.
        now: the time of day, which decides what is late while the month is running; the clock's without one.

    Raises:
        WanggeError: `month_unreadable`, `month_empty`, `opening_not_first`; `identity_broken` when the figures do not meet.
    """
    account = read(queries, settings, request, now)
    total = tally(account.rows)
    check(total, account.month)
    rates = shares(account)
    drill = Drill(account, queries, settings, catalogue)
    sheets = (
        overview_sheet(account, total, rates, drill),
        *(facet_sheet(facet, account, total, drill) for facet in facets(settings, several_streets=account.several_streets)),
        *department_sheets(account, catalogue, drill),
        *island_sheets(account, settings),
        overdue_sheet(account, settings),
        quality_sheet(account, settings, drill),
        *_rankings(account, settings),
        method_sheet(account, total, rates, settings),
    )
    return Report(NAME, f"{account.period}网格事件月报", settings.name, account.period, sheets)


def _rankings(account: Account, settings: Settings) -> Iterator[Sheet]:
    """Streets against each other where there are several, and communities within their street."""
    if account.several_streets:
        yield ranking_sheet("镇街排名", ("镇街",), lambda event: (event.text("street"),), account)
        yield ranking_sheet("社区排名", ("镇街", "社区"), lambda event: (event.text("street"), community(event, settings)), account)
    else:
        yield ranking_sheet("社区排名", ("社区",), lambda event: (community(event, settings),), account)
