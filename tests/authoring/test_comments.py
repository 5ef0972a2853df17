"""Comments stay at their block, whatever happens to the course."""

from pathlib import Path

import pytest

from elearn.authoring import comments
from elearn.authoring.actions import do
from elearn.authoring.comments import Anchor, Remark, Thread, Writer
from elearn.authoring.drafts import Drafts, NoFile, Splice
from elearn.database import Database
from elearn.problems import InputFault
from tests.sample_course import SLUG, write_sample

ADA = Writer("Ada", person=1)
FILE = "01-noticing.md"


class World:
    """A course with drafts, and one person who edits it."""

    def __init__(self, db: Database, courses: Path) -> None:
        self.db, self.courses = db, courses
        write_sample(courses)
        with db.write() as conn:
            conn.execute("insert into person (id, email, name) values (1, 'a@x.example', 'Ada')")
        self.drafts = Drafts(db, courses)

    def say(self, words: str, about: str = "block", page: str = "", file: str = FILE) -> int:
        """A remark at the block or heading that begins with these words."""
        draft = self.drafts.look(SLUG)
        at = next((n for n, line in enumerate(draft.files[file].split("\n")) if words and words in line), 0)
        anchor = comments.anchor_in(self.drafts, SLUG, draft, about, file, (at, at + 1), page, draft.seq)
        return comments.add(self.db, SLUG, anchor, draft.seq, ADA, "About this.")

    def act(self, action: str, **more: object) -> None:
        """Presses a button."""
        draft = self.drafts.look(SLUG)
        done = do(draft.files, {"action": action, **more})
        self.drafts.change(SLUG, 1, draft.seq, done.edits, done.name)

    def splice(self, start: int, end: int, *lines: str, file: str = FILE) -> None:
        """Writes lines in the place of others."""
        self.drafts.change(SLUG, 1, self.drafts.look(SLUG).seq, [Splice(file, start, end, lines)], "typing")

    def threads(self) -> list[Thread]:
        return comments.threads(self.db, self.drafts, SLUG, self.drafts.look(SLUG))

    def at(self) -> Anchor:
        """Where the first remark is."""
        return self.threads()[0].anchor

    def first_line(self) -> str:
        anchor = self.at()
        return self.drafts.look(SLUG).files[anchor.file].split("\n")[anchor.lines[0]]

    def line_of(self, words: str, file: str = FILE) -> int:
        lines = self.drafts.look(SLUG).files[file].split("\n")
        return next(n for n, line in enumerate(lines) if words in line)

    def block(self, words: str) -> list[int]:
        """The lines of the block with these words."""
        anchor = comments.anchor_at(
            self.drafts.look(SLUG).files, "block", FILE, (self.line_of(words), self.line_of(words) + 1)
        )
        assert anchor
        return list(anchor.lines)


@pytest.fixture
def world(db: Database, tmp_path: Path) -> World:
    """A course, with its drafts."""
    return World(db, tmp_path / "courses")


def test_a_comment_follows_its_block_when_it_is_moved_to_another_page_and_file(world: World) -> None:
    world.say(":::{callout}")
    world.act(
        "move-block",
        file=FILE,
        lines=world.block(":::{callout}"),
        to={"file": "02-acting.md", "page": "who-to-tell", "before": None},
    )
    anchor = world.at()
    assert (anchor.file, anchor.page, anchor.gone) == ("02-acting.md", "who-to-tell", False)
    assert world.first_line().startswith(":::{callout}")
    world.drafts.undo(SLUG, 1)
    assert (world.at().file, world.first_line()[:13]) == (FILE, ":::{callout} ")


def test_a_comment_stays_when_its_block_is_written_anew_and_others_come_above_it(world: World) -> None:
    world.say("A health visitor sees")
    at = world.line_of("A health visitor sees")
    world.splice(at, at + 4, "Quite other words stand here now.")
    world.splice(at - 1, at - 1, "", ":::{callout} New", "Something new.", ":::")
    assert world.first_line() == "Quite other words stand here now."
    assert world.at().quote == "Quite other words stand here now."


def test_a_comment_on_a_question_stays_with_it_when_two_alike_change_places(world: World) -> None:
    world.say(":name: photograph")
    world.act(
        "move-block",
        file=FILE,
        lines=world.block(":name: photograph"),
        to={"file": FILE, "page": "what-to-write-down", "before": world.block(":name: record")},
    )
    anchor = world.at()
    assert anchor.block == "photograph"
    lines = world.drafts.look(SLUG).files[FILE].split("\n")[slice(*anchor.lines)]
    assert ":name: photograph" in lines


def test_what_is_deleted_is_gone_with_its_words_and_comes_back_by_undo_and_by_pasting(world: World) -> None:
    world.say(":::{reveal}")
    lines = world.block(":::{reveal}")
    text = world.drafts.look(SLUG).files[FILE].split("\n")[slice(*lines)]
    world.act("delete-block", file=FILE, lines=lines)
    gone = world.at()
    assert gone.gone
    assert gone.page == "what-to-write-down"
    assert "What might she write?" in gone.quote
    world.drafts.undo(SLUG, 1)
    assert not world.at().gone
    world.drafts.redo(SLUG, 1)
    assert world.at().gone
    end = len(world.drafts.look(SLUG).files["02-acting.md"].split("\n"))
    world.splice(end, end, "", *text, "", file="02-acting.md")
    assert (world.at().file, world.first_line()) == ("02-acting.md", text[0])


def test_a_comment_on_a_page_follows_its_heading_to_another_module_and_another_title(world: World) -> None:
    world.say("", about="page", page="what-to-write-down")
    world.act(
        "rename-page", file=FILE, page="what-to-write-down", title="What goes into the record", whole=True
    )
    world.act("move-page", file=FILE, page="what-to-write-down", to={"file": "02-acting.md", "before": None})
    anchor = world.at()
    assert (anchor.file, anchor.page) == ("02-acting.md", "what-to-write-down")
    assert "What goes into the record" in anchor.quote


def test_comments_follow_modules_that_change_places_and_the_introduction_has_some_too(world: World) -> None:
    world.say(":name: record")
    world.say("", about="page", page="_start", file="course.md")
    world.act("move-module", file=FILE, before=None)
    first, second = world.threads()
    assert first.anchor.block == "record"
    assert first.anchor.file != FILE
    assert (second.anchor.file, second.anchor.page, second.anchor.gone) == ("course.md", "_start", False)


def test_what_git_or_a_text_editor_has_changed_is_followed(world: World) -> None:
    world.say(":::{callout}")
    path = world.courses / SLUG / FILE
    head, callout, rest = path.read_text().partition(":::{callout} Remember")
    path.write_text(
        head.replace("A health", "Words first.\n\nA health") + callout + rest.replace("bruise.", "bruise!")
    )
    assert world.first_line() == ":::{callout} Remember"
    assert world.at().quote.endswith("bruise!\n:::")


def test_a_comment_is_found_by_its_words_if_the_log_is_cut_or_the_draft_begins_anew(world: World) -> None:
    world.say(":::{callout}")
    world.say(":name: record")
    world.say("", about="page", page="the-visit")
    world.splice(2, 2, "Words.", "")
    with world.db.write() as conn:
        conn.execute("delete from draft_operation")
    found = [each.anchor for each in world.threads()]
    assert [(each.block, each.page, each.gone) for each in found] == [
        ("", "the-visit", False),
        ("record", "what-to-write-down", False),
        ("", "the-visit", False),
    ]
    world.drafts.forget(SLUG)
    assert [each.anchor.gone for each in world.threads()] == [False] * 3
    assert world.first_line().startswith(":::{callout}")


def test_the_places_are_written_down_long_before_the_log_is_cut(world: World) -> None:
    world.say(":::{callout}")
    for number in range(30):
        world.splice(0, 0, f"<!-- {number} -->")
        world.threads()
    with world.db.read() as conn:
        assert conn.value("select seq from comment") >= 20
    assert world.first_line().startswith(":::{callout}")


def test_a_comment_on_a_file_that_vanishes_is_gone(world: World) -> None:
    world.say(":::{callout}")
    world.drafts.change(SLUG, 1, world.drafts.look(SLUG).seq, [NoFile(FILE)], "delete")
    assert world.at().gone
    world.drafts.undo(SLUG, 1)
    assert not world.at().gone


def test_replies_open_a_comment_again_and_each_request_is_kept_once(world: World) -> None:
    root = world.say(":::{callout}")
    comments.resolve(world.db, SLUG, root, "Ada")
    assert comments.open_comments(world.db, SLUG) == 0
    before = comments.stamp(world.db, SLUG)
    assert comments.reply(world.db, SLUG, root, ADA, "Not yet.", "r1") == comments.reply(
        world.db, SLUG, root, ADA, "Not yet.", "r1"
    )
    assert comments.stamp(world.db, SLUG) != before
    thread = world.threads()[0]
    assert (thread.resolved_at, [each.text for each in thread.replies]) == (None, ["Not yet."])
    comments.resolve(world.db, SLUG, root, "Ada")
    comments.reopen(world.db, SLUG, root)
    assert comments.open_comments(world.db, SLUG) == 1
    comments.remove(world.db, SLUG, root)
    assert world.threads() == []


@pytest.mark.parametrize(
    ("name", "text"), [("", "x"), ("\u200b", "x"), ("A" * 81, "x"), ("A", " \u200b"), ("A", "x" * 2001)]
)
def test_what_cannot_be_a_comment_is_refused_in_words(world: World, name: str, text: str) -> None:
    draft = world.drafts.look(SLUG)
    anchor = comments.anchor_in(world.drafts, SLUG, draft, "page", FILE, (0, 0), "the-visit", draft.seq)
    with pytest.raises(InputFault):
        comments.add(world.db, SLUG, anchor, draft.seq, Writer(name), text)
    assert world.threads() == []


def test_remarks_of_a_word_file_come_in_once_each_at_its_block(world: World) -> None:
    draft = world.drafts.look(SLUG)
    quote = "A health visitor sees a mark on a baby's arm."
    remarks = [
        Remark(
            "w1",
            "Reader",
            "Why?",
            "what-to-write-down",
            block="record",
            replies=(Remark("w2", "Other", "Yes.", ""),),
        ),
        Remark("w3", "Reader", "Good.", "the-visit", resolved=True),
        Remark("w4", "Reader", "Where is it?", "nowhere", quote="Words that are nowhere in it."),
        Remark("w5", "Reader", "Who?", "the-visit", quote=quote),
    ]
    assert comments.bring_in(world.db, SLUG, draft, remarks) == 5
    assert comments.bring_in(world.db, SLUG, draft, remarks) == 0
    found = world.threads()
    assert [(each.anchor.page, each.anchor.block, each.anchor.gone) for each in found] == [
        ("what-to-write-down", "record", False),
        ("the-visit", "", False),
        ("nowhere", "", True),
        ("the-visit", "", False),
    ]
    assert [len(each.replies) for each in found] == [1, 0, 0, 0]
    assert comments.open_comments(world.db, SLUG) == 3


def test_a_link_opens_its_course_until_it_is_taken_back_or_expires(world: World) -> None:
    token = comments.new_token()
    for _ in range(2):
        comments.make_link(world.db, SLUG, token, "Safeguarding lead", person=1)
    (link,) = comments.links_of(world.db, SLUG)
    assert comments.open_link(world.db, token) == link
    assert (link.label, link.made_by, link.works) == ("Safeguarding lead", "Ada", True)
    assert comments.open_link(world.db, comments.new_token()) is None
    assert not comments.revoke_link(world.db, "another-course", link.id)
    assert comments.revoke_link(world.db, SLUG, link.id)
    assert comments.open_link(world.db, token) is None
    late = comments.new_token()
    comments.make_link(world.db, SLUG, late, "", days=900)
    with world.db.write() as conn:
        conn.execute(
            "update comment_link set expires_at = '2020-01-01T00:00:00.000+00:00' where revoked_at is null"
        )
    assert comments.open_link(world.db, late) is None


def test_comments_and_links_go_with_a_course_that_is_deleted_and_along_with_its_id(world: World) -> None:
    world.say(":::{callout}")
    comments.make_link(world.db, SLUG, comments.new_token(), "Reader")
    comments.take_comments_along(world.db, SLUG, "another")
    assert comments.open_comments(world.db, SLUG) == 0
    assert (comments.open_comments(world.db, "another"), len(comments.links_of(world.db, "another"))) == (
        1,
        1,
    )
    comments.forget_comments(world.db, "another")
    assert comments.open_comments(world.db, "another") == len(comments.links_of(world.db, "another")) == 0
