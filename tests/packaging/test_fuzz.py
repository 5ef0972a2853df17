"""Whatever is done to a real package, validating it ends in an answer, and writes nothing."""

import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from elearn.packaging.build import Format
from elearn.packaging.validate import Validation, validate_package
from tests.packaging.conftest import zipped

Sound = dict[Format, dict[str, bytes]]
FORMATS = (Format.SCORM_12, Format.SCORM_2004_4)
quick = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
MARKS = [
    "<",
    ">",
    '"',
    "&",
    "&#0;",
    "\x00",
    "é",
    "",
    "<a:b>",
    "]]>",
    "<!--",
    "../",
    "%00",
    "http://x/",
    "xmlns=''",
]


def answer(path: Path, content: bytes) -> Validation:
    path.write_bytes(content)
    validation = validate_package(path)
    assert validation.valid is not any(problem.severity == "error" for problem in validation.problems)
    for problem in validation.problems:
        assert problem.message
        assert problem.remedy
        str(problem).encode()
    assert [each.name for each in path.parent.iterdir()] == [path.name]
    return validation


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "package.zip"


@quick
@given(data=st.data())
def test_bytes_flipped_and_cut(sound: Sound, place: Path, data: st.DataObject) -> None:
    content = bytearray(
        zipped({n: c for n, c in sound[data.draw(st.sampled_from(FORMATS))].items() if len(c) < 9000})
    )
    for position in data.draw(st.lists(st.integers(0, len(content) - 1), max_size=12)):
        content[position] ^= data.draw(st.integers(1, 255))
    answer(place, bytes(content[: data.draw(st.integers(0, len(content))) or None]))


@quick
@given(data=st.data())
def test_a_manifest_with_pieces_moved(sound: Sound, place: Path, data: st.DataObject) -> None:
    format = data.draw(st.sampled_from(FORMATS))
    files = dict(sound[format])
    member = data.draw(st.sampled_from(["imsmanifest.xml", "metadata.xml"]))
    text = files[member].decode()
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(start, min(len(text), start + 200)))
        text = text[:start] + data.draw(st.sampled_from([*MARKS, text[end : end + 60]])) + text[end:]
    files[member] = text.encode()
    answer(place, zipped(files))


@quick
@given(data=st.data())
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_members_renamed_dropped_and_doubled(sound: Sound, place: Path, data: st.DataObject) -> None:
    names = st.one_of(
        st.sampled_from([*sound[Format.SCORM_12], "../x", "/x", "x\\y", "", "a/", "."]), st.text(max_size=20)
    )
    with zipfile.ZipFile(place, "w") as archive:
        for name, content in sound[Format.SCORM_12].items():
            for each in data.draw(st.sampled_from([[name], [name], [name], [], [name, data.draw(names)]])):
                member = zipfile.ZipInfo("m")
                member.filename = each
                try:
                    archive.writestr(member, content)
                except UnicodeEncodeError:
                    continue
    answer(place, place.read_bytes())
