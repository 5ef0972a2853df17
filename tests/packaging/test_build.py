"""What a built package is: valid, complete, the same each time, and with the same pages in every format."""

import os
import re
import subprocess
import sys
import zipfile
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest
from lxml import etree

from elearn.content.course.courses import LoadedCourse, load_course
from elearn.packaging.build import LMS_FORMATS, Format, build_package, build_packages, package_files
from elearn.packaging.units import Structure
from elearn.packaging.validate.package import validate_package
from elearn.problems import InputFault
from tests.sample_course import SLUG, sample_course, write_sample

SCORM = (Format.SCORM_12, Format.SCORM_2004_3, Format.SCORM_2004_4)
SCHEMAS_2004 = [
    "imscp_v1p1.xsd",
    "adlcp_v1p3.xsd",
    "adlseq_v1p3.xsd",
    "adlnav_v1p3.xsd",
    "imsss_v1p0.xsd",
]
SS = "{http://www.imsglobal.org/xsd/imsss}"
Files = dict[Format, dict[str, bytes]]
each_format = pytest.mark.parametrize("format", SCORM)


def cp(format: Format) -> str:
    """The namespace of a manifest's own elements."""
    if format is Format.SCORM_12:
        return "{http://www.imsproject.org/xsd/imscp_rootv1p1p2}"
    return "{http://www.imsglobal.org/xsd/imscp_v1p1}"


def adl(format: Format) -> str:
    """The namespace of ADL's elements."""
    return f"{{http://www.adlnet.org/xsd/adlcp_{'rootv1p2' if format is Format.SCORM_12 else 'v1p3'}}}"


def manifest_of(files: dict[str, bytes]) -> etree._Element:
    return etree.fromstring(files["imsmanifest.xml"])


@each_format
def test_a_built_package_has_nothing_wrong_with_it(
    loaded: LoadedCourse, format: Format, tmp_path: Path
) -> None:
    built = build_package(loaded, format, tmp_path)
    validation = validate_package(built.path)
    assert validation.problems == ()
    assert validation.valid
    assert validation.standard == format.value
    assert built.bytes == built.path.stat().st_size


@each_format
def test_the_manifest_keeps_to_the_official_schemas_that_lie_beside_it(
    loaded: LoadedCourse, format: Format, tmp_path: Path
) -> None:
    with zipfile.ZipFile(build_package(loaded, format, tmp_path).path) as archive:
        archive.extractall(tmp_path / "unpacked")
    xsd = "http://www.w3.org/2001/XMLSchema"
    driver = etree.Element(f"{{{xsd}}}schema")
    scorm12 = format is Format.SCORM_12
    for name in ["imscp_rootv1p1p2.xsd", "adlcp_rootv1p2.xsd"] if scorm12 else SCHEMAS_2004:
        target = etree.parse(tmp_path / "unpacked" / name).getroot().get("targetNamespace") or ""
        location = str(tmp_path / "unpacked" / name)
        etree.SubElement(driver, f"{{{xsd}}}import", {"namespace": target, "schemaLocation": location})
    etree.XMLSchema(driver).assertValid(etree.parse(tmp_path / "unpacked" / "imsmanifest.xml"))


@each_format
def test_every_file_is_listed_and_every_listed_file_is_there(sound: Files, format: Format) -> None:
    files = sound[format]
    listed = [e.get("href") for e in manifest_of(files).iter(f"{cp(format)}file")]
    control = {name for name in files if name.endswith((".xsd", ".dtd"))} | {"imsmanifest.xml"}
    assert sorted(map(str, listed)) == sorted(set(files) - control)


@each_format
def test_there_is_one_sco_that_starts_with_index_html(sound: Files, format: Format) -> None:
    manifest = manifest_of(sound[format])
    resources = list(manifest.iter(f"{cp(format)}resource"))
    items = list(manifest.iter(f"{cp(format)}item"))
    assert len(resources) == len(items) == 1
    assert resources[0].get("href") == "index.html"
    kind = "scormtype" if format is Format.SCORM_12 else "scormType"
    assert resources[0].get(f"{adl(format)}{kind}") == "sco"
    assert items[0].get("identifierref") == resources[0].get("identifier")


def test_scorm_12_leaves_the_status_to_the_course(sound: Files) -> None:
    assert b"masteryscore" not in sound[Format.SCORM_12]["imsmanifest.xml"]


@pytest.mark.parametrize("format", SCORM[1:])
def test_scorm_2004_says_that_the_content_sets_completion_and_names_the_outcomes_tested(
    sound: Files, format: Format
) -> None:
    manifest = manifest_of(sound[format])
    controls = manifest.find(f".//{SS}deliveryControls")
    assert controls is not None
    assert controls.get("completionSetByContent") == controls.get("objectiveSetByContent") == "true"
    assert [e.get("objectiveID") for e in manifest.iter(f"{SS}objective")] == ["notice", "act"]
    assert not list(manifest.iter(f"{adl(format)}completionThreshold"))


@each_format
def test_nothing_in_a_package_asks_the_lms_to_exit_all(sound: Files, format: Format) -> None:
    schemas = (".xsd", ".dtd")
    assert not [
        name
        for name, content in sound[format].items()
        if b"exitAll" in content and not name.endswith(schemas)
    ]


def test_the_pages_are_the_same_in_every_format(sound: Files) -> None:
    """Apart from control files, only the script differs, and the data that names the standard."""
    first, *others = (
        {n: c for n, c in sound[format].items() if not is_control(n)} for format in (*SCORM, Format.WEB)
    )
    for other in others:
        assert first.keys() == other.keys()
        assert {name for name in first if first[name] != other[name]} <= {"data/index.js", "player.js"}


def is_control(name: str) -> bool:
    return name in ("imsmanifest.xml", "metadata.xml") or name.endswith((".xsd", ".dtd"))


@each_format
def test_the_schemas_are_the_official_ones_byte_for_byte(sound: Files, format: Format) -> None:
    from elearn.assets import asset_path

    official = asset_path(f"schemas/{format.value}")
    names = {path.name for path in official.iterdir()}
    ours = {"lom.xsd"} if "2004" in format.value else set()
    assert names == {name for name in sound[format] if name.endswith((".xsd", ".dtd"))} - ours
    assert all(sound[format][name] == (official / name).read_bytes() for name in names)


@each_format
def test_metadata_say_what_the_course_is(sound: Files, format: Format) -> None:
    course = sample_course()
    text = " ".join(etree.fromstring(sound[format]["metadata.xml"]).itertext())
    for said in (
        course.title,
        course.summary,
        course.version,
        course.language,
        course.slug,
        "PT10M",
        "safeguarding",
    ):
        assert said in text


@each_format
def test_identifiers_stay_when_the_version_changes(
    loaded: LoadedCourse, sound: Files, format: Format
) -> None:
    assert loaded.course
    later = replace(
        loaded, course=loaded.course.model_copy(update={"version": "2.0.0", "title": "Another title"})
    )

    def identifiers(files: dict[str, bytes]) -> list[str]:
        return [str(e.get("identifier")) for e in manifest_of(files).iter() if e.get("identifier")]

    assert identifiers(package_files(later, format)) == identifiers(sound[format])


def test_identifiers_are_names_even_when_the_slug_begins_with_a_digit(
    loaded: LoadedCourse, tmp_path: Path
) -> None:
    assert loaded.course
    course = replace(loaded, course=loaded.course.model_copy(update={"slug": "7-minute-briefing"}))
    for built in build_packages([course], SCORM, tmp_path):
        assert validate_package(built.path).valid


@each_format
def test_the_zip_leads_with_the_manifest_and_holds_nothing_of_the_day_or_the_machine(
    loaded: LoadedCourse, format: Format, tmp_path: Path
) -> None:
    with zipfile.ZipFile(build_package(loaded, format, tmp_path).path) as archive:
        entries = archive.infolist()
    names = [entry.filename for entry in entries]
    assert names[0] == "imsmanifest.xml"
    assert names[1:] == sorted(names[1:])
    assert all(name.isascii() for name in names)
    for entry in entries:
        assert entry.date_time == (1980, 1, 1, 0, 0, 0)
        assert (entry.create_system, entry.extra, entry.comment) == (3, b"", b"")
        assert entry.compress_type == zipfile.ZIP_DEFLATED


BUILD = """
import sys
from pathlib import Path
from elearn.content.course.courses import load_course
from elearn.packaging.build import Format, build_packages
formats = [format for format in Format if format != "briefing"]
for built in build_packages([load_course(Path(sys.argv[1]))], formats, Path(sys.argv[2])):
    print(built.sha256)
"""


def test_the_same_source_gives_the_same_bytes_in_another_process_place_and_time_zone(tmp_path: Path) -> None:
    source = write_sample(tmp_path / "here")
    elsewhere = write_sample(tmp_path / "a place with spaces" / "and more")
    os.utime(elsewhere / "course.md", (0, 0))
    sums = set()
    for number, (folder, zone) in enumerate([(source, "Europe/London"), (elsewhere, "Pacific/Kiritimati")]):
        away = tmp_path / f"cwd{number}"
        away.mkdir()
        environment = {**os.environ, "PYTHONHASHSEED": str(number + 1), "TZ": zone, "LC_ALL": "C"}
        command = [sys.executable, "-c", BUILD, str(folder), str(away / "out")]
        done = subprocess.run(command, cwd=away, env=environment, capture_output=True, text=True, check=True)
        sums.add(done.stdout)
    assert len(sums) == 1


def test_a_course_with_errors_is_refused_with_all_of_them_and_nothing_is_written(tmp_path: Path) -> None:
    folder = write_sample(tmp_path)
    first = folder / "01-noticing.md"
    first.write_text(
        first.read_text()
        .replace(":name: record", ":name: first-words")
        .replace(":outcome: notice", ":outcome: noticing", 1)
    )
    (folder / "media" / "rings.svg").unlink()
    with pytest.raises(InputFault) as fault:
        build_package(load_course(folder), Format.SCORM_12, tmp_path / "out")
    assert len(fault.value.problems) >= 2
    assert all(problem.path and problem.remedy for problem in fault.value.problems)
    assert any(problem.line for problem in fault.value.problems)
    assert not (tmp_path / "out").exists()


def test_of_several_courses_none_is_written_when_one_is_broken(loaded: LoadedCourse, tmp_path: Path) -> None:
    broken = load_course(tmp_path / "nothing-here")
    with pytest.raises(InputFault):
        build_packages([loaded, broken], SCORM, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_title_that_scorm_12_cannot_hold_is_refused(loaded: LoadedCourse, tmp_path: Path) -> None:
    assert loaded.course
    long = replace(loaded, course=loaded.course.model_copy(update={"title": "Long " * 50}))
    with pytest.raises(InputFault, match="title"):
        build_package(long, Format.SCORM_12, tmp_path / "out")
    assert build_package(long, Format.SCORM_2004_4, tmp_path / "out").path.exists()


@pytest.mark.parametrize(
    ("format", "most", "name"),
    [
        (Format.SCORM_12, 200, "SCORM 1.2"),
        (Format.SCORM_2004_3, 1000, "2004"),
        (Format.SCORM_2004_4, 1000, "2004"),
    ],
)
def test_a_title_that_is_too_long_is_reported_where_the_author_wrote_it(
    tmp_path: Path, format: Format, most: int, name: str
) -> None:
    folder = write_sample(tmp_path)
    course_file = folder / "course.md"
    text = course_file.read_text(encoding="utf-8")
    course_file.write_text(text.replace("title: A small mark", f"title: {'m' * most}"), encoding="utf-8")
    assert package_files(load_course(folder), format)
    course_file.write_text(
        text.replace("title: A small mark", f"title: {'m' * (most + 1)}"), encoding="utf-8"
    )
    with pytest.raises(InputFault) as raised:
        package_files(load_course(folder), format)
    (problem,) = raised.value.problems
    assert (problem.path, problem.line, problem.severity) == (course_file.as_posix(), 2, "error")
    assert name in problem.message
    assert f"{most:,}" in problem.remedy


def test_a_module_title_that_is_too_long_matters_if_the_module_is_a_unit(tmp_path: Path) -> None:
    folder = write_sample(tmp_path)
    module = folder / "02-acting.md"
    module.write_text(
        module.read_text(encoding="utf-8").replace("# Acting", f"# {'Act ' * 60}".rstrip()), encoding="utf-8"
    )
    loaded = load_course(folder)
    assert package_files(loaded, Format.SCORM_12)
    assert package_files(loaded, Format.SCORM_2004_4, Structure.MODULES)
    with pytest.raises(InputFault) as raised:
        package_files(loaded, Format.SCORM_12, Structure.MODULES)
    assert [(p.path, p.line) for p in raised.value.problems] == [(module.as_posix(), 1)]


def test_a_name_that_a_server_cannot_keep_is_reported_at_the_author_s_file(tmp_path: Path) -> None:
    folder = write_sample(tmp_path)
    (folder / "media" / "rings.svg").rename(folder / "media" / "aux.svg")
    first = folder / "01-noticing.md"
    first.write_text(first.read_text(encoding="utf-8").replace("rings.svg", "aux.svg"), encoding="utf-8")
    (folder / "02-acting.md").rename(folder / "02-con.md")
    for structure, format in product(Structure, LMS_FORMATS):
        with pytest.raises(InputFault) as raised:
            package_files(load_course(folder), format, structure)
        paths = {problem.path for problem in raised.value.problems if problem.rule == "P08"}
        assert paths == {(folder / name).as_posix() for name in ("media/aux.svg", "02-con.md")}


def test_an_older_package_stays_when_the_new_one_cannot_be_written(
    loaded: LoadedCourse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = build_package(loaded, Format.SCORM_12, tmp_path).path
    before = path.read_bytes()

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("elearn.files.os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        build_package(loaded, Format.SCORM_12, tmp_path)
    assert path.read_bytes() == before
    assert [each.name for each in tmp_path.iterdir()] == [path.name]


def test_what_is_built_says_its_name_size_and_sum(loaded: LoadedCourse, tmp_path: Path) -> None:
    built = build_package(loaded, Format.SCORM_12, tmp_path).as_dict()
    assert list(built) == ["course", "version", "format", "path", "bytes", "sha256"]
    assert built["path"] == str(tmp_path / f"{SLUG}-1.0.0-scorm12.zip")


@each_format
def test_whatever_a_page_asks_for_is_in_the_package_and_nothing_is_asked_of_another_server(
    sound: Files, format: Format
) -> None:
    files = {
        name: text.decode() for name, text in sound[format].items() if name.endswith((".html", ".css", ".js"))
    }
    asked = [
        ref
        for text in files.values()
        for ref in re.findall(r"""(?:src|href)=\\?["']([^"'#\\][^"'\\]*)""", text)
    ]
    asked += re.findall(r"""url\(["']?([^"')]+)""", files["index.html"])
    assert "player.js" in asked
    wanted = {ref for ref in asked if not ref.startswith(("data:", "tel:", "mailto:"))}
    assert wanted <= set(sound[format])
