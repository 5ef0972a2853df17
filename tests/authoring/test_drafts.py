"""Drafts: shared by all who edit a course, exact, merged with what is written outside, saved whole, and undone."""

import os
import re
from pathlib import Path

import pytest

from elearn.authoring.drafts import Draft, Drafts, NewFile, NoFile, NoPicture, Splice, Stale, storing
from elearn.database import Database, open_database
from elearn.phrases import phrase
from elearn.problems import ElearnError, InputFault, NotFound

ADA, BEN = 1, 2
MODULE = "01-one.md"
TEXT = "# One\n\n## A page {#a}\n\nFirst.\n\nSecond.\n\nThird.\n"
FIRST, SECOND, THIRD = 4, 6, 8


@pytest.fixture
def courses(tmp_path: Path) -> Path:
    folder = tmp_path / "courses" / "sleep"
    folder.mkdir(parents=True)
    (folder / "course.md").write_bytes(b"---\ntitle: Sleep\n---\n")
    (folder / MODULE).write_bytes(TEXT.encode())
    return folder.parent


@pytest.fixture
def drafts(db: Database, courses: Path) -> Drafts:
    with db.write() as conn:
        conn.execute(
            "insert into person (id, email, name) values (1, 'a@x.example', 'Ada'), (2, 'b@x.example', 'Ben')"
        )
    return Drafts(db, courses)


def on_disk(courses: Path) -> dict[str, bytes]:
    folder = courses / "sleep"
    return {
        each.relative_to(folder).as_posix(): each.read_bytes() for each in folder.rglob("*") if each.is_file()
    }


def says(drafts: Drafts, line: int, text: str, *, person: int = ADA, seq: int | None = None) -> Draft:
    """A person writes one line, as they saw the draft at `seq`."""
    seq = drafts.look("sleep").seq if seq is None else seq
    return drafts.change(
        "sleep", person, seq, [Splice(MODULE, line, line + 1, (text,))], phrase("what was written")
    )


def outside(courses: Path, text: str, file: str = MODULE) -> None:
    (courses / "sleep" / file).write_bytes(text.encode())


def module(drafts: Drafts) -> str:
    return drafts.look("sleep").files[MODULE]


@pytest.mark.parametrize(
    "text",
    ["\ufeff# A\r\n\r\nb\r\n", "# A\n\nb", "", "\n\n\n", "# A\r\nmixed\nends\r\n", "a\u2028b\x0cc\rd\n"],
)
def test_opening_and_saving_changes_no_byte_and_no_time(drafts: Drafts, courses: Path, text: str) -> None:
    outside(courses, text)
    before, times = on_disk(courses), {each: each.stat() for each in (courses / "sleep").iterdir()}
    assert drafts.look("sleep").files[MODULE] == text
    assert not drafts.save("sleep", ADA).unsaved
    assert on_disk(courses) == before
    assert {each: each.stat() for each in times} == times


def test_saving_writes_one_line_and_leaves_every_other_byte(drafts: Drafts, courses: Path) -> None:
    outside(courses, TEXT.replace("\n", "\r\n"))
    draft = says(drafts, SECOND, "Changed.")
    assert draft.unsaved
    assert on_disk(courses)[MODULE].decode() == TEXT.replace("\n", "\r\n")
    assert not drafts.save("sleep", ADA).unsaved
    assert on_disk(courses)[MODULE].decode() == TEXT.replace("Second.", "Changed.").replace("\n", "\r\n")
    assert sorted(on_disk(courses)) == [MODULE, "course.md"]


def test_marks_alone_are_a_change(drafts: Drafts) -> None:
    assert says(drafts, FIRST, "**First.**").unsaved


def test_an_old_draft_never_hides_a_newer_file(drafts: Drafts, courses: Path) -> None:
    says(drafts, FIRST, "Ours.")
    outside(courses, TEXT.replace("Third.", "Theirs."))
    draft = drafts.look("sleep")
    assert draft.files[MODULE] == TEXT.replace("Third.", "Theirs.").replace("First.", "Ours.")
    assert draft.clashes == ()
    drafts.save("sleep", ADA)
    assert on_disk(courses)[MODULE].decode() == draft.files[MODULE]


def test_a_recovered_draft_is_not_overwritten_by_the_look_that_follows(
    drafts: Drafts, courses: Path, address: str
) -> None:
    says(drafts, FIRST, "Ours.")
    with open_database(address) as again:
        assert module(Drafts(again, courses)) == TEXT.replace("First.", "Ours.")


def test_two_people_change_different_blocks_at_once(drafts: Drafts) -> None:
    seq = drafts.look("sleep").seq
    drafts.change(
        "sleep", ADA, seq, [Splice(MODULE, FIRST, FIRST + 1, ("One.", "", "Two.", "", "Three."))], "w"
    )
    draft = says(drafts, THIRD, "Last.", person=BEN, seq=seq)
    assert draft.files[MODULE] == TEXT.replace("First.", "One.\n\nTwo.\n\nThree.").replace("Third.", "Last.")


def test_the_last_save_does_not_win_if_both_changed_the_same_block(drafts: Drafts) -> None:
    seq = drafts.look("sleep").seq
    says(drafts, SECOND, "Ada's.")
    with pytest.raises(Stale) as stale:
        says(drafts, SECOND, "Ben's.", person=BEN, seq=seq)
    assert (stale.value.lines, stale.value.now, stale.value.by) == ((SECOND, SECOND + 1), "Ada's.", "Ada")
    assert "Ada's." in module(drafts)


def test_a_block_that_was_changed_and_put_back_is_not_stale(drafts: Drafts) -> None:
    seq = drafts.look("sleep").seq
    says(drafts, SECOND, "Ada's.")
    drafts.undo("sleep", ADA)
    assert "Ben's." in says(drafts, SECOND, "Ben's.", person=BEN, seq=seq).files[MODULE]


def test_lines_are_found_where_they_are_now(drafts: Drafts) -> None:
    seq = drafts.look("sleep").seq
    drafts.change("sleep", ADA, seq, [Splice(MODULE, FIRST, FIRST, ("New.", ""))], "w")
    assert drafts.where("sleep", MODULE, (SECOND, SECOND + 1), seq) == (SECOND + 2, SECOND + 3)
    says(drafts, SECOND + 2, "Other.")
    assert drafts.where("sleep", MODULE, (SECOND, SECOND + 1), seq) is None
    assert drafts.where("sleep", MODULE, (0, 1), seq + 99) is None


def test_a_request_that_comes_twice_is_done_once(drafts: Drafts) -> None:
    seq = drafts.look("sleep").seq
    put_in = [Splice(MODULE, FIRST, FIRST, ("New.", ""))]
    first = drafts.change("sleep", ADA, seq, put_in, "w", "r1")
    again = drafts.change("sleep", ADA, seq, put_in, "w", "r1")
    assert (again.seq, again.files) == (first.seq, first.files)


def test_the_same_lines_changed_outside_clash_until_somebody_chooses(drafts: Drafts, courses: Path) -> None:
    says(drafts, SECOND, "Ours.")
    outside(courses, TEXT.replace("Second.", "Theirs.").replace("Third.", "Also theirs."))
    [clash] = drafts.look("sleep").clashes
    assert (clash.lines, clash.base, clash.ours, clash.theirs) == ((6, 7), "Second.", "Ours.", "Theirs.")
    assert "Also theirs." in module(drafts)
    assert drafts.look("sleep").seq == drafts.look("sleep").seq  # looking again changes nothing
    before = on_disk(courses)
    with pytest.raises(InputFault):
        drafts.save("sleep", ADA)
    assert on_disk(courses) == before


@pytest.mark.parametrize(
    ("choose", "text"), [("mine", "Ours."), ("theirs", "Theirs."), ("both", "Ours.\n\nTheirs.")]
)
def test_a_clash_ends_as_somebody_chooses(drafts: Drafts, courses: Path, choose: str, text: str) -> None:
    says(drafts, SECOND, "Ours.")
    outside(courses, TEXT.replace("Second.", "Theirs."))
    draft = drafts.settle("sleep", ADA, drafts.look("sleep").clashes[0], choose)
    assert (draft.clashes, draft.files[MODULE]) == ((), TEXT.replace("Second.", text))
    drafts.save("sleep", ADA)
    assert on_disk(courses)[MODULE].decode() == TEXT.replace("Second.", text)


def test_a_choice_between_versions_that_are_not_there_any_more_is_refused(
    drafts: Drafts, courses: Path
) -> None:
    says(drafts, SECOND, "Ours.")
    outside(courses, TEXT.replace("Second.", "Theirs."))
    [clash] = drafts.look("sleep").clashes
    outside(courses, TEXT.replace("Second.", "Theirs, again."))
    with pytest.raises(InputFault):
        drafts.settle("sleep", ADA, clash, "mine")


@pytest.mark.parametrize("choose", ["mine", "theirs"])
def test_a_file_that_was_deleted_outside_and_changed_here_is_asked_about(
    drafts: Drafts, courses: Path, choose: str
) -> None:
    says(drafts, SECOND, "Ours.")
    (courses / "sleep" / MODULE).unlink()
    [clash] = drafts.look("sleep").clashes
    drafts.settle("sleep", ADA, clash, choose)
    drafts.save("sleep", ADA)
    assert (MODULE in on_disk(courses)) == (choose == "mine")


def test_a_file_that_was_deleted_here_and_changed_outside_is_there_again(
    drafts: Drafts, courses: Path
) -> None:
    drafts.change("sleep", ADA, drafts.look("sleep").seq, [NoFile(MODULE)], "w")
    outside(courses, TEXT + "\nMore.\n")
    assert module(drafts) == TEXT + "\nMore.\n"


def test_files_appear_and_vanish_when_it_is_saved_and_come_back(drafts: Drafts, courses: Path) -> None:
    moved = [NoFile(MODULE), NewFile("02-two.md", TEXT), NewFile("bank/b.md", "")]
    drafts.change("sleep", ADA, drafts.look("sleep").seq, moved, "w")
    drafts.save("sleep", ADA)
    assert sorted(on_disk(courses)) == ["02-two.md", "bank/b.md", "course.md"]
    drafts.undo("sleep", ADA)
    drafts.save("sleep", ADA)
    assert sorted(on_disk(courses)) == [MODULE, "course.md"]


@pytest.mark.parametrize(
    "name", ["../x.md", "/x.md", "a/b.md", ".x.md", "x.txt", "bank/../x.md", MODULE, "a\\b.md"]
)
def test_no_file_appears_elsewhere(drafts: Drafts, courses: Path, name: str) -> None:
    with pytest.raises(InputFault):
        drafts.change("sleep", ADA, drafts.look("sleep").seq, [NewFile(name, "x")], "w")
    assert drafts.look("sleep").seq == 0


@pytest.mark.parametrize("text", ["a\0b", "a\ud800b"])
def test_what_no_file_can_hold_is_refused_in_words_and_takes_nothing_away(drafts: Drafts, text: str) -> None:
    says(drafts, FIRST, "Ours.")
    with pytest.raises(InputFault):
        says(drafts, SECOND, text)
    assert module(drafts) == TEXT.replace("First.", "Ours.")


@pytest.mark.parametrize("course", ["..", "none", ".hidden", "_x", "sleep/../sleep", ""])
def test_other_folders_are_no_courses(drafts: Drafts, course: str) -> None:
    with pytest.raises(NotFound):
        drafts.look(course)


def test_a_file_that_is_not_text_is_never_touched(drafts: Drafts, courses: Path) -> None:
    (courses / "sleep" / "03-x.md").write_bytes(b"\xff\xfe")
    says(drafts, FIRST, "Ours.")
    drafts.save("sleep", ADA)
    assert on_disk(courses)["03-x.md"] == b"\xff\xfe"
    drafts.change("sleep", ADA, drafts.look("sleep").seq, [NewFile("03-x.md", "x")], "w")
    with pytest.raises(InputFault):
        drafts.save("sleep", ADA)
    assert on_disk(courses)["03-x.md"] == b"\xff\xfe"


def test_a_link_out_of_the_course_is_never_followed(drafts: Drafts, courses: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.md").write_text("Secret.")
    (courses / "sleep" / "03-x.md").symlink_to(tmp_path / "secret.md")
    assert "03-x.md" not in drafts.look("sleep").files


def test_undo_after_a_paste_takes_back_the_paste_alone(drafts: Drafts) -> None:
    says(drafts, FIRST, "First. a")
    pasted = says(drafts, FIRST, "First. a" + "pasted words " * 10)
    assert pasted.steps(ADA)[0] == "what was written"
    assert drafts.undo("sleep", ADA).files[MODULE] == TEXT.replace("First.", "First. a")


def test_what_somebody_typed_in_one_go_is_one_step(drafts: Drafts) -> None:
    for typed in ("F", "Fr", "Fro", "From"):
        says(drafts, FIRST, typed)
    assert drafts.undo("sleep", ADA).files[MODULE] == TEXT
    assert drafts.redo("sleep", ADA).files[MODULE] == TEXT.replace("First.", "From")
    assert drafts.undo("sleep", ADA).files[MODULE] == TEXT


def test_undo_and_redo_are_a_persons_own_and_survive_a_restart(
    drafts: Drafts, courses: Path, address: str
) -> None:
    drafts.change("sleep", ADA, 0, [Splice(MODULE, FIRST, FIRST, ("New.", ""))], phrase("what was put in"))
    says(drafts, THIRD + 2, "Ben's.", person=BEN)
    drafts.save("sleep", BEN)
    with open_database(address) as again:
        other = Drafts(again, courses)
        assert other.look("sleep").steps(ADA) == ("what was put in", "")
        undone = other.undo("sleep", ADA)
        assert undone.files[MODULE] == TEXT.replace("Third.", "Ben's.")
        assert undone.steps(ADA) == ("", "what was put in")
        assert undone.steps(BEN)[0] == "what was written"
        assert other.redo("sleep", ADA).files[MODULE].count("New.") == 1
        with pytest.raises(InputFault):
            other.redo("sleep", ADA)


def test_what_was_taken_out_from_one_place_comes_back_in_its_order(drafts: Drafts) -> None:
    for _ in range(3):
        drafts.change(
            "sleep", ADA, drafts.look("sleep").seq, [Splice(MODULE, FIRST, FIRST + 2, ())], "delete block"
        )
    for _ in range(3):
        drafts.undo("sleep", ADA)
    assert module(drafts) == TEXT


def test_a_new_change_ends_what_could_be_done_again(drafts: Drafts) -> None:
    says(drafts, FIRST, "One.")
    drafts.undo("sleep", ADA)
    assert says(drafts, SECOND, "Two.").steps(ADA)[1] == ""


def test_what_somebody_else_has_changed_since_is_not_taken_back(drafts: Drafts) -> None:
    says(drafts, FIRST, "Ada's.")
    says(drafts, FIRST, "Ben's.", person=BEN)
    with pytest.raises(InputFault, match="Somebody else has changed this since"):
        drafts.undo("sleep", ADA)
    assert "Ben's." in module(drafts)
    drafts.undo("sleep", BEN)
    assert drafts.undo("sleep", ADA).files[MODULE] == TEXT


def test_a_save_that_fails_leaves_the_files_and_the_draft(
    drafts: Drafts, courses: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    says(drafts, FIRST, "Ours.")
    before = on_disk(courses)
    with monkeypatch.context() as full:

        def refuse(*_: object) -> None:
            raise OSError(28, "No space left on device")

        full.setattr(os, "fsync", refuse)
        with pytest.raises(ElearnError):
            drafts.save("sleep", ADA)
    assert on_disk(courses) == before
    assert drafts.look("sleep").unsaved


def test_what_is_written_outside_while_it_is_saved_is_not_overwritten(
    drafts: Drafts, courses: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    says(drafts, FIRST, "Ours.")
    synced = os.fsync

    def meanwhile(handle: int) -> None:
        synced(handle)
        monkeypatch.setattr(os, "fsync", synced)
        outside(courses, TEXT.replace("Third.", "Theirs."))

    monkeypatch.setattr(os, "fsync", meanwhile)
    drafts.save("sleep", ADA)
    assert on_disk(courses)[MODULE].decode() == TEXT.replace("First.", "Ours.").replace("Third.", "Theirs.")


def test_pictures_wait_in_the_draft_until_it_is_saved(drafts: Drafts, courses: Path) -> None:
    drafts.put_media("sleep", ADA, "media/a.png", b"\x89PNG\0")
    assert drafts.media("sleep", "media/a.png") == b"\x89PNG\0"
    assert drafts.media_paths("sleep") == ["media/a.png"]
    assert "media/a.png" not in on_disk(courses)
    drafts.save("sleep", ADA)
    assert on_disk(courses)["media/a.png"] == b"\x89PNG\0"
    assert drafts.media("sleep", "media/a.png") == b"\x89PNG\0"
    with pytest.raises(InputFault):
        drafts.put_media("sleep", ADA, "media/a.png", b"other")


@pytest.mark.parametrize(
    "path", ["a.png", "../a.png", "media/../course.md", "media/.x", "/media/a.png", "media"]
)
def test_pictures_are_nowhere_else(drafts: Drafts, path: str) -> None:
    assert drafts.media("sleep", path) is None
    with pytest.raises(InputFault):
        drafts.put_media("sleep", ADA, path, b"x")


def test_everybody_sees_who_has_the_course_open(drafts: Drafts) -> None:
    drafts.here("sleep", ADA, "w1", "a")
    drafts.here("sleep", ADA, "w2", "b")
    drafts.here("sleep", BEN, "w3", "b")
    assert [each.name for each in drafts.look("sleep").people] == ["Ada", "Ben"]


def test_a_person_who_is_erased_leaves_the_text(drafts: Drafts, db: Database) -> None:
    says(drafts, FIRST, "Ours.")
    drafts.here("sleep", ADA, "w1", "a")
    with db.write() as conn:
        conn.execute("delete from person where id = 1")
    assert module(drafts) == TEXT.replace("First.", "Ours.")
    assert drafts.look("sleep").people == ()


def test_a_draft_goes_along_when_its_course_is_renamed(drafts: Drafts, courses: Path) -> None:
    says(drafts, FIRST, "Ours.")
    drafts.put_media("sleep", ADA, "media/a.png", b"x")
    (courses / "sleep").rename(courses / "rest")
    drafts.renamed("sleep", "rest")
    assert drafts.look("rest").files[MODULE] == TEXT.replace("First.", "Ours.")
    assert drafts.media("rest", "media/a.png") == b"x"
    assert drafts.undo("rest", ADA).files[MODULE] == TEXT


def test_a_new_course_does_not_get_the_draft_of_one_that_was_deleted(drafts: Drafts, courses: Path) -> None:
    says(drafts, FIRST, "Ours.")
    drafts.forget("sleep")
    draft = drafts.look("sleep")
    assert (draft.seq, draft.files[MODULE], draft.unsaved) == (0, TEXT, False)


def test_several_changes_are_done_whole_or_not_at_all(drafts: Drafts) -> None:
    with pytest.raises(InputFault):
        drafts.change(
            "sleep",
            ADA,
            drafts.look("sleep").seq,
            [Splice(MODULE, FIRST, FIRST + 1, ("x",)), Splice("none.md", 0, 1, ("y",))],
            "w",
        )
    assert module(drafts) == TEXT


RING = "media/ring.svg"


def take_out(drafts: Drafts, path: str = RING) -> Draft:
    return drafts.change("sleep", ADA, drafts.look("sleep").seq, [NoPicture(path)], phrase("the picture"))


@pytest.mark.parametrize("is_saved", [True, False])
def test_a_picture_that_is_taken_out_is_gone_after_saving_and_comes_back(
    drafts: Drafts, courses: Path, is_saved: bool
) -> None:
    drafts.put_media("sleep", ADA, RING, b"ring")
    if is_saved:
        drafts.save("sleep", ADA)

    assert take_out(drafts).unsaved
    assert drafts.media_paths("sleep") == []
    assert drafts.media_paths("sleep", taken=True) == [RING]
    assert drafts.media("sleep", RING) is None
    assert (RING in on_disk(courses)) is is_saved
    drafts.undo("sleep", ADA)
    assert drafts.media("sleep", RING) == b"ring"
    drafts.redo("sleep", ADA)
    saved = drafts.save("sleep", ADA)

    assert saved.written == ((RING,) if is_saved else ())
    assert not saved.unsaved
    assert RING not in on_disk(courses)
    assert drafts.undo("sleep", ADA).unsaved
    assert drafts.save("sleep", ADA).written == (RING,)
    assert on_disk(courses)[RING] == b"ring"


def test_a_picture_that_a_page_shows_is_never_taken_out(drafts: Drafts, courses: Path) -> None:
    drafts.put_media("sleep", ADA, RING, b"ring")
    drafts.save("sleep", ADA)
    take_out(drafts)
    draft = says(drafts, FIRST, f":::{{image}} {RING}", person=BEN)

    drafts.save("sleep", ADA)

    assert on_disk(courses)[RING] == b"ring"
    assert drafts.media("sleep", RING) == b"ring"
    assert drafts.look("sleep").files == draft.files
    with pytest.raises(InputFault, match="shows"):
        take_out(drafts)
    drafts.undo("sleep", ADA)  # it is there already
    with pytest.raises(InputFault, match="shows"):
        drafts.redo("sleep", ADA)


def test_only_a_picture_of_the_course_is_taken_out(drafts: Drafts, courses: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.svg").write_bytes(b"secret")
    folder = courses / "sleep"
    (folder / "media").mkdir()
    (folder / "media" / "linked.svg").symlink_to(tmp_path / "secret.svg")
    (folder / "media" / "away").symlink_to(tmp_path)
    for path in ("media/linked.svg", "media/away/secret.svg", "media/none.svg", MODULE, "media/../course.md"):
        with pytest.raises(InputFault):
            take_out(drafts, path)
        assert drafts.media("sleep", path) is None
    assert drafts.media_paths("sleep") == []
    drafts.put_media("sleep", ADA, "media/away/ring.svg", b"ring")
    with pytest.raises(InputFault, match="another file"):
        drafts.save("sleep", ADA)
    assert not (tmp_path / "ring.svg").exists()


def test_a_picture_that_changed_outside_stays(drafts: Drafts, courses: Path) -> None:
    drafts.put_media("sleep", ADA, RING, b"ring")
    drafts.save("sleep", ADA)
    take_out(drafts)
    (courses / "sleep" / RING).write_bytes(b"another")

    assert drafts.save("sleep", ADA).written == ()

    assert drafts.media("sleep", RING) == b"another"
    with pytest.raises(InputFault, match="another file"):
        drafts.undo("sleep", ADA)


def test_a_list_of_courses_begins_no_draft_and_knows_what_is_not_saved(drafts: Drafts, courses: Path) -> None:
    assert drafts.glance() == {}
    says(drafts, FIRST, "Changed.")
    drafts.here("sleep", BEN, "w", "a")
    (glanced,) = drafts.glance().values()
    assert (glanced.unsaved, glanced.course_md, glanced.seq) == (True, "---\ntitle: Sleep\n---\n", 1)
    assert [each.name for each in glanced.people] == ["Ben"]
    drafts.save("sleep", ADA)
    assert not drafts.glance()["sleep"].unsaved
    text = drafts.look("sleep").files["course.md"]
    splice = Splice("course.md", 1, 2, ("title: Rest",))
    drafts.change("sleep", ADA, drafts.look("sleep").seq, [splice], phrase("the title"))
    assert drafts.glance()["sleep"].course_md == text.replace("Sleep", "Rest")


def test_a_new_title_comes_into_a_draft_without_a_clash(drafts: Drafts, courses: Path) -> None:
    splice = Splice("course.md", 1, 2, ("title: Rest", "version: 2"))
    drafts.change("sleep", ADA, drafts.look("sleep").seq, [splice], phrase("the title"))
    outside(courses, "---\ntitle: Sleep\n---\nMore.\n", "course.md")  # nobody has looked since
    file = courses / "sleep" / "course.md"

    def retitled(text: str) -> str:
        return re.sub("title: .*", "title: Naps", text)

    file.write_text(retitled(file.read_text(encoding="utf-8")), encoding="utf-8")
    drafts.renamed("sleep", "sleep", retitled)

    draft = drafts.look("sleep")
    assert draft.clashes == ()
    assert draft.files["course.md"] == "---\ntitle: Naps\nversion: 2\n---\nMore.\n"


def test_what_a_button_does_in_the_line_that_somebody_types_in_is_a_step_of_its_own(drafts: Drafts) -> None:
    says(drafts, FIRST, "First")
    seq = drafts.look("sleep").seq
    drafts.change("sleep", ADA, seq, [Splice(MODULE, FIRST, FIRST + 1, ("Fist",))], phrase("replace"))
    assert drafts.undo("sleep", ADA).files[MODULE] == TEXT.replace("First.", "First")


@pytest.mark.parametrize(
    ("operations", "characters"), [(100, 10_000_000), pytest.param(10_000, 4_000, marks=pytest.mark.deep)]
)
def test_the_log_is_bounded_also_if_nobody_saves_and_its_last_steps_can_be_undone(
    drafts: Drafts, db: Database, monkeypatch: pytest.MonkeyPatch, operations: int, characters: int
) -> None:
    monkeypatch.setattr(storing, "KEPT_OPERATIONS", operations)
    monkeypatch.setattr(storing, "KEPT_CHARACTERS", characters)
    monkeypatch.setattr(storing, "KEPT_ANYWAY", 60)
    for number in range(100):
        says(drafts, FIRST, f"Ada's {number}")
        says(drafts, SECOND, f"Ben's {number}", person=BEN)

    with db.read() as conn:
        kept = conn.value("select count(*) from draft_operation")
        steps = conn.tuples("select seq, step from draft_operation order by seq")
    assert 60 <= kept <= 160
    assert steps[0][0] == min(step for _, step in steps), "no step is there in part"
    for number in reversed(range(80, 100)):
        text = drafts.undo("sleep", ADA).files[MODULE]
        assert f"Ada's {number - 1}" in text
        assert "Ben's 99" in text
    with pytest.raises(Stale):
        says(drafts, THIRD, "x", seq=1)


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "both"),
    [
        ("- a\n- b\n- c", "- a\n- b1\n- c", "- a\n- b2\n- c", "- a\n- b1\n- b2\n- c"),
        ("- [ ] a\n- [x] b\n  > c", "- [ ] a\n- [x] b\n  > c1", "- [ ] a\n- [x] b\n  > c2",
         "- [ ] a\n- [x] b\n  > c1\n  > c2"),
        ("1. a\n2. b", "1. a\n2. b\n3. c", "1. a\n2. b\n3. d", "1. a\n2. b\n3. c\n3. d"),
        ("| a |\n| - |\n| b |", "| a |\n| - |\n| b1 |", "| a |\n| - |\n| b2 |", "| a |\n| - |\n| b1 |\n| b2 |"),
        ("a", "- b", "c", "- b\n\nc"),
    ],
)  # fmt: skip
def test_both_versions_of_a_line_of_a_list_stay_in_the_list(
    drafts: Drafts, courses: Path, base: str, ours: str, theirs: str, both: str
) -> None:
    around = "# One\n\n## A page {#a}\n\n%s\n\nLast.\n"
    outside(courses, around % base)
    seq = drafts.look("sleep").seq
    drafts.change(
        "sleep", ADA, seq, [Splice(MODULE, 4, 4 + len(base.split("\n")), tuple(ours.split("\n")))], "w"
    )
    outside(courses, around % theirs)
    [clash] = drafts.look("sleep").clashes
    assert drafts.settle("sleep", ADA, clash, "both").files[MODULE] == around % both


def test_drafts_keep_nobodys_name(drafts: Drafts, db: Database, courses: Path) -> None:
    says(drafts, FIRST, "Ours.")
    drafts.undo("sleep", ADA)
    drafts.put_media("sleep", ADA, "media/a.png", b"x")
    drafts.here("sleep", ADA, "w1", "a")
    outside(courses, TEXT.replace("Third.", "Theirs."))
    drafts.look("sleep")
    with db.read() as conn:
        tables = ("draft", "draft_file", "draft_operation", "draft_media", "draft_window")
        kept = [str(dict(row)) for table in tables for row in conn.rows(f"select * from {table}")]
    assert len(kept) > 5
    assert not [row for row in kept if "Ada" in row or "x.example" in row]


def test_nothing_is_written_through_a_link_that_leads_out_of_the_course(
    drafts: Drafts, courses: Path, tmp_path: Path
) -> None:
    outside_it = tmp_path / "elsewhere"
    outside_it.mkdir()
    for name in ("bank", "media"):
        (courses / "sleep" / name).symlink_to(outside_it, target_is_directory=True)
    drafts.put_media("sleep", ADA, "media/a.png", b"x")
    with pytest.raises(InputFault, match=r"another file media/a\.png"):
        drafts.save("sleep", ADA)
    drafts.change("sleep", ADA, drafts.look("sleep").seq, [NewFile("bank/b.md", "# B\n")], "w")
    with pytest.raises(InputFault, match=r"another file bank/b\.md"):
        drafts.save("sleep", ADA)
    assert list(outside_it.iterdir()) == []


def test_what_a_killed_save_has_left_is_gone_after_another(
    drafts: Drafts, courses: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    says(drafts, FIRST, "Ours.")
    with monkeypatch.context() as killed:
        killed.setattr(Path, "unlink", lambda *_, **__: None)
        killed.setattr(Path, "replace", lambda *_: (_ for _ in ()).throw(OSError(5, "Killed")))
        with pytest.raises(InputFault):
            drafts.save("sleep", ADA)
    (left,) = (each for each in (courses / "sleep").iterdir() if each.name.startswith("."))
    own = courses / "sleep" / ".01-one.md.original"
    own.write_text("Somebody keeps this.")
    for path in (left, own):
        os.utime(path, (0, 0))
    drafts.save("sleep", ADA)
    assert sorted(on_disk(courses)) == sorted([own.name, MODULE, "course.md"])
