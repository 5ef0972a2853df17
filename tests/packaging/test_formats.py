"""The formats without a manifest, and cmi5: each is built from every course that we have."""

import re
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from lxml import etree
from playwright.sync_api import Browser

from elearn.content.course.courses import LoadedCourse, load_course
from elearn.packaging.build import Format, export_package, package_files
from elearn.packaging.cmi5 import NAMESPACE
from elearn.packaging.units import Structure
from elearn.packaging.validate.package import check_files
from elearn.problems import InputFault
from tests.sample_course import SLUG, load_sample

COURSES = Path(__file__).parents[2] / "courses"
REAL = ("bruising-in-non-mobile-infants", "when-is-a-review-held")
CMI5 = f"{{{NAMESPACE}}}"
Z = pytest.mark.parametrize


@pytest.fixture(scope="module", params=("sample", *REAL))
def course(request: pytest.FixtureRequest, loaded: LoadedCourse) -> LoadedCourse:
    return loaded if request.param == "sample" else load_course(COURSES / request.param)


@Z("format", [format for format in Format if format not in (Format.PDF, Format.BRIEFING)])
def test_every_course_can_be_had_in_every_format(course: LoadedCourse, format: Format) -> None:
    assert course.course
    (made,) = export_package(course, format)
    stem = f"{course.slug}-{course.course.version}-{format.value}"
    assert made.name == f"{stem}.{'html' if format is Format.SINGLE_FILE else 'zip'}"


@Z("structure", Structure)
def test_a_cmi5_package_holds_a_course_structure_that_is_right(
    course: LoadedCourse, structure: Structure
) -> None:
    files = package_files(course, Format.CMI5, structure)
    assert check_files(files) == []
    assert not {name for name in files if name.endswith(".xsd") or name == "imsmanifest.xml"}
    root = etree.fromstring(files["cmi5.xml"])
    units = list(root.iter(f"{CMI5}au"))
    assert course.course
    assert len(units) == (1 if structure is Structure.COURSE else len(course.course.modules))
    assert len({unit.get("id") for unit in units}) == len(units)
    assert {str(unit.findtext(f"{CMI5}url")) for unit in units} <= set(files)
    languages = {element.get("lang") for element in root.iter(f"{CMI5}langstring")}
    assert languages == {course.course.language}


def test_cmi5_says_the_pass_mark_where_there_is_something_to_score(loaded: LoadedCourse) -> None:
    root = etree.fromstring(package_files(loaded, Format.CMI5)["cmi5.xml"])
    (unit,) = root.iter(f"{CMI5}au")
    assert (unit.get("masteryScore"), unit.get("moveOn"), unit.get("launchMethod")) == (
        "0.8",
        "CompletedAndPassed",
        "AnyWindow",
    )
    known = {element.get("id") for element in root.iterfind(f"{CMI5}objectives/{CMI5}objective")}
    assert {e.get("idref") for e in unit.iter(f"{CMI5}objective")} == known
    assert all(f":{SLUG}" in str(name) for name in known)


def test_a_site_begins_with_its_page_and_holds_nothing_for_an_lms(loaded: LoadedCourse) -> None:
    (made,) = export_package(loaded, Format.WEB)
    with zipfile.ZipFile(BytesIO(made.content)) as archive:
        names = archive.namelist()
    assert names[0] == "index.html"
    assert not [name for name in names if name.endswith((".xsd", ".dtd", ".xml"))]


def test_a_single_file_asks_for_no_other(course: LoadedCourse) -> None:
    (made,) = export_package(course, Format.SINGLE_FILE)
    asked = re.findall(r"""(?:src|href|poster)=\\?["']([^"'#\\][^"'\\]*)""", made.content.decode())
    assert {ref.split(":")[0] for ref in asked} <= {"data", "https", "mailto", "tel"}
    assert not [ref for ref in re.findall(r'src=\\?"([^"\\]+)', made.content.decode()) if ref[:5] != "data:"]


@pytest.mark.browser
def test_a_single_file_is_read_from_a_disk_with_its_pictures(
    loaded: LoadedCourse, browser: Browser, tmp_path: Path
) -> None:
    (made,) = export_package(loaded, Format.SINGLE_FILE)
    path = tmp_path / made.name
    path.write_bytes(made.content)
    context = browser.new_context()
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto(path.as_uri())
    page.locator("#steps button, #steps a").last.click()
    page.get_by_role("heading", name="The visit", level=1).wait_for()
    picture = page.get_by_role("img", name="Three rings, one inside the other")
    assert picture.evaluate("image => image.complete && image.naturalWidth > 0")
    assert {url for url in asked if not url.startswith(("file:", "data:"))} == set()
    assert len([url for url in asked if url.startswith("file:")]) == 1
    assert wrong == []
    context.close()


def test_paper_is_the_same_each_time(tmp_path: Path) -> None:
    one, other = load_sample(tmp_path / "one"), load_sample(tmp_path / "other")
    (made,) = export_package(one, Format.PDF)
    assert made.name == f"{SLUG}-1.0.0-pdf.pdf"
    assert made.content[:5] == b"%PDF-"
    assert export_package(other, Format.PDF) == (made,)


def test_a_briefing_is_two_files_and_a_course_without_one_says_so(
    loaded: LoadedCourse, tmp_path: Path
) -> None:
    with pytest.raises(InputFault, match="briefing"):
        export_package(loaded, Format.BRIEFING)
    from elearn.content.kinds import kinds

    folder = loaded.folder
    place = tmp_path / folder.name
    place.mkdir()
    for path in folder.rglob("*"):
        target = place / path.relative_to(folder)
        target.mkdir() if path.is_dir() else target.write_bytes(path.read_bytes())
    module = place / "02-acting.md"
    module.write_text(
        f"{module.read_text(encoding='utf-8')}\n## In short {{#in-short}}\n\n{kinds()['briefing'].example}\n",
        encoding="utf-8",
    )
    made = export_package(load_course(place), Format.BRIEFING)
    assert {each.name for each in made} == {f"{SLUG}-1.0.0-briefing.{ending}" for ending in ("pdf", "html")}
