"""What is around the files of a zip, what the files are called, and what is in a zip without a manifest at its top."""

import io
import struct
import unicodedata
import zipfile

import pytest

from elearn.packaging.validate.members import MOST_TEXT
from elearn.packaging.validate.package import Validation
from elearn.problems import Problem
from tests.packaging.conftest import Judge, zipped
from tests.packaging.test_validate_cmi5 import FILES, TIDES
from tests.packaging.test_validate_rules import ONE, SCRIPT

M = "imsmanifest.xml"
ONE_FILES = {M: ONE.encode(), "a.html": SCRIPT}
CMI5_FILES = {"cmi5.xml": TIDES.encode(), **FILES}


def of_rule(validation: Validation, rule: str) -> Problem:
    (problem,) = [each for each in validation.problems if each.rule == rule]
    return problem


def raw_zip(files: dict[str, bytes]) -> bytes:
    """A zip with exactly these names, which `zipfile` would change on the way."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in files.items():
            member = zipfile.ZipInfo("placeholder")
            member.filename = name
            archive.writestr(member, content)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("junk", "words"),
    [
        (b"MZ\x90\x00" + bytes(500), "unpacks itself"),
        (b"#!/bin/sh\nexit\n", "unpacks itself"),
        (b"HTTP/1.1 200 OK\r\nContent-Type: application/zip\r\n\r\n", "web server's answer"),
        (b"--boundary\r\nContent-Disposition: form-data\r\n\r\n", "upload form"),
        (b"<p>Warning: headers already sent</p>\n", "a page"),
        (b"<?xml version='1.0'?><note/>", "an XML document"),
        (b"\r\n", "blank lines"),
        (b"\xef\xbb\xbf", "byte order mark"),
        (b"x", "One byte"),
    ],
)
@pytest.mark.parametrize("files", [ONE_FILES, CMI5_FILES], ids=["scorm", "cmi5"])
def test_bytes_before_the_zip_are_an_error_and_the_rest_is_judged(
    judge: Judge, files: dict[str, bytes], junk: bytes, words: str
) -> None:
    validation = judge(junk + zipped(files))
    assert [(p.rule, p.severity) for p in validation.problems] == [("P01", "error")]
    assert words in validation.problems[0].message
    assert not validation.valid
    assert validation.standard in ("scorm12", "cmi5")


def test_bytes_before_the_zip_are_found_if_its_offsets_count_them(judge: Judge) -> None:
    buffer = io.BytesIO(b"MZ" + bytes(98))
    with zipfile.ZipFile(buffer, "a") as archive:
        for name, content in ONE_FILES.items():
            archive.writestr(name, content)
    problem = of_rule(judge(buffer.getvalue()), "P01")
    assert "100 bytes" in problem.message
    assert "plain zip" in problem.remedy


def test_bytes_after_the_zip_are_warned_of_and_a_comment_is_none(judge: Judge) -> None:
    whole = zipped(ONE_FILES)
    validation = judge(whole + b"<!-- 3 ms -->")
    assert [(p.rule, p.severity) for p in validation.problems] == [("P01", "warning")]
    assert "13 more bytes" in validation.problems[0].message
    buffer = io.BytesIO(whole)
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.comment = b"made on a Tuesday"
    assert judge(buffer.getvalue()).problems == ()
    assert "cut off" in of_rule(judge(buffer.getvalue()[:-3]), "P01").message


def test_files_that_share_their_bytes_are_an_error(judge: Judge) -> None:
    whole = bytearray(zipped({**ONE_FILES, "b.html": SCRIPT}))
    with zipfile.ZipFile(io.BytesIO(bytes(whole))) as archive:
        first, second = archive.getinfo("a.html").header_offset, archive.getinfo("b.html").header_offset
    at = whole.rindex(struct.pack("<I", second), whole.index(b"PK\x01\x02"))
    whole[at : at + 4] = struct.pack("<I", first)
    found = [p for p in judge(bytes(whole)).problems if "begins inside another" in p.message]
    assert [(p.rule, p.severity) for p in found] == [("P05", "error")]


@pytest.mark.parametrize("prefix", ["./", "/", ".//", ".\\"])
@pytest.mark.parametrize("files", [ONE_FILES, CMI5_FILES], ids=["scorm", "cmi5"])
def test_names_that_begin_with_a_dot_or_slash_are_said_to(
    judge: Judge, files: dict[str, bytes], prefix: str
) -> None:
    manifest = next(iter(files))
    validation = judge(raw_zip({prefix + name: content for name, content in files.items()}))
    problem = of_rule(validation, "P10")
    assert f"“{prefix}{manifest}”" in problem.message
    assert f"“{prefix}”" in problem.remedy
    assert "folder “.”" not in problem.message
    assert "P08" not in {p.rule for p in validation.problems}


def test_a_zip_of_backslashes_says_so(judge: Judge) -> None:
    validation = judge(raw_zip({f"course\\{name}": content for name, content in ONE_FILES.items()}))
    assert "course\\imsmanifest.xml" in of_rule(validation, "P10").remedy
    problem = of_rule(validation, "P03")
    assert "There are 2: course\\a.html, course\\imsmanifest.xml." in problem.message
    assert "course/a.html" in problem.remedy
    assert all(p.severity == "error" for p in validation.problems)


def test_a_name_with_a_backslash_is_reported_at_its_file(judge: Judge) -> None:
    problem = of_rule(judge(raw_zip({**ONE_FILES, "data\\b.html": SCRIPT})), "P03")
    assert problem.path.endswith("!data\\b.html")
    assert "backslash" in problem.message
    assert "data/b.html" in problem.remedy


def test_two_names_that_differ_in_their_unicode_form_alone_are_warned_of(judge: Judge) -> None:
    files = {unicodedata.normalize(form, "é.png"): b"x" for form in ("NFC", "NFD")}
    assert len(files) == 2
    problem = of_rule(judge({**ONE_FILES, **files}), "P04")
    assert problem.severity == "warning"
    assert "Unicode form" in problem.message


@pytest.mark.parametrize(
    ("files", "named"),
    [
        ({"course.zip": zipped(ONE_FILES)}, "course.zip"),
        ({"readme.txt": b"x", "To upload/Course.ZIP": zipped(CMI5_FILES)}, "To upload/Course.ZIP"),
        ({"notes.zip": zipped({"a.txt": b"x"}), "z.zip": zipped(ONE_FILES)}, "z.zip"),
        ({"__MACOSX/._course.zip": b"x", "course.zip": zipped(ONE_FILES)}, "course.zip"),
        ({"large.zip": raw_zip({"film.bin": bytes(MOST_TEXT + 9), **ONE_FILES})}, "large.zip"),
    ],
)
def test_a_package_inside_a_zip_is_named(judge: Judge, files: dict[str, bytes], named: str) -> None:
    validation = judge(files)
    problem = of_rule(validation, "P10")
    assert f"package: {named}" in problem.message
    assert named in problem.remedy
    assert validation.standard is None


def test_several_packages_inside_a_zip_are_all_named(judge: Judge) -> None:
    problem = of_rule(judge({"a.zip": zipped(ONE_FILES), "b.zip": zipped(CMI5_FILES)}), "P10")
    assert "a.zip, b.zip" in problem.message


@pytest.mark.parametrize("inner", [b"", b"PK\x03\x04 and no more", zipped({"deep.zip": zipped(ONE_FILES)})])
def test_another_zip_inside_a_zip_is_no_package(judge: Judge, inner: bytes) -> None:
    """Only the names in it are read. What is in a zip in that zip is not looked at."""
    problem = of_rule(judge({"course.zip": inner}), "P10")
    assert "another zip: course.zip" in problem.message
    assert "deep" not in str(problem)


LITTER = [
    "__MACOSX/._a.html",
    ".DS_Store",
    "img/.DS_Store",
    "._a.html",
    "Thumbs.db",
    "img/Desktop.ini",
    ".git/HEAD",
]


@pytest.mark.parametrize("name", LITTER)
@pytest.mark.parametrize("files", [ONE_FILES, CMI5_FILES], ids=["scorm", "cmi5"])
def test_what_an_operating_system_left_is_to_be_removed(
    judge: Judge, files: dict[str, bytes], name: str
) -> None:
    (problem,) = judge({**files, name: b"x"}).problems
    assert (problem.rule, problem.severity) == ("P24", "warning")
    assert problem.path.endswith(f"!{name}")
    assert "Remove" in problem.remedy
    assert "file element" not in problem.remedy


def test_much_litter_is_one_warning_beside_the_files_that_are_not_listed(judge: Judge) -> None:
    problems = judge({**ONE_FILES, **dict.fromkeys(LITTER, b"x"), "b.png": b"x"}).problems
    assert [p.rule for p in problems] == ["P24", "P24"]
    assert any("There are 7" in p.message and "Remove them" in p.remedy for p in problems)
    assert any(p.path.endswith("!b.png") and "file element" in p.remedy for p in problems)


def test_litter_that_the_manifest_lists_is_to_be_removed_there_too(judge: Judge) -> None:
    manifest = ONE.replace("</resource>", '<file href="lib/.DS_Store"/></resource>', 1)
    (problem,) = judge({M: manifest.encode(), "a.html": SCRIPT, "lib/.DS_Store": b"x"}).problems
    assert problem.rule == "P24"
    assert "out of the manifest" in problem.remedy


@pytest.mark.parametrize("name", ["git.html", "thumbs.dbx", "a._b.png", "macosx/a.png"])
def test_a_file_of_the_course_is_no_litter(judge: Judge, name: str) -> None:
    assert "file element" in of_rule(judge({**ONE_FILES, name: b"x"}), "P24").remedy


NFC = unicodedata.normalize("NFC", "méd.html")
NEAR = [
    ("a.html", "A.html", "capital letters"),
    (NFC, unicodedata.normalize("NFD", NFC), "the file's accented letters are decomposed (NFD)"),
    (unicodedata.normalize("NFD", NFC), NFC, "the file's accented letters are composed (NFC)"),
    ("my page.html", "my%20page.html", "“%2520”"),
    ("my%20page.html", "my%20page.html", "“%2520”"),
    ("my%2520page.html", "my page.html", "encoded twice"),
    ("my%2520page.html", "My page.html", "capital letters"),
    ("data/a.html", "data\\a.html", "backslash"),
    ("data/a.html", "data//a.html", "“//”"),
    ("a.html", "./a.html", "“./”"),
]


@pytest.mark.parametrize(("reference", "stored", "words"), NEAR)
def test_a_name_that_nearly_fits_is_named_with_the_difference(
    judge: Judge, reference: str, stored: str, words: str
) -> None:
    manifest = ONE.replace('"a.html"', f'"{reference}"')
    validation = judge(raw_zip({M: manifest.encode(), stored: SCRIPT}))
    found = [p for p in validation.problems if p.rule == "P23"]
    assert len(found) == 2, validation.problems
    assert all(p.severity == "error" and f"has {stored}." in p.remedy and words in p.remedy for p in found)
    assert not any("manifest's list" in p.message for p in validation.problems)


@pytest.mark.parametrize(("reference", "stored", "words"), NEAR)
def test_the_same_goes_for_the_addresses_of_cmi5(
    judge: Judge, reference: str, stored: str, words: str
) -> None:
    structure = TIDES.replace("<url>flow.html", f"<url>{reference}").encode()
    validation = judge(raw_zip({"cmi5.xml": structure, "ebb/index.html": SCRIPT, stored: SCRIPT}))
    problem = of_rule(validation, "P23")
    assert f"has {stored}." in problem.remedy
    assert words in problem.remedy


@pytest.mark.parametrize(("reference", "stored", "words"), NEAR)
def test_the_same_goes_for_what_a_page_loads(judge: Judge, reference: str, stored: str, words: str) -> None:
    page = f'<meta charset="utf-8"><img src="pages/{reference}">'.encode()
    stored = f"pages/{stored}"
    manifest = ONE.replace("</resource>", f'<file href="{stored}"/></resource>', 1)
    validation = judge(raw_zip({M: manifest.encode(), "a.html": SCRIPT + page, stored: b"x"}))
    problem = of_rule(validation, "P53")
    assert f"has {stored}." in problem.remedy
    assert words in problem.remedy


def test_a_reference_with_a_backslash_is_told_to_write_a_slash(judge: Judge) -> None:
    manifest = ONE.replace('"a.html"', '"data\\a.html"').encode()
    for stored, words in (
        ("data/a.html", "has data/a.html"),
        ("data/A.html", "capital letters"),
        ("b.html", "none"),
    ):
        problems = judge({M: manifest, stored: SCRIPT}).problems
        found = [p for p in problems if p.rule == "P25"]
        assert all("backslash" in p.message and words in p.remedy for p in found)
        assert [p.severity for p in found] == ["error", "error"]
    structure = TIDES.replace("<url>ebb/index", "<url>ebb\\index").encode()
    problem = of_rule(judge({"cmi5.xml": structure, **FILES}), "P25")
    assert "backslash" in problem.message
    assert "ebb/index.html" in problem.remedy


def test_a_page_may_load_with_a_backslash_because_browsers_turn_it(judge: Judge) -> None:
    manifest = ONE.replace("</resource>", '<file href="img/x.png"/></resource>', 1).encode()
    page = SCRIPT + b'<img src="img\\x.png">'
    assert judge({M: manifest, "a.html": page, "img/x.png": b"x"}).problems == ()


def test_a_name_in_utf_8_without_its_flag_is_read_as_most_systems_read_it(judge: Judge) -> None:
    """The packer of macOS leaves the flag out."""
    whole = bytearray(zipped({M: ONE.replace('"a.html"', '"é.html"').encode(), "é.html": SCRIPT}))
    for mark, at in ((b"PK\x03\x04", 7), (b"PK\x01\x02", 9)):
        flag = whole.rindex(mark) + at
        assert whole[flag] == 8
        whole[flag] = 0
    assert [(p.rule, p.severity) for p in judge(bytes(whole)).problems] == [("P06", "warning")]


@pytest.mark.parametrize(
    "name",
    [
        "imsmanifest (1).xml",
        " imsmanifest.xml",
        "imsmanifest - Copy.xml",
        "imsmanifest.xml.txt",
        "imsmanifest.xml.xml",
        "IMSMANIFEST.XML",
    ],
)
def test_a_manifest_of_nearly_the_name_is_named(judge: Judge, name: str) -> None:
    problem = of_rule(judge({name: ONE.encode(), "a.html": SCRIPT}), "P10")
    assert name in problem.message
    assert "Call it imsmanifest.xml" in problem.remedy
