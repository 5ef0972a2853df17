"""Every catalogue has all that the product says, and a course speaks one language to its learners."""

import json
import re
import subprocess
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest
from babel.core import Locale, get_global
from babel.localedata import locale_identifiers
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po
from lxml import html as lxml_html
from playwright.sync_api import Browser

from elearn.content.kinds import kinds
from elearn.paper.briefing import course_briefing
from elearn.paper.pdf import course_pdf
from elearn.player import languages, messages
from elearn.player.paper_words import ENGLISH as PAPER
from elearn.player.site import render_file, render_site
from elearn.player.words import ENGLISH, catalogue, english, sayer, stem, words_for
from tests.gallery import gallery_course
from tests.lms import Lms
from tests.paper.paper import reader
from tests.player.conftest import Learner
from tests.welsh_course import welsh_course

CATALOGUES = sorted(path.stem for path in messages.FOLDER.glob("*.po"))
ROOT = Path(__file__).parents[2]
KINDS = Path(languages.__file__).parents[1] / "content" / "kinds"
THE_SAME = {"PDF", "Word", "Excel", "PowerPoint", "CSV"}
"""Names that stay the same in every language."""
_PLACE = re.compile(r"\{(\w+)\}")
_OF_THE_DESK = re.compile(r"(edit|spots|map)\b.*\.js")
"""Scripts in the kinds' folders that are not the player's. The desk says their words."""
_ASKED = re.compile(r"""(?<![\w.])(?:app\.)?(?:t|say)\(\s*["'`]([a-z][a-z0-9_-]*)["'`]""")


@cache
def phrases(language: str) -> tuple[Message, ...]:
    return tuple(message for message in messages.read(language) if message.context)


def said(message: Message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string)


def meant(message: Message) -> list[str]:
    return [message.id] if isinstance(message.id, str) else list(message.id)


def test_welsh_is_among_the_catalogues() -> None:
    assert "cy" in CATALOGUES


@pytest.mark.parametrize("language", CATALOGUES)
def test_a_catalogue_says_everything_and_nothing_that_is_gone(language: str) -> None:
    now = {message.context: message.id for message in messages.template() if message.context}
    assert {message.context: message.id for message in phrases(language)} == now, "run make messages"
    assert not messages.read(language).obsolete
    unsure = [message.context for message in phrases(language) if message.fuzzy or not all(said(message))]
    assert not unsure


@pytest.mark.parametrize("language", CATALOGUES)
def test_a_translation_fills_in_what_the_english_does_and_is_plain_text(language: str) -> None:
    for message in phrases(language):
        places = [set(_PLACE.findall(text)) for text in meant(message)]
        texts = said(message)
        assert set(_PLACE.findall(texts[-1])) == places[-1], message.context
        for text in texts:
            assert set(_PLACE.findall(text)) in places, message.context
            assert text.isprintable(), message.context
            assert not set("<>&{}") & set(_PLACE.sub("", text)), message.context
            assert text == " ".join(text.split()), message.context
            assert text.endswith(".") == meant(message)[-1].endswith("."), message.context
            assert "!" not in text, message.context


@pytest.mark.parametrize("language", CATALOGUES)
def test_a_translation_is_not_the_english_again(language: str) -> None:
    for message in phrases(language):
        if re.search(r"[A-Za-z]", _PLACE.sub("", meant(message)[-1])):
            assert not set(said(message)) & set(meant(message)) - THE_SAME, message.context


@pytest.mark.parametrize("language", CATALOGUES)
def test_a_catalogue_counts_as_its_language_does(language: str) -> None:
    forms = languages.forms(language)
    file = messages.read(language)
    assert dict(file.mime_headers)["Plural-Forms"] == messages.plural_forms(language)
    assert file.num_plurals == len(forms)
    assert all(len(said(each)) == len(forms) for each in phrases(language) if not isinstance(each.id, str))


def test_each_key_stands_in_one_place_and_a_form_for_one_beside_the_form_for_many() -> None:
    places = [ENGLISH, PAPER, *(kind.words for kind in kinds().values())]
    keys = [key for words in {id(words): words for words in places}.values() for key in words]
    assert len(keys) == len(set(keys))
    assert all(stem(key) in english() for key in keys)


def test_everything_that_a_template_or_script_asks_for_by_name_is_said() -> None:
    source = Path(languages.__file__).parents[1]
    asked = {
        key
        for folder in ("player", "content/kinds", "packaging")
        for path in (source / folder).rglob("*")
        if (path.suffix in {".html", ".js"} and not _OF_THE_DESK.fullmatch(path.name))
        or (folder == "packaging" and path.suffix == ".py")
        for key in _ASKED.findall(path.read_text(encoding="utf-8"))
    }
    whole = {key for key in asked if not key.endswith("_")}
    assert len(whole) > 80
    assert whole <= set(english())


@pytest.mark.parametrize("script", sorted(KINDS.glob("*/*.js")), ids=lambda path: path.parent.name)
def test_a_key_that_a_script_puts_together_begins_with_what_it_says(script: Path) -> None:
    """A package finds the words that it needs by this start."""
    assert not re.findall(r"`\$\{[^`]*\}_[a-z]+`", script.read_text(encoding="utf-8"))


def test_welsh_counts_with_its_mutations() -> None:
    t = sayer("cy-GB")
    assert [t("points", n=n) for n in (0, 1, 2, 3, 4, 6, 10)] == [
        *("0 pwynt", "1 pwynt", "2 bwynt", "3 phwynt", "4 pwynt", "6 phwynt", "10 pwynt")
    ]
    assert t("progress_text", done=1, total=1200) == "1 allan o 1,200 o gamau wedi'u cwblhau"


def test_a_language_without_a_catalogue_is_spoken_to_in_english() -> None:
    assert catalogue("ar") == catalogue("en-GB") == english()
    assert sayer("ar")("points", n=3) == "3 points"


def test_what_is_not_translated_or_in_doubt_is_said_in_english(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    irish = messages.updated(messages.read("ga"))
    for message in irish:
        if message.context in ("close", "next"):
            message.string = "Dún"
        if message.context == "points":
            message.string = tuple(f"{{n}} pointe {form}" for form in languages.forms("ga"))
    irish.get("Next", "next").flags.add("fuzzy")
    (tmp_path / "ga.po").write_bytes(messages.as_bytes(irish))
    monkeypatch.setattr(languages, "_file", lambda language: tmp_path / f"{language}.po")
    forgetful = (languages.spoken_name, languages.translations, catalogue, sayer)
    try:
        for each in forgetful:
            each.cache_clear()
        t = sayer("ga-IE")
        assert [t("close"), t("next"), t("back")] == ["Dún", "Next", "Back"]
        assert [t("points", n=n) for n in (1, 2, 3, 8, 12)] == [
            f"{n} pointe {form}"
            for n, form in ((1, "one"), (2, "two"), (3, "few"), (8, "many"), (12, "other"))
        ]
    finally:
        monkeypatch.undo()
        for each in forgetful:
            each.cache_clear()


def test_bringing_a_catalogue_up_to_date_keeps_what_still_holds() -> None:
    before = messages.read("cy")
    said_before = {message.context: message.string for message in before if message.context}
    before.delete("Close", "close")
    before.delete("Next", "next")
    before.add("Onward", "Ymlaen", context="next")
    before.add("Long gone", "Wedi mynd", context="gone_long_ago")
    after = {message.context: message for message in messages.updated(before) if message.context}
    assert "gone_long_ago" not in after
    assert not after["close"].string
    assert (after["next"].string, after["next"].fuzzy, after["next"].previous_id) == (
        "Ymlaen",
        True,
        ["Onward"],
    )
    assert after["points"].string == said_before["points"]
    assert not after["points"].fuzzy


def test_a_new_language_begins_with_everything_to_say_in_the_forms_that_it_has() -> None:
    polish = messages.updated(messages.read("pl"))
    read: Catalog = read_po(messages.as_bytes(polish).decode().splitlines(), locale="pl")
    assert len(read) == len(messages.template())
    assert len(read.get("1 point", "points").string) == len(languages.forms("pl")) == 4


def test_the_direction_of_a_language_is_the_one_that_cldr_gives() -> None:
    known = [
        name for name in locale_identifiers() if "_" not in name and name in get_global("likely_subtags")
    ]
    assert len(known) > 150
    for name in known:
        assert languages.direction(name) == Locale(name).text_direction, name
    assert [languages.direction(name) for name in ("pa", "pa-Arab", "pa-PK", "ar-Latn", "dv", "xx")] == [
        *("ltr", "rtl", "rtl", "ltr", "rtl", "ltr")
    ]


@cache
def in_english() -> dict[str, re.Pattern[str]]:
    """Returns each phrase that would show English in a Welsh course, by key."""
    welsh = set(catalogue("cy").values())
    found = {}
    for key, text in english().items():
        if text not in welsh and re.search(r"[A-Za-z]{3}", _PLACE.sub("", text)):
            whole = re.escape(text).replace(r"\{", "{").replace(r"\}", "}")
            found[key] = re.compile(rf"(?<![\w'’]){_PLACE.sub('.{1,40}', whole)}(?![\w'’])")
    return found


def english_in(text: str) -> dict[str, str]:
    return {key: found[0] for key, pattern in in_english().items() if (found := pattern.search(text))}


def readable(files: Mapping[str, bytes]) -> str:
    """Returns all the text in a course's files.

    It is the texts and labels of their HTML, and the words for the script.
    """
    index = lxml_html.document_fromstring(files["index.html"].decode())
    words = words_for("cy", files["player.js"].decode()).values()
    roots = [index]
    for name, script in files.items():
        if name.startswith("modules/"):
            _, pages = json.loads(script.decode().partition(".push(")[2].rstrip(");\n"))
            roots += [lxml_html.fragment_fromstring(html, create_parent="div") for html in pages.values()]
    said = [
        text
        for root in roots
        for element in root.iter()
        if element.tag not in ("script", "style")
        for text in (
            element.text,
            element.tail,
            *(element.get(name) for name in ("aria-label", "alt", "title")),
        )
    ]
    return "\n".join(filter(None, [*said, *words]))


def test_what_looks_for_english_finds_it() -> None:
    assert set(
        english_in("<p>You have 3 attempts. A new one asks only the questions that you missed.</p>")
    ) >= {"how_attempts"}
    assert english_in('aria-label="Contents"')


def test_a_course_in_welsh_is_welsh_in_every_file_and_on_paper() -> None:
    course = welsh_course()
    files = render_site(course, "scorm12", {}).files
    assert files["index.html"].startswith(b'<!doctype html>\n<html lang="cy">')
    assert not english_in(readable(files))

    paper = reader(course_pdf(course, {}))
    assert paper.trailer["/Root"]["/Lang"] == "cy"
    text = " ".join(" ".join(page.extract_text() for page in paper.pages).split())
    assert "Fersiwn 1.0.0" in text
    assert "Mae'r ateb ar dudalen" in text.replace("’", "'")
    assert not english_in(text)

    brief = course_briefing(course, {})
    assert '<html lang="cy">' in brief["html"].decode()
    assert "Briff saith munud" in reader(brief["pdf"]).pages[0].extract_text()


_HEAR = """() => [...document.querySelectorAll("body, [aria-label], [alt], [aria-valuetext], option, .unseen")]
    .flatMap((each) => [each.innerText, each.ariaLabel, each.ariaValueText, each.getAttribute("alt")])
    .filter(Boolean).join("\\n")"""
"""All that the page shows, and what it says to people who cannot see it."""

_TAKE = """() => {
    const heard = [];
    const seen = (element) => element?.checkVisibility();
    const press = (root, selector) => [...root.querySelectorAll(selector)].filter(seen).forEach((each) => each.click());
    const tell = (field, value, event) => {
        field.value = value;
        field.dispatchEvent(new Event(event, { bubbles: true }));
    };
    press(document, "#stage [data-warning=read], #stage summary");
    for (const form of [...document.querySelectorAll("#stage form")].filter(seen)) {
        press(form, "[data-part=check]");
        heard.push(form.innerText);
        press(form, ":is(.options, .scale) > :first-child input:not([type=text])");
        press(form, "[data-move='1']");
        for (const each of form.querySelectorAll("select")) tell(each, each.options[1].value, "change");
        const typed = [...form.querySelectorAll("input[type=text], textarea")];
        for (const each of typed.filter(seen)) tell(each, "15", "input");
        press(form, ".scene:first-child button.way");
        press(form, "button.way");
        for (const part of ["check", "others", "show"]) {
            press(form, `[data-part=${part}]`);
            heard.push(form.innerText);
        }
    }
    return heard.join("\\n");
}"""
"""Answers the question on the page. At first it tries without having chosen anything."""


@pytest.mark.browser
def test_a_course_is_taken_in_welsh_from_its_first_page_to_its_result(browser: Browser) -> None:
    course = welsh_course()
    context = browser.new_context(viewport={"width": 1280, "height": 500}, reduced_motion="reduce")
    lms = Lms(render_site(course, "scorm12", {}).files, "scorm12")
    frame = lms.course(lms.launch(context))
    learner, heard = Learner(frame), [frame.evaluate(_HEAR)]
    for page in (*(each.id for each in course.pages()), "_result"):
        learner.open(page)
        heard += [frame.evaluate(_TAKE), frame.evaluate(_HEAR)]
    counted = frame.evaluate("() => [...Array(40).keys()].map((n) => new Intl.PluralRules('cy').select(n))")
    frame.click("[data-finish]")
    text = "\n".join([*heard, frame.inner_text("body")])
    context.close()
    assert "Mae eich ateb wedi'i nodi" in text
    assert re.search(r"\d+%: [\d.]+ allan o \d+ o bwyntiau", text)
    assert not english_in(text)
    assert not re.findall(r"\b[a-z]+_[a-z_]+", text), "a key stands where its words should"
    assert counted == [languages.form_for("cy", n) for n in range(40)]


@pytest.mark.browser
def test_a_course_in_arabic_stands_the_other_way_round_on_every_page(browser: Browser) -> None:
    course, media = gallery_course()
    page = browser.new_page(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    page.route("**/*", lambda route: route.fulfill(body=document, content_type="text/html"))
    document = render_file(course.model_copy(update={"language": "ar"}), media)
    page.goto("http://course.example/")
    page.wait_for_selector("#steps button")
    assert page.evaluate("getComputedStyle(document.body).direction") == "rtl"
    drawer, main = page.locator(".drawer").bounding_box(), page.locator("main").bounding_box()
    assert drawer
    assert main
    assert main["x"] + main["width"] <= drawer["x"] + 1
    assert drawer["x"] + drawer["width"] == 1280
    arrow = "getComputedStyle(document.querySelector('#steps .primary .step-label'), '::after').content"
    assert page.evaluate(arrow) == '" ←"'
    pages = [each.id for each in course.pages()]
    for width, walked in ((1280, pages[::4]), (320, pages)):
        page.set_viewport_size({"width": width, "height": 800})
        wrong = page.evaluate(_WALK, walked)
        assert not wrong, (width, wrong)
    page.close()


_WALK = """async (pages) => {
    const wrong = [];
    for (const id of pages) {
        document.querySelector(`.contents [data-page="${id}"]`).click();
        while (history.state?.page !== id) await new Promise((done) => setTimeout(done));
        await new Promise((done) => requestAnimationFrame(done));
        if (document.documentElement.scrollWidth > innerWidth) wrong.push([id, "scrolls"]);
        const heading = document.createRange();
        heading.selectNodeContents(document.querySelector("#stage h1"));
        const stage = document.querySelector("#stage").getBoundingClientRect();
        if (Math.abs(heading.getBoundingClientRect().right - stage.right) > 2) wrong.push([id, "begins on the left"]);
    }
    return wrong;
}"""


def test_a_course_in_english_waits_neither_for_a_catalogue_nor_for_babel() -> None:
    code = (
        "import sys; from tests.sample_course import sample_course; from elearn.player.site import render_site; "
        "assert render_site(sample_course(), 'scorm12', {}); print('babel' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "False"
