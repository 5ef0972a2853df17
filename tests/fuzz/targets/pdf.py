"""PDF files that somebody has sent: each becomes a draft review, or is refused in words."""

import zlib
from io import BytesIO

import pypdf
from pypdf.generic import NameObject, StreamObject

from tests.fuzz.kinds import Kind
from tests.fuzz.reports import open_reports
from tests.intake.material import made

_TEXT = """# Findings
Records were late, and nobody asked the child.
# Recommendations
1. The police should record what a child says by 31 March 2027.
- Train staff.
| Action | Lead |
| Report to the board | Schools |"""
_PAGE = b"""BT /F 18 Tf 72 720 Td (Recommendations) Tj ET
BT /F 11 Tf 72 690 Td (1. Schools should say who has seen the child.) Tj 0 -14 Td [(Led b) -40 (y Schools)] TJ ET
q 0.5 w 72 600 m 400 600 l S 72 580 300 40 re S Q
BT /F 11 Tf 1 0 0.2 1 72 560 Tm (Two) Tj 200 0 Td (columns) Tj ET"""
_CODES = b"""/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <FF> endcodespacerange
2 beginbfchar <41> <D83DDE00> <42> <D800> endbfchar 1 beginbfrange <61> <7A> <0061> endbfrange endcmap end"""


def seeds() -> list[bytes]:
    """A PDF by hand, with all that we look at in the open, and reports by typst, packed and unpacked."""
    report = made(_TEXT, "pdf").file()
    return [by_hand(), unpacked(report), report, unpacked(made("# A\nb " * 3, "pdf").file())]


def by_hand() -> bytes:
    """A small PDF with one page, whose font says by itself which letters its codes stand for."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 5 0 R>>>>/Contents 4 0 R>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(_PAGE), _PAGE),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica-Bold/ToUnicode 6 0 R>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(_CODES), _CODES),
    ]
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj%s\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start)
    return bytes(out)


def unpacked(data: bytes) -> bytes:
    """The same PDF with its streams as they are, so that a changed byte changes what the page says."""
    writer = pypdf.PdfWriter(clone_from=BytesIO(data))
    for each in writer._objects:
        if isinstance(each, StreamObject) and each.get("/Filter") == "/FlateDecode":
            each._data = zlib.decompress(each._data)
            del each[NameObject("/Filter")]
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


KIND = Kind(
    name="pdf",
    about="PDF files: each becomes a review that can be read back, or is refused in words",
    seeds=seeds,
    words=tuple(
        word.encode()
        for word in (
            *(
                "obj",
                "endobj",
                "stream\n",
                "endstream",
                "xref",
                "trailer",
                "startxref",
                "%%EOF",
                "<<",
                ">>",
                "[",
                "]",
            ),
            *(
                "/Type",
                "/Page",
                "/Pages",
                "/Kids",
                "/Count",
                "/Contents",
                "/Font",
                "/ToUnicode",
                "/Filter",
                "/Length",
            ),
            *(
                "/FlateDecode",
                "/ASCIIHexDecode",
                "/Encrypt",
                "/XObject",
                "/Form",
                "/Image",
                "/MediaBox",
                "/Rotate 90",
            ),
            *(
                "BT ",
                " ET",
                " Tf",
                " Td",
                " Tj",
                " Tm",
                " TJ",
                " re",
                " l",
                " m",
                " S",
                " q",
                " Q",
                " cm",
                " Do",
                " Tz",
            ),
            *(
                "0 0 R",
                "1 0 R",
                "2 0 R",
                "3 0 R",
                "1e38",
                "-1e38",
                "1e400",
                "nan",
                "99999999999",
                "-1",
                "0",
                "0.00001",
            ),
            *("<D800>", "<DC00>", "<0000>", "<FFFE>", "<0010FFFF>", "<FFFFFFFF>", "beginbfchar", "endbfchar"),
            *(
                "(Recommendation 1:)",
                "(Finding)",
                "(What went well)",
                "(Owner:)",
                "(1.)",
                "(\\000)",
                "(\\r\\n)",
                "(...)",
            ),
        )
    ),
    shape="bytes",
    open=open_reports,
    seconds=10,
    largest=60_000,
)
