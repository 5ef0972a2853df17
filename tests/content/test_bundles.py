"""A course's folder as a zip that comes back unchanged, and zips that are not one."""

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearn.content.course import bundle, course_files, files_hash, load_course, unbundle
from elearn.problems import InputFault
from tests.sample_course import PICTURE, SLUG, write_sample

NAMES = st.one_of(
    st.sampled_from(
        [
            "course.md",
            "01-a.md",
            "bank/b.md",
            "media/a.svg",
            "media/deep/b.png",
            "banks/b.md",
            "media/banks/b.png",
            "media/_drawn/_b.v2.svg",
        ]
    ),
    st.from_regex(r"(media/)?[a-z][a-z0-9-]{0,8}\.md", fullmatch=True),
)


@given(st.dictionaries(NAMES, st.binary(max_size=60)))
def test_files_come_back_byte_for_byte(files: dict[str, bytes]) -> None:
    files = {"course.md": b"---\n", **files}
    assert unbundle(bundle("a-course", files)) == ("a-course", dict(sorted(files.items())))
    assert bundle("a-course", dict(reversed(files.items()))) == bundle("a-course", files)


@given(st.dictionaries(NAMES, st.binary(max_size=20), min_size=1), st.data())
def test_the_hash_is_another_if_a_byte_is(files: dict[str, bytes], data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(files)))
    changed = {**files, name: files[name] + b"\0"}
    assert files_hash(changed) != files_hash(files)
    moved = {(f"{each}x" if each == name else each): content for each, content in files.items()}
    assert files_hash(moved) != files_hash(files)


@pytest.mark.parametrize("name", ["media/_mark.svg", "media/_drawn/mark.v2.svg", "media/Mark_1.svg"])
def test_every_picture_that_a_page_can_show_is_among_the_files(tmp_path: Path, name: str) -> None:
    folder = write_sample(tmp_path)
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_text(PICTURE)
    page = folder / "01-noticing.md"
    page.write_text(f"{page.read_text(encoding='utf-8')}\n![Another mark]({name})\n", encoding="utf-8")

    loaded = load_course(folder)

    assert not [each for each in loaded.problems if each.severity == "error"]
    assert name in course_files(folder)
    assert name in unbundle(bundle(SLUG, course_files(folder)))[1]


def test_a_folder_gives_its_files_and_nothing_else(tmp_path: Path) -> None:
    folder = write_sample(tmp_path)
    before = course_files(folder)
    (folder / ".git").mkdir()
    (folder / ".git" / "config").write_text("hidden")
    (folder / "notes.txt").write_text("not of a course")
    (folder / "media" / "elsewhere").mkdir(parents=True)
    (folder / "media" / "elsewhere" / "passwd.txt").symlink_to("/etc/passwd")
    assert course_files(folder) == before
    slug, files = unbundle(bundle(SLUG, before))
    assert slug == SLUG
    assert files == before


def _zip(how: int = zipfile.ZIP_STORED, **members: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", how) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def _damaged(how: int) -> bytes:
    content = _zip(how, **{"course.md": b"a" * 900})
    return content[:45] + bytes(each ^ 0x55 for each in content[45:60]) + content[60:]


def _link(name: str) -> bytes:
    """A course in a zip in which this file is a link."""
    buffer = io.BytesIO(_zip(**{"course.md": b""}))
    member = zipfile.ZipInfo(name)
    member.create_system, member.external_attr = 3, 0o120777 << 16
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr(member, "/etc/passwd")
    return buffer.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        b"not a zip",
        *map(_damaged, (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)),
        _zip(**{"course.md": b"", "media/A.txt": b"a", "media/a.txt": b"b"}),
        _zip(**{"course.md": b"", "COURSE.md": b""}),
        _zip(**{"course.md": b"", "media/a": b"", "media/a/b.txt": b""}),
        _link("01-x.md"),
        _link("media/a.txt"),
        _zip(**{"a/01-x.md": b""}),
        _zip(**{"course.md": b"", "../../etc/x.md": b""}),
        _zip(**{"course.md": b"", "media/../../x.md": b""}),
        _zip(**{"course.md": b"", "/etc/x.md": b""}),
        _zip(**{"course.md": b"", "run.sh": b""}),
        _zip(**{"a/course.md": b"", "b/01-x.md": b""}),
        bundle("a", {"course.md": b"x" * 3000})[:-30],
    ],
)
def test_what_is_no_course_is_refused_in_words(content: bytes) -> None:
    with pytest.raises(InputFault) as fault:
        unbundle(content)
    assert all(each.message and each.remedy for each in fault.value.problems)


def test_what_systems_add_is_left_out_and_a_zip_without_a_folder_has_no_id() -> None:
    hidden = {"__MACOSX/._course.md": b"b", ".DS_Store": b"c", "._course.md": b"d", "media/._a.svg": b"e"}
    kept_by_others = {".git/config": b"f", ".gitattributes": b"g", "media/.gitkeep": b""}
    content = _zip(**{"course.md": b"a", **hidden, **kept_by_others})
    assert unbundle(content) == ("", {"course.md": b"a"})
