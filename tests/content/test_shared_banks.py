"""Banks that courses share: a course that draws from one is whole by itself, wherever its files are."""

from pathlib import Path, PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearn.checks.examine import check_paths
from elearn.content.course import (
    as_in_course,
    bundle,
    course_files,
    course_folders,
    files_hash,
    load_course,
    unbundle,
    without_copies,
    write_course,
)
from elearn.packaging import Format, build_package
from elearn.problems import Problem
from tests.reading import read_course

FRONT = "---\ntitle: T\nversion: 1.0.0\nduration: 5 minutes\noutcomes:\n  act: Act the same day\n---\n"
MODULE = "# M\n\n## P\n\nWords that teach.\n\n{draw}\n\n:::{{support}}\nTalk to your supervisor.\n:::\n"
DRAW = ":::{draw} banks/first-signs\n:questions: 1\n:outcome: act\n:::"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>'


def question(name: str, outcome: str = "notice") -> str:
    return (
        f":::{{question}} choose-one\n:name: {name}\n:outcome: {outcome}\n\nWhat does the chart say? "
        "[A chart of days](../media/chart.svg)\n\nSome social media/news is wrong.\n\n"
        "- [x] This\n  > Yes.\n- [ ] That\n  > No.\n- [ ] Nothing\n  > No.\n:::\n"
    )


TAKEN = question("first", "act").replace("[A chart of days](../media/chart.svg)", "")
BANK = "\n".join(["# First signs\n", question("first"), question("second")])


@pytest.fixture
def courses(tmp_path: Path) -> Path:
    root = tmp_path / "courses"
    (root / "banks" / "bank").mkdir(parents=True)
    (root / "banks" / "media").mkdir()
    (root / "banks" / "bank" / "first-signs.md").write_text(BANK)
    (root / "banks" / "bank" / "others.md").write_text(BANK.replace("# First", "# Other"))
    (root / "banks" / "media" / "chart.svg").write_text(SVG)
    write(root / "a-course", DRAW)
    return root


def write(folder: Path, draw: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "course.md").write_text(FRONT)
    (folder / "01-m.md").write_text(MODULE.format(draw=draw))
    return folder


def wrong(folder: Path) -> list[Problem]:
    return [each for each in load_course(folder).problems if each.severity == "error"]


def test_a_course_holds_the_shared_bank_that_it_draws_from(courses: Path, tmp_path: Path) -> None:
    assert [each.name for each in course_folders(courses)] == ["a-course"]
    loaded = load_course(courses / "a-course")
    assert loaded.course
    assert not wrong(courses / "a-course")
    bank = loaded.course.bank("banks/first-signs")
    assert [(each.name, each.outcome) for each in bank.questions] == [("first", "act"), ("second", "act")]
    assert [path.as_posix() for path in loaded.media()] == ["media/banks/chart.svg"]
    assert "social media/news" in bank.questions[0].stem
    again, _ = read_course("a-course", write_course(loaded.course))
    assert again == loaded.course
    built = build_package(loaded, Format.WEB, tmp_path / "out")
    assert built.path.is_file()


def test_its_files_are_whole_wherever_they_are(courses: Path, tmp_path: Path) -> None:
    files = course_files(courses / "a-course")
    assert sorted(files) == ["01-m.md", "banks/first-signs.md", "course.md", "media/banks/chart.svg"]
    slug, back = unbundle(bundle("a-course", files))
    elsewhere = tmp_path / "elsewhere" / slug
    for name, content in back.items():
        (elsewhere / name).parent.mkdir(parents=True, exist_ok=True)
        (elsewhere / name).write_bytes(content)
    assert load_course(elsewhere).course == load_course(courses / "a-course").course
    assert files_hash(course_files(elsewhere)) == files_hash(files)

    # here, the course goes on drawing from the shared bank; once that says something else, the copy is kept
    assert sorted(without_copies(back, courses)) == ["01-m.md", "course.md"]
    (courses / "banks" / "bank" / "first-signs.md").write_text(BANK.replace("This", "Something else"))
    assert without_copies(back, courses) == back
    assert files_hash(course_files(courses / "a-course")) != files_hash(files)
    assert files_hash(course_files(elsewhere)) == files_hash(files)


def test_a_problem_in_a_shared_bank_names_its_own_file(courses: Path) -> None:
    bank = courses / "banks" / "bank" / "first-signs.md"
    bank.write_text(BANK.replace("media/chart.svg", "media/gone.svg", 1))
    (problem,) = wrong(courses / "a-course")
    assert (problem.rule, problem.path) == ("S27", bank.as_posix())
    bank.write_text(BANK.replace("- [x] This", "- [x] The carer failed to attend. This"))
    found = check_paths([courses / "a-course"], courses.parent / "reviews")
    assert any(each.path == bank.as_posix() and each.rule == "W15" for each in found), found


@pytest.mark.parametrize(
    ("draw", "rule", "says"),
    [
        (DRAW.replace("first-signs", "gone"), "S81", "no bank “banks/gone”"),
        (DRAW.replace("act", "actt"), "S26", "no outcome “actt”"),
        (DRAW.replace(":outcome: act\n", ""), "S26", "test “notice”, which is no outcome of this course"),
        (DRAW.replace(":questions: 1", ":questions: 9"), "S81", "it has 2"),
        (f"{DRAW}\n\n{DRAW.replace(':outcome: act', '')}", "S26", "name different outcomes"),
        (
            f"{DRAW}\n\n{question('first', 'act').replace('[A chart of days](../media/chart.svg)', '')}",
            "S14",
            "used twice",
        ),
        (DRAW.replace("first-signs", "../course"), "S21", "banks/../course"),
    ],
)
def test_what_is_wrong_with_a_draw_is_said(courses: Path, draw: str, rule: str, says: str) -> None:
    write(courses / "a-course", draw)
    assert any(each.rule == rule and says in each.message for each in wrong(courses / "a-course")), wrong(
        courses / "a-course"
    )


def test_questions_that_name_no_outcome_need_one_at_the_draw(courses: Path) -> None:
    bank = courses / "banks" / "bank" / "first-signs.md"
    bank.write_text(BANK.replace(":outcome: notice\n", "", 1).replace("notice", "act"))
    assert not wrong(courses / "a-course")
    write(courses / "a-course", DRAW.replace(":outcome: act\n", ""))
    (problem,) = wrong(courses / "a-course")
    assert (problem.rule, Path(problem.path).name) == ("S26", "01-m.md")
    assert problem.message == "Questions of the shared bank “banks/first-signs” do not say what they test."


@given(
    st.lists(
        st.sampled_from(
            [
                *"ab \n:-[]()<>",
                "media/",
                "../media/",
                "media/banks/",
                "](",
                "]: ",
                ":image: ",
                ":::{image} ",
                "x.svg",
            ]
        ),
        max_size=12,
    ).map("".join)
)
def test_a_text_gets_the_paths_of_a_course_once_and_keeps_its_lines(text: str) -> None:
    made = as_in_course(text)
    assert as_in_course(made) == made
    assert made.count("\n") == text.count("\n")
    assert made.replace("media/banks/", "media/") == text.replace("media/banks/", "media/")


def test_no_link_leads_out_of_the_shared_banks(courses: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.svg").write_text(SVG)
    chart = courses / "banks" / "media" / "chart.svg"
    chart.unlink()
    chart.symlink_to(tmp_path / "secret.svg")
    assert [each.rule for each in wrong(courses / "a-course")] == ["S28"]
    assert sorted(course_files(courses / "a-course")) == ["01-m.md", "banks/first-signs.md", "course.md"]


@pytest.mark.parametrize("name", ["_x.svg", "a_b/__c.d-e.svg", f"{'d' * 130}.svg"])
def test_whatever_file_a_course_can_name_is_in_the_hash_of_its_files(courses: Path, name: str) -> None:
    course = courses / "a-course"
    file = course / "media" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(SVG)
    (course / "01-m.md").write_text(f"{(course / '01-m.md').read_text()}\nSee [it](media/{name}).\n")
    loaded = load_course(course)
    assert PurePosixPath(f"media/{name}") in loaded.media()
    assert {each.as_posix() for each in loaded.media()} <= set(course_files(course))
    assert unbundle(bundle("a-course", course_files(course)))[1] == course_files(course)


@pytest.mark.parametrize("written", ["a\\_b.svg", "a%5Fb.svg", "a&#95;b.svg"])
def test_a_picture_of_a_shared_bank_is_in_the_hash_however_its_name_is_written(
    courses: Path, written: str
) -> None:
    course, shared = courses / "a-course", courses / "banks"
    (shared / "media" / "a_b.svg").write_text(SVG)
    bank = shared / "bank" / "first-signs.md"
    bank.write_text(bank.read_text().replace("- [x]", f"See [it](media/{written}).\n\n- [x]", 1))
    assert PurePosixPath("media/banks/a_b.svg") in load_course(course).media()
    assert "media/banks/a_b.svg" in course_files(course)


@pytest.mark.parametrize("link", ["module", "own bank", "folder of banks", "shared bank", "folder in media"])
def test_all_that_a_course_is_made_of_is_in_the_hash_of_its_files(
    courses: Path, tmp_path: Path, link: str
) -> None:
    course, away = courses / "a-course", tmp_path / "away"
    away.mkdir()
    (away / "text.md").write_text("# More\n\n## A page more\n\nText.\n")
    if link == "module":
        (course / "02-more.md").symlink_to(away / "text.md")
    elif link == "own bank":
        (course / "bank").mkdir()
        (course / "bank" / "own.md").symlink_to(away / "text.md")
    elif link == "folder of banks":
        (course / "bank").symlink_to(away, target_is_directory=True)
    elif link == "shared bank":
        shared = courses / "banks" / "bank" / "first-signs.md"
        shared.replace(away / "shared.md")
        shared.symlink_to(away / "shared.md")
    else:
        (course / "inside").mkdir()
        (course / "inside" / "one.svg").write_text(SVG)
        (course / "media").mkdir(exist_ok=True)
        (course / "media" / "sub").symlink_to(course / "inside", target_is_directory=True)
        text = (course / "01-m.md").read_text()
        (course / "01-m.md").write_text(
            f"{text}\n:::{{image}} media/sub/one.svg\n:alt: A dot\n\nA dot.\n:::\n"
        )
    loaded = load_course(course)
    assert "S28" in [each.rule for each in loaded.problems]
    assert set(loaded.texts) <= set(course_files(course))


def test_the_folder_of_shared_banks_is_checked_as_banks_and_not_as_a_course(courses: Path) -> None:
    reviews = courses.parent / "reviews"
    bank = courses / "banks" / "bank" / "others.md"
    bank.write_text(
        bank.read_text().replace("name: first", "name: third").replace("name: second", "name: fourth")
    )
    assert not [each for each in check_paths([courses / "banks"], reviews) if each.severity == "error"]
    bank.write_text(bank.read_text().replace("- [x] This", "- [ ] This"))
    for path in (courses, courses / "banks", courses / "banks" / "bank", bank):
        found = [each for each in check_paths([path], reviews) if "/banks/" in each.path]
        assert {(each.path, each.rule) for each in found if each.severity == "error"} == {
            (bank.as_posix(), "S23")
        }
