"""Testing 插件检验: what a plugin author's tests use. Pure, without the manager: pytest, or anything that runs a function, is enough.

    from wangge.testing import Contract
    import water

    class TestWater(Contract):
        plugin = water

`Contract` is what every plugin keeps, ours too. The rest makes samples: `reckoned` for calculators, `due` for clocks, `dossier` for papers, `life` and
`event` for score items and suggesters, `Shelf` for reports and commands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from wangge.calculators import cleaned
from wangge.testing import declared, done
from wangge.testing.samples import MONTH, TODAY, dossier, due, event, filled, life, reckoned
from wangge.testing.shelf import Shelf

Clause = Callable[[object], Iterator[str]]
CLAUSES: tuple[Clause, ...] = (
    *declared.DECLARED,
    *(done.calculators, done.clocks, done.documents, done.reports, done.judges),
)
"""The clauses of the contract 约定; the docstring of each says what must hold."""


def problems(plugin: object) -> Iterator[str]:
    """What of the contract a plugin does not keep, one sentence each; nothing for a plugin that keeps it.

    Args:
        plugin: the module or object with the hooks.
    """
    for clause in CLAUSES:
        yield from dict.fromkeys(clause(plugin))


class Contract:
    """The contract as tests: a class of this kind that says which `plugin` is a test of it."""

    plugin: object

    def test_its_hooks_are_known_and_marked(self) -> None:
        """See `declared.hooks`."""
        self._keeps(declared.hooks)

    def test_what_it_returns_is_plain_data(self) -> None:
        """See `declared.data`."""
        self._keeps(declared.data)

    def test_its_names_are_nobody_elses(self) -> None:
        """See `declared.names`."""
        self._keeps(declared.names)

    def test_the_ledger_can_keep_its_fields(self) -> None:
        """See `declared.fields`."""
        self._keeps(declared.fields)

    def test_what_it_refers_to_is_there(self) -> None:
        """See `declared.references`."""
        self._keeps(declared.references)

    def test_its_lists_are_complete(self) -> None:
        """See `declared.lists`."""
        self._keeps(declared.lists)

    def test_its_calculators_reckon_or_refuse(self) -> None:
        """See `done.calculators`."""
        self._keeps(done.calculators)

    def test_its_clocks_run(self) -> None:
        """See `done.clocks`."""
        self._keeps(done.clocks)

    def test_its_papers_can_be_built(self) -> None:
        """See `done.documents`."""
        self._keeps(done.documents)

    def test_its_reports_and_commands_answer(self) -> None:
        """See `done.reports`."""
        self._keeps(done.reports)

    def test_its_score_items_and_suggesters_answer(self) -> None:
        """See `done.judges`."""
        self._keeps(done.judges)

    def _keeps(self, clause: Clause) -> None:
        found = tuple(dict.fromkeys(clause(self.plugin)))
        if found:
            raise AssertionError("\n".join(found))


__all__ = ["CLAUSES", "MONTH", "TODAY", "Contract", "Shelf", "cleaned", "dossier", "due", "event", "filled", "life", "problems", "reckoned"]
