"""Whatever somebody types into a form for one row: it says what a file says of the same row."""

from typing import Any

import pytest

from elearn.database import Database
from elearn.problems import InputFault
from elearn.tracker import imports
from tests.tracker.test_entry import FORMS, as_file, assert_as_rebuilt, first_row, unchanged

NASTY = ("", "nowhere", "COUNCIL", "31/06/2024", "2999-01-01", "'=1+1", "85%", "x" * 300, 'a "quoted",\n one')


def told(problems: Any) -> list[tuple[str, str, str]]:
    return sorted((each.rule, each.message, each.remedy) for each in problems)


@pytest.mark.parametrize("kind", FORMS)
def test_a_form_says_what_a_file_says_about_whatever_is_typed(county: Database, kind: str) -> None:
    good = first_row(kind)
    seen = set()
    for column in imports.KINDS[kind].columns:
        for typed in NASTY:
            row = {each.name: "" for each in imports.KINDS[kind].columns} | good | {column.name: typed}
            found = imports.preview(county, kind, as_file(row), "one.csv")
            if not found.rows:
                continue
            if found.rejected:
                with unchanged(county), pytest.raises(InputFault) as fault:
                    imports.enter(county, kind, row)
                assert told(fault.value.problems) == told(found.problems())
                assert {each.path for each in fault.value.problems} <= {*row, ""}
            else:
                assert imports.enter(county, kind, row).action == found.rows[0].action
            seen.add(bool(found.rejected))
    assert seen == {True, False}
    assert_as_rebuilt(county)
