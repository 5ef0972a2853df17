"""Checking, building, validating and starting courses from a terminal."""

import json
import shutil
import zipfile
from pathlib import Path

import pytest
from PIL import Image

from elearn.authoring import signoff
from elearn.database import open_database
from elearn.tracker import catalogue, packages
from elearn.tracker.scope import Actor, actor, give_role
from tests.cli.conftest import Command


def spoil(place: Path) -> Path:
    """Breaks the sample course in two places. Returns the file."""
    file = place / "courses" / "a-small-mark" / "01-noticing.md"
    text = file.read_text(encoding="utf-8")
    text = text.replace(":name: record", ":name: first-words").replace(
        ":outcome: notice", ":outcome: other", 1
    )
    file.write_text(text, encoding="utf-8")
    return file


def rows(table: str) -> list[dict[str, object]]:
    with open_database() as database, database.read() as conn:
        return conn.rows(f"select * from {table}")


def test_a_sound_course_is_checked_and_nothing_is_said(elearn: Command) -> None:
    result = elearn("check", "a-small-mark")
    assert result.exit_code == 0
    assert "Nothing is wrong." in result.stdout
    assert not result.stderr


def test_what_a_board_fills_in_is_said_when_a_course_is_built(elearn: Command) -> None:
    result = elearn("build", "a-small-mark", "--format", "web", "--json")
    assert result.exit_code == 0
    _state, note = result.stderr.splitlines()
    assert note.startswith("a-small-mark: before it goes to staff, fill in your local pathway: “")
    assert len(json.loads(result.stdout)) == 1


def test_a_large_picture_is_said_when_a_course_is_built_and_the_file_stays(
    elearn: Command, place: Path
) -> None:
    folder = place / "courses" / "a-small-mark"
    photo = folder / "media" / "photo.png"
    Image.new("RGB", (4_200, 100)).save(photo)
    before = photo.read_bytes()
    module = folder / "01-noticing.md"
    module.write_text(module.read_text("utf-8").replace("media/rings.svg", "media/photo.png"), "utf-8")
    result = elearn("build", "a-small-mark", "--format", "web", "--out", "out")
    assert result.exit_code == 0
    said = " ".join(result.stderr.split())
    assert "The picture media/photo.png has 4,200 × 100 pixels, so we make it smaller" in said
    (package,) = (place / "out").glob("*.zip")
    with zipfile.ZipFile(package) as files, files.open("media/photo.png") as packed:
        assert max(Image.open(packed).size) == 2_560
    assert photo.read_bytes() == before


def test_the_map_of_a_course_is_shown_and_given_to_a_program(elearn: Command) -> None:
    shown = elearn("map", "a-small-mark")
    assert shown.exit_code == 0
    assert "Notice a mark" in " ".join(shown.stdout.split())
    assert "Nothing hangs loose." in shown.stdout
    (found,) = json.loads(elearn("map", "--json").stdout)
    assert [outcome["id"] for outcome in found["outcomes"]] == ["notice", "act"]
    assert elearn("map", "nowhere").exit_code == 1


def test_a_course_can_be_named_by_its_slug_or_its_folder(elearn: Command, place: Path) -> None:
    spoil(place)
    by_slug, by_folder = elearn("check", "a-small-mark"), elearn("check", "courses/a-small-mark")
    assert by_slug.exit_code == by_folder.exit_code == 1
    assert by_slug.stderr == by_folder.stderr


def test_checking_what_is_not_there_suggests_a_course_and_is_never_called_sound(
    elearn: Command, place: Path
) -> None:
    misspelt = elearn("check", "a-smal-mark")
    assert misspelt.exit_code == 1
    assert "Did you mean “a-small-mark”?" in misspelt.stderr
    shutil.rmtree(place / "courses")
    shutil.rmtree(place / "reviews")
    nothing = elearn("check")
    assert nothing.exit_code == 1
    assert "nothing to check" in nothing.stderr


def learn_from(place: Path, references: str) -> None:
    """Makes the sample course name other recommendations."""
    file = place / "courses" / "a-small-mark" / "course.md"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("[wrenshire-alder#r1]", f"[{references}]"), encoding="utf-8")


@pytest.mark.parametrize(
    ("where", "named"),
    [
        (".", "a-small-mark"),
        ("courses", "a-small-mark"),
        ("courses", "."),
        ("courses/a-small-mark", "."),
        ("courses/a-small-mark", "a-small-mark"),
        ("courses/a-small-mark", "../../courses"),
        ("courses/a-small-mark/media", "a-small-mark"),
        ("..", "{place}/courses/a-small-mark"),
    ],
)
@pytest.mark.parametrize("reference", ["wrenshire-alder#r1", "wrenshire-alder#r9"])
def test_the_reviews_are_found_wherever_somebody_is(
    elearn: Command, place: Path, monkeypatch: pytest.MonkeyPatch, where: str, named: str, reference: str
) -> None:
    learn_from(place, reference)
    monkeypatch.chdir(place / where)
    result = elearn("check", named.format(place=place))
    assert ("No review holds" in result.output) == reference.endswith("r9"), result.output


@pytest.mark.parametrize("command", ["map", "build"])
@pytest.mark.parametrize(
    ("where", "named"),
    [
        ("courses/a-small-mark", "."),
        ("courses/a-small-mark", "a-small-mark"),
        ("..", "{place}/courses/a-small-mark"),
    ],
)
def test_a_map_and_a_build_find_the_same_reviews(
    elearn: Command, place: Path, monkeypatch: pytest.MonkeyPatch, where: str, named: str, command: str
) -> None:
    learn_from(place, "wrenshire-alder#r9")
    monkeypatch.chdir(place / where)
    assert "No review holds" in elearn(command, named.format(place=place)).output


def test_a_module_is_checked_with_the_reviews_of_its_course(
    elearn: Command, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    learn_from(place, "wrenshire-alder#r9")
    monkeypatch.chdir(place / "courses" / "a-small-mark")
    assert elearn("check", "01-noticing.md").stderr.count("E22") == 1


def test_without_any_review_nothing_is_said_of_recommendations(elearn: Command, place: Path) -> None:
    (place / "reviews" / "wrenshire-alder.md").unlink()
    for command in ("check", "map", "build"):
        result = elearn(command)
        assert result.exit_code == 0, result.output
        assert "No review holds" not in result.output
        assert "There is no review" not in result.output


def test_a_review_that_is_not_there_is_one_fault(elearn: Command, place: Path) -> None:
    learn_from(place, "wrenshire-beech#r1, wrenshire-beech#r2, wrenshire-alder#r9")
    result = elearn("check", "a-small-mark")
    assert result.stderr.count("E22") == 2
    assert "There is no review “wrenshire-beech”" in result.stderr
    assert "“wrenshire-beech#r1”, “wrenshire-beech#r2”" in result.stderr
    assert "No review holds the recommendation “wrenshire-alder#r9”." in result.stderr


def test_a_draft_that_a_course_learns_from_is_one_warning(elearn: Command, place: Path) -> None:
    review = place / "reviews" / "wrenshire-alder.md"
    text = review.read_text(encoding="utf-8").replace("origin:", "status: draft\norigin:")
    second = text[text.index(":::{recommendation}") :].replace("r1", "r2")
    review.write_text(f"{text}\n{second}", encoding="utf-8")
    learn_from(place, "wrenshire-alder#r1, wrenshire-alder#r2")
    result = elearn("check", "a-small-mark")
    assert result.stderr.count("S47") == 1
    assert "“wrenshire-alder#r1”, “wrenshire-alder#r2”" in result.stderr


@pytest.mark.parametrize("name", ["course.md", "01-noticing.md", "02-acting.md"])
def test_a_file_that_cannot_be_read_is_one_fault(elearn: Command, place: Path, name: str) -> None:
    (place / "courses" / "a-small-mark" / name).write_bytes(b"\xff\xfe")
    result = elearn("check", "a-small-mark")
    assert "1 error and 0 warnings." in result.stderr
    assert "S01" in result.stderr


def test_a_file_that_two_paths_lead_to_is_reported_once(elearn: Command, place: Path) -> None:
    spoil(place)
    once = elearn("check", "a-small-mark").stderr
    module = place / "courses" / "a-small-mark" / "01-noticing.md"
    assert elearn("check", "courses/a-small-mark", str(module)).stderr.count("S14") == once.count("S14") == 1
    twice = elearn("check", "reviews", str(place / "reviews" / "wrenshire-alder.md"), "wrenshire-alder")
    assert twice.stderr.count("S41") == 1


def warn(place: Path) -> None:
    """Gives the sample course something to look at."""
    file = place / "courses" / "a-small-mark" / "01-noticing.md"
    text = file.read_text(encoding="utf-8")
    file.write_text(
        text.replace("It is small.", "It is small. The mother failed to engage."), encoding="utf-8"
    )


def test_a_build_counts_warnings_and_says_which_command_lists_them(elearn: Command, place: Path) -> None:
    warn(place)
    listed = elearn("check", "a-small-mark").stderr
    number = listed.count(": warning ")
    assert number
    assert elearn("build", "a-small-mark", "--out", "out").exit_code == 0
    result = elearn("build", "a-small-mark", "--out", "out")
    noun = "1 warning" if number == 1 else f"{number} warnings"
    assert f"{noun}: `elearn check courses/a-small-mark` list" in result.stderr
    assert ": warning " not in result.stderr


def test_a_build_with_errors_lists_each_error_once_and_counts_the_warnings(
    elearn: Command, place: Path
) -> None:
    warn(place)
    spoil(place)
    result = elearn("build", "--format", "scorm12", "--format", "web", "--out", "out")
    assert result.exit_code == 1
    errors = [line for line in result.stderr.splitlines() if ": error " in line]
    assert errors == sorted(set(errors))
    assert f"{len(errors)} errors." in result.stderr
    assert ": warning " not in result.stderr
    assert "`elearn check courses/a-small-mark` list" in result.stderr


def test_every_problem_is_said_with_file_line_and_remedy(elearn: Command, place: Path) -> None:
    spoil(place)
    result = elearn("check")
    assert result.exit_code == 1
    lines = [line for line in result.stderr.splitlines() if ": error " in line]
    assert len(lines) >= 2
    assert all(line.startswith("courses/a-small-mark/01-noticing.md:") for line in lines)


def test_a_program_reads_the_problems_as_json(elearn: Command, place: Path) -> None:
    spoil(place)
    result = elearn("check", "--json")
    problems = json.loads(result.stdout)
    assert result.exit_code == 1
    assert result.stderr == ""
    for problem in problems:
        assert list(problem) == ["rule", "severity", "path", "line", "column", "message", "remedy"]


def test_building_writes_a_package_that_validates_and_registers_the_course(
    elearn: Command, place: Path
) -> None:
    result = elearn("build", "a-small-mark", "--out", "to-the-lms", "--json")
    assert result.exit_code == 0, result.stderr
    (built,) = json.loads(result.stdout)
    assert list(built) == ["course", "version", "format", "path", "bytes", "sha256", "state"]
    assert (built["course"], built["version"], built["format"]) == ("a-small-mark", "1.0.0", "scorm12")
    validated = elearn("validate", built["path"], "--json")
    assert json.loads(validated.stdout) == {"valid": True, "standard": "scorm12", "problems": []}
    (course,) = rows("course")
    assert (course["id"], course["version"], course["ours"]) == ("a-small-mark", "1.0.0", 1)
    (version,) = rows("course_version")
    assert (place / "var/packages" / str(version["package"]) / "imsmanifest.xml").is_file()


def test_a_terminal_that_lifts_a_withdrawal_says_so(elearn: Command, place: Path) -> None:
    elearn("build", "a-small-mark", "--out", "out")
    with open_database() as database, database.write() as conn:
        conn.execute("insert into person (id, email, name) values (1, 'ada@north.example', 'Ada Learner')")
        give_role(conn, 1, "trainer")
    with open_database() as database:
        trainer = actor(database, 1)
        catalogue.withdraw(database, "a-small-mark", "1.0.0", reason="A wrong number.", by=trainer)
    result = elearn("build", "a-small-mark", "--out", "out")
    assert result.exit_code == 0
    assert "was withdrawn (A wrong number.). It is published again." in result.stderr
    again = elearn("build", "a-small-mark", "--out", "out")
    assert "withdrawn" not in again.stderr


def test_a_changed_course_is_not_built_under_a_number_that_is_published(elearn: Command, place: Path) -> None:
    elearn("build", "a-small-mark", "--out", "out")
    file = place / "courses" / "a-small-mark" / "01-noticing.md"
    file.write_text(
        file.read_text(encoding="utf-8").replace("It is small.", "It is round."), encoding="utf-8"
    )
    result = elearn("build", "a-small-mark", "--format", "web", "--out", "other")
    assert result.exit_code == 1
    assert "a-small-mark/course.md" in result.stderr
    assert "Version 1.0.0 of “a-small-mark” is published with other content" in result.stderr
    assert "Give it a higher number, 1.0.1 or above" in result.stderr
    assert not (place / "other").exists()
    with open_database() as database:
        kept = packages.handed_out(database, "a-small-mark")
    assert [(each.version, each.name) for each in kept] == [("1.0.0", "a-small-mark-1.0.0-scorm12.zip")]


def test_a_course_that_names_nobody_to_turn_to_is_not_built(elearn: Command, place: Path) -> None:
    for file in (place / "courses" / "a-small-mark").glob("*.md"):
        text = file.read_text(encoding="utf-8")
        file.write_text(
            text.replace("{support}", "{callout}").split(":::{local-pathway}")[0], encoding="utf-8"
        )
    result = elearn("build", "a-small-mark", "--out", "out")
    assert result.exit_code == 1
    assert "error E14" in result.stderr
    assert not (place / "out").exists()


def test_an_outcome_without_a_question_can_be_waived_with_a_reason(elearn: Command, place: Path) -> None:
    file = place / "courses" / "a-small-mark" / "course.md"
    text = file.read_text(encoding="utf-8").replace("outcomes:\n", "outcomes:\n  tell: Tell somebody\n")
    file.write_text(text, encoding="utf-8")
    (problem,) = json.loads(elearn("check", "a-small-mark", "--json").stdout)
    assert (problem["rule"], problem["severity"]) == ("E22", "error")
    file.write_text(text + "\n:::{waive} E22\nThe workshop asks about it.\n:::\n", encoding="utf-8")
    assert json.loads(elearn("check", "a-small-mark", "--json").stdout) == []
    assert elearn("build", "a-small-mark", "--out", "out").exit_code == 0


def test_several_formats_are_built_at_once(elearn: Command, place: Path) -> None:
    result = elearn("build", "--format", "scorm12", "--format", "scorm2004-4", "--out", "out")
    assert result.exit_code == 0, result.stderr
    names = sorted(path.name for path in (place / "out").iterdir())
    assert names == ["a-small-mark-1.0.0-scorm12.zip", "a-small-mark-1.0.0-scorm2004-4.zip"]


def test_modules_are_started_one_by_one_where_that_is_asked_for(elearn: Command, place: Path) -> None:
    result = elearn("build", "--per-module", "--format", "scorm2004-3", "--out", "out")
    assert result.exit_code == 0, result.stderr
    (path,) = (place / "out").iterdir()
    assert path.name == "a-small-mark-1.0.0-scorm2004-3-per-module.zip"
    with zipfile.ZipFile(path) as archive:
        assert {"noticing.html", "acting.html"} <= set(archive.namelist())
    assert json.loads(elearn("validate", str(path), "--json").stdout)["problems"] == []


def test_modules_one_by_one_without_an_lms_are_a_matter_of_usage(elearn: Command, place: Path) -> None:
    result = elearn("build", "--per-module", "--format", "scorm12", "--format", "pdf", "--out", "out")
    assert result.exit_code == 2
    assert "pdf" in result.stderr
    assert "scorm12, scorm2004-3, scorm2004-4, cmi5" in " ".join(result.stderr.replace("│", " ").split())
    assert not (place / "out").exists()


def test_pages_without_an_lms_are_built_too_and_once_where_a_course_is_named_twice(
    elearn: Command, place: Path
) -> None:
    named = ("a-small-mark", "courses/a-small-mark")
    result = elearn("build", *named, "--format", "web", "--format", "single-file", "--out", "out", "--json")
    assert result.exit_code == 0, result.stderr
    assert "error" not in result.stderr
    built = json.loads(result.stdout)
    assert [Path(each["path"]).name for each in built] == [
        "a-small-mark-1.0.0-web.zip",
        "a-small-mark-1.0.0-single-file.html",
    ]


def test_of_several_courses_all_problems_are_said_and_none_is_built_or_registered(
    elearn: Command, place: Path
) -> None:
    shutil.copytree(place / "courses" / "a-small-mark", place / "courses" / "another-mark")
    spoil(place)
    (place / "courses" / "another-mark" / "media" / "rings.svg").unlink()
    result = elearn("build", "--out", "out")
    assert result.exit_code == 1
    assert "a-small-mark/01-noticing.md:" in result.stderr
    assert "another-mark/01-noticing.md:" in result.stderr
    assert not (place / "out").exists()
    assert not (place / "var" / "packages").exists()


def test_a_broken_course_is_not_built_and_nothing_is_changed(elearn: Command, place: Path) -> None:
    spoil(place)
    result = elearn("build", "--out", "out")
    assert result.exit_code == 1
    assert "01-noticing.md:" in result.stderr
    assert not (place / "out").exists()
    assert not (place / "var" / "packages").exists()
    assert rows("course") == []


def test_a_course_learned_from_a_recommendation_that_is_not_there_is_not_built(
    elearn: Command, place: Path
) -> None:
    review = place / "reviews" / "wrenshire-alder.md"
    review.write_text(
        review.read_text(encoding="utf-8").replace("{recommendation} r1", "{recommendation} r2"),
        encoding="utf-8",
    )
    result = elearn("build", "--out", "out")
    assert result.exit_code == 1
    assert "wrenshire-alder#r1" in result.stderr


def test_an_unknown_course_gets_a_near_match(elearn: Command) -> None:
    result = elearn("build", "a-smal-mark")
    assert result.exit_code == 1
    assert "Did you mean a-small-mark?" in result.stderr


def test_an_unknown_format_is_a_matter_of_usage(elearn: Command) -> None:
    result = elearn("build", "--format", "scorm99")
    assert result.exit_code == 2
    assert "scorm2004-4" in result.stderr


def test_a_truncated_zip_is_said_to_be_one(elearn: Command, place: Path) -> None:
    elearn("build", "--out", "out")
    path = place / "out" / "a-small-mark-1.0.0-scorm12.zip"
    path.write_bytes(path.read_bytes()[:5000])
    result = elearn("validate", str(path))
    assert result.exit_code == 1
    assert "P01" in result.stderr
    assert "download" in result.stderr
    answer = json.loads(elearn("validate", str(path), "--json").stdout)
    assert (answer["valid"], answer["standard"]) == (False, None)


def test_a_title_that_is_too_long_for_the_format_names_its_line_in_the_course(
    elearn: Command, place: Path
) -> None:
    file = place / "courses" / "a-small-mark" / "course.md"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("title: A small mark", f"title: {'mark ' * 50}"), encoding="utf-8")
    result = elearn("build", "a-small-mark", "--out", "out")
    assert result.exit_code == 1
    assert "a-small-mark/course.md:2:1: error P13" in result.stderr
    assert "imsmanifest" not in result.stderr
    assert not (place / "out").exists()


def test_a_zip_after_the_header_of_a_download_is_not_valid(elearn: Command, place: Path) -> None:
    elearn("build", "--out", "out")
    path = place / "out" / "a-small-mark-1.0.0-scorm12.zip"
    path.write_bytes(b"HTTP/1.1 200 OK\r\n\r\n" + path.read_bytes())
    result = elearn("validate", str(path), "--json")
    assert result.exit_code == 1
    answer = json.loads(result.stdout)
    assert (answer["valid"], answer["standard"]) == (False, "scorm12")
    assert [(p["rule"], p["severity"]) for p in answer["problems"]] == [("P01", "error")]


def test_a_package_with_warnings_alone_is_valid(elearn: Command, place: Path) -> None:
    elearn("build", "--out", "out")
    path = place / "out" / "a-small-mark-1.0.0-scorm12.zip"
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("left-over.txt", "x")
    result = elearn("validate", str(path))
    assert result.exit_code == 0
    assert "left-over.txt" in result.stderr


def test_a_build_always_says_where_the_course_is_in_its_sign_off(elearn: Command) -> None:
    result = elearn("build", "a-small-mark", "--format", "web", "--json")
    assert "a-small-mark 1.0.0: Draft. It has not been sent for sign-off." in result.stderr
    assert [each["state"] for each in json.loads(result.stdout)] == ["draft"]
    again = elearn("build", "a-small-mark", "--format", "web", "--json")
    assert "a-small-mark 1.0.0: Published. Nobody has approved exactly these files." in again.stderr
    assert [each["state"] for each in json.loads(again.stdout)] == ["published"]


def test_a_build_refuses_what_nobody_approved_if_the_board_s_rule_is_on(elearn: Command, place: Path) -> None:
    assert "off" in elearn("rule", "list").stdout
    assert elearn("rule", "set", "only-approved-courses", "maybe").exit_code == 2
    assert elearn("rule", "set", "another", "on").exit_code == 1
    assert "now on" in elearn("rule", "set", "only-approved-courses", "on").stdout
    assert json.loads(elearn("rule", "list", "--json").stdout)[0]["on"] is True
    result = elearn("build", "a-small-mark", "--out", "out")
    said = " ".join(result.stderr.split())
    assert result.exit_code == 1
    assert "a-small-mark 1.0.0: Draft. It has not been sent for sign-off." in said
    assert (
        "is not approved as it is now, and the board's rule is that only approved courses are built" in said
    )
    assert not (place / "out").exists()
    assert rows("course_version") == []
    approve(place)
    result = elearn("build", "a-small-mark", "--out", "out", "--json")
    assert result.exit_code == 0
    assert "a-small-mark 1.0.0: Approved." in result.stderr
    assert [each["state"] for each in json.loads(result.stdout)] == ["approved"]
    module = place / "courses" / "a-small-mark" / "01-noticing.md"
    module.write_text(f"{module.read_text('utf-8')}\nA line more.\n", "utf-8")
    assert elearn("build", "a-small-mark", "--out", "out").exit_code == 1


def approve(place: Path) -> None:
    """Five people sign the course as it is now."""
    folder = place / "courses" / "a-small-mark"
    with open_database() as database:

        def somebody(role: str) -> Actor:
            with database.write() as conn:
                insert = "insert into person (email, name) values (:email, :name) returning id"
                given = {"email": f"{role}@board.example", "name": role}
                person = int(conn.value(insert, given))
                give_role(conn, person, role)
            return actor(database, person)

        sent = signoff.examine(folder, place / "reviews")
        round = signoff.send(database, sent, by=somebody("trainer"))
        for step in signoff.STEPS:
            points = signoff.checklist(step).points
            answers = [signoff.Answer(point=each.id, words=each.words, applies=True) for each in points]
            signoff.sign(database, sent, round=round.id, step=step, answers=answers, by=somebody(step))


def test_a_package_of_one_agency_has_its_contacts_and_registers_the_course_as_it_is_for_all(
    elearn: Command, place: Path
) -> None:
    (place / "agencies.csv").write_text("id,name,kind,parent,target,basis\nnorth,North Trust,,,,\n")
    assert elearn("import", "agencies", "agencies.csv").exit_code == 0
    elearn("build", "a-small-mark")
    (before,) = rows("course_version")
    result = elearn("build", "a-small-mark", "--agency", "north")
    assert result.exit_code == 0
    assert "north has filled in no contacts yet" in result.stderr
    assert (place / "dist" / "a-small-mark-1.0.0-north-scorm12.zip").is_file()
    (after,) = rows("course_version")
    assert after["sha256"] == before["sha256"]
    result = elearn("build", "a-small-mark", "--agency", "nowhere")
    assert result.exit_code == 1
    assert "There is no agency “nowhere”" in result.stderr
