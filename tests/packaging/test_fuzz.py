"""Whatever someone does to a real package, validating it gives an answer and writes nothing."""

import sys
import sysconfig
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from elearn.assets import VENDOR
from elearn.packaging.build import Format
from elearn.packaging.validate.package import Validation, validate_package
from tests.packaging.conftest import zipped
from tests.packaging.test_validate_cmi5 import FILES, TIDES
from tests.packaging.test_validate_rules import MANY, ONE, SCRIPT

BUILT = (Format.SCORM_12, Format.SCORM_2004_4)
DOCUMENTS = [("imsmanifest.xml", ONE), ("imsmanifest.xml", MANY), ("cmi5.xml", TIDES)]
Sound = dict[Format, dict[str, bytes]]
FORMATS = (Format.SCORM_12, Format.SCORM_2004_4)
one_place = settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
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


JUNK = st.one_of(
    st.just(b""), st.binary(max_size=40), st.sampled_from([b"MZ", b"<a/>", b"PK\x05\x06", b"HTTP/"])
)


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


@one_place
@given(data=st.data())
def test_bytes_flipped_and_cut(sound: Sound, place: Path, data: st.DataObject) -> None:
    content = bytearray(
        zipped({n: c for n, c in sound[data.draw(st.sampled_from(FORMATS))].items() if len(c) < 9000})
    )
    for position in data.draw(st.lists(st.integers(0, len(content) - 1), max_size=12)):
        content[position] ^= data.draw(st.integers(1, 255))
    before, after = data.draw(JUNK), data.draw(JUNK)
    answer(place, before + bytes(content[: data.draw(st.integers(0, len(content))) or None]) + after)


@one_place
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


NAMES = [
    *(
        "../x",
        "/x",
        "x\\y",
        "",
        "a/",
        ".",
        "./imsmanifest.xml",
        "a\\imsmanifest.xml",
        "__MACOSX/._x",
        "x.zip",
    ),
    *("IMSMANIFEST.XML", "imsmanifest (1).xml", "cmi5.xml", "e\u0301.html", "a%20b.html"),
]


@one_place
@given(data=st.data())
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_members_renamed_dropped_and_doubled(sound: Sound, place: Path, data: st.DataObject) -> None:
    names = st.one_of(st.sampled_from([*sound[Format.SCORM_12], *NAMES]), st.text(max_size=20))
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


VALUES = st.one_of(
    st.sampled_from(
        [
            "",
            " ",
            "0",
            "-1",
            "1e9",
            "9" * 5000,
            "true",
            "o",
            "r1",
            "../x",
            "//x",
            "C:\\x",
            "a b",
            "?",
            "http://[",
            "%",
        ]
    ),
    st.text(
        st.characters(
            exclude_categories=["Cs"], exclude_characters=[chr(n) for n in range(32)] + ["\ufffe", "\uffff"]
        ),
        max_size=30,
    ),
)


@one_place
@given(data=st.data())
def test_a_document_whose_elements_were_moved_renamed_doubled_and_filled(
    place: Path, data: st.DataObject
) -> None:
    member, text = data.draw(st.sampled_from(DOCUMENTS))
    root = etree.fromstring(text.encode())
    for _ in range(data.draw(st.integers(1, 6))):
        _change(data, list(root.iter(etree.Element)))
    answer(place, zipped({member: etree.tostring(root), "a.html": SCRIPT, **FILES}))


def _change(data: st.DataObject, elements: list[etree._Element]) -> None:
    """A change somewhere in a document."""
    chosen, other = data.draw(st.sampled_from(elements)), data.draw(st.sampled_from(elements))
    match data.draw(st.sampled_from(["fill", "attribute", "remove", "copy", "rename", "add"])):
        case "fill":
            chosen.text = data.draw(VALUES)
        case "attribute" if chosen.attrib:
            chosen.set(data.draw(st.sampled_from(sorted(map(str, chosen.attrib)))), data.draw(VALUES))
        case "remove" if chosen.getparent() is not None:
            chosen.getparent().remove(chosen)
        case "copy":
            other.append(etree.fromstring(etree.tostring(chosen)))
        case "rename":
            chosen.tag = other.tag
        case "add":
            chosen.set("identifierref", data.draw(VALUES))


PIECES = [
    *("<script src=", "<link rel=stylesheet href='", '"', "'", ">", "//x.example/", "url(", "@import "),
    *("..", "/", "\\", "\n", "é", "\x00", "a.html", "<base href=", "import("),
]


@one_place
@given(page=st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=5)), max_size=30).map("".join))
def test_a_page_of_anything(place: Path, page: str) -> None:
    content = page.encode("utf-8", "surrogatepass")
    files = {"imsmanifest.xml": ONE.encode(), "a.html": content, "b.css": content, "c.js": content}
    validation = answer(place, zipped(files))
    lines = content.count(b"\n") + 1
    assert all(p.line <= lines for p in validation.problems if p.path.endswith(("a.html", "b.css", "c.js")))


HUGE = "x" * 3_000_000
OUTSIZE = [
    "<a>" * 100_000,
    "<a>" * 300 + "</a>" * 300,
    f'<manifest identifier="{HUGE}"/>',
    ONE.replace("Tides", HUGE),
    ONE.replace("<item ", "<item>" * 200 + "<item ", 1),
    MANY.replace('identifier="i3"', f'identifier="{HUGE}" parameters="{HUGE}"'),
    MANY.replace("</resource>", "".join(f'<file href="{n}/A.html"/>' for n in range(20_000)) + "</resource>"),
    ONE.replace("<item ", '<item identifier="i1"/>' * 50_000 + "<item ", 1),
    ONE.replace("</metadata>", "</metadata>" + "\n" * 70_000, 1).replace(
        'identifierref="r1"', 'identifierref="r9"'
    ),
    MANY.replace(
        "</organization>",
        '<item identifier="i"><imsss:sequencing IDRef="shared"/></item>' * 9_000 + "</organization>",
    ).replace(
        'ID="shared">',
        'ID="shared"><imsss:sequencingRules>'
        + "<imsss:preConditionRule/>" * 9_000
        + "</imsss:sequencingRules>",
    ),
    TIDES.replace("<url>flow.html", f"<url>{HUGE}"),
    TIDES.replace("<objectives>", "<objectives>" * 200, 1),
    f"<!DOCTYPE a [<!ENTITY b '{HUGE}'>]><manifest>&b;&b;&b;</manifest>",
    "<?xml version='1.0' encoding='UTF-7'?><manifest/>",
]


@pytest.mark.parametrize("document", OUTSIZE, ids=range(len(OUTSIZE)))
@pytest.mark.parametrize("member", ["imsmanifest.xml", "cmi5.xml"])
def test_documents_that_are_deep_long_or_wide(place: Path, document: str, member: str) -> None:
    assert not answer(place, zipped({member: document.encode(), "a.html": SCRIPT})).valid


_OPENED: list[str] | None = None


def _note(event: str, arguments: tuple[object, ...]) -> None:
    if _OPENED is not None and (event == "open" or event.startswith(("socket.", "subprocess.", "os."))):
        _OPENED.append(f"{event} {arguments[0] if arguments else ''}")


@contextmanager
def _watched() -> Iterator[list[str]]:
    """Records what is opened, connected to or started meanwhile."""
    global _OPENED
    sys.addaudithook(_note)
    _OPENED = []
    try:
        yield _OPENED
    finally:
        _OPENED = None


def test_nothing_is_opened_but_the_package_and_our_own_schemas(place: Path) -> None:
    manifest = ONE.replace('href="a.html"', 'href="../../etc/passwd"').replace(
        "<title>Ebb</title>",
        "<title>Ebb</title><metadata><adlcp:location>/etc/passwd</adlcp:location></metadata>",
    )
    content = zipped(
        {
            "imsmanifest.xml": manifest.encode(),
            "../a.html": b"x",
            "/etc/hosts": b"x",
            "cmi5.xml": TIDES.encode(),
        }
    )
    place.write_bytes(content)
    with _watched() as opened:
        validate_package(place)
    # Python reads a module of its own when it is first needed, such as that of an encoding.
    python = [sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib")]
    allowed = (
        f"open {place}",
        f"open {VENDOR}",
        *(f"{event} {folder}" for event in ("open", "os.listdir") for folder in python),
    )
    assert [each for each in opened if not each.startswith(allowed)] == []
