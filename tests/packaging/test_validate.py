"""What is wrong with a package, ours or anyone's.

Each fault is found at its place, and nothing in it is trusted.
"""

import io
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from elearn.packaging.build import LMS_FORMATS, Format
from elearn.packaging.validate.package import validate_package
from tests.packaging.conftest import Judge, zipped

Files = dict[str, bytes]
Sound = dict[Format, Files]
M = "imsmanifest.xml"
S12, S2004 = Format.SCORM_12, Format.SCORM_2004_4


def edit(old: str, new: str, member: str = M) -> Callable[[Files], None]:
    """Returns a change of one place in a member. It fails if there is no such place."""

    def change(files: Files) -> None:
        assert old.encode() in files[member], files[member].decode()
        files[member] = files[member].replace(old.encode(), new.encode(), 1)

    return change


def in_item(element: str) -> Callable[[Files], None]:
    """Returns the element, at the end of the item of a SCORM 1.2 manifest."""
    return edit("</item>", f"{element}</item>")


def add(name: str, content: bytes = b"x") -> Callable[[Files], None]:
    return lambda files: files.update({name: content})


def drop(name: str) -> Callable[[Files], None]:
    def change(files: Files) -> None:
        del files[name]

    return change


FAULTS = [
    (S12, drop(M), "P10", "error", "at the top of the package"),
    (S12, edit("</manifest>", ""), "P11", "error", "not XML"),
    (S12, edit("<manifest ", '<!DOCTYPE manifest><manifest '), "P11", "error", "document type"),
    (S12, edit("encoding='UTF-8'", "encoding='EBCDIC-ROT13'"), "P11", "error", "not XML"),
    (S12, edit("imscp_rootv1p1p2\"", "imscp_rootv9\""), "P12", "error", "SCORM 1.2 or 2004"),
    (S12, edit("<organizations default", "<organisations default"), "P11", "error", "not XML"),
    (S12, edit("isvisible=\"true\"", "isvisible=\"perhaps\""), "P13", "error", "isvisible"),
    (S2004, edit("<adlnav:hideLMSUI>continue<", "<adlnav:hideLMSUI>everything<"), "P13", "error", "hideLMSUI"),
    (S12, edit("<schemaversion>1.2<", "<schemaversion>1.3<"), "P14", "warning", "1.3"),
    (S2004, edit("2004 4th Edition", "2004 9th Edition"), "P14", "error", "9th"),
    (S12, edit('identifier="item-', 'identifier="resource-'), "P20", "error", "already used"),
    (S2004, edit('objectiveID="act"', 'objectiveID="notice"'), "P20", "error", "twice"),
    (S12, edit('identifierref="resource-', 'identifierref="nowhere-'), "P21", "error", "not there"),
    (S12, edit('default="organization-', 'default="item-'), "P21", "error", "default"),
    (S12, edit(' identifierref="resource-a-small-mark"', ""), "P22", "error", "starts anything"),
    (S12, edit(' href="index.html">', ">"), "P22", "error", "no href"),
    (S12, drop("index.html"), "P23", "error", "no such file"),
    (S12, edit('<file href="index.html"', '<file href="Index.html"'), "P23", "error", "no such file"),
    (S12, add("extra.html"), "P24", "warning", "not in the manifest's list"),
    (S12, edit('href="index.html">', 'href="https://lms.example/index.html">'), "P25", "error", "another server"),
    (S12, edit('<file href="index.html"', '<file href="../../etc/passwd"'), "P25", "error", "out of the package"),
    (S12, edit('<file href="index.html"', '<file href="C:/index.html"'), "P25", "error", "out of the package"),
    (S12, edit('<file href="index.html"', '<file href="/index.html"'), "P25", "error", "out of the package"),
    (S12, edit('<file href="index.html"', '<file href="file:///index.html"'), "P25", "error", "out of the package"),
    (S12, edit('adlcp:scormtype="sco" ', ""), "P26", "error", "SCO or an asset"),
    (S12, edit('type="webcontent"', 'type="text/html"'), "P27", "error", "webcontent"),
    (S2004, edit("</item>", '<item identifier="below"><title>B</title></item></item>'), "P22", "error", "holds others"),
    (S12, drop("metadata.xml"), "P30", "warning", "no such file"),
    (S2004, drop("metadata.xml"), "P30", "error", "no such file"),
    (S12, edit("<general>", "<general><colour/>", "metadata.xml"), "P31", "warning", "colour"),
    (S12, edit(">Final<", "/><x>Final</x><", "metadata.xml"), "P11", "error", "not XML"),
    (S2004, edit("<general>", "<general><colour/>", "metadata.xml"), "P31", "error", "colour"),
    (S2004, edit("<language>en-GB<", "<language>English, mostly<", "metadata.xml"), "P31", "error", "language"),
    (S12, edit("What to do when", "What to do when " * 70, "metadata.xml"), "P32", "warning", "1,000"),
    (S2004, edit("What to do when", "What to do when " * 70, "metadata.xml"), "P32", "error", "1,000"),
    (S2004, edit("PT10M", "10 minutes", "metadata.xml"), "P33", "warning", "ISO 8601"),
    (S12, in_item("<adlcp:masteryscore>80</adlcp:masteryscore>"), "P41", "warning", "mastery"),
    (S12, in_item("<adlcp:masteryscore>most</adlcp:masteryscore>"), "P41", "error", "0 to 100"),
    (S12, in_item("<adlcp:maxtimeallowed>1 h</adlcp:maxtimeallowed>"), "P42", "error", "HHHH"),
    (S2004, edit("completionSetByContent", "tracked2"), "P13", "error", "tracked2"),
    (S2004, edit('completionSetByContent="true"', 'completionSetByContent="false"'), "P43", "warning", "completion"),
    (S12, edit("<head>", '<head><script src="//cdn.example/x.js">', "index.html"), "P50", "warning", "cdn.example"),
    (S12, add("a.css", b"@import url(//fonts.example/a.css);"), "P50", "warning", "fonts"),
]  # fmt: skip


@pytest.mark.parametrize(("format", "spoil", "rule", "severity", "words"), FAULTS)
def test_a_fault_is_found_with_its_place_and_a_remedy(
    sound: Sound,
    judge: Judge,
    format: Format,
    spoil: Callable[[Files], None],
    rule: str,
    severity: str,
    words: str,
) -> None:
    files = dict(sound[format])
    spoil(files)
    validation = judge(files)
    found = [p for p in validation.problems if p.rule == rule and words in p.message + p.remedy]
    assert found, validation.problems
    assert found[0].severity == severity
    assert found[0].remedy
    assert validation.valid is not any(p.severity == "error" for p in validation.problems)


def test_a_fault_in_the_manifest_names_its_line(sound: Sound, judge: Judge) -> None:
    files = dict(sound[S12])
    edit('identifierref="resource-', 'identifierref="nowhere-')(files)
    line = files[M].decode()[: files[M].decode().index("nowhere-")].count("\n") + 1
    problem = next(p for p in judge(files).problems if p.rule == "P21")
    assert (problem.path.rpartition("!")[2], problem.line) == (M, line)


def test_many_faults_are_said_at_once(sound: Sound, judge: Judge) -> None:
    files = dict(sound[S12])
    for spoil in (drop("index.html"), add("stray.txt"), edit('default="organization-', 'default="item-')):
        spoil(files)
    assert {"P21", "P23", "P24"} <= {problem.rule for problem in judge(files).problems}


def test_a_manifest_in_a_folder_is_found_and_said(sound: Sound, judge: Judge) -> None:
    problems = judge({f"course/{name}": content for name, content in sound[S12].items()}).problems
    assert [problem.rule for problem in problems] == ["P10"]
    assert "course/imsmanifest.xml" in problems[0].remedy


def test_metadata_inside_the_manifest_are_read_as_well(sound: Sound, judge: Judge) -> None:
    lom = '<lom xmlns="http://www.imsglobal.org/xsd/imsmd_rootv1p2p1"><general><language>en</language><nonsense/></general></lom>'
    files = dict(sound[S12])
    edit("</metadata>", f"{lom}</metadata>")(files)
    space = "http://www.imsglobal.org/xsd/imsmd_rootv1p2p1"
    edit('xsi:schemaLocation="', f'xsi:schemaLocation="{space} imsmd_rootv1p2p1.xsd ')(files)
    assert [problem.rule for problem in judge(files).problems] == ["P31"]


def test_an_extension_of_another_namespace_that_has_a_schema_is_no_fault(sound: Sound, judge: Judge) -> None:
    for format in (S12, S2004):
        files = dict(sound[format])
        add("vendor.xsd", b"<schema xmlns='http://www.w3.org/2001/XMLSchema'/>")(files)
        edit('xsi:schemaLocation="', 'xsi:schemaLocation="urn:vendor vendor.xsd ')(files)
        edit("</metadata>", '<v:note xmlns:v="urn:vendor">ours</v:note></metadata>')(files)
        edit("<resource ", '<resource xmlns:v="urn:vendor" v:colour="blue" ')(files)
        assert judge(files).problems == ()


def test_the_manifest_may_be_in_another_encoding(sound: Sound, judge: Judge) -> None:
    files = dict(sound[S12])
    files[M] = files[M].decode().replace("encoding='UTF-8'", "encoding='UTF-16'").encode("utf-16")
    assert judge(files).valid


def test_base_paths_are_joined(sound: Sound, judge: Judge) -> None:
    files = {
        name if name.endswith((".xml", ".xsd")) else f"pages/{name}": c for name, c in sound[S12].items()
    }
    edit('href="index.html">', 'href="index.html" xml:base="pages/">')(files)
    edit('<file href="metadata.xml"/>', "")(files)
    assert judge(files).problems == ()


@pytest.mark.parametrize(
    "name", ["../evil.html", "/etc/evil", "a/../../evil", "..\\evil", "C:\\evil", "C:evil", "a\x01b"]
)
def test_a_name_that_leads_out_of_the_package_is_refused_and_nothing_is_written(
    sound: Sound, judge: Judge, name: str, tmp_path: Path
) -> None:
    before = {path for path in tmp_path.parent.rglob("*") if "evil" in path.name}
    buffer = io.BytesIO(zipped(sound[S12]))
    with zipfile.ZipFile(buffer, "a") as archive:
        member = zipfile.ZipInfo("placeholder")
        member.filename = name
        archive.writestr(member, b"x")
    assert "P03" in {problem.rule for problem in judge(buffer.getvalue()).problems}
    assert {path for path in tmp_path.parent.rglob("*") if "evil" in path.name} == before


def test_a_link_is_refused(sound: Sound, judge: Judge) -> None:
    buffer = io.BytesIO(zipped(sound[S12]))
    with zipfile.ZipFile(buffer, "a") as archive:
        link = zipfile.ZipInfo("link.html")
        link.create_system = 3
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    validation = judge(buffer.getvalue())
    assert "P03" in {problem.rule for problem in validation.problems}
    assert not validation.valid


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_files_of_one_name_are_refused(sound: Sound, judge: Judge) -> None:
    buffer = io.BytesIO(zipped(sound[S12]))
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr("index.html", b"another")
    assert "P04" in {problem.rule for problem in judge(buffer.getvalue()).problems}


def test_names_that_some_systems_confuse_or_garble_are_warned_of(sound: Sound, judge: Judge) -> None:
    rules = {p.rule: p.severity for p in judge({**sound[S12], "INDEX.html": b"", "médias.css": b""}).problems}
    assert rules["P04"] == rules["P06"] == "warning"


@pytest.mark.parametrize("share", [0.0, 0.01, 0.3, 0.7, 0.99])
def test_a_zip_that_was_cut_off_is_said_to_be(sound: Sound, judge: Judge, share: float) -> None:
    whole = zipped(sound[S12])
    validation = judge(whole[: int(len(whole) * share)])
    assert (validation.valid, validation.standard) == (False, None)
    assert [problem.rule for problem in validation.problems] == ["P01"]
    assert "download" in validation.problems[0].remedy


def test_a_file_that_is_no_zip_a_folder_and_nothing_at_all_are_said_to_be(
    judge: Judge, tmp_path: Path
) -> None:
    assert judge(b"%PDF-1.7 and so on").problems[0].rule == "P01"
    assert "folder" in validate_package(tmp_path).problems[0].message
    assert "no such file" in validate_package(tmp_path / "none.zip").problems[0].message


def test_a_damaged_member_is_named(sound: Sound, judge: Judge) -> None:
    whole = bytearray(zipped(sound[S12]))
    with zipfile.ZipFile(io.BytesIO(bytes(whole))) as archive:
        start = archive.getinfo("player.js").header_offset + 30 + len("player.js") + 20
    whole[start] ^= 0xFF
    found = [problem for problem in judge(bytes(whole)).problems if problem.rule == "P05"]
    assert found
    assert found[0].path.endswith("!player.js")


def test_an_encrypted_member_is_refused(sound: Sound, judge: Judge) -> None:
    whole = bytearray(zipped(sound[S12]))
    central = whole.index(b"PK\x01\x02")
    whole[central + 8] |= 1
    assert "P05" in {problem.rule for problem in judge(bytes(whole)).problems}


def test_a_manifest_that_cannot_be_read_is_not_said_to_be_missing(sound: Sound, judge: Judge) -> None:
    whole = bytearray(zipped(sound[S12]))
    with zipfile.ZipFile(io.BytesIO(bytes(whole))) as archive:
        start = archive.getinfo(M).header_offset + 30 + len(M) + 20
    whole[start] ^= 0xFF
    assert {problem.rule for problem in judge(bytes(whole)).problems if problem.severity == "error"} == {
        "P05"
    }


def test_an_address_on_the_web_is_not_joined_to_a_base_path(sound: Sound, judge: Judge) -> None:
    files = dict(sound[S12])
    asset = (
        '<resource identifier="web" type="webcontent" adlcp:scormtype="asset" xml:base="pages/" href="{}"/>'
    )
    edit("</resources>", asset.format("https://board.example/") + "</resources>")(files)
    validation = judge(files)
    assert validation.valid
    assert [problem.rule for problem in validation.problems] == ["P25"]


def test_a_way_of_compressing_that_the_standard_does_not_know_is_refused(sound: Sound, judge: Judge) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_LZMA) as archive:
        for name, content in sound[S12].items():
            archive.writestr(name, content)
    assert "P05" in {problem.rule for problem in judge(buffer.getvalue()).problems}


def test_a_bomb_is_not_read(judge: Judge) -> None:
    assert [
        problem.rule for problem in judge({M: b"<manifest/>", "bomb.html": bytes(64 * 1024**2)}).problems
    ] == ["P02"]


def test_sizes_that_a_zip_only_claims_are_refused(sound: Sound, judge: Judge) -> None:
    whole = bytearray(zipped(sound[S12]))
    at = -1
    while (at := whole.find(b"PK\x01\x02", at + 1)) >= 0:
        struct.pack_into("<I", whole, at + 24, 0xFFFFFFF0)
    assert [problem.rule for problem in judge(bytes(whole)).problems] == ["P02"]


def test_too_many_members_are_refused(judge: Judge) -> None:
    assert [problem.rule for problem in judge({f"{n}.txt": b"" for n in range(20_001)}).problems] == ["P02"]


BOMB = (
    b'<!DOCTYPE manifest [<!ENTITY a "aaaaaaaaaa">'
    + b"".join(b'<!ENTITY %c "%s">' % (ord("a") + n, b"&%c;" % (ord("a") + n - 1) * 10) for n in range(1, 10))
    + b"]>"
)


@pytest.mark.parametrize(
    "prolog",
    [
        BOMB,
        b'<!DOCTYPE manifest [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
        b'<!DOCTYPE manifest SYSTEM "http://127.0.0.1:1/never.dtd">',
    ],
)
@pytest.mark.parametrize("member", [M, "metadata.xml"])
def test_entities_are_neither_followed_nor_expanded(
    sound: Sound, judge: Judge, prolog: bytes, member: str
) -> None:
    files = dict(sound[S12])
    declared, _, rest = files[member].partition(b"?>\n")
    reference = b"&j;" if prolog is BOMB else b"&a;" if b"ENTITY" in prolog else b""
    files[member] = declared + b"?>\n" + prolog + rest.replace(b">en-GB<", b">" + reference + b"<")
    if member == M:
        files[member] = files[member].replace(b"<title>", b"<title>" + reference)
    problems = judge(files).problems
    assert "P11" in {problem.rule for problem in problems}
    assert "root:" not in "".join(map(str, problems))


def test_the_schemas_that_a_manifest_points_to_are_not_fetched(
    sound: Sound, judge: Judge, tmp_path: Path
) -> None:
    """The manifest names a schema that would refuse it. Nobody fetches that schema."""
    schema = tmp_path / "own.xsd"
    schema.write_text(
        '<xsd:schema xmlns:xsd="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:own"><xsd:bad/></xsd:schema>'
    )
    files = dict(sound[S12])
    edit('xsi:schemaLocation="', f'xsi:schemaLocation="urn:own {schema.as_uri()} ')(files)
    assert judge(files).problems == ()


def test_a_report_can_be_printed_whatever_the_names_are(sound: Sound, judge: Judge) -> None:
    validation = judge({**sound[S12], "\x1b[31mred\x07.html": b"", "lone\u202e.html": b""})
    for problem in validation.problems:
        str(problem).encode("utf-8")
        assert "\x1b" not in str(problem)
        assert "\u202e" not in str(problem)


@pytest.mark.parametrize("format", sorted(LMS_FORMATS))
def test_our_own_packages_have_no_problems_and_say_their_standard(
    sound: Sound, judge: Judge, format: Format
) -> None:
    answer = judge(sound[format]).as_dict()
    assert answer == {"valid": True, "standard": format.value, "problems": []}
