"""Packages that somebody has sent, as `elearn validate` takes them: everything wrong with each is said in words.

A fault besides: a package that is called valid although unpacking it could write outside its folder, or gives no
whole files; words with characters that a terminal obeys; and anything that is opened but the package and our schemas.
"""

import json
import stat
import struct
import sys
import sysconfig
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from elearn.assets import VENDOR
from elearn.packaging import Format
from elearn.packaging.build import package_files
from elearn.packaging.validate import validate_package
from tests.fuzz.kinds import Kind, TryOne
from tests.fuzz.mutate_zip import packed
from tests.packaging.test_validate_cmi5 import FILES, TIDES
from tests.packaging.test_validate_rules import MANY, ONE, SCHEMA, SCRIPT
from tests.sample_course import load_sample

SMALL = 9_000
"""Longer files of our own packages are cut to this many bytes, so that each input is tried fast."""


class Watcher:
    """Notes what is opened, connected to or started while it watches."""

    def __init__(self) -> None:
        self.is_watching = False
        self.seen: list[str] = []
        sys.addaudithook(self._note)

    def _note(self, event: str, arguments: tuple[object, ...]) -> None:
        if self.is_watching and (event == "open" or event.startswith(("socket.", "subprocess.", "os."))):
            self.seen.append(f"{event} {arguments[0] if arguments else ''}")

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Watches until the block ends."""
        self.seen.clear()
        self.is_watching = True
        try:
            yield
        finally:
            self.is_watching = False


@contextmanager
def open_place() -> Iterator[TryOne]:
    """A folder with one file, the package."""
    watcher = Watcher()
    # Python reads a module of its own when it is first needed, such as that of an encoding.
    libraries = {sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib")}
    with TemporaryDirectory() as folder:
        path = Path(folder) / "package.zip"
        ours = str(Path(__file__).parents[3] / "src")
        allowed = tuple(
            f"{event} {place}"
            for event in ("open", "os.listdir", "os.scandir")
            for place in (path, VENDOR, ours, *libraries)
        )

        def one(data: bytes) -> str:
            path.write_bytes(data)
            with watcher.watching():
                found = validate_package(path)
            assert [each for each in watcher.seen if not each.startswith(allowed)] == []
            assert [each.name for each in Path(folder).iterdir()] == [path.name]
            assert found.valid is not any(problem.severity == "error" for problem in found.problems)
            for problem in found.problems:
                assert problem.message.strip()
                assert problem.remedy.strip()
                assert str(problem).isprintable(), f"a terminal would obey {problem!r}"
            json.dumps(found.as_dict(), ensure_ascii=False).encode()
            if found.valid and found.standard and not data.lstrip().startswith(b"<"):
                unpacks_safely(data)
            return f"{found.valid} {found.standard} {sorted({problem.rule for problem in found.problems})}"

        yield one


def unpacks_safely(data: bytes) -> None:
    """Raises if unpacking could write outside a folder, twice to one place, or what is not whole."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        names = [member.orig_filename for member in archive.infolist() if not member.is_dir()]
        assert len(set(names)) == len(names), "two members have one name"
        for member in archive.infolist():
            name = member.orig_filename.replace("\\", "/")
            assert name == member.orig_filename, f"{name!r} has a backslash"
            assert not name.startswith("/"), f"{name!r} leads out of the package"
            assert ".." not in name.split("/"), f"{name!r} leads out of the package"
            assert "\0" not in name, f"{name!r} ends in the middle"
            assert not stat.S_ISLNK(member.external_attr >> 16), f"{name!r} is a link"
            assert not member.flag_bits & 1, f"{name!r} is encrypted"
            assert not (member.is_dir() and member.file_size), f"{name!r} is a folder that holds bytes"
        assert archive.testzip() is None, "a member is damaged"


def seeds() -> list[bytes]:
    """Packages of the sample course in each format, cut short, and small ones of each standard."""
    with TemporaryDirectory() as folder:
        course = load_sample(Path(folder))
        ours = [package_files(course, each) for each in (Format.SCORM_12, Format.SCORM_2004_4, Format.CMI5)]
    short = [{name: content[:SMALL] for name, content in files.items()} for files in ours]
    by_hand: list[dict[str, bytes]] = [
        {"imsmanifest.xml": ONE.encode(), "a.html": SCRIPT},
        {"imsmanifest.xml": MANY.encode(), "a.html": SCRIPT, **SCHEMA},
        {"cmi5.xml": TIDES.encode(), **FILES},
        {"index.html": SCRIPT, "folder/imsmanifest.xml": ONE.encode()},
    ]
    zips = [packed(list(files.items())) for files in (*by_hand, *short)]
    return [*zips, with_a_long_end(zips[0]), TIDES.encode()]


def with_a_long_end(data: bytes) -> bytes:
    """The zip with the records at its end that a zip of more than 4 GB has."""
    end = data.rfind(b"PK\x05\x06")
    count, size, start = struct.unpack("<10xHLL2x", data[end : end + 22])
    long_end = struct.pack("<4sQHHLLQQQQ", b"PK\x06\x06", 44, 45, 45, 0, 0, count, count, size, start)
    place = struct.pack("<4sLQL", b"PK\x06\x07", 0, end, 1)
    return data[:end] + long_end + place + data[end:]


KIND = Kind(
    name="packages",
    about="packages of SCORM and cmi5: everything wrong is said in words, and none that does harm is called valid",
    seeds=seeds,
    words=tuple(
        word.encode()
        for word in (
            *(
                "imsmanifest.xml",
                "cmi5.xml",
                "metadata.xml",
                "index.html",
                "a.html",
                "folder/",
                "../",
                "..\\",
                "/etc/",
            ),
            *(
                "<manifest",
                "<item ",
                "</item>",
                "<resource ",
                "<file ",
                "<organization ",
                "<title>",
                "<metadata>",
            ),
            *(
                'identifier="m"',
                'identifierref="r1"',
                'href="a.html"',
                'xml:base="../"',
                'default="o"',
                "parameters=",
            ),
            *(
                "<adlcp:location>",
                "<adlcp:masteryscore>",
                "<adlcp:maxtimeallowed>",
                "<imsss:sequencing>",
                "<imsss:rule",
            ),
            *(
                "adlcp:scormtype=",
                "adlcp:scormType=",
                "sco",
                "asset",
                "2004 4th Edition",
                "CAM 1.3",
                "1.2",
                "IDRef=",
            ),
            *(
                "<courseStructure",
                "<au ",
                "<block ",
                "<url>",
                "moveOn=",
                "masteryScore=",
                "langstring",
                "<lom",
            ),
            *(
                'xsi:schemaLocation="a b"',
                "xmlns=''",
                'xmlns:a="',
                "<!--",
                "<![CDATA[",
                "]]>",
                "<?xml-stylesheet?>",
            ),
            *(
                "<script src=//x.example>",
                "url(//x.example)",
                "@import",
                "<base href=",
                "<iframe src=",
                "API_1484_11",
            ),
            *(
                "file:///",
                "http://[",
                "javascript:",
                "data:,",
                "%00",
                "%2e%2e/",
                "?",
                "#",
                "C:\\",
                "\u202e",
                "\x1b[2J",
            ),
            *(
                "PK\x05\x06",
                "PK\x06\x06",
                "PK\x06\x07",
                "PK\x01\x02",
                "PK\x03\x04",
                "PK\x07\x08",
                "MZ",
                "1e999",
                "-1",
            ),
            *(
                "P9999Y",
                "9999:99:99",
                "en-GB",
                "x-none",
                " ",
                "a b",
                "ä",
                "e\u0301",
                "A.HTML",
                "con.html",
                "." * 300,
            ),
        )
    ),
    shape="zip",
    open=open_place,
)
