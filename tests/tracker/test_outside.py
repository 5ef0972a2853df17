"""Learning from elsewhere: who records it, who decides, what counts, and what a file of evidence may be."""

from datetime import date, timedelta
from functools import partial
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from elearn.database import Database
from elearn.days import add_months, today
from elearn.problems import InputFault, NotAllowed, NotFound
from elearn.tracker import outside, scope
from elearn.tracker.outside import Decision, Evidence, Learned, OutsideLearning
from tests.depth import examples
from tests.tracker.conftest import bring, person
from tests.tracker.outside import PDF, as_actor, evidence, learned, picture, require_hours, word

ANN, BO, CY, DI = "ann@council.example", "bo@council.example", "cy@school.example", "di@trust.example"


def recorded(db: Database, email: str = BO, file: Evidence | None = None, **more: object) -> int:
    return outside.record(db, as_actor(db, email), learned(**more), file)


def state(db: Database, id: int) -> OutsideLearning:
    return outside.one(db, as_actor(db, DI), id)


def waiting(db: Database, email: str) -> list[int]:
    return [each.id for each in outside.waiting(db, as_actor(db, email)).rows]


def minutes(db: Database, email: str = BO, day: date = date(2026, 6, 1)) -> tuple[int, int]:
    actor = as_actor(db, email)
    [found] = outside.hours_of(db, actor, actor.person, day)
    return found.minutes, found.participatory


def test_a_learner_records_it_their_lead_approves_it_and_it_counts(county: Database) -> None:
    require_hours(county)
    bo, ann = as_actor(county, BO), as_actor(county, ANN)
    id = recorded(county, file=evidence(PDF))
    mine = outside.of_person(county, bo, bo.person)
    assert [(each.state, each.evidence) for each in mine.rows] == [("waiting", "certificate.pdf")]
    assert waiting(county, ANN) == [id]
    assert minutes(county) == (0, 0)
    outside.approve(county, ann, id, Decision(course="neglect"), seen=mine.rows[0].recorded_at)
    assert minutes(county) == (180, 180)
    found = state(county, id)
    assert (found.state, found.course_title, found.decided_by_name) == ("approved", "Neglect", "Ann Bell")
    assert waiting(county, ANN) == []
    assert [each.action for each in outside.steps(county, bo, id)] == ["outside.recorded", "outside.approved"]


def test_a_lead_corrects_how_long_it_was_and_says_why(county: Database) -> None:
    require_hours(county)
    id, ann = recorded(county), as_actor(county, ANN)
    with pytest.raises(InputFault, match="Reason"):
        outside.approve(county, ann, id, Decision(minutes=120))
    outside.approve(county, ann, id, Decision(120, participatory=False, reason="An hour was lunch."))
    assert minutes(county) == (120, 0)
    step = outside.steps(county, ann, id)[-1]
    assert step.detail["was"] == {"minutes": 180, "participatory": True}
    assert step.detail["reason"] == state(county, id).decision == "An hour was lunch."


def test_what_is_declined_says_why_and_may_be_corrected(county: Database) -> None:
    id, bo = recorded(county), as_actor(county, BO)
    with pytest.raises(InputFault, match="Reason"):
        outside.decline(county, as_actor(county, ANN), id, reason=" ")
    outside.decline(county, as_actor(county, ANN), id, reason="Please attach the certificate.")
    assert (state(county, id).state, state(county, id).decision) == (
        "declined",
        "Please attach the certificate.",
    )
    outside.correct(county, bo, id, learned(), evidence(picture(), "proof.png"))
    found = state(county, id)
    assert (found.state, found.decision, found.evidence, found.decided_at) == (
        "waiting",
        "",
        "proof.png",
        None,
    )
    assert waiting(county, ANN) == [id]


def test_a_revoked_approval_counts_no_longer(county: Database) -> None:
    require_hours(county)
    id, ann = recorded(county), as_actor(county, ANN)
    outside.approve(county, ann, id, Decision())
    with pytest.raises(InputFault, match="Reason"):
        outside.revoke(county, ann, id, reason="")
    outside.revoke(county, ann, id, reason="It was another day.")
    assert (state(county, id).state, minutes(county)) == ("declined", (0, 0))
    with pytest.raises(NotAllowed, match="not approved"):
        outside.revoke(county, ann, id, reason="Again.")


def test_everything_that_is_wrong_is_said_at_once(county: Database) -> None:
    tomorrow = today() + timedelta(days=1)
    wrong = Learned(" ", "", tomorrow, 0, 0, None, "")
    with pytest.raises(InputFault) as fault:
        outside.record(county, as_actor(county, BO), wrong, evidence(b"<html>"))
    assert {each.path for each in fault.value.problems} == {
        *("What it was called", "Who provided it", "When it was", "How long it was", "How you learned"),
        *("What you learned", "Evidence"),
    }


@pytest.mark.parametrize("hours", [-1, 501, 10**9])
def test_no_learning_lasts_too_long_or_less_than_nothing(county: Database, hours: int) -> None:
    with pytest.raises(InputFault, match="How long it was"):
        recorded(county, hours=hours)


def test_only_those_who_lead_somebody_see_and_decide(county: Database) -> None:
    id = recorded(county, CY, evidence(PDF))
    cy, bo, ann, di = (as_actor(county, each) for each in (CY, BO, ANN, DI))
    assert waiting(county, ANN) == []
    assert waiting(county, DI) == [id]
    for other in (bo, ann):
        with pytest.raises(NotFound):
            outside.one(county, other, id)
        with pytest.raises(NotFound):
            outside.evidence_of(county, other, id)
        with pytest.raises(NotFound):
            outside.steps(county, other, id)
        with pytest.raises(NotFound):
            outside.of_person(county, other, cy.person)
        with pytest.raises(NotFound):
            outside.hours_of(county, other, cy.person, today())
        with pytest.raises(NotFound):
            outside.correct(county, other, id, learned())
        with pytest.raises(NotFound):
            outside.take_back(county, other, id)
    for act in (
        lambda actor: outside.approve(county, actor, id, Decision()),
        lambda actor: outside.decline(county, actor, id, reason="No."),
        lambda actor: outside.revoke(county, actor, id, reason="No."),
    ):
        with pytest.raises(NotFound):
            act(ann)
        with pytest.raises(NotAllowed):
            act(bo)
    with pytest.raises(NotAllowed):
        outside.waiting(county, bo)
    outside.approve(county, di, id, Decision())
    assert outside.evidence_of(county, cy, id).content == outside.evidence_of(county, di, id).content == PDF


def test_nobody_decides_on_their_own_unless_nobody_else_could(county: Database) -> None:
    id, ann = recorded(county, ANN), as_actor(county, ANN)
    assert waiting(county, ANN) == []
    with pytest.raises(NotAllowed, match="their own"):
        outside.approve(county, ann, id, Decision())
    own, di = recorded(county, DI), as_actor(county, DI)
    assert waiting(county, DI) == [id, own]  # nobody else could decide
    with county.write() as conn:
        scope.give_role(conn, person(county, BO), "lead", "trust")
    assert waiting(county, DI) == [id]
    with pytest.raises(NotAllowed, match="their own"):
        outside.approve(county, di, own, Decision())
    with county.write() as conn:
        scope.take_role(conn, person(county, BO), "lead", "trust")
    outside.approve(county, di, own, Decision())
    assert state(county, own).state == "approved"


def test_a_lead_decides_on_what_they_saw(county: Database) -> None:
    id, ann, bo = recorded(county), as_actor(county, ANN), as_actor(county, BO)
    outside.correct(county, bo, id, learned(hours=40))
    with pytest.raises(InputFault, match="has changed this"):
        outside.approve(county, ann, id, Decision(), seen="2026-01-01T00:00:00.000Z")
    outside.approve(county, ann, id, Decision(), seen=state(county, id).recorded_at)
    with pytest.raises(NotAllowed, match="decided"):
        outside.decline(county, ann, id, reason="Too late.")
    with pytest.raises(NotAllowed, match="decided"):
        outside.correct(county, bo, id, learned())
    outside.take_back(county, bo, id)
    with pytest.raises(NotAllowed, match="already"):
        outside.take_back(county, bo, id)


def test_it_stands_for_a_course_that_can_be_taken_or_for_none(county: Database) -> None:
    require_hours(county)
    id = recorded(county)
    for course in ("nothing-like-it", "safeguarding-hours"):
        with pytest.raises(InputFault, match="There is no course"):
            outside.approve(county, None, id, Decision(course=course))
    outside.approve(county, None, id, Decision())


def test_somebody_records_only_so_much_before_anyone_looks(
    county: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("elearn.tracker.outside.records.MOST_WAITING", 2)
    recorded(county), recorded(county)
    with pytest.raises(InputFault, match="wait already"):
        recorded(county)


def test_evidence_is_replaced_or_goes(county: Database) -> None:
    id, bo = recorded(county, file=evidence(PDF)), as_actor(county, BO)
    outside.correct(county, bo, id, learned(title="Another title"))
    assert outside.evidence_of(county, bo, id).content == PDF
    outside.correct(county, bo, id, learned(), evidence(picture("JPEG"), "a.jpeg"))
    assert outside.evidence_of(county, bo, id).media_type == "image/jpeg"
    outside.correct(county, bo, id, learned(), drop_file=True)
    with pytest.raises(NotFound):
        outside.evidence_of(county, bo, id)


@pytest.mark.parametrize(
    ("content", "media_type", "name"),
    [
        (PDF, "application/pdf", "pdf"),
        (picture("PNG"), "image/png", "png"),
        (picture("JPEG"), "image/jpeg", "jpg"),
        (word(), "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"),
    ],
)
def test_what_a_file_is_goes_by_its_content(
    county: Database, content: bytes, media_type: str, name: str
) -> None:
    id = recorded(county, file=evidence(content, "../../etc/<script>.html"))
    found = outside.evidence_of(county, as_actor(county, BO), id)
    assert (found.media_type, found.name) == (media_type, f"script.{name}")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<script>alert(1)</script>",
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"GIF89a" + b"\0" * 100,
        b"MZ\x90\0" + b"\0" * 100,
        PDF[:20],
        b" " + PDF,
        picture()[:40],
        picture() + b"<script>alert(1)</script>" * 10,
        word(macros=True),
        word()[:200],
        b"PK\x03\x04" + b"\xff" * 300,
        b"%PDF-" + b"0" * 10_000_001 + b"%%EOF",
    ],
    ids=lambda content: f"{content[:8]!r} {len(content)}",
)
def test_a_file_that_is_something_else_is_refused(county: Database, content: bytes) -> None:
    with pytest.raises(InputFault, match="Evidence"):
        recorded(county, file=evidence(content, "certificate.pdf"))


@given(content=st.binary(max_size=400), start=st.sampled_from([b"", b"%PDF-1.7", b"PK\x03\x04", word()[:90]]))
@settings(max_examples=examples(50))
def test_no_file_is_more_than_taken_or_refused(content: bytes, start: bytes) -> None:
    from elearn.tracker.outside.evidence import checked
    from elearn.tracker.registers import FormFields

    entry = FormFields()
    found = checked(entry, Evidence("x", start + content))
    try:
        entry.done()
    except InputFault:
        assert found.media_type == ""
    else:
        assert found.media_type


DAYS = st.dates(date(2025, 1, 1), date(2026, 6, 1))
ACTS = st.lists(
    st.tuples(
        st.sampled_from(
            ["record", "approve", "approve shorter", "decline", "revoke", "take back", "correct"]
        ),
        st.integers(0, 3),
        DAYS,
        st.integers(1, 9),
        st.booleans(),
    ),
    max_size=20,
)


@given(acts=ACTS)
@settings(
    max_examples=examples(4),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_only_what_is_approved_counts_whatever_was_done(
    county: Database, acts: list[tuple[str, int, date, int, bool]]
) -> None:
    """A model of the records, next to them: after each step, what counts is what is approved, and nothing else."""
    with county.write() as conn:
        for table in ("outside_learning", "requirement", "course where kind = 'hours'"):
            conn.execute(f"delete from {table}")
    require_hours(county, months=12)
    bo, ann = as_actor(county, BO), as_actor(county, ANN)
    ids: list[int] = []
    model: list[Kept] = []
    for what, place, day, hours, with_others in acts:
        new = learned(completed_on=day, hours=hours, participatory=with_others)
        if what == "record":
            ids.append(outside.record(county, bo, new))
            model.append(Kept("waiting", day, hours * 60, with_others))
        elif place < len(ids):
            id, kept = ids[place], model[place]
            shorter = Decision(hours, participatory=with_others, reason="So.")
            act, states, after = {
                "approve": (partial(outside.approve, county, ann, id, Decision()), "w", kept),
                "approve shorter": (
                    partial(outside.approve, county, ann, id, shorter),
                    "w",
                    kept._replace(minutes=hours, participatory=with_others),
                ),
                "decline": (partial(outside.decline, county, ann, id, reason="No."), "w", kept),
                "revoke": (partial(outside.revoke, county, ann, id, reason="No."), "a", kept),
                "take back": (partial(outside.take_back, county, bo, id), "wad", kept),
                "correct": (
                    partial(outside.correct, county, bo, id, new),
                    "wd",
                    Kept("", day, hours * 60, with_others),
                ),
            }[what]
            if kept.state[0] in states:
                act()
                model[place] = after._replace(state=AFTER[what])
            else:
                with pytest.raises(NotAllowed):
                    act()
    for on in (date(2026, 1, 1), date(2026, 6, 1), date(2027, 3, 1)):
        counting = [
            each for each in model if each.state == "approved" and each.day <= on <= add_months(each.day, 12)
        ]
        assert minutes(county, day=on) == (
            sum(each.minutes for each in counting),
            sum(each.minutes for each in counting if each.participatory),
        )


class Kept(NamedTuple):
    """What the model knows of a record."""

    state: str
    day: date
    minutes: int
    participatory: bool


AFTER = {
    "approve": "approved",
    "approve shorter": "approved",
    "decline": "declined",
    "revoke": "declined",
    "take back": "taken-back",
    "correct": "waiting",
}


def test_hours_say_what_counts_until_when(county: Database) -> None:
    require_hours(county, minutes=120, percent=50, months=12)
    bring(
        county,
        "completions",
        """\
        email,course,version,completed_on,score,passed
        bo@council.example,neglect,2,2026-01-31,90,yes
        bo@council.example,neglect,1,2026-01-31,,yes
        """,
    )
    with county.write() as conn:
        conn.execute("update completion set minutes = 30 where version = '2'")
        conn.execute("update completion set minutes = 40, participatory = 1 where version = '1'")
    id = recorded(county, completed_on=date(2025, 8, 31), hours=1, participatory=False)
    outside.approve(county, None, id, Decision())
    bo = as_actor(county, BO)
    [found] = outside.hours_of(county, bo, bo.person, date(2026, 2, 1))
    assert [(each.title, each.minutes, each.last) for each in found.credits] == [
        ("Study day on neglect", 60, date(2026, 8, 31)),
        ("Neglect", 40, date(2027, 1, 31)),  # the same course on the same day, once
    ]
    assert (found.needed, found.needed_participatory, found.met) == (120, 60, False)
    [later] = outside.hours_of(county, bo, bo.person, date(2026, 9, 1))
    assert (later.minutes, later.participatory) == (40, 40)
    [before] = outside.hours_of(county, bo, bo.person, date(2025, 8, 30))
    assert before.credits == ()


def test_hours_count_what_the_requirement_says(county: Database) -> None:
    require_hours(county, outside=False)
    outside.approve(county, None, recorded(county), Decision())
    assert minutes(county) == (0, 0)
    with county.write() as conn:
        conn.execute("update requirement set to_day = '2026-05-31' where course = 'safeguarding-hours'")
    bo = as_actor(county, BO)
    assert outside.hours_of(county, bo, bo.person, date(2026, 6, 1)) == []


def test_a_lead_decides_on_nothing_from_after_somebody_left_them(county: Database) -> None:
    bring(
        county,
        "people",
        "email,name,staff_number,agency,role_group,starts_on,ends_on\n"
        "bo@council.example,Bo Carr,C2,social-work,R3,2023-04-01,2026-03-02\n"
        "bo@council.example,Bo Carr,T9,trust,R3,2026-03-03,\n",
    )
    then, later = recorded(county), recorded(county, completed_on=date(2026, 3, 3))
    assert waiting(county, ANN) == [then]
    assert waiting(county, DI) == [then, later]
    ann = as_actor(county, ANN)
    for act in (
        lambda: outside.approve(county, ann, later, Decision()),
        lambda: outside.decline(county, ann, later, reason="No."),
    ):
        with pytest.raises(NotAllowed, match="left"):
            act()
    outside.approve(county, ann, then, Decision())
    outside.approve(county, as_actor(county, DI), later, Decision())
    with pytest.raises(NotAllowed, match="left"):
        outside.revoke(county, ann, later, reason="No.")


def test_who_led_somebody_once_is_nobody_who_could_decide_now(county: Database) -> None:
    bring(
        county,
        "people",
        "email,name,staff_number,agency,role_group,starts_on,ends_on\n"
        "di@trust.example,Di Eames,C9,council,R3,2020-01-01,2021-01-01\n",
    )
    own = recorded(county, DI)
    assert waiting(county, DI) == [own]
    outside.approve(county, as_actor(county, DI), own, Decision())
