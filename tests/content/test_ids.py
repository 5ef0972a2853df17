"""Ids that we derive are unique by themselves, do not depend on other files, and stay once they are written."""

from elearn.content.course import Course, write_course
from tests.reading import read_course

FRONT = "---\ntitle: T\nversion: 1.0.0\nduration: 5 minutes\n---\n"
VISIT = "## The visit\n\nA health visitor sees a mark.\n"
CARE = "## Care\n\n:::{support}\nSomebody to talk to.\n:::\n"


def read(**modules: str) -> Course:
    files = {
        "course.md": FRONT,
        **{f"{name.lstrip('m').replace('_', '-')}.md": text for name, text in modules.items()},
    }
    course, problems = read_course("a-course", files)
    assert course, "\n".join(map(str, problems))
    assert [each for each in problems if each.severity == "error"] == []
    return course


def ids(course: Course) -> list[tuple[str, list[str]]]:
    return [(module.id, [page.id for page in module.pages]) for module in course.modules]


def test_one_title_in_two_modules_and_one_name_of_two_files_are_fine() -> None:
    course = read(
        m01_part=f"# One\n\n{VISIT}", m02_part=f"# Two\n\n{VISIT}", m03_end=f"# End\n\n{VISIT}\n{CARE}"
    )
    assert ids(course) == [
        ("part", ["part-the-visit"]),
        ("part-02", ["part-02-the-visit"]),
        ("end", ["end-the-visit", "end-care"]),
    ]


def test_an_id_that_was_derived_is_written_and_stays() -> None:
    course = read(m01_part=f"# One\n\n{VISIT}", m02_part=f"# Two\n\n{VISIT}\n{CARE}")
    files = write_course(course)
    assert set(files) == {"course.md", "01-part.md", "02-part-02.md"}
    retitled = {name: text.replace("The visit", "What she saw") for name, text in files.items()}
    again, _ = read_course("a-course", retitled)
    assert again
    assert ids(again) == ids(course)


def test_a_page_in_another_module_changes_no_id() -> None:
    before = read(m02_acting=f"# Acting\n\n{VISIT}\n{CARE}")
    after = read(m01_noticing=f"# Noticing\n\n{VISIT}", m02_acting=f"# Acting\n\n{VISIT}\n{CARE}")
    assert ids(after)[1:] == ids(before)


def test_one_title_twice_in_a_module_asks_for_an_id() -> None:
    _, problems = read_course("a-course", {"course.md": FRONT, "01-part.md": f"# One\n\n{VISIT}\n{VISIT}"})
    (told,) = (each for each in problems if each.rule == "S14")
    assert told.line == 7
    assert "{#the-second-visit}" in told.remedy
