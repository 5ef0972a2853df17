"""Figures do not depend on the engine: the demonstration county gives the same cells on SQLite and on PostgreSQL."""

from collections.abc import Iterator
from itertools import chain, combinations
from pathlib import Path

import pytest

from elearn.database import Database, copy_between, open_database
from elearn.days import add_months, today
from elearn.reporting import who
from elearn.reporting.coverage import coverage
from elearn.tracker import Scope
from tests.engines import Postgres
from tests.serving import copy_prepared

KEYS = ("agency", "role_group", "course", "recommendation")
EVERY_BY = list(chain.from_iterable(combinations(KEYS, number) for number in range(len(KEYS) + 1)))


@pytest.fixture(scope="module")
def both(
    postgres: Postgres, shared_folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Database, Database]]:
    """The demonstration in a file and on a server."""
    folder = tmp_path_factory.mktemp("both") / "demonstration"
    copy_prepared(shared_folder, folder)
    address = postgres.address(postgres.empty())
    copy_between(str(folder / "elearn.db"), address)
    with open_database(str(folder / "elearn.db")) as file, open_database(address) as on_server:
        yield file, on_server
    postgres.drop(address)


@pytest.mark.parametrize("months", [0, -1, -3, -8, -14, 2])
def test_every_cell_is_the_same(both: tuple[Database, Database], months: int) -> None:
    day = add_months(today(), months)
    for scope in (Scope.everyone(), Scope.of_agencies(["wrenshire-police"]), Scope.of_person(3)):
        for by in EVERY_BY:
            file, on_server = (coverage(db, scope, day, by) for db in both)
            assert file == on_server, by
        assert file or scope != Scope.everyone()


def test_everyone_who_is_due_is_in_the_same_place_of_the_list(both: tuple[Database, Database]) -> None:
    for offset in (0, 50, 300):
        file, on_server = (who(db, Scope.everyone(), today(), offset=offset) for db in both)
        assert file == on_server
    assert file.total > 300
