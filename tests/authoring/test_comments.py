"""Comments stay at their block, whatever happens to the course."""

from pathlib import Path

import pytest

from elearn.authoring.drafts import NoFile
from elearn.database import Database
from tests.authoring.commented import FILE, World
from tests.sample_course import SLUG


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


def test_a_comment_on_a_file_that_vanishes_is_gone(world: World) -> None:
    world.say(":::{callout}")
    world.drafts.change(SLUG, 1, world.drafts.look(SLUG).seq, [NoFile(FILE)], "delete")
    assert world.at().gone
    world.drafts.undo(SLUG, 1)
    assert not world.at().gone
