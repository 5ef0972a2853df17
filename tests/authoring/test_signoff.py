"""A course goes from draft to approval step by step, and a signature counts for exactly the files that were sent."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from threading import Barrier

import pytest

from elearn.authoring import signoff
from elearn.authoring.drafts import Drafts, Splice
from elearn.authoring.signoff import Answer, Round, Sent
from elearn.database import Database
from elearn.days import today
from elearn.problems import InputFault, NotAllowed, NotFound
from elearn.tracker import SIGNING, Actor, actor, board_rules, give_role, register_course
from tests.sample_course import SLUG, write_sample

STEPS = tuple(SIGNING)


@dataclass
class Board:
    """A board with its course, its trainers, and a person for each step."""

    db: Database
    courses: Path

    def person(self, name: str, *roles: str) -> Actor:
        """Somebody with these roles."""
        with self.db.write() as conn:
            found = conn.value("select id from person where name = :name", {"name": name})
            if found is None:
                insert = "insert into person (email, name) values (:email, :name) returning id"
                found = conn.value(insert, {"email": f"{name}@board.example", "name": name})
            for role in roles:
                give_role(conn, found, role)
        return actor(self.db, found)

    def sent(self) -> Sent:
        """The course's files as they are now."""
        return signoff.examine(self.courses / SLUG, self.courses.parent / "reviews")

    def send(self, by: Actor) -> Round:
        """Sends the course."""
        return signoff.send(self.db, self.sent(), by=by)

    def sign(self, round: Round, step: str, by: Actor, **more: object) -> Round:
        """Signs a step, with every point ticked."""
        answers = more.pop("answers", ticked(step))
        return signoff.sign(
            self.db,
            self.sent(),
            round=round.id,
            step=step,
            answers=answers,
            by=by,
            **more,  # type: ignore[arg-type]
        )

    def approve(self, round: Round) -> Round:
        """All steps, each by somebody of its own."""
        for step in STEPS:
            round = self.sign(round, step, self.person(f"signs-{step}", step))
        return round

    def state(self) -> signoff.CourseState:
        """Where the course is."""
        sent = self.sent()
        assert sent.loaded.course
        course = sent.loaded.course
        with self.db.read() as conn:
            return signoff.state_of(
                conn, SLUG, sent.source, version=course.version, review_by=course.review_by, on=today()
            )

    def change(self, text: str = "\nA line more.\n") -> None:
        """Somebody changes a file."""
        path = self.courses / SLUG / "01-noticing.md"
        path.write_text(path.read_text() + text)


def ticked(step: str) -> list[Answer]:
    return [Answer(point=each.id, words=each.words, applies=True) for each in signoff.checklist(step).points]


@pytest.fixture
def board(db: Database, tmp_path: Path) -> Board:
    write_sample(tmp_path / "courses")
    return Board(db, tmp_path / "courses")


def test_a_course_goes_through_every_state_in_order(board: Board) -> None:
    ada, states = board.person("ada", "trainer"), [board.state().id]
    round = board.send(ada)
    for step in STEPS:
        states.append(board.state().id)
        assert round.step == step
        round = board.sign(round, step, board.person(f"signs-{step}", step), note=f"Looked at by {step}")
    assert round.approved
    assert [*states, board.state().id] == ["draft", *STEPS, "approved"]
    assert [(each.step, each.name, each.note) for each in round.signatures] == [
        (step, f"signs-{step}", f"Looked at by {step}") for step in STEPS
    ]
    assert all(each.answers and "findings" in each.shown for each in round.signatures)


def test_a_signature_counts_for_exactly_the_files_that_were_sent(board: Board) -> None:
    round = board.send(board.person("ada", "trainer"))
    expert = board.person("ex", "subject-expert")
    before = (board.courses / SLUG / "01-noticing.md").read_text()
    board.change()
    with pytest.raises(NotFound, match="changed since"):
        board.sign(round, STEPS[0], expert)
    state = board.state()
    assert (state.id, state.changed, state.round) == ("draft", True, None)
    (board.courses / SLUG / "01-noticing.md").write_text(before)
    assert board.state().id == STEPS[0]
    board.change()
    again = board.send(board.person("ada"))
    with board.db.read() as conn:
        assert [each.ended_at is None for each in signoff.rounds_of(conn, SLUG)] == [True, False]
    assert again.signatures == ()


def test_an_approval_stays_with_its_files_when_the_course_goes_on(board: Board) -> None:
    round = board.approve(board.send(board.person("ada", "trainer")))
    path = board.courses / SLUG / "course.md"
    before = path.read_text()
    path.write_text(before.replace("version: 1.0.0", "version: 1.1.0"))
    board.send(board.person("ada"))
    assert not board.state().approved
    path.write_text(before)
    assert board.state().approved
    assert board.state().round == round


def test_nobody_signs_without_the_role_or_out_of_turn(board: Board) -> None:
    round = board.send(board.person("ada", "trainer"))
    chief = board.person("al", "administrator")
    with pytest.raises(NotAllowed):
        board.sign(round, STEPS[0], chief)
    with pytest.raises(NotAllowed):
        board.sign(round, STEPS[0], board.person("di", "de-identification"))
    with pytest.raises(NotFound, match="not its turn"):
        board.sign(round, STEPS[1], board.person("di"))
    expert = board.person("ex", "subject-expert")
    board.sign(round, STEPS[0], expert)
    with pytest.raises(NotFound, match="signed already"):
        board.sign(round, STEPS[0], expert)
    with pytest.raises(NotAllowed):
        signoff.send(board.db, board.sent(), by=expert)


def at_approval(board: Board, sender: str = "ada") -> Round:
    round = board.send(board.person(sender, "trainer"))
    for step in STEPS[:-1]:
        round = board.sign(round, step, board.person(f"signs-{step}", step))
    return round


def edits(board: Board, name: str) -> None:
    drafts, who = Drafts(board.db, board.courses), board.person(name, "trainer")
    seq = drafts.look(SLUG).seq
    drafts.change(SLUG, who.person, seq, [Splice("01-noticing.md", 0, 0, ("",))], "typing")
    drafts.undo(SLUG, who.person)


def sends(board: Board, name: str) -> None:
    board.person(name, "trainer")


def puts_a_picture(board: Board, name: str) -> None:
    Drafts(board.db, board.courses).put_media(SLUG, board.person(name).person, "media/new.png", b"png")
    Drafts(board.db, board.courses).save(SLUG, board.person("saver").person)


def is_named(board: Board, name: str) -> None:
    path = board.courses / SLUG / "course.md"
    path.write_text(path.read_text().replace("duration:", f"author: [{name.upper()}]\nduration:"))


@pytest.mark.parametrize("writes", [edits, sends, puts_a_picture, is_named])
def test_whoever_wrote_or_sent_a_course_never_approves_it(
    board: Board, writes: Callable[[Board, str], None]
) -> None:
    board.person("kim", "approver")
    writes(board, "kim")
    round = at_approval(board, "kim" if writes is sends else "ada")
    with pytest.raises(NotAllowed, match="somebody else has to approve"):
        board.sign(round, "approver", board.person("kim"))
    assert board.state().id == "approver"
    assert board.sign(round, "approver", board.person("jo", "approver")).approved


@pytest.mark.parametrize(
    "written",
    [
        "siân  MORRIS",
        "Morris, Siân",
        "Sia\u0302n Morris",
        "Siân Morris (designated nurse)",
        "Siân Morris, nurse",
    ],
)
def test_however_an_author_s_name_is_written_it_is_their_own(board: Board, written: str) -> None:
    path = board.courses / SLUG / "course.md"
    path.write_text(path.read_text().replace("duration:", f'author: ["{written}"]\nduration:'))
    author = board.person("Siân Morris", "approver")
    sent, round = board.sent(), board.send(board.person("ada", "trainer"))
    with board.db.read() as conn:
        assert "wrote a part" in signoff.may_not_approve(conn, sent, round, author)
        assert not signoff.may_not_approve(conn, sent, round, board.person("Siân Morris-Lee", "approver"))


def test_a_copy_and_a_new_id_keep_who_wrote_the_course(board: Board) -> None:
    ada = board.person("ada", "trainer")
    with board.db.write() as conn:
        signoff.wrote(conn, SLUG, ada.person)
        signoff.copied(conn, SLUG, "copy")
    drafts = Drafts(board.db, board.courses)
    board.send(ada)
    (board.courses / SLUG).rename(board.courses / "renamed")
    drafts.renamed(SLUG, "renamed")
    writers = "select course from course_writer order by course"
    with board.db.read() as conn:
        assert conn.column(writers) == ["copy", "renamed"]
        assert [each.course for each in signoff.rounds_of(conn, "renamed")] == ["renamed"]
    drafts.forget("renamed")
    with board.db.read() as conn:
        assert conn.column(writers) == ["copy"]
        assert conn.value("select count(*) from sign_off") == 0


def test_of_two_who_sign_a_step_at_the_same_moment_one_is_told_that_it_is_signed(board: Board) -> None:
    round, sent = board.send(board.person("ada", "trainer")), board.sent()
    both, together = [board.person(name, STEPS[0]) for name in ("ex", "why")], Barrier(2)

    def signs(by: Actor) -> str:
        together.wait()
        try:
            signoff.sign(board.db, sent, round=round.id, step=STEPS[0], answers=ticked(STEPS[0]), by=by)
        except NotFound as fault:
            return str(fault)
        return "signed"

    with ThreadPoolExecutor(2) as pool:
        said = sorted(pool.map(signs, both))
    assert said[1] == "signed"
    assert "signed already" in said[0]
    assert [each.step for each in board.state().round.signatures] == [STEPS[0]]  # type: ignore[union-attr]


def test_every_point_of_the_checklist_has_to_be_answered(board: Board) -> None:
    round, expert = board.send(board.person("ada", "trainer")), board.person("ex", "subject-expert")
    step, points = STEPS[0], signoff.checklist(STEPS[0]).points
    given = ticked(step)[1:-1]
    given.append(Answer(point=points[-1].id, words=points[-1].words, applies=False))
    with pytest.raises(InputFault) as refused:
        board.sign(round, step, expert, answers=given)
    assert [each.line for each in refused.value.problems] == [1, len(points)]
    given = [*ticked(step)[:-1], Answer(point=points[-1].id, words="x", applies=False, note="It has none.")]
    assert board.sign(round, step, expert, answers=given).step == STEPS[1]


def test_errors_and_a_published_number_are_refused_at_sending(board: Board) -> None:
    ada = board.person("ada", "trainer")
    board.send(ada)
    with pytest.raises(InputFault, match="in sign-off already"):
        board.send(ada)
    path = board.courses / SLUG / "course.md"
    good = path.read_text()
    path.write_text(good.replace("duration:", "author: [Ada]\napproved_by: Ada\nduration:"))
    with pytest.raises(InputFault, match="wrote the course and approved it"):
        board.send(ada)
    path.write_text(good)
    publish(board)
    board.change()
    with pytest.raises(InputFault, match="published with other words"):
        board.send(ada)


def publish(board: Board) -> None:
    """As publishing registers it."""
    sent = board.sent()
    with board.db.write() as conn:
        register_course(
            conn,
            SLUG,
            title="A small mark",
            version="1.0.0",
            minutes=10,
            standard="scorm2004",
            package="x",
            sha256="x",
            outcomes={},
            recommendations=(),
        )
        conn.execute("update course_version set source = :source", {"source": sent.source})


def test_a_published_course_becomes_due_for_review_and_can_be_withdrawn(board: Board) -> None:
    from elearn.tracker import catalogue

    ada = board.person("ada", "trainer")
    board.approve(board.send(ada))
    publish(board)
    assert (board.state().id, board.state().approved) == ("published", True)
    path = board.courses / SLUG / "course.md"
    path.write_text(path.read_text().replace("2027-11-01", "2020-01-01"))
    publish(board)
    assert (board.state().id, board.state().approved) == ("review-due", False)
    with board.db.read() as conn:
        found = signoff.overview(conn, board.courses, ada, today())
        assert [(each.course, each.passed) for each in found.due] == [(SLUG, True)]
    catalogue.withdraw(board.db, SLUG, "1.0.0", reason="The pathway has changed", by=ada)
    state = board.state()
    assert (state.id, state.reason) == ("withdrawn", "The pathway has changed")


def test_a_later_day_of_review_counts_when_it_is_published(board: Board) -> None:
    ada, path = board.person("ada", "trainer"), board.courses / SLUG / "course.md"
    soon = (today() + timedelta(days=10)).isoformat()
    path.write_text(path.read_text().replace("2027-11-01", soon))
    board.send(ada)
    publish(board)

    def due() -> list[str]:
        with board.db.read() as conn:
            return [each.day.isoformat() for each in signoff.overview(conn, board.courses, ada, today()).due]

    assert due() == [soon]
    path.write_text(path.read_text().replace(soon, (today() + timedelta(days=400)).isoformat()))
    assert due() == [soon], "what people read has to be looked at all the same"
    publish(board)
    assert due() == []


def test_what_was_withdrawn_has_to_be_signed_anew_before_it_is_published_again(board: Board) -> None:
    from elearn.tracker import catalogue

    ada = board.person("ada", "trainer")
    first = board.approve(board.send(ada))
    publish(board)
    catalogue.withdraw(board.db, SLUG, "1.0.0", reason="A child can be recognised", by=ada)
    board_rules.set_rule(board.db, board_rules.ONLY_APPROVED, True, by=None)
    with board.db.read() as conn:
        refused = signoff.refusal(conn, SLUG, board.sent().source)
    assert refused
    assert "Send it for sign-off" in str(refused.remedy)
    again = board.send(ada)
    assert again.id != first.id
    assert board.state().id == STEPS[0]
    board.approve(again)
    with board.db.read() as conn:
        assert signoff.refusal(conn, SLUG, board.sent().source) is None


def test_a_course_is_sent_back_with_a_reason_and_taken_back(board: Board) -> None:
    ada, expert = board.person("ada", "trainer"), board.person("ex", "subject-expert")
    round = board.send(ada)
    with pytest.raises(NotAllowed):
        signoff.send_back(board.db, SLUG, round.id, "No", by=ada)
    with pytest.raises(InputFault):
        signoff.send_back(board.db, SLUG, round.id, " ", by=expert)
    signoff.send_back(board.db, SLUG, round.id, "Page two is out of date.", by=expert)
    assert board.state().id == "draft"
    with pytest.raises(NotFound):
        signoff.take_back(board.db, SLUG, round.id, by=ada)
    again = board.send(ada)
    signoff.take_back(board.db, SLUG, again.id, by=ada)
    with board.db.read() as conn:
        assert [each.ended_why for each in signoff.rounds_of(conn, SLUG)] == ["", "Page two is out of date."]


def test_what_waits_is_shown_to_those_whose_turn_it_is(board: Board) -> None:
    ada, expert = board.person("ada", "trainer"), board.person("ex", "subject-expert")
    round = board.send(ada)

    def lists(who: Actor) -> tuple[int, int, int]:
        with board.db.read() as conn:
            found = signoff.overview(conn, board.courses, who, today())
        return len(found.mine), len(found.others), len(found.approved)

    assert (lists(expert), lists(ada)) == ((1, 0, 0), (0, 1, 0))
    with pytest.raises(NotAllowed):
        lists(board.person("nobody"))
    board.approve(round)
    assert (lists(expert), lists(ada)) == ((0, 0, 1), (0, 0, 1))
    with board.db.read() as conn:
        assert signoff.states_in_words(conn, board.courses, today()) == {SLUG: "Approved"}
    board.change()
    assert lists(ada) == (0, 1, 0)
    with board.db.read() as conn:
        assert signoff.states_in_words(conn, board.courses, today()) == {SLUG: "Changed since it was sent"}


def test_the_board_s_rule_lets_only_approved_files_pass(board: Board) -> None:
    def passes(source: str) -> bool:
        with board.db.read() as conn:
            try:
                signoff.must_be_publishable(conn, SLUG, source)
            except InputFault:
                return False
        return True

    source = board.sent().source
    assert passes(source)
    with pytest.raises(NotAllowed):
        board_rules.set_rule(board.db, board_rules.ONLY_APPROVED, True, by=board.person("ada", "trainer"))
    with pytest.raises(InputFault):
        board_rules.set_rule(board.db, "another", True, by=None)
    member = board.person("bo", "board")
    assert board_rules.set_rule(board.db, board_rules.ONLY_APPROVED, True, by=member)
    assert not board_rules.set_rule(board.db, board_rules.ONLY_APPROVED, True, by=member)
    with board.db.read() as conn:
        rule = next(each for each in board_rules.every_rule(conn) if each.name == board_rules.ONLY_APPROVED)
        assert (rule.on, rule.set_name) == (True, "bo")
        assert conn.tuples("select actor, subject from audit_event where action = 'rule.set'") == [
            (member.person, board_rules.ONLY_APPROVED)
        ]
    assert not passes(source)
    board.approve(board.send(board.person("ada")))
    assert passes(source)
    assert not passes("0" * 64)
    board_rules.set_rule(board.db, board_rules.ONLY_APPROVED, False, by=None)
    assert passes("0" * 64)


def test_a_published_course_that_is_sent_for_sign_off_waits_for_whoever_signs_it(board: Board) -> None:
    ada, expert = board.person("ada", "trainer"), board.person("ex", "subject-expert")
    publish(board)
    round = board.send(ada)

    with board.db.read() as conn:
        found = signoff.overview(conn, board.courses, expert, today())
        assert [each.round.id for each in found.mine] == [round.id]
        assert signoff.states_in_words(conn, board.courses, today()) == {SLUG: "With the subject expert"}
    board.approve(round)
    with board.db.read() as conn:
        found = signoff.overview(conn, board.courses, expert, today())
        assert (found.mine, found.others, found.approved) == ((), (), ())
