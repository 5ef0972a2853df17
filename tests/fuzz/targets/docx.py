"""Word files that somebody has sent: each becomes a draft review, or is refused in words."""
# ruff: noqa: E501 (lists of words)

import zipfile
from io import BytesIO

from tests.fuzz.kinds import Kind
from tests.fuzz.mutate_zip import packed, unpacked
from tests.fuzz.reports import open_reports
from tests.intake.material import every, made

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_STYLES = f"""<w:styles {_W}><w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="22"/></w:rPr></w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:styleId="H"><w:name w:val="heading 1"/><w:basedOn w:val="B"/><w:pPr><w:outlineLvl w:val="0"/>
</w:pPr><w:rPr><w:b/><w:sz w:val="32"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="B"><w:name w:val="Normal"/><w:rPr><w:b w:val="false"/></w:rPr></w:style></w:styles>"""
_DOCUMENT = f"""<w:document {_W}><w:body>
<w:p><w:pPr><w:pStyle w:val="H"/></w:pPr><w:r><w:t>Findings</w:t></w:r></w:p>
<w:p><w:r><w:rPr><w:sz w:val="24"/><w:b/></w:rPr><w:t>The nurse</w:t><w:br/><w:tab/><w:t>came back.</w:t></w:r>
<w:ins w:id="1"><w:r><w:t>Then</w:t></w:r></w:ins><w:r><w:rPr><w:strike/></w:rPr><w:t>not</w:t></w:r></w:p>
<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>
<w:r><w:sym w:font="Wingdings" w:char="F0D8"/><w:t>Record what a child says.</w:t></w:r></w:p>
<w:tbl><w:tblGrid><w:gridCol w:w="1"/></w:tblGrid><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr><w:p><w:r>
<w:t>Recommendation</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>Lead</w:t></w:r></w:p></w:tc></w:tr>
<w:tr><w:tc><w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc><w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr><w:p><w:r>
<w:t>The police should audit files by 31 March 2027.</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>Police</w:t></w:r></w:p>
</w:tc></w:tr><w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc></w:tr></w:tbl></w:body></w:document>"""
_NUMBERS = f"""<w:numbering {_W}><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/></w:lvl>
</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>"""
_LINES = "# Recommendations\n#. Train staff.\n- Audit files.\n| Action | Lead |\n| Report | Schools |"
_READ = ("_rels/", "[Content_Types]", "word/document", "word/_rels", "word/numbering", "word/styles")
_PART = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = f"""<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="s" Type="{_PART}/styles" Target="styles.xml"/>
<Relationship Id="n" Type="{_PART}/numbering" Target="numbering.xml"/>
<Relationship Id="l" Type="{_PART}/hyperlink" Target="https://north.example/" TargetMode="External"/></Relationships>"""


def seeds() -> list[bytes]:
    """A small file with all that we look at, and reports as Word would save them."""
    small = {
        "word/document.xml": _DOCUMENT,
        "word/styles.xml": _STYLES,
        "word/numbering.xml": _NUMBERS,
        "word/_rels/document.xml.rels": _RELATIONS,
    }
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in small.items():
            archive.writestr(zipfile.ZipInfo(name), text)
    reports = [report for report in every() if report.head["format"] == "docx"]
    short = min(reports, key=lambda report: len(report.lines))
    return [out.getvalue(), without_ballast(made(_LINES).file()), without_ballast(short.file())]


def without_ballast(data: bytes) -> bytes:
    """A Word file without the members in which nothing is read."""
    return packed([(name, content) for name, content in unpacked(data) if name.startswith(_READ)])


KIND = Kind(
    name="docx",
    about="Word files: each becomes a review that can be read back, or is refused in words",
    seeds=seeds,
    words=tuple(
        word.encode()
        for word in (
            *(
                "<w:p>",
                "</w:p>",
                "<w:r>",
                "<w:t>",
                "<w:tbl>",
                "<w:tr>",
                "<w:tc>",
                "<w:tc/>",
                "<w:br/>",
                "<w:tab/>",
            ),
            *(
                '<w:gridSpan w:val="99999999"/>',
                "<w:vMerge/>",
                '<w:sz w:val="²"/>',
                '<w:outlineLvl w:val="12"/>',
            ),
            *(
                '<w:basedOn w:val="B"/>',
                "<w:sdt>",
                "<w:hyperlink>",
                "<w:fldSimple>",
                "<w:pict>",
                "<mc:AlternateContent>",
            ),
            *(
                "<w:txbxContent>",
                "<w:footnoteReference/>",
                "<w:noBreakHyphen/>",
                "&#xD800;",
                "&#x0;",
                "&#xFFFE;",
            ),
            *(
                "Recommendation 1:",
                "Finding 1",
                "What went well",
                "Owner:",
                "By when",
                "31 March 2027",
                "99/99/9999",
            ),
            *(
                "Safeguarding Children Partnership",
                "Learning review",
                "Ada Marsh",
                "“",
                "---",
                ":::",
                "```",
                "# ",
            ),
            *(
                "\u2028",
                "\x85",
                "\u200b",
                "\U000e0001",
                "\uf0b7",
                "١.",
                "²",
                "a" * 70,
                "1." * 40,
                "((" * 40,
                " " * 90,
            ),
        )
    ),
    shape="zip",
    open=open_reports,
    seconds=10,
    largest=100_000,
)
