"""What is kept of comments and of links, on both engines."""

from pathlib import Path

import pytest

from elearn.authoring import comments
from elearn.authoring.comments import Remark, Writer
from elearn.database import Database
from elearn.problems import InputFault
from tests.authoring.commented import ADA, FILE, World
from tests.sample_course import SLUG


@pytest.fixture
def world(db: Database, tmp_path: Path) -> World:
    """A course, with its drafts."""
    return World(db, tmp_path / "courses")


def test_the_places_are_written_down_long_before_the_log_is_cut(world: World) -> None:
    world.say(":::{callout}")
    for number in range(30):
        world.splice(0, 0, f"<!-- {number} -->")
        world.threads()
    with world.db.read() as conn:
        assert conn.value("select seq from comment") >= 20
    assert world.first_line().startswith(":::{callout}")


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
    ("name", "text"),
    [("", "x"), ("\u200b", "x"), ("A" * 81, "x"), ("A", " \u200b"), ("A", "x" * 2001)],
    ids=["no name", "no name to see", "a long name", "no text to see", "a long text"],
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
