"""Reviews: what a file says, what is wrong with it, and how we tell two reviews apart."""

import pytest

from elearn.checks.examine import check_review, examine_review
from elearn.content.review.model import SHORT_TYPES
from elearn.content.review.reviews import load_review, load_reviews, read_review, recommendations
from tests.content.test_problems import REVIEW, of_rule
from tests.reading import only_in_english


def test_a_review_gives_its_parts_findings_and_recommendations():
    review, problems = read_review("wrenshire-alder", REVIEW, "wrenshire-alder.md")
    assert problems == []
    assert review.key == ("Wrenshire Safeguarding Children Partnership", "Alder", 2026)
    assert review.type == "local child safeguarding practice review"
    assert [finding.nature for finding in review.findings] == ["strength"]
    assert review.reference(review.recommendations[0]) == "wrenshire-alder#r1"


@pytest.mark.parametrize(
    "short", [*SHORT_TYPES, "rapid review", "Learning review", "DARDR", "partnership case review"]
)
def test_types_may_be_written_short_or_long(short):
    review, problems = read_review("a", REVIEW.replace("LCSPR", short), "a.md")
    assert review, problems


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("young person", "child or young person"),
        ("parent or carer", "parents and carers"),
        ("professional", "professionals"),
    ],
)
def test_a_perspective_may_be_called_otherwise(written, kept):
    text = REVIEW.replace(":tier: local\n\nShe", f":tier: local\n:perspective: {written}\n\nShe")
    review, problems = read_review("a", text.replace("origin", f"perspectives: [{written}]\norigin"), "a.md")
    assert problems == []
    assert (review.findings[0].perspective, review.perspectives) == (kept, (kept,))


def test_a_connection_in_a_line_concerns_the_board_whose_library_it_is():
    review, _ = read_review(
        "a", REVIEW.replace("origin", "local_connection: A relative lives here\norigin"), "a.md"
    )
    assert [(each.board, each.how) for each in review.local_connections] == [("", "A relative lives here")]


def test_a_finding_with_a_theme_that_its_review_does_not_name_is_reported_at_the_finding():
    text = REVIEW.replace(":tier: local\n\nShe", ":tier: local\n:themes: neglect\n\nShe")
    assert read_review("a", text, "a.md")[1] == []
    _, problems = read_review("a", text.replace("origin", "themes: [escalation]\norigin"), "a.md")
    assert of_rule(problems, "S45").line == 24


def test_a_link_to_no_review_here_is_reported(tmp_path):
    (tmp_path / "a.md").write_text(
        REVIEW.replace("origin", "links: [draws on b, follows c]\norigin"), encoding="utf-8"
    )
    (tmp_path / "b.md").write_text(REVIEW.replace("Alder", "Birch"), encoding="utf-8")
    found = load_reviews(tmp_path)[0]
    assert [(each.rule, "follows c" in each.message) for each in found.problems] == [("S44", True)]


@pytest.mark.parametrize(
    ("rule", "line", "part", "old", "new"),
    [
        ("S05", 1, "no “board”", "board: Wrenshire Safeguarding Children Partnership\n", ""),
        ("S06", 4, "no key “typ”", "type: LCSPR", "typ: x\ntype: LCSPR"),
        ("S07", 4, "“type” cannot be “lesson review”.", "LCSPR", "lesson review"),
        ("S07", 5, "not a year", "2026", "last year"),
        ("S07", 6, "“origin” cannot be “made up”.", "fictional", "made up"),
        ("S07", 7, "“themes” cannot be “escalations”.", "fictional\n", "fictional\nthemes: [escalations]\n"),
        ("S07", 8, "no “date”", "fictional\n", "fictional\ndocuments:\n  - {type: briefing, date: 2026-01-01}\n"),
        ("S07", 8, "not a day that", "fictional", "fictional\ndocuments:\n  - {type: report, published: 2026-02-30}"),
        ("S09", 0, "no title", "# Alder (a fictional review)\n", ""),
        ("S10", 21, "second first-level", "Others ask too.", "# Another\n"),
        ("S12", 11, "outside the three parts", "## What happened", "Text\n\n## What happened"),
        ("S14", 30, "used twice", "{recommendation} r1", "{recommendation} f1"),
        ("S17", 23, "no directive “findings”", "{finding}", "{findings}"),
        ("S20", 23, "needs a line “:tier:”.", ":kind: strength\n:tier: local\n", ":kind: strength\n"),
        ("S21", 24, "option “kind”", "strength", "strong"),
        ("S21", 33, "not a date", ":tier: local\n\nAsk", ":tier: local\n:due: soon\n\nAsk"),
        ("S40", 15, "no part “What went wrong”", "## What went well", "## What went wrong"),
        ("S40", 0, "nothing under “What went well”", "A nurse asked.\n", ""),
        ("S41", 0, "no strength", "strength", "improvement"),
        ("S42", 31, "no finding “f2”", ":finding: f1", ":finding: f2"),
        ("S07", 7, "not a link", "fictional\n", "fictional\nlinks: [before another]\n"),
        ("S07", 1, "linked to itself", "fictional\n", "fictional\nlinks: [follows a-review]\n"),
        ("S07", 7, "has to say how", "fictional\n", "fictional\nlocal_connection: [{board: Another}]\n"),
        ("S07", 7, "span of years", "fictional\n", "fictional\ncovers: 2008 to 2014\n"),
        ("S07", 1, "end before they start", "fictional\n", "fictional\ncovers: 2014-2008\n"),
        ("S07", 7, "“audience” cannot be “everyone”.", "fictional\n", "fictional\naudience: everyone\n"),
        ("S07", 7, "is not an address", "fictional\n",
         "fictional\ndocuments:\n  - {type: report, address: 'javascript:x'}\n"),
        ("S07", 7, "is not the name of a file", "fictional\n",
         "fictional\ndocuments:\n  - {type: report, file: ../boards.yaml}\n"),
        ("S07", 7, "not a file that can be kept", "fictional\n",
         "fictional\ndocuments:\n  - {type: report, file: report.html}\n"),
        ("S07", 7, "is not a month", "fictional\n",
         "fictional\ndocuments:\n  - {type: report, month: August 2023}\n"),
        ("S07", 7, "a day of publication and a month", "fictional\n",
         "fictional\ndocuments:\n  - {type: report, month: 2020-01, published: 2020-01-02}\n"),
        ("S07", 7, "withdrawn before", "fictional\n",
         "fictional\ndocuments:\n  - {type: report, published: 2020-01-02, withdrawn: 2020-01-02}\n"),
        ("S21", 26, "perspective", ":tier: local\n\nShe", ":tier: local\n:perspective: nobody\n\nShe"),
    ],
)  # fmt: skip
def test_each_problem_of_a_review_is_named_with_its_line(rule, line, part, old, new):
    assert old in REVIEW
    _, problems = read_review("a-review", REVIEW.replace(old, new, 1), "a-review.md")
    problem = next(
        (problem for problem in problems if problem.rule == rule and part in problem.message), None
    )
    assert problem, problems
    assert (problem.path, problem.line) == ("a-review.md", line)
    assert only_in_english(problems) == []


def test_two_files_for_one_review_are_reported_and_one_label_at_two_boards_is_not(tmp_path):
    (tmp_path / "a.md").write_text(REVIEW, encoding="utf-8")
    (tmp_path / "b.md").write_text(REVIEW, encoding="utf-8")
    (tmp_path / "c.md").write_text(REVIEW.replace("board: Wrenshire", "board: Another"), encoding="utf-8")
    loaded = load_reviews(tmp_path)
    assert [[problem.rule for problem in item.problems] for item in loaded] == [[], ["S43"], []]
    assert "a.md" in of_rule(loaded[1].problems, "S43").message
    assert list(recommendations(loaded)) == ["a#r1", "b#r1", "c#r1"]


def test_a_review_that_is_not_text_is_reported(tmp_path):
    (tmp_path / "a.md").write_bytes(b"---\n\xff\xfe")
    (item,) = load_reviews(tmp_path)
    assert item.review is None
    assert of_rule(item.problems, "S01").line == 2


def test_what_a_review_waives_stands_with_its_reason_and_what_it_need_not_is_told(tmp_path):
    path = tmp_path / "ferry.md"
    named = REVIEW.replace("## What happened\n\n", "## What happened\n\nMrs Calloway wrote the report. ", 1)
    assert named != REVIEW
    path.write_text(named, encoding="utf-8")
    assert "E07" in {problem.rule for problem in check_review(load_review(path))}
    waived = named.replace(
        "\n---\n", "\nwaivers:\n  E07: She has published it\n  W15: Nobody is blamed\n---\n", 1
    )
    path.write_text(waived, encoding="utf-8")
    examined = examine_review(load_review(path))
    assert [(each.problem.rule, each.waiver.reason) for each in examined.waived] == [
        ("E07", "She has published it")
    ]
    [idle] = [problem for problem in examined.problems if problem.rule == "S90"]
    assert "W15" in idle.message
    assert waived.splitlines()[idle.line - 1] == "waivers:"
