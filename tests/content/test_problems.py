"""What a trainer is told: every problem at once, with its file, line and rule, and what to do."""

from pathlib import Path

import pytest

from elearn.checks.examine import check_paths
from elearn.content.course.courses import find_course, load_course, load_courses
from elearn.content.course.handover import handover_note
from elearn.problems import NotFound, Problem, has_errors
from tests.reading import only_in_english, problems_in, read_course
from tests.sample_course import FILES, SLUG, write_sample

FRONT = "---\ntitle: T\nversion: 1.0.0\nduration: 5 minutes\noutcomes:\n  act: Act\n---\n"


def problems_of(module: str, front: str = FRONT) -> list[Problem]:
    return read_course("a-course", {"course.md": front, "01-module.md": module})[1]


def of_rule(problems: list[Problem], rule: str) -> Problem:
    found = [problem for problem in problems if problem.rule == rule]
    assert len(found) == 1, "\n".join(map(str, problems))
    return found[0]


def question(
    kind: str = "choose-one",
    options: str = ":name: q\n:outcome: act\n",
    body: str = "Stem\n\n- [x] A\n- [ ] B\n",
) -> str:
    return f"# M\n\n## P\n\n:::{{question}} {kind}\n{options}\n{body}:::\n"


@pytest.mark.parametrize(
    ("rule", "line", "part", "module"),
    [
        ("S09", 1, "does not begin with the module's title", "## P\n\ntext"),
        ("S09", 1, "empty", ""),
        ("S10", 5, "second first-level heading", "# M\n\n## P\n\n# N\n\n## Q"),
        ("S11", 1, "no page", "# M"),
        ("S12", 3, "before the first page", "# M\n\ntext\n\n## P"),
        ("S13", 3, "no title", "# M\n\n## {#p}\n"),
        ("S14", 7, "page id “module-p” is used twice", "# M\n\n## P\n\ntext\n\n## P"),
        ("S15", 3, "no id that can be used", "# M\n\n## P {#Not good}"),
        ("S15", 3, "no id that can be used", "# M\n\n## {#constructor} x {#constructor}"),
        ("S15", 3, "no id that can be used", "# M\n\n## ?"),
        ("S15", 1, "file's name", "# M {#m}\n\n## P"),
        ("S16", 5, "{callout} is not closed before the file ends", "# M\n\n## P\n\n:::{callout}\ntext\n"),
        ("S16", 5, "callout} is not closed before the next", "# M\n\n## P\n\n:::{callout}\ntext\n:::{support}\nx\n:::"),
        ("S17", 5, "no directive “calout”", "# M\n\n## P\n\n:::{calout}\ntext\n:::"),
        ("S17", 5, "no kind of question “choose-on”", question("choose-on")),
        ("S17", 5, "does not say its kind", question("")),
        ("S17", 5, "after the braces", "# M\n\n## P\n\n:::{choose-one}\n:::"),
        ("S18", 5, "closes nothing", "# M\n\n## P\n\n:::\n\ntext"),
        ("S18", 5, "opens no directive", "# M\n\n## P\n\n:::callout\ntext\n:::"),
        ("S19", 6, "no option “alto”", "# M\n\n## P\n\n:::{image} media/a.svg\n:alto: x\n:alt: y\n:::"),
        ("S19", 7, "given twice", "# M\n\n## P\n\n:::{image} media/a.svg\n:alt: x\n:alt: y\n:::"),
        ("S19", 5, "nothing after its name", "# M\n\n## P\n\n:::{support} x\ntext\n:::"),
        ("S20", 5, "needs a body", "# M\n\n## P\n\n:::{callout}\n:::"),
        ("S20", 5, "needs what the button says", "# M\n\n## P\n\n:::{reveal}\nx\n:::"),
        ("S20", 5, "needs a line “:name:”.", question(options=":outcome: act\n")),
        ("S20", 5, "question before its options", question(body="- [x] A\n- [ ] B\n")),
        ("S21", 6, "is “My name”, which is not a name.", question(options=":name: My name\n:outcome: act\n")),
        ("S21", 6, "meaning of its own", question(options=":name: constructor\n:outcome: act\n")),
        ("S21", 7, "not a whole number", question(options=":name: q\n:points: many\n:outcome: act\n")),
        ("S21", 7, "more than 100", question(options=":name: q\n:points: 101\n:outcome: act\n")),
        ("S21", 7, "neither yes nor no", question(options=":name: q\n:shuffle: maybe\n:outcome: act\n")),
        ("S21", 5, "cannot be “parents”.", "# M\n\n## P\n\n:::{perspective} parents\nx\n:::"),
        ("S21", 5, "below media/", "# M\n\n## P\n\n:::{image} ../secret.png\n:alt: x\n:::"),
        ("S21", 6, "begins a module or page", "# M\n\n## P\n\n:::{callout}\n## Heading\n:::"),
        ("S21", 5, "code fence", "# M\n\n## P\n\n```\ntext\n"),
        ("S22", 5, "no options", question(body="Stem\n")),
        ("S22", 5, "one option only", question(body="Stem\n\n- [x] A\n")),
        ("S22", 5, "two, True and False", question("true-or-false", body="Stem\n\n- [x] A\n- [ ] B\n- [ ] C\n")),
        ("S23", 5, "None of its options is marked as right.", question(body="Stem\n\n- [ ] A\n- [ ] B\n")),
        ("S24", 5, "2 options are marked as right", question(body="Stem\n\n- [x] A\n- [x] B\n")),
        ("S25", 12, "almost an option", question(body="Stem\n\n- [x] A\n-  [y] C\n- [ ] B\n")),
        ("S25", 11, "says nothing", question(body="Stem\n\n- [ ]\n- [x] A\n- [ ] B\n")),
        ("S25", 9, "no label and colon", "# M\n\n## P\n\n:::{local-pathway}\nCall.\n\n- Duty: x\n- Nobody\n:::"),
        ("S26", 7, "no outcome “acts”", question(options=":name: q\n:outcome: acts\n")),
        ("S31", 6, "dashes", "# M\n\n## P\n\ntext\n---\n"),
        ("S37", 5, "“##Q”", "# M\n\n## P\n\n##Q\n\n:::{support}\nx\n:::"),
        ("S37", 5, "“### Q {#q}”", "# M\n\n## P\n\n### Q {#q}\n\n:::{support}\nx\n:::"),
        ("S37", 8, "“hint: Look up” is almost an option", question(options=":name: q\n:outcome: act\nhint: Look up\n")),
        ("S25", 11, "almost an option", question(body="Stem\n\n– [ ] C\n- [x] A\n- [ ] B\n")),
        ("S25", 11, "almost a step", question("order", body="Stem\n\n- A\n2. B\n3. C\n")),
        ("S21", 5, "ends in none of .svg", "# M\n\n## P\n\n:::{image} media/a.pdf\n:alt: x\n:::"),
        ("S21", 9, "say the same", question(body="Stem\n\n- [x] A\n- [ ] A\n")),
        ("S21", 9, "before the arrow", question("match", body="Stem\n\n- A -> B\n- A -> C\n")),
        ("S21", 7, "more than 9 entries.", question("rate", ":name: q\n:scale: a,b,c,d,e,f,g,h,i,j\n", "Stem\n")),
        ("S21", 9, "so near", question("number", ":name: q\n:tolerance: 9\n", "S\n\n- [x] 9\n- [ ] 1\n")),
    ],
)  # fmt: skip
def test_each_structural_problem_is_named_with_its_line(rule, line, part, module):
    problem = of_rule([p for p in problems_of(module) if p.rule == rule], rule)
    assert part in problem.message
    assert problem.path == "a-course/01-module.md"
    assert problem.line == line
    assert problem.remedy.endswith((".", "?", "…", ":::", "choose-one", "professional", "says", "”", "}"))


@pytest.mark.parametrize(
    ("rule", "line", "part", "front"),
    [
        ("S03", 1, "does not begin with front matter", "title: T\n"),
        ("S03", 1, "not closed", "---\ntitle: T\n"),
        ("S04", 2, "cannot be read here", "---\ntitle: a: b\nversion: 1.0.0\n---\n"),
        ("S04", 4, "cannot be read here", "---\ntitle: T\nversion: 1.0.0\n  x: [\n---\n"),
        ("S04", 2, "not a list of keys", "---\n- a\n---\n"),
        ("S04", 1, "empty", "---\n---\n"),
        ("S05", 1, "no “version”", FRONT.replace("version: 1.0.0\n", "")),
        ("S06", 2, "no key “titel”", FRONT.replace("title: T", "titel: T\ntitle: T")),
        ("S06", 3, "given twice", FRONT.replace("title: T", "title: T\ntitle: U")),
        ("S07", 3, "“1.0” is not a version", FRONT.replace("1.0.0", "1.0")),
        ("S07", 4, "not a number of minutes", FRONT.replace("5 minutes", "half an hour")),
        ("S07", 2, "The key “title” is empty.", FRONT.replace("title: T", "title:")),
        ("S07", 2, "from 1 to 100", FRONT.replace("title: T", "completion: {pass_mark: 180%}\ntitle: T")),
        ("S07", 2, "no “pass”", FRONT.replace("title: T", "completion: {pass: 80%}\ntitle: T")),
        ("S07", 2, "not a day that exists", FRONT.replace("title: T", "review_by: 2027-02-30\ntitle: T")),
        ("S07", 2, "not a date", FRONT.replace("title: T", "review_by: next year\ntitle: T")),
        (
            "S07",
            2,
            "“often” in “renew_after” is not a",
            FRONT.replace("title: T", "renew_after: often\ntitle: T"),
        ),
        ("S07", 2, "language tag", FRONT.replace("title: T", "language: English\ntitle: T")),
        ("S07", 2, "names nobody", FRONT.replace("title: T", "audience: []\ntitle: T")),
        ("S07", 2, "not written as it should be", FRONT.replace("title: T", "learned_from: [r1]\ntitle: T")),
        ("S31", 9, "cannot hold the heading", FRONT + "\n# Introduction\n"),
    ],
)
def test_each_problem_of_the_front_matter_is_named_with_its_line(rule, line, part, front):
    problem = of_rule(problems_of("# M\n\n## P\n", front), rule)
    assert part in problem.message
    assert problem.path == "a-course/course.md"
    assert problem.line == line


def test_near_matches_are_suggested():
    assert "“title”" in of_rule(problems_of("# M\n\n## P", FRONT.replace("title", "titel")), "S06").remedy
    assert "“callout”" in of_rule(problems_of("# M\n\n## P\n\n:::{calout}\nx\n:::"), "S17").remedy
    assert "“choose-many”" in of_rule(problems_of(question("choose-mny")), "S17").remedy
    assert "“act”" in of_rule(problems_of(question(options=":name: q\n:outcome: acts\n")), "S26").remedy
    assert (
        "“young-person”"
        in of_rule(problems_of("# M\n\n## P\n\n:::{perspective} yong-person\nx\n:::"), "S21").remedy
    )


def test_many_problems_in_many_files_are_told_at_once():
    files = {
        "course.md": "---\ntitel: T\nversion: one\nduration: 5 minutes\n---\n\n:::{calout}\nx\n:::\n",
        "01-first.md": "# M\n\n## P\n\n:::{callout}\nNot closed\n\n:::{reveal}\nx\n:::\n\n## Q {#P}\n\n:::\n\ntext\n",
        "02-second.md": "No title\n\nAnd more\n\n:::{support}\nx\n:::\n\n## P\n\n## P\n",
        "notes.md": "",
    }
    course, problems = read_course("a-course", files)
    assert course is None
    assert {problem.rule for problem in problems} == {
        "S05",
        "S06",
        "S07",
        "S09",
        "S12",
        "S14",
        "S15",
        "S16",
        "S17",
        "S18",
        "S20",
        "S30",
    }


def test_a_stray_fence_does_not_hide_what_follows():
    module = "# M\n\n## P\n\n:::\n\n:::{calout}\nx\n:::\n\n:::{reveal} R\ny\n:::\n"
    assert [(p.rule, p.line) for p in problems_of(module) if p.rule in ("S17", "S18")] == [
        ("S18", 5),
        ("S17", 7),
    ]


def test_a_name_used_twice_is_told_with_where_it_was_first():
    reflection = ":::{reflection}\n:name: same\n\nThink.\n:::\n"
    files = {
        "course.md": FRONT,
        "01-a.md": f"# A\n\n## P\n\n{reflection}",
        "02-b.md": f"# B\n\n## Q\n\n{reflection}",
    }
    problem = of_rule(read_course("a-course", files)[1], "S14")
    assert (problem.path, problem.line) == ("a-course/02-b.md", 6)
    assert "a-course/01-a.md, line 6" in problem.message


def test_the_sample_has_nothing_wrong_and_a_contact_to_fill_in(tmp_path):
    loaded = load_course(write_sample(tmp_path))
    assert problems_in(loaded.folder) == []
    assert handover_note(loaded.course).startswith(f"{loaded.slug}: before it goes to staff, fill in")


def sample_with(tmp_path: Path, name: str, old: str, new: str) -> Path:
    folder = write_sample(tmp_path)
    assert old in FILES[name]
    (folder / name).write_text(FILES[name].replace(old, new), encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("rule", "severity", "line", "name", "old", "new"),
    [
        ("E22", "error", 11, "02-acting.md", ":outcome: act\n\nWhen", "\nWhen"),
        ("E22", "error", 11, "course.md", "  act: Act on it the same day\n", "  act: Act\n  tell: Tell somebody\n"),
        ("E40", "error", 10, "01-noticing.md", ":alt: Three rings, one inside the other\n", ""),
        ("W50", "warning", 20, "01-noticing.md", "  > That closes the conversation.\n", ""),
        ("S35", "error", 5, "01-noticing.md", "A health visitor", "<!-- to do --> A health visitor"),
        ("S36", "error", 5, "01-noticing.md", "A health visitor", "![A mark](media/rings.svg) A health visitor"),
        ("S13", "warning", 55, "02-acting.md", ":::{support}", "## Nothing\n\n## Last\n\n:::{support}"),
    ],
)  # fmt: skip
def test_field_rules_that_follow_from_the_structure(tmp_path, rule, severity, line, name, old, new):
    loaded = load_course(sample_with(tmp_path, name, old, new))
    problem = of_rule(problems_in(loaded.folder), rule)
    assert loaded.course is not None
    assert (problem.severity, problem.line, Path(problem.path).name) == (severity, line, name)


def test_a_course_without_support_or_pathway_is_refused(tmp_path):
    cut = FILES["02-acting.md"].split(":::{local-pathway}")
    (folder := write_sample(tmp_path)).joinpath("02-acting.md").write_text(cut[0], encoding="utf-8")
    assert of_rule(problems_in(folder), "E14").severity == "error"


def test_a_pass_mark_without_points_is_refused(tmp_path):
    folder = write_sample(tmp_path)
    for name in ("01-noticing.md", "02-acting.md"):
        text = FILES[name].replace(":points: 2\n", "").replace(":name:", ":points: 0\n:name:")
        (folder / name).write_text(
            text.replace(":points: 0\n:name: my-first", ":name: my-first"), encoding="utf-8"
        )
    assert of_rule(problems_in(folder), "S34").line == 12


def test_pictures_must_be_there_and_inside_and_readable(tmp_path):
    folder = write_sample(tmp_path)
    picture = folder / "media" / "rings.svg"
    drawn = picture.read_text(encoding="utf-8")
    picture.rename(folder / "media" / "ring.svg")
    missing = of_rule(problems_in(folder), "S27")
    assert missing.line == 10
    assert "“media/ring.svg”" in missing.remedy
    for rule, content in {
        "S29": [
            b"",
            b"<svg",
            b"<html/>",
            b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>",
            b"<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>",
            b"<svg xmlns='http://www.w3.org/2000/svg'><image href='https://example.org/a.png'/></svg>",
            b"<svg xmlns='http://www.w3.org/2000/svg'><style>@import url(https://example.org/a.css)</style></svg>",
            b"<svg><a><set attributeName='xlink:href' to='javascript:x()'/></a></svg>",
            b"<svg><a href='data:image/svg+xml,x'/></svg>",
            b"<svg><rect style='fill:url( \"//example.org/a\")'/></svg>",
            b"<?xml-stylesheet href='https://example.org/a.xsl'?><svg/>",
            b"<!DOCTYPE svg [<!ENTITY a SYSTEM 'file:///etc/hostname'>]><svg>&a;</svg>",
        ],
    }.items():
        for data in content:
            picture.write_bytes(data)
            assert of_rule(problems_in(folder), rule).severity == "error", data
    picture.unlink()
    outside = tmp_path / "outside.svg"
    outside.write_text(drawn, encoding="utf-8")
    picture.symlink_to(outside)
    assert of_rule(problems_in(folder), "S28").line == 10
    picture.unlink()
    picture.symlink_to(picture)
    assert has_errors(problems_in(folder))


def test_a_file_that_is_not_utf8_is_told_with_its_line(tmp_path):
    folder = write_sample(tmp_path)
    (folder / "01-noticing.md").write_bytes(b"# M\n\n## P\n\ncaf\xe9\n")
    problem = of_rule(problems_in(folder), "S01")
    assert (problem.line, Path(problem.path).name) == (5, "01-noticing.md")


def test_a_byte_order_mark_and_windows_line_ends_make_no_difference(tmp_path):
    folder = write_sample(tmp_path)
    same = load_course(folder).course
    for path in folder.glob("*.md"):
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert load_course(folder).course == same


def test_folders_that_hold_no_course(tmp_path):
    (tmp_path / "empty").mkdir()
    (tmp_path / "Not A Slug").mkdir()
    (tmp_path / "Not A Slug" / "course.md").write_text(FILES["course.md"], encoding="utf-8")
    empty, not_a_slug = load_courses(tmp_path)[1], load_courses(tmp_path)[0]
    assert of_rule(empty.problems, "S02").severity == "error"
    assert {"S32", "S08"} <= {problem.rule for problem in not_a_slug.problems}
    assert load_course(tmp_path / "not-there").course is None


def test_two_modules_with_one_number_are_refused(tmp_path):
    folder = write_sample(tmp_path)
    (folder / "02-acting.md").rename(folder / "01-acting.md")
    assert "also that of 01-acting.md" in of_rule(problems_in(folder), "S30").message


def test_a_course_is_found_by_slug_and_by_path_and_near_names_are_suggested(tmp_path):
    folder = write_sample(tmp_path)
    assert find_course(SLUG, tmp_path).course == find_course(folder, Path("elsewhere")).course is not None
    with pytest.raises(NotFound, match="Did you mean a-small-mark"):
        find_course("a-smal-mark", tmp_path)
    with pytest.raises(NotFound, match="There are: none"):
        find_course(SLUG, tmp_path / "nowhere")


def test_media_are_given_by_path_below_the_folder(tmp_path):
    media = load_course(write_sample(tmp_path)).media()
    assert [path.as_posix() for path in media] == ["media/rings.svg"]


REVIEW = """---
board: Wrenshire Safeguarding Children Partnership
label: Alder
type: LCSPR
year: 2026
origin: fictional
---

# Alder (a fictional review)

## What happened

This is invented.

## What went well

A nurse asked.

## What must change

Others ask too.

:::{finding} f1
:kind: strength
:tier: local

She asked.
:::

:::{recommendation} r1
:finding: f1
:tier: local

Ask.
:::
"""


def test_paths_of_every_sort_are_checked_together(tmp_path):
    folder = write_sample(tmp_path / "courses")
    reviews = tmp_path / "reviews"
    reviews.mkdir()
    review = reviews / "wrenshire-alder.md"
    review.write_text(REVIEW, encoding="utf-8")
    everything = check_paths(
        [tmp_path / "courses", reviews, folder, folder / "01-noticing.md", review], reviews=reviews
    )
    assert everything == []
    review.write_text(REVIEW.replace("{recommendation} r1", "{recommendation} r2"), encoding="utf-8")
    untraced = of_rule(check_paths([folder], reviews=reviews), "E22")
    assert (untraced.line, untraced.remedy) == (11, "Did you mean “wrenshire-alder#r2”?")
    astray = check_paths(
        [tmp_path / "coursse", folder / "media" / "rings.svg", folder / "media"], reviews=reviews
    )
    assert [problem.rule for problem in astray] == ["S02", "S02", "S02"]
    assert "“courses”" in astray[-1].remedy


@pytest.mark.parametrize(
    ("told", "front"),
    [
        ("a second colon", FRONT.replace("title: T", "title: T: a story")),
        ("a tab", FRONT.replace("  act", "\tact")),
        ("no space", FRONT.replace("title: T", "title:T")),
        ("in another way than", FRONT.replace("  act: Act", "  - one: Act\n  two: Act")),
        ("does not begin", FRONT.removeprefix("---\n")),
    ],
)
def test_a_slip_in_the_front_matter_is_told_once_and_in_plain_words(told, front):
    problems = problems_of(question(), front)
    assert [problem.rule for problem in problems] in (["S03"], ["S04"])
    assert told in problems[0].message
    assert only_in_english(problems) == []


@pytest.mark.parametrize("name", ["02-m.txt", "02-m.md.txt", "02-m.docx"])
def test_a_module_that_is_no_plain_text_is_told_and_nothing_else_is_guessed(tmp_path, name):
    folder = write_sample(tmp_path)
    module = next(folder.glob("02-*.md"))
    module.rename(folder / name)
    loaded = load_course(folder)
    assert loaded.course is None
    assert [(problem.rule, problem.path) for problem in loaded.problems] == [
        ("S30", (folder / name).as_posix())
    ]


def test_a_module_in_another_encoding_is_told_and_nothing_else_is_guessed(tmp_path):
    folder = write_sample(tmp_path)
    next(folder.glob("02-*.md")).write_bytes("# M\n\n## Café".encode("cp1252"))
    assert [problem.rule for problem in problems_in(folder)] == ["S01"]


@pytest.mark.parametrize(
    ("severity", "line", "part", "changed"),
    [
        ("warning", 2, "“# 1 in the county” is cut off from “title”", "title: Working # 1 in the county"),
        ("warning", 2, "“# later” is cut off from “summary”", "summary: Two sentences. # later\ntitle: T"),
        ("warning", 3, "“# x” is cut off from “audience”", "audience:\n  - all-staff # x\ntitle: T"),
        ("error", 2, "“title” is empty, because “#1 rule”", "title: #1 rule"),
        ("error", 2, "empty, because “# 1 rule” after a space is a comment", "title: # 1 rule"),
        ("error", 2, "“accent” is empty, because “#6b2d73”", "theme:\n  accent: #6b2d73\ntitle: T"),
        ("error", 2, "“#6b2d73}” is a comment", "theme: {accent: #6b2d73}\ntitle: T"),
        ("error", 2, "“!Important” is more than", "title: !Important notice"),
    ],
)
def test_what_yaml_would_drop_from_a_value_without_quotation_marks_is_shown(severity, line, part, changed):
    found = problems_of(
        "# M\n\n## P\n\ntext\n", FRONT.replace("title: T", changed).replace("outcomes:\n  act: Act\n", "")
    )
    found = [each for each in found if each.rule in ("S04", "S07", "S39")]
    assert len(found) == 1, found
    assert (found[0].severity, part in found[0].message) == (severity, True)
    assert found[0].line in (line, line + 1)
    assert only_in_english(found) == []


@pytest.mark.parametrize("value", ["'Working # 1' # a note", '"Working # 1"', "C# for all"])
def test_a_comment_that_cuts_nothing_off_is_none_of_our_business(value):
    assert "S39" not in {
        each.rule for each in problems_of("# M\n\n## P\n", FRONT.replace("T\n", f"{value}\n", 1))
    }
