"""Where a package says that its schemas are: anyone's package, and that ours has whatever it names."""
# ruff: noqa: E501 (tables of XML)

import io
import posixpath
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from lxml import etree

from elearn.content.course.courses import LoadedCourse, load_courses
from elearn.packaging.build import Format, export_package, package_files
from elearn.packaging.units import Structure
from tests.packaging.conftest import Judge
from tests.packaging.test_formats import COURSES
from tests.packaging.test_validate_cmi5 import FILES, TIDES
from tests.packaging.test_validate_rules import MANY, ONE, SCRIPT, M

Files = dict[str, bytes]
XSI = "http://www.w3.org/2001/XMLSchema-instance"
XSD = "http://www.w3.org/2001/XMLSchema"
LOM = "http://ltsc.ieee.org/xsd/LOM"
SCHEMA = f'<xs:schema xmlns:xs="{XSD}" targetNamespace="urn:v"/>'.encode()
SCORM_2004 = (Format.SCORM_2004_3, Format.SCORM_2004_4)


def hints(text: str, says: str) -> str:
    """A manifest or course structure that has these attributes of XML Schema's in its first element."""
    name = "courseStructure" if "<courseStructure" in text else "manifest"
    return text.replace(f"<{name} ", f'<{name} xmlns:xsi="{XSI}" {says} ', 1)


def of(files: Files, judge: Judge) -> list[tuple[str, str, str]]:
    """The rule, severity and member of each problem."""
    return [(p.rule, p.severity, p.path.rsplit("!", 1)[-1]) for p in judge(files).problems]


def scorm_12(text: str = ONE, **others: bytes) -> Files:
    return {M: text.encode(), "a.html": SCRIPT, **others}


def scorm_2004(text: str = MANY) -> Files:
    return {M: text.encode(), "a.html": SCRIPT, "imscp_v1p1.xsd": SCHEMA}


def listed(text: str, name: str) -> str:
    """The manifest with one more file in its list."""
    return text.replace("</resource>", f'<file href="{name}"/></resource>', 1)


ADL = "http://www.adlnet.org/xsd/adlcp_rootv1p2 https://schemas.example.org/adlcp.xsd"
DATA = f'<data xmlns="urn:v" xmlns:xsi="{XSI}" xsi:schemaLocation="urn:v v.xsd"/>'
MISSING = [
    (scorm_12(hints(ONE, f'xsi:schemaLocation="{ADL} urn:v schemas/v.xsd"')), M, "schemas/v.xsd"),
    (scorm_12(hints(ONE, 'xsi:noNamespaceSchemaLocation="none.xsd"')), M, "none.xsd"),
    (scorm_12(hints(ONE, f'xsi:schemaLocation="{ADL} urn:v ../v.xsd"')), M, "../v.xsd"),
    ({"cmi5.xml": hints(TIDES, 'xsi:schemaLocation="urn:v v.xsd"').encode(), **FILES}, "cmi5.xml", "v.xsd"),
    (scorm_12(listed(ONE, "d/data.xml"), **{"d/data.xml": DATA.encode(), "v.xsd": SCHEMA}), "d/data.xml", "v.xsd"),
    (scorm_12(listed(ONE, "data.XML"), **{"data.XML": DATA.encode("utf-16")}), "data.XML", "v.xsd"),
    ({"cmi5.xml": TIDES.encode(), **FILES, "data.xml": DATA.encode()}, "data.xml", "v.xsd"),
]  # fmt: skip


@pytest.mark.parametrize(("files", "member", "named"), MISSING)
def test_a_location_that_names_a_missing_file_is_found_in_any_xml_document(
    judge: Judge, files: Files, member: str, named: str
) -> None:
    assert of(files, judge) == [("P16", "warning", member)]
    assert named in judge(files).problems[0].message


def test_a_location_in_metadata_is_followed_from_the_folder_of_the_metadata(judge: Judge) -> None:
    manifest = ONE.replace("</metadata>", "<adlcp:location>about/lom.xml</adlcp:location></metadata>", 1)
    lom = '<lom xmlns="http://www.imsglobal.org/xsd/imsmd_rootv1p2p1" {}><general><language>en</language></general></lom>'
    lom = lom.format(
        f'xmlns:xsi="{XSI}" xsi:schemaLocation="http://www.imsglobal.org/xsd/imsmd_rootv1p2p1 md.xsd"'
    )
    files = scorm_12(manifest, **{"about/lom.xml": lom.encode(), "md.xsd": SCHEMA})
    assert of(files, judge) == [("P16", "warning", "about/lom.xml")]
    assert judge({**files, "about/md.xsd": SCHEMA}).problems == ()


def test_a_schema_that_another_schema_includes_or_imports_is_missed_as_well(judge: Judge) -> None:
    includes = SCHEMA.replace(b"/>", b'><xs:include schemaLocation="../b.xsd"/></xs:schema>')
    imports = SCHEMA.replace(b"/>", b'><xs:import namespace="urn:w" schemaLocation="c.xsd"/></xs:schema>')
    manifest = hints(ONE, f'xsi:schemaLocation="{ADL} urn:v d/a.xsd"')
    files = scorm_12(manifest, **{"d/a.xsd": includes, "b.xsd": imports})
    assert of(files, judge) == [("P16", "warning", M)]
    assert "c.xsd (named by b.xsd)" in judge(files).problems[0].message
    assert judge({**files, "c.xsd": includes.replace(b"../b.xsd", b"b.xsd")}).problems == ()


HARMLESS = [
    b"<data><not closed>",
    b"",
    b"\xff\xfe\x00schemaLocation",
    f'<!DOCTYPE a [<!ENTITY e "x">]><a xmlns:xsi="{XSI}">&e;&e; schemaLocation</a>'.encode(),
    DATA.replace("v.xsd", "https://schemas.example.org/v.xsd").encode(),
    DATA.replace("v.xsd", "file:///etc/passwd").encode(),
    DATA.replace("v.xsd", "/etc/passwd").encode(),
    DATA.replace("xsi:schemaLocation", "schemaLocation").encode(),
]


@pytest.mark.parametrize("content", HARMLESS)
def test_documents_of_the_course_that_are_no_control_documents_are_not_judged_otherwise(
    judge: Judge, content: bytes
) -> None:
    assert judge(scorm_12(listed(ONE, "data.xml"), **{"data.xml": content})).problems == ()


FOREIGN = '<resource xmlns:v="urn:v" v:colour="blue" '
THIRD = MANY.replace("4th Edition", "3rd Edition")


@pytest.mark.parametrize("manifest", [ONE, MANY, THIRD])
def test_an_attribute_of_a_namespace_that_no_location_maps_is_found(judge: Judge, manifest: str) -> None:
    changed = manifest.replace("<resource ", FOREIGN, 1)
    plain = scorm_2004(changed) if manifest is not ONE else scorm_12(changed)
    assert of(plain, judge) == [("P16", "warning", M)]
    problem = judge(plain).problems[0]
    assert "colour" in problem.message
    assert "urn:v" in problem.message
    assert changed.splitlines()[problem.line - 1][problem.column - 1 :].startswith("<resource ")


@pytest.mark.parametrize(("manifest", "found"), [(ONE, 1), (THIRD, 1), (MANY, 0)])
def test_an_element_needs_a_mapping_where_the_official_schema_is_strict(
    judge: Judge, manifest: str, found: int
) -> None:
    changed = manifest.replace("</metadata>", '<v:note xmlns:v="urn:v">ours</v:note></metadata>', 1)
    files = scorm_2004(changed) if manifest is not ONE else scorm_12(changed)
    assert of(files, judge) == [("P16", "warning", M)] * found


@pytest.mark.parametrize("manifest", [ONE, MANY, THIRD])
def test_what_is_mapped_or_imported_by_a_mapped_schema_is_no_fault(judge: Judge, manifest: str) -> None:
    names = {
        "http://www.imsproject.org/xsd/imscp_rootv1p1p2": ONE,
        "http://www.adlnet.org/xsd/adlcp_rootv1p2": ONE,
        "http://www.adlnet.org/xsd/adlcp_v1p3": MANY,
        "http://www.imsglobal.org/xsd/imscp_v1p1": MANY,
        "http://www.imsglobal.org/xsd/imsss": MANY,
    }
    known = " ".join(
        f"{name} imscp_v1p1.xsd" for name, of in names.items() if (of is ONE) == (manifest is ONE)
    )
    changed = manifest.replace("<resource ", FOREIGN + 'xml:lang="en" ', 1)
    direct = scorm_2004(hints(changed, f'xsi:schemaLocation="{known} urn:v v.xsd"')) | {"v.xsd": SCHEMA}
    assert "P16" not in {rule for rule, _, _ in of(direct, judge)}
    imports = SCHEMA.replace(b"urn:v", b"urn:u").replace(
        b"/>", b'><xs:import namespace="urn:v" schemaLocation="v.xsd"/></xs:schema>'
    )
    through = scorm_2004(hints(changed, f'xsi:schemaLocation="{known} urn:u u.xsd"'))
    assert "P16" not in {r for r, _, _ in of(through | {"v.xsd": SCHEMA, "u.xsd": imports}, judge)}


def test_scorms_own_namespaces_need_a_mapping_if_the_manifest_has_any(judge: Judge) -> None:
    space = "http://www.imsproject.org/xsd/imscp_rootv1p1p2"
    files = scorm_12(hints(ONE, f'xsi:schemaLocation="{space} v.xsd"'), **{"v.xsd": SCHEMA})
    assert of(files, judge) == [("P16", "warning", M)]
    assert "scormtype" in judge(files).problems[0].message


@pytest.mark.parametrize(("manifest", "found"), [(ONE, 0), (MANY, 1), (THIRD, 1)])
def test_scorm_2004_without_schemas_is_found(judge: Judge, manifest: str, found: int) -> None:
    files = {M: manifest.encode(), "a.html": SCRIPT}
    assert of(files, judge) == [("P16", "warning", M)] * found
    assert of({**files, "folder/imscp_v1p1.xsd": SCHEMA}, judge) == [("P16", "warning", M)] * found
    assert judge({**files, "imscp_v1p1.xsd": SCHEMA}).problems == ()


LOM_FILE = f'<lom xmlns="{LOM}"><general><language>en</language></general></lom>'


@pytest.mark.parametrize("manifest", [MANY, THIRD])
def test_metadata_of_scorm_2004_that_name_no_schema_are_found(judge: Judge, manifest: str) -> None:
    files = scorm_2004(
        manifest.replace("</metadata>", "<adlcp:location>lom.xml</adlcp:location></metadata>", 1)
    )
    files["lom.xml"] = LOM_FILE.encode()
    assert of(files, judge) == [("P35", "warning", "lom.xml")]
    assert "ADL's validator" in judge(files).problems[0].message
    said = LOM_FILE.replace("<lom ", f'<lom xmlns:xsi="{XSI}" xsi:schemaLocation="{LOM} lom.xsd" ')
    files["lom.xml"] = said.encode()
    assert of(files, judge) == [("P16", "warning", "lom.xml")]
    assert judge({**files, "lom.xsd": SCHEMA}).problems == ()


def test_metadata_within_a_manifest_of_scorm_2004_need_a_schema_as_well(judge: Judge) -> None:
    manifest = MANY.replace("</metadata>", f"{LOM_FILE}</metadata>", 1)
    assert of(scorm_2004(manifest), judge) == [("P35", "warning", M)]


def test_a_package_made_to_cost_much_is_read_within_limits(judge: Judge) -> None:
    """Each schema names all others, and there are many documents. The answer comes, and says the same twice."""
    names = [f"s{n}.xsd" for n in range(220)]  # some more than are read
    includes = "".join(f'<xs:include schemaLocation="{name}"/>' for name in names).encode()
    schema = SCHEMA.replace(b"/>", b">" + includes + b"</xs:schema>")
    manifest = hints(ONE, 'xsi:schemaLocation="urn:v s0.xsd"')
    files = scorm_12(manifest, **dict.fromkeys(names, schema))
    files |= {f"d{n}.xml": DATA.encode() for n in range(220)}
    first = judge(files)
    assert len(first.problems) <= 401
    assert judge(files) == first


# What we build


class Within(etree.Resolver):
    """Resolves what is in a folder, and refuses everything else."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.refused: list[str] = []

    def resolve(self, url: str, public: str, context: object) -> object:
        path = Path(unquote(urlsplit(url).path)).resolve()
        if url.startswith(("http:", "https:")) or not path.is_relative_to(self.folder):
            self.refused.append(url)
            raise OSError(f"{url} is not in the package")
        return self.resolve_filename(str(path), context)


def located(root: etree._Element) -> Iterator[tuple[str, str]]:
    """The namespace and file of each pair in a document's `xsi:schemaLocation`."""
    for element in root.iter(etree.Element):
        words = str(element.get(f"{{{XSI}}}schemaLocation", "")).split()
        yield from zip(words[::2], words[1::2], strict=True)


def judged_by_its_own_schemas(folder: Path, name: str) -> list[str]:
    """What the schemas in an unpacked package, and only those, find wrong with one of its documents."""
    within = Within(folder)
    parser = etree.XMLParser()
    parser.resolvers.add(within)
    document = etree.parse(str(folder / name), parser)
    pairs = list(located(document.getroot()))
    assert pairs
    driver = "".join(
        f'<xs:import namespace="{space}" schemaLocation="{(folder / file).as_uri()}"/>'
        for space, file in pairs
    )
    text = f'<xs:schema xmlns:xs="{XSD}">{driver}</xs:schema>'
    schema = etree.XMLSchema(etree.fromstring(text, parser))
    schema.validate(document)
    assert within.refused == []
    return [str(entry) for entry in schema.error_log]


def complete(files: Files) -> None:
    """Assert that each schema that a document names, or another schema, is in the package."""
    waiting = [
        file
        for name in ("imsmanifest.xml", "metadata.xml")
        for _, file in located(etree.fromstring(files[name]))
    ]
    seen = set()
    while waiting:
        name = waiting.pop()
        if name in seen or name.startswith("http://www.w3.org/"):
            continue
        assert name in files, name
        seen.add(name)
        for element in etree.fromstring(files[name]).iterchildren(
            f"{{{XSD}}}include", f"{{{XSD}}}import", f"{{{XSD}}}redefine"
        ):
            waiting.append(
                posixpath.normpath(posixpath.join(posixpath.dirname(name), element.attrib["schemaLocation"]))
            )


def unpacked(files: Files, folder: Path) -> Path:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder.resolve()


@pytest.mark.parametrize("structure", Structure)
@pytest.mark.parametrize("format", SCORM_2004)
def test_our_documents_are_valid_by_the_schemas_in_their_own_package(
    loaded: LoadedCourse, tmp_path: Path, format: Format, structure: Structure
) -> None:
    files = package_files(loaded, format, structure)
    complete(files)
    assert b"location>metadata.xml</" in files[M]
    folder = unpacked(files, tmp_path / "package")
    assert judged_by_its_own_schemas(folder, "imsmanifest.xml") == []
    assert judged_by_its_own_schemas(folder, "metadata.xml") == []


@pytest.mark.parametrize("course", load_courses(COURSES), ids=lambda each: each.folder.name)
def test_the_metadata_of_every_course_are_valid_and_the_package_grows_by_little(
    course: LoadedCourse, tmp_path: Path
) -> None:
    (export,) = export_package(course, Format.SCORM_2004_4)
    with zipfile.ZipFile(io.BytesIO(export.content)) as archive:
        archive.extractall(tmp_path)
        added = archive.getinfo("lom.xsd").compress_size
    assert judged_by_its_own_schemas(tmp_path.resolve(), "metadata.xml") == []
    assert added < 25_000


SPOILT = [
    ("<general>", "<general><colour/>"),
    ("<language>en-GB<", "<language>English, mostly<"),
    ('language="en-GB"', 'lang="en-GB"'),
    ("<version>", "<edition>1</edition><version>"),
]


@pytest.mark.parametrize(("old", "new"), SPOILT)
def test_our_schema_for_metadata_refuses_what_is_no_metadata(
    loaded: LoadedCourse, tmp_path: Path, old: str, new: str
) -> None:
    files = package_files(loaded, Format.SCORM_2004_4)
    assert old.encode() in files["metadata.xml"]
    files["metadata.xml"] = files["metadata.xml"].replace(old.encode(), new.encode(), 1)
    assert judged_by_its_own_schemas(unpacked(files, tmp_path / "package"), "metadata.xml")
