"""Whatever people do with two states of a course, only files with all five signatures that count now pass the gate."""

from contextlib import suppress
from dataclasses import replace

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from elearn.authoring import signoff
from elearn.content.course import files_hash
from elearn.problems import InputFault, NotAllowed, NotFound
from elearn.tracker import board_rules
from tests.authoring.test_signoff import STEPS, Board, ticked
from tests.authoring.test_signoff import board as board

_SOURCES = ("one", "two")
_ACT = st.tuples(
    st.sampled_from(["send", "sign", "sign", "sign", "sign", "back", "take"]),
    st.sampled_from(_SOURCES),
    st.sampled_from(STEPS),
    st.booleans(),
)

_APPROVED = [
    *(("send" if number == 0 else "sign", "one", STEPS[0], True) for number in range(6)),
    ("send", "two", STEPS[0], True),
    ("sign", "one", STEPS[0], True),
    ("back", "one", STEPS[-1], False),
]
"""One is approved, stays so while the other is sent, and is sent back."""


@example(acts=_APPROVED)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(acts=st.lists(_ACT, max_size=24))
def test_whatever_people_do_only_files_with_all_five_signatures_of_now_pass(
    board: Board, acts: list[tuple[str, str, str, bool]]
) -> None:
    """`in_order` makes the step the next one, so that an approval is reached now and then."""
    with board.db.read() as conn:
        course = f"c{conn.value('select count(*) from sign_off')}"
    examined = board.sent()
    files = {each: {"course.md": f"{each} {course}".encode()} for each in _SOURCES}
    sent = {
        each: replace(examined, course=course, files=files[each], source=files_hash(files[each]))
        for each in _SOURCES
    }
    ada, people = (
        board.person("ada", "trainer"),
        {step: board.person(f"signs-{step}", step) for step in STEPS},
    )
    board_rules.set_rule(board.db, board_rules.ONLY_APPROVED, True, by=None)
    live: dict[str, tuple[int, list[str]]] = {}
    for act, which, step, in_order in acts:
        number, signed = live.get(which, (0, []))
        if in_order and len(signed) < len(STEPS):
            step = STEPS[len(signed)]
        is_next = which in live and signed == list(STEPS[: STEPS.index(step)])
        approved = signed == list(STEPS)
        with suppress(InputFault, NotFound, NotAllowed):
            if act == "send":
                made = signoff.send(board.db, sent[which], by=ada)
                assert which not in live
                live = {each: kept for each, kept in live.items() if kept[1] == list(STEPS)}
                live[which] = made.id, []
            elif act == "sign":
                given_round = {"round": number, "step": step, "answers": ticked(step), "by": people[step]}
                signoff.sign(board.db, sent[which], **given_round)  # type: ignore[arg-type]
                assert is_next
                live[which] = number, [*signed, step]
            elif act == "back":
                signoff.send_back(board.db, course, number, "Why", by=people[step])
                assert which in live
                assert step == (STEPS[-1] if approved else STEPS[len(signed)])
                del live[which]
            else:
                signoff.take_back(board.db, course, number, by=ada)
                assert which in live
                del live[which]
        with board.db.read() as conn:
            passing = {each for each in _SOURCES if signoff.refusal(conn, course, sent[each].source) is None}
        assert passing == {each for each, (_, steps) in live.items() if steps == list(STEPS)}
