"""A cmi5 package, ours or anyone's.

We check its course structure against each clause of the specification.
"""
# ruff: noqa: E501 (tables of XML)

from pathlib import Path

import pytest

from elearn.packaging.validate.package import validate_package
from tests.packaging.conftest import Judge

C = "cmi5.xml"
PAGE = b"<script>const endpoint = new URLSearchParams(location.search).get('endpoint'); // xapi</script>"
SAYS = '<title><langstring lang="en-GB">{0}</langstring></title><description><langstring lang="en-GB">{0}.</langstring></description>'
TIDES = f"""<?xml version="1.0" encoding="utf-8"?>
<courseStructure xmlns="https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd">
 <course id="https://courses.example.org/tides">{SAYS.format("Tides")}</course>
 <objectives><objective id="https://courses.example.org/tides/o">{SAYS.format("Know the moon")}</objective></objectives>
 <block id="https://courses.example.org/tides/b">{SAYS.format("Both")}
  <objectives><objective idref="https://courses.example.org/tides/o"/></objectives>
  <au id="https://courses.example.org/tides/ebb" moveOn="CompletedAndPassed" masteryScore="0.8" launchMethod="OwnWindow" activityType="http://adlnet.gov/expapi/activities/lesson">
   {SAYS.format("Ebb")}
   <url>ebb/index.html?mode=1#top</url><launchParameters>{{"a": 1}}</launchParameters><entitlementKey>none</entitlementKey>
  </au>
 </block>
 <au id="https://courses.example.org/tides/flow" moveOn="Completed">{SAYS.format("Flow")}<url>flow.html</url></au>
</courseStructure>
"""
FILES = {"ebb/index.html": PAGE, "flow.html": PAGE}
ALONE = TIDES.replace("<url>", "<url>https://content.example.org/")


def test_a_sound_package_has_no_problems(judge: Judge) -> None:
    answer = judge({C: TIDES.encode(), **FILES}).as_dict()
    assert answer == {"valid": True, "standard": "cmi5", "problems": []}


FAULTS = [
    ("https://w3id.org/xapi/profiles/cmi5/v1/", "http://www.adlnet.gov/cmi5/", "P12", "error", "namespace"),
    ("courseStructure", "courses", "P11", "error", "not XML"),
    ("<objectives><objective id=", "<goals/><objectives><objective id=", "P70", "error", "goals"),
    (' <course id="https://courses.example.org/tides">', ' <course id="https://courses.example.org/t"/><course id="https://courses.example.org/tides">', "P70", "error", "once only"),
    ("<url>flow.html</url>", "", "P70", "error", "no “url”"),
    ("<description>", "<summary/><description>", "P70", "error", "summary"),
    ("<url>flow.html</url>", "<entitlementKey/><url>flow.html</url>", "P70", "error", "too late"),
    ("<url>flow.html</url>", "<url>flow.html</url><url>flow.html</url>", "P70", "error", "once only"),
    ('<langstring lang="en-GB">Tides</langstring>', "", "P70", "error", "langstring"),
    ("</block>", f'<block id="https://courses.example.org/b2">{SAYS.format("Empty")}</block></block>', "P70", "error", "no “au” or “block”"),
    ("</block>", f'<block id="https://courses.example.org/b2">{SAYS.format("Outer")}<block id="https://courses.example.org/b3">{SAYS.format("Inner")}</block></block></block>', "P70", "error", "nothing to do"),
    ('moveOn="Completed"', 'moveOn="completed"', "P71", "error", "CompletedOrPassed"),
    ('moveOn="Completed"', 'moveon="Completed"', "P71", "error", "moveon"),
    ('launchMethod="OwnWindow"', 'launchMethod="NewWindow"', "P71", "error", "AnyWindow"),
    ('masteryScore="0.8"', 'masteryScore="80"', "P71", "error", "0 to 1"),
    ('masteryScore="0.8"', 'masteryScore="0.83333"', "P71", "error", "four decimals"),
    ('masteryScore="0.8"', 'masteryScore="1.01"', "P71", "error", "0 to 1"),
    ('masteryScore="0.8"', 'masteryScore="-0.5"', "P71", "error", "0 to 1"),
    ('id="https://courses.example.org/tides/flow"', "", "P72", "error", "no id"),
    ("https://courses.example.org/tides/flow", "flow", "P72", "error", "full IRI"),
    ("https://courses.example.org/tides/flow", "https://courses.example.org/tides/ebb", "P72", "error", "already used in line 7"),
    ("http://adlnet.gov/expapi/activities/lesson", "lesson", "P72", "warning", "full IRI"),
    ('lang="en-GB">Tides<', ">Tides<", "P73", "warning", "language"),
    ('lang="en-GB">Tides<', 'lang="English, mostly">Tides<', "P73", "error", "language"),
    (">Tides<", "> <", "P73", "warning", "blank"),
    (">Tides</langstring>", '>Tides</langstring><langstring lang="en-GB">Tide</langstring>', "P73", "warning", "twice"),
    ('idref="https://courses.example.org/tides/o"', 'idref="https://courses.example.org/tides/x"', "P74", "error", "not among"),
    ('idref="https://courses.example.org/tides/o"', "", "P74", "error", "no objective"),
    ("<url>flow.html</url>", "<url>Flow.html</url>", "P23", "error", "capital letters"),
    ("<url>flow.html</url>", "<url>none.html</url>", "P23", "error", "no such file"),
    ("<url>flow.html</url>", "<url> </url>", "P75", "error", "blank"),
    ("<url>flow.html</url>", "<url>flow.html?Registration=1</url>", "P75", "error", "Registration"),
    ("<url>flow.html</url>", "<url>../flow.html</url>", "P25", "error", "out of the package"),
    ("<url>flow.html</url>", "<url>file:///flow.html</url>", "P25", "error", "one computer"),
    ("<url>flow.html</url>", "<url>javascript:alert(1)</url>", "P25", "error", "out of the package"),
    ("<url>flow.html</url>", "<url>https://content.example.org/flow.html</url>", "P25", "warning", "another server"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "rule", "severity", "words"), FAULTS)
def test_a_fault_is_found_where_it_is(
    judge: Judge, old: str, new: str, rule: str, severity: str, words: str
) -> None:
    assert old in TIDES
    validation = judge({C: TIDES.replace(old, new, 1).encode(), **FILES})
    found = [p for p in validation.problems if p.rule == rule and words in p.message + p.remedy]
    assert found, validation.problems
    assert (found[0].severity, found[0].line > 0, found[0].column > 0) == (severity, True, True)
    assert found[0].path.endswith(f"!{C}")


@pytest.mark.parametrize("url", ["game://course/start", "flow.html"])
def test_a_protocol_of_an_application_of_its_own_is_no_fault(judge: Judge, url: str) -> None:
    structure = TIDES.replace("<url>flow.html</url>", f"<url>\n {url}\n</url>")
    assert judge({C: structure.encode(), **FILES}).problems == ()


def test_elements_and_attributes_of_other_namespaces_are_extensions(judge: Judge) -> None:
    structure = TIDES.replace(
        "<url>flow.html</url>", '<url>flow.html</url><v:note xmlns:v="urn:v" v:a="1">x</v:note>'
    )
    assert judge({C: structure.encode(), **FILES}).problems == ()


def test_a_course_that_is_done_before_it_is_begun_is_warned_of(judge: Judge) -> None:
    structure = TIDES.replace('moveOn="CompletedAndPassed"', "").replace(
        'moveOn="Completed"', 'moveOn="NotApplicable"'
    )
    assert [p.rule for p in judge({C: structure.encode(), **FILES}).problems] == ["P76"]


def test_a_unit_that_never_speaks_to_the_lms_is_warned_of(judge: Judge) -> None:
    problems = judge({C: TIDES.encode(), **dict.fromkeys(FILES, b"<p>Tides</p>")}).problems
    assert [(p.rule, p.severity) for p in problems] == [("P52", "warning")]


def test_a_course_structure_needs_no_zip_when_its_units_are_on_servers(judge: Judge) -> None:
    validation = judge(ALONE.encode())
    assert (validation.valid, validation.standard) == (True, "cmi5")
    assert {p.rule for p in validation.problems} == {"P25"}


def test_a_course_structure_alone_cannot_name_files(judge: Judge) -> None:
    problems = judge(TIDES.encode()).problems
    assert [(p.rule, p.severity) for p in problems] == [("P75", "error")] * 2
    assert all(p.path.endswith("package.zip") and p.line for p in problems)


@pytest.mark.parametrize(
    "content", [b"<html><p>Not found</p></html>", b"<manifest/>", b"<", b"\xff\xfe<\x00"]
)
def test_another_document_is_said_to_be_none(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "course.xml"
    path.write_bytes(content)
    validation = validate_package(path)
    assert (validation.valid, validation.standard) == (False, None)


def test_a_structure_in_a_folder_is_found_and_said(judge: Judge) -> None:
    problems = judge({f"course/{C}": TIDES.encode()}).problems
    assert [p.rule for p in problems] == ["P10"]
    assert "“course”" in problems[0].message


@pytest.mark.parametrize(("name", "kind"), [("tincan.xml", "Tin Can"), ("h5p.json", "H5P")])
def test_a_package_of_another_kind_is_named(judge: Judge, name: str, kind: str) -> None:
    problems = judge({name: b"", "index.html": b""}).problems
    assert [p.rule for p in problems] == ["P10"]
    assert kind in problems[0].message
