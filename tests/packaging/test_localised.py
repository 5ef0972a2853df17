"""A course with the contacts of one agency: the same course, but for whom to call."""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearn.content.course import LoadedCourse, contacts_asked, localised
from elearn.content.course.localising import as_written
from elearn.content.kinds import contact_key
from elearn.packaging import Format, export_package
from elearn.player import markdown

SAID = "Wrenshire first response, through the council's switchboard"
KEY = "who to call, in hours"


def text_of(loaded: LoadedCourse, format: Format, agency: str = "") -> tuple[str, dict[str, bytes]]:
    (made,) = export_package(loaded, format, agency=agency)
    with zipfile.ZipFile(io.BytesIO(made.content)) as archive:
        return made.name, {name: archive.read(name) for name in archive.namelist()}


def test_the_course_asks_for_its_contacts_once(loaded: LoadedCourse) -> None:
    assert loaded.course
    (asked,) = [each for each in contacts_asked([loaded.course, loaded.course]) if each.key == KEY]
    assert (asked.label, dict(asked.said)) == ("Who to call, in hours", {loaded.course.title: SAID})


def test_packages_of_two_agencies_differ_in_the_contact_and_the_name_alone(loaded: LoadedCourse) -> None:
    north = localised(loaded, {KEY: "North’s duty team: 0300 *1*"})
    name, files = text_of(north, Format.SCORM_12, "north-trust")
    usual_name, usual = text_of(loaded, Format.SCORM_12)
    assert name == usual_name.replace("-scorm12", "-north-trust-scorm12")
    differ = {each for each in files if files[each] != usual.get(each)}
    assert files.keys() == usual.keys()
    assert differ
    assert all(b"0300 *1*" in files[each] for each in differ)
    assert text_of(north, Format.SCORM_12, "north-trust")[1] == files
    assert north.course
    assert loaded.course
    assert north.course.version == loaded.course.version


def test_one_file_and_paper_have_them_too(loaded: LoadedCourse) -> None:
    north = localised(loaded, {KEY: "North <duty> team"})
    (page,) = export_package(north, Format.SINGLE_FILE, agency="north")
    assert b"North &lt;duty&gt; team" in page.content
    (paper,) = export_package(north, Format.PDF, agency="north")
    assert paper.name.endswith("-north-pdf.pdf")
    assert paper.content != export_package(loaded, Format.PDF)[0].content


def test_without_contacts_or_with_others_it_is_the_same_course(loaded: LoadedCourse) -> None:
    assert localised(loaded, {}) is loaded
    assert localised(loaded, {"whom nobody asks for": "0300"}).course == loaded.course


@given(st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=40))
def test_what_an_agency_types_is_shown_as_it_is(text: str) -> None:
    import html
    import re

    shown = html.unescape(re.sub(r"<[^>]*>", "", markdown.inline(as_written(text))))
    assert shown == text


@pytest.mark.parametrize("label", ["Who to call, in hours", " who  to call, In Hours: "])
def test_labels_that_mean_the_same_have_one_key(label: str) -> None:
    assert contact_key(label) == KEY
