"""Every kind of input: the seeds, the kept inputs and 100 new ones do no harm. And the harness finds what does."""

import pytest

from tests.fuzz import kinds, planted, trying, watching
from tests.fuzz.mutate import mutated
from tests.fuzz.run import told
from tests.fuzz.smaller import smaller

FRESH = 100
"""How many new inputs of each kind are tried. They are the same each time."""


@pytest.mark.deep
@pytest.mark.parametrize("kind", kinds.names())
def test_no_known_input_and_no_new_one_does_harm(kind: str) -> None:
    ran = watching.run(kind, fresh=FRESH)
    assert ran.is_clean, told(ran, keep=False)
    assert ran.tries >= FRESH


@pytest.mark.parametrize("name", ["exception", "hang", "half"])
def test_a_planted_fault_is_found_where_it_happens(name: str) -> None:
    kind = planted.KINDS[f"planted-{name}"]
    with kind.open() as one:
        found = [trying.try_one(kind, one, data)[0] for data in kind.seeds()]
    assert [bool(fault) for fault in found] == [False, True, False]
    assert found[1] is not None
    assert found[1].what == ("hang" if name == "hang" else "exception")
    assert "planted.py" in found[1].where


@pytest.mark.parametrize(("name", "what"), [("memory", "memory"), ("death", "died"), ("wait", "hang")])
def test_what_stops_a_whole_process_is_found_too_and_the_next_inputs_are_tried(name: str, what: str) -> None:
    ran = watching.run(f"planted-{name}", waits=0.3)
    assert [(fault.what, data) for fault, data, _ in ran.faults] == [(what, b"bad")]
    assert ran.tries == 3


def test_a_fault_is_made_smaller_as_long_as_it_is_one() -> None:
    assert smaller(b"x" * 500 + b"bad" + b"y" * 500, lambda data: b"bad" in data) == b"bad"


def test_new_inputs_are_the_same_for_the_same_number_and_no_longer_than_they_may_be() -> None:
    from random import Random

    kind = planted.KINDS["planted-half"]
    made = [mutated(kind, kind.seeds(), Random(number)) for number in range(50)]
    assert made == [mutated(kind, kind.seeds(), Random(number)) for number in range(50)]
    assert len(set(made)) > 30
