"""What runs everywhere although it breaks a rule is a warning; what an LMS is known to refuse is an error."""

import re

import pytest

from elearn.packaging.validate.package import Validation
from tests.packaging.conftest import Judge
from tests.packaging.test_validate_rules import MANY, ONE, SCHEMA, SCRIPT

M = "imsmanifest.xml"


def judged(judge: Judge, manifest: str, **more: bytes) -> Validation:
    return judge(
        {M: manifest.encode(), "a.html": SCRIPT, **SCHEMA, **{f"{n}.xml": c for n, c in more.items()}}
    )


def found(validation: Validation) -> list[tuple[str, str]]:
    return [(p.rule, p.severity) for p in validation.problems]


NAMES = ["1", "9f3a-7c", "-x", ".x", "a:b", "a b", "a/b", "{6F}", "é b", "a@b", "a,b", "x'y"]


@pytest.mark.parametrize("manifest", [ONE, MANY], ids=["1.2", "2004"])
@pytest.mark.parametrize("name", NAMES)
def test_identifiers_that_are_no_xml_names_are_warned_of(judge: Judge, manifest: str, name: str) -> None:
    for old in ("m", "o", "i2", "r1"):
        changed = re.sub(f'(identifier|default|identifierref)="{old}"', rf'\1="{name}"', manifest)
        validation = judged(judge, changed)
        assert validation.valid, validation.problems
        assert set(found(validation)) == {("P13", "warning")}
        assert f"“{name}”" in validation.problems[0].message


def test_a_blank_identifier_is_none_and_stays_an_error(judge: Judge) -> None:
    for manifest in (ONE, MANY):
        for blank in ("", " "):
            validation = judged(judge, manifest.replace('identifier="i2"', f'identifier="{blank}"'))
            assert ("P13", "error") in found(validation)


def test_names_in_the_sequencing_are_no_other_matter(judge: Judge) -> None:
    validation = judged(judge, MANY.replace('"shared"', '"7 shared"'))
    assert found(validation) == [("P13", "warning")] * 2
    twice = MANY.replace(
        "</imsss:sequencingCollection>", '<imsss:sequencing ID="shared"/></imsss:sequencingCollection>'
    )
    assert not judged(judge, twice).valid


def test_an_identifier_that_is_used_twice_is_one_error(judge: Judge) -> None:
    for name in ("i1", "1"):
        changed = ONE.replace('"i1"', f'"{name}"').replace('"i2"', f'"{name}"')
        errors = [p for p in judged(judge, changed).problems if p.severity == "error"]
        assert [p.rule for p in errors] == ["P20"]


def test_many_warnings_hide_no_error(judge: Judge) -> None:
    items = "".join(f'<item identifier="{n}" identifierref="r1"><title>{n}</title></item>' for n in range(60))
    changed = ONE.replace(
        "</organization>",
        f'{items}<item identifier="z" isvisible="perhaps" identifierref="r1"><title>Z</title></item></organization>',
    )
    validation = judged(judge, changed)
    assert not validation.valid
    assert [p.severity for p in validation.problems].count("warning") == 20


LOM_12 = "http://www.imsglobal.org/xsd/imsmd_rootv1p2p1"
FAULTY_LOM = [
    "<general><colour/></general>",
    "<general><description><langstring>a</langstring></description><language>en</language></general>",
    "<general><language>English, mostly</language></general>",
    f"<general><description><langstring>{'x' * 1001}</langstring></description></general>",
    "<lifecycle><status><source><langstring>LOMv1.0</langstring></source></status></lifecycle><general/>",
]


@pytest.mark.parametrize("content", FAULTY_LOM)
def test_faults_of_metadata_in_scorm_12_are_warnings(judge: Judge, content: str) -> None:
    lom = f'<lom xmlns="{LOM_12}">{content}</lom>'
    inside = judged(judge, ONE.replace("</metadata>", f"{lom}</metadata>"))
    at_item = judged(
        judge, ONE.replace("<title>Ebb</title>", f"<title>Ebb</title><metadata>{lom}</metadata>")
    )
    location = "<adlcp:location>m.xml</adlcp:location></metadata>"
    beside = judged(judge, ONE.replace("</metadata>", location), m=lom.encode())
    for validation in (inside, at_item, beside):
        assert validation.valid, validation.problems
        assert validation.problems
        assert {p.rule for p in validation.problems} <= {"P31", "P32"}


@pytest.mark.parametrize(
    "metadata",
    [
        "<schemaversion>1.2</schemaversion><schema>ADL SCORM</schema>",
        "<schema>ADL SCORM</schema><schemaversion>1.2</schemaversion><record/>",
        "<schema>ADL SCORM</schema><schemaversion>1.2</schemaversion><adlcp:location>none.xml</adlcp:location>",
        "<schema>ADL SCORM</schema><schemaversion>1.2</schemaversion><adlcp:colour>red</adlcp:colour>",
    ],
)
def test_faults_within_the_metadata_element_of_scorm_12_are_warnings(judge: Judge, metadata: str) -> None:
    validation = judged(judge, re.sub("<metadata>.*</metadata>", f"<metadata>{metadata}</metadata>", ONE))
    assert validation.valid
    assert {p.rule for p in validation.problems} <= {"P13", "P30"}
    assert validation.problems


def test_other_faults_of_the_schema_stay_errors(judge: Judge) -> None:
    for old, new in (
        ("<title>Ebb</title>", "<title>Ebb</title><colour/>"),
        ("<title>Ebb</title>", "<metadata/><title>Ebb</title>"),
        ('identifier="i1" ', ""),
        ('type="webcontent" ', ""),
        ("<title>Ebb</title>", f"<title>{'x' * 201}</title>"),
    ):
        assert ("P13", "error") in found(judged(judge, ONE.replace(old, new)))


@pytest.mark.parametrize("kind", ['adlcp:scormType="sco"', 'scormtype="sco"', 'adlcp:scormtype="SCO"'])
def test_a_kind_in_other_capitals_is_recognised_and_stays_an_error(judge: Judge, kind: str) -> None:
    """One LMS in wide use looks for exactly `adlcp:scormtype`, and records nothing without it."""
    problems = judged(judge, ONE.replace('adlcp:scormtype="sco"', kind)).problems
    (problem,) = [p for p in problems if p.rule == "P26"]
    assert problem.severity == "error"
    assert kind.replace('"', "").removeprefix("adlcp:") in problem.message
    assert 'Write adlcp:scormtype="sco"' in problem.remedy


def test_2004_without_a_schema_is_an_error(judge: Judge) -> None:
    for schema in ("", "<schema/>", "<schema> </schema>"):
        validation = judged(judge, MANY.replace("<schema>ADL SCORM</schema>", schema))
        assert ("P14", "error") in found(validation)
        validation = judged(judge, ONE.replace("<schema>ADL SCORM</schema>", schema))
        assert ("P14", "warning") in found(validation)
        assert validation.valid
    validation = judged(judge, re.sub("<metadata>.*</metadata>", "", MANY))
    assert found(validation) == [("P14", "error"), ("P14", "error")]
    assert found(judged(judge, MANY.replace("ADL SCORM", "Our SCORM"))) == [("P14", "warning")]


@pytest.mark.parametrize(
    ("said", "nearest", "standard"),
    [
        ("2004 3rd edition", "2004 3rd Edition", "scorm2004-3"),
        ("SCORM 2004 3rd Ed.", "2004 3rd Edition", "scorm2004-3"),
        ("2004 third edition", "2004 3rd Edition", "scorm2004-3"),
        ("2004 3", "2004 3rd Edition", "scorm2004-3"),
        ("3rd Edition", "2004 3rd Edition", "scorm2004-3"),
        ("2004 4th", "2004 4th Edition", "scorm2004-4"),
        ("2004 4TH EDITION", "2004 4th Edition", "scorm2004-4"),
        ("2004_fourth", "2004 4th Edition", "scorm2004-4"),
        ("1.3", "CAM 1.3", "scorm2004-2"),
        ("cam 1.3", "CAM 1.3", "scorm2004-2"),
        ("CAM 1.3.1", "CAM 1.3", "scorm2004-2"),
        ("2004 2nd Edition", "CAM 1.3", "scorm2004-2"),
    ],
)
def test_the_nearest_edition_is_named(judge: Judge, said: str, nearest: str, standard: str) -> None:
    validation = judged(judge, MANY.replace("2004 4th Edition", said))
    (problem,) = [p for p in validation.problems if p.rule == "P14"]
    assert (problem.severity, validation.standard) == ("error", standard)
    assert f"“{nearest}”" in problem.message
    assert f"<schemaversion>{nearest}<" in problem.remedy


@pytest.mark.parametrize("said", ["SCORM 1.2", "1.2.0", "v1.2", "CAM 1.2"])
def test_the_nearest_edition_of_a_manifest_of_12_is_12(judge: Judge, said: str) -> None:
    (problem,) = judged(judge, ONE.replace(">1.2<", f">{said}<")).problems
    assert (problem.rule, problem.severity) == ("P14", "warning")
    assert "“1.2”" in problem.message
    assert "<schemaversion>1.2<" in problem.remedy


def test_a_version_of_the_other_standard_is_said_to_be(judge: Judge) -> None:
    (problem,) = judged(judge, ONE.replace(">1.2<", ">2004 3rd edition<")).problems
    assert "namespaces of the manifest are those of SCORM 1.2" in problem.message
    (problem,) = judged(judge, MANY.replace("2004 4th Edition", "1.2")).problems
    assert problem.severity == "error"
    assert "namespaces of the manifest are those of SCORM 2004" in problem.message


def test_a_version_that_is_near_to_none_gets_them_all_named(judge: Judge) -> None:
    (problem,) = judged(judge, MANY.replace("2004 4th Edition", "2004 spring")).problems
    assert all(version in problem.remedy for version in ("2004 4th Edition", "2004 3rd Edition", "CAM 1.3"))


@pytest.mark.parametrize(
    ("element", "rule"),
    [
        ('<adlcp:prerequisites type="aicc_script"></adlcp:prerequisites>', "P40"),
        ("<adlcp:masteryscore/>", "P41"),
        ("<adlcp:maxtimeallowed> </adlcp:maxtimeallowed>", "P42"),
    ],
)
def test_blank_launch_data_of_12_are_as_good_as_none(judge: Judge, element: str, rule: str) -> None:
    validation = judged(judge, ONE.replace("<title>Ebb</title>", f"<title>Ebb</title>{element}"))
    assert found(validation) == [(rule, "warning")]
    assert "blank" in validation.problems[0].message


def test_an_export_as_well_known_tools_write_it_is_valid(judge: Judge) -> None:
    """Its identifiers are made from a title, and its metadata break their schema in three places."""
    lom = f"""<lom xmlns="{LOM_12}">
      <general><title><langstring xml:lang="x-none">Tides, and more</langstring></title><language></language></general>
      <lifecycle><status><value><langstring xml:lang="x-none">Final</langstring></value></status></lifecycle>
      <educational><typicallearningtime><datetime>PT0H0M0S</datetime></typicallearningtime></educational>
      <metametadata><metadatascheme>ADL SCORM 1.2</metadatascheme></metametadata>
    </lom>"""
    manifest = ONE.replace("</metadata>", f"{lom}</metadata>")
    manifest = manifest.replace('"o"', '"Tides,_and_more._ORG"').replace('"i1"', '"5ayKw0z57Mp"')
    validation = judged(judge, manifest)
    assert validation.valid, validation.problems
    assert {p.rule for p in validation.problems} == {"P13", "P31"}
