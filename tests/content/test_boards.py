"""boards.yaml: what it says, what is wrong with it and where, and the boards that come with elearn."""

from pathlib import Path

import pytest

from elearn.checks.examine import check_paths
from elearn.content.review.boards import load_boards
from elearn.content.review.reviews import load_reviews
from tests.content.test_problems import REVIEW
from tests.reading import only_in_english

ROOT = Path(__file__).parents[2]
BOARD = "boards:\n  east:\n    name: East Board\n    short: East\n    origin: fictional\n    publishes_for: 1 year\n"


@pytest.mark.parametrize(
    ("id", "months", "archive"),
    [
        ("derbyshire", 36, 2010),
        ("hertfordshire", 12, None),
        ("calderdale", None, None),
        ("derby", None, None),
        ("wrenshire", 60, 2015),
    ],
)
def test_each_board_publishes_for_as_long_as_it_says(id, months, archive):
    board = load_boards(ROOT / "reviews").boards.boards[id]
    assert (board.publishes_for, board.archive_since) == (months, archive)


def test_every_review_here_has_a_board_that_is_known_and_nothing_wrong():
    assert load_boards(ROOT / "reviews").problems == []
    assert [problem for item in load_reviews(ROOT / "reviews") for problem in item.problems] == []


@pytest.mark.parametrize(
    ("old", "new", "rule", "line", "part"),
    [
        ("1 year", "some time", "S07", 6, "“some time” is not a length of time."),
        ("fictional", "invented", "S07", 5, "cannot be “invented”."),
        ("    short: East\n", "", "S07", 2, "short"),
        ("origin", "orign", "S07", 5, "orign"),
        ("boards:", "boards: [", "S04", 3, "cannot be read"),
        ("boards:", "&a\nboards: *b", "S04", 2, "cannot be read"),
        (BOARD, "x", "S07", 1, ""),
        (
            BOARD,
            BOARD
            + "  west:\n    name: east board\n    short: W\n    origin: real\n    publishes_for: 1 year\n",
            "S07",
            1,
            "Two boards",
        ),
    ],
)
def test_each_problem_is_named_with_its_line_and_no_board_is_known(tmp_path, old, new, rule, line, part):
    (tmp_path / "boards.yaml").write_text(BOARD.replace(old, new, 1), encoding="utf-8")
    loaded = load_boards(tmp_path)
    assert loaded.boards.boards == {}
    assert any(
        (each.rule, each.line) == (rule, line) and part in each.message and each.remedy
        for each in loaded.problems
    ), loaded.problems
    assert only_in_english(loaded.problems) == []


@pytest.mark.parametrize(
    "content",
    [
        *(b"\xff\xfe", b"", b"\0", b"- a\n- b\n", b"boards: 1\n", b"!!python/x 1\n", b"a: " + b"[" * 9_000),
        b"a: &a [x, x]\n"
        + b"".join(b"%c: &%c [%s]\n" % (n, n, b"*%c," % (n - 1) * 9) for n in range(98, 108)),
    ],
    ids=range(8),
)
def test_nonsense_gives_problems_and_never_a_traceback(tmp_path, content):
    (tmp_path / "boards.yaml").write_bytes(content)
    loaded = load_boards(tmp_path)
    assert loaded.boards.boards == {}
    assert bool(loaded.problems) == (content != b"")


def test_the_check_of_a_folder_or_of_the_file_says_what_is_wrong_with_it(tmp_path):
    file = tmp_path / "boards.yaml"
    file.write_text(BOARD.replace("1 year", "some time"), encoding="utf-8")
    (tmp_path / "a.md").write_text(REVIEW, encoding="utf-8")
    for path in (tmp_path, file):
        assert [each.rule for each in check_paths([path], reviews=tmp_path) if each.path == str(file)] == [
            "S07"
        ]


def test_a_review_of_a_board_that_is_not_known_is_reported_where_boards_are(tmp_path):
    (tmp_path / "a.md").write_text(REVIEW, encoding="utf-8")
    (before,) = load_reviews(tmp_path)
    (tmp_path / "boards.yaml").write_text(BOARD, encoding="utf-8")
    (after,) = load_reviews(tmp_path)
    assert [[each.rule for each in item.problems] for item in (before, after)] == [[], ["S46"]]
