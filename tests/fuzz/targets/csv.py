"""Files of separated values, and web pages, at every import. What a fault is says `tests.fuzz.importing`.

The first line of an input says what is asked for, such as `people lead 2`; the rest is the file.
"""

from tests.fuzz.importing import CELLS, FILES, HEADERS, REPORTS, place
from tests.fuzz.kinds import Kind

_PAGE = (
    '<html><meta charset="utf-8"><table><tr><th>email<th>course<th>completed_on<th>score</tr>'
    "<tr><td>ann@council.example<td>neglect<td>1/4/2024<td>85</tr></table></html>"
)


def split(data: bytes) -> tuple[str, bytes]:
    """What is asked for, and the file."""
    words, _, file = data.partition(b"\n")
    return words.decode("utf-8", "replace"), file


def seeds() -> list[bytes]:
    """A file of each kind, reports, and files in other encodings, with other separators, and as a web page."""
    plain = [f"{kind}\n{text}" for kind, text in FILES.items()]
    reports = [f"completions course {at}\n{text}" for at, text in enumerate(REPORTS)]
    people = FILES["people"]
    others = [
        b"people lead 1\n" + people.encode("utf-16"),
        b"people agency addresses\n" + people.encode("utf-8-sig"),
        b"people\n" + people.replace("O’", "").encode("cp1252"),
        b"people 1\nsep=;\nA report\n\n" + people.replace(",", ";").encode(),
        b"people 2\n" + people.replace(",", "\t").encode(),
        b'people\nemail,name\n"' + b"a" * 3_000 + b'","=1+1\nx"\n',
        b"completions\n" + _PAGE.encode(),
    ]
    return [each.encode() for each in plain + reports] + others


KIND = Kind(
    "csv",
    "the imports: refused and nothing changed, or applied, and a second time the same",
    seeds,
    (
        *HEADERS,
        *CELLS,
        b"sep=;",
        b"\xef\xbb\xbf",
        b"<table>",
        b"<tr><td>",
        b"</table>",
        b'"',
        b'""',
        b";",
        b"\t",
        b"|",
    ),
    "csv",
    lambda: place(split, "sent.csv"),
)
