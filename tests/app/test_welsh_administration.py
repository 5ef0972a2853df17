"""The administrator's and the trainer's screens for somebody who reads Welsh: no English words of ours are drawn."""

import re
import shutil
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from lxml import html as lxml_html
from streamlit.testing.v1 import AppTest

from elearn.database import Database
from elearn.intake.extract import read_document
from elearn.settings import settings
from elearn.tracker import imports, languages
from elearn.tracker.scope import actor
from elearn.translations import messages
from tests.app.conftest import ROLES, ROOT, person, said
from tests.app.test_intake import at_work
from tests.intake.material import FOLDER, read

Open = Callable[..., AppTest]
SPOKEN = ("aria-label", "data-label", "title", "alt", "placeholder")
WIDGETS = (
    "button",
    "checkbox",
    "download_button",
    "expander",
    "file_uploader",
    "number_input",
    "radio",
    "selectbox",
)
WIDGETS += (
    "segmented_control",
    "tab",
    "text_area",
    "text_input",
    "date_input",
    "multiselect",
    "form_submit_button",
)
ENGLISH = re.compile(
    r"\b(?:the|and|of|your|with|this|that|when|which|from|for|has|have|not|by|add|it)\b", re.I
)
_VALUE = re.compile(r"%\((\w+)\)s|%%")

SLUG = "when-is-a-review-held"
DATA = re.compile(
    r"smtp://\S+|which-review|When is a review held, and what is it for|Mainly with children and families"
    r"|Regular contact|\bNeglect\b|North Trust"
)
"""What is in the county, and is not ours to translate."""

COLUMNS = {column.name for kind in imports.KINDS.values() for column in kind.columns}
"""What columns of files are called. They are the same in every language."""

CASES: dict[str, tuple[str, str, dict[str, str]]] = {
    "rights": ("al", "rights", {}),
    "rights, everyone": ("al", "rights", {"shown": "everyone"}),
    "rights of a person": ("al", "rights", {"person": "lea"}),
    "rights of nobody": ("al", "rights", {"person": "999"}),
    "set-up": ("al", "setup", {}),
    "imports": ("al", "imports", {}),
    "imports of a lead": ("lea", "imports", {"kind": "completions"}),
    "courses": ("tom", "courses", {}),
    "a course": ("tom", "courses", {"course": SLUG}),
    "checks of a course": ("tom", "courses", {"course": SLUG, "show": "checks"}),
    "outcomes of a course": ("tom", "courses", {"course": SLUG, "show": "outcomes"}),
    "exports of a course": ("tom", "courses", {"course": SLUG, "show": "exports"}),
    "no such course": ("tom", "courses", {"course": "none"}),
    "from a document": ("tom", "intake", {}),
    "a draft that is gone": ("tom", "intake", {"work": "9"}),
    "a draft file that is not there": ("tom", "intake", {"open": "none"}),
    "requirements": ("al", "requirements", {}),
    "a requirement": ("al", "requirements", {"requirement": "1"}),
    "a course taught elsewhere": ("al", "requirements", {"course": "neglect"}),
    "an exemption that is gone": ("al", "requirements", {"exemption": "9"}),
    "agencies": ("al", "directory", {}),
    "people": ("al", "directory", {"shown": "people"}),
    "role groups": ("al", "directory", {"shown": "role-groups"}),
    "an agency": ("al", "directory", {"agency": "south"}),
    "a role group": ("al", "directory", {"role_group": "r2"}),
    "a person": ("al", "directory", {"person": "ada"}),
    "a post": ("al", "directory", {"post": "1"}),
}
"""By what is opened: as whom, which screen, and at which address. A name in an address is a person of the county."""


@pytest.fixture
def welsh(county: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Database:
    """The county, in which everybody has chosen Welsh, with one course."""
    shutil.copytree(ROOT / "courses" / SLUG, tmp_path / "courses" / SLUG)
    monkeypatch.setenv("ELEARN_COURSES", str(tmp_path / "courses"))
    settings.cache_clear()
    for name in ("ada", "sam", *ROLES):
        who = person(county, name)
        languages.choose(county, who, "cy", by=actor(county, who))
    return county


def texts(app: AppTest) -> Iterator[str]:
    """Every text that a page draws: of our HTML, and of Streamlit's widgets."""
    tree = lxml_html.fromstring(f"<div>{said(app)}</div>")
    for element in tree.iter():
        if element.tag not in ("script", "style") and not element.xpath("ancestor-or-self::*[@lang='en']"):
            yield from (element.text or "", *(element.get(name) or "" for name in SPOKEN))
        if not element.xpath("ancestor::*[@lang='en']"):
            yield element.tail or ""
    for kind in WIDGETS:
        for each in app.get(kind):
            for name in ("label", "help", "placeholder"):
                yield getattr(each.proto, name, "")
            for name in ("options", "captions"):
                for option in getattr(each.proto, name, ()):
                    yield option if isinstance(option, str) else getattr(option, "content", "")


@cache
def english() -> re.Pattern[str]:
    """What matches a message of the catalogue in English, filled in. The same in Welsh is left out."""
    found = []
    for message in messages.read("cy"):
        ours = [message.id] if isinstance(message.id, str) else list(message.id)
        theirs = [message.string] if isinstance(message.string, str) else list(message.string)
        found += [text for text in ours if text and text not in theirs]
    parts = [_pattern(text) for text in found]
    return re.compile("|".join(f"(?:{each})" for each in parts), re.DOTALL)


def _pattern(text: str) -> str:
    """A message as a pattern. One that is little but values would match everything."""
    parts = _VALUE.split(text)  # what is fixed, and between it the names of values (None is a percent sign)
    fixed = "".join(parts[::2])
    if not re.search(r"\w{2}", fixed) or (len(parts) > 1 and len(re.findall(r"\w", fixed)) < 8):
        return r"(?!)"
    for place, part in enumerate(parts):
        if place % 2:
            parts[place] = "%" if part is None else r"[\d,]+" if part == "num" else ".+"
        else:
            parts[place] = re.escape(re.sub("<[^<>]*>", "", part))
    return "".join(parts)


@cache
def written() -> str:
    """What the authors of the course and of the reviews wrote."""
    files = [*(ROOT / "courses" / SLUG).glob("*.md"), *(ROOT / "reviews").glob("*.md")]
    return " ".join(" ".join(each.read_text(encoding="utf-8").split()) for each in files)


@pytest.mark.parametrize("case", CASES)
def test_a_screen_says_nothing_in_english_to_a_welsh_reader(
    welsh: Database, open_as: Open, case: str
) -> None:
    name, module, query = CASES[case]
    asked = {
        key: str(person(welsh, value)) if value in ("ada", "lea") else value for key, value in query.items()
    }
    app = open_as(name, module, **asked)
    assert not app.exception
    assert in_english(app) == []


def in_english(app: AppTest) -> list[str]:
    """What a page says in English, and nobody but us could have written."""
    spoken = [" ".join(text.split()) for text in texts(app)]
    ours = [text for text in spoken if re.search(r"\w{2}", DATA.sub("", text))]
    return [
        text
        for text in ours
        if text not in COLUMNS
        and (
            english().fullmatch(DATA.sub("", text).strip(" ,:."))
            or (ENGLISH.search(DATA.sub("", text)) and re.sub(r", r\d+$", "", text) not in written())
        )
    ]


def press(app: AppTest, start: str) -> AppTest:
    """Presses the first button whose label starts like this."""
    next(each for each in app.button if each.label.startswith(start)).click()
    return app.run()


def test_a_file_is_previewed_and_applied_in_welsh(welsh: Database, open_as: Open) -> None:
    rows = (
        "email,name,staff_number,agency,role_group,starts_on,note\n"
        "zo@north.example,Zo Ng,9,north,r3,2024-01-01,x\nnobody,Zo Ng,9,north,r3,2024-01-01,x\n"
    )
    app = open_as("al", "imports", kind="people")
    app = app.file_uploader[0].set_value(("sent.csv", rows.encode(), "text/csv")).run()
    assert "Ni ellir rhoi 1 rhes ar waith" in said(app)
    assert in_english(app) == []
    next(each for each in app.checkbox if (each.key or "").startswith("imports_accept")).check().run()
    app.button(key="imports_apply").click().run()
    assert "Rhoddwyd ar waith: pobl a&#39;u swyddi, o sent.csv" in said(app)
    assert in_english(app) == []


@pytest.mark.parametrize("part", ["findings", "recommendations", "flags", "join", "file", "confirm"])
def test_the_parts_of_a_draft_are_in_welsh(welsh: Database, open_as: Open, part: str) -> None:
    app = open_as("tom", "intake", work=at_work(welsh), part=part)
    assert not app.exception
    document = read_document(read(FOLDER / "13-word-only-bold.txt").file())
    report = " ".join(each.text for each in document.paragraphs)
    assert [text for text in in_english(app) if text.split(": ")[-1].rstrip("….") not in report] == []


def test_what_forms_did_is_said_in_welsh(welsh: Database, open_as: Open) -> None:
    app = open_as("al", "rights", person=str(person(welsh, "lea")))
    app = press(app, "Tynnu: Arweinydd ar gyfer North Trust")
    assert "Nid yw Lea Lead yn arweinydd ar gyfer North Trust mwyach." in said(app)
    assert in_english(app) == []
    app = open_as("al", "directory", agency="south")
    next(each for each in app.text_input if (each.key or "").endswith("_end_day")).set_value("31/01/2025")
    app = press(app, "Dod ag ef i ben")
    assert "Bydd 2 swydd yn dod i ben ar 31 Ionawr 2025." in said(app)
    assert in_english(app) == []
