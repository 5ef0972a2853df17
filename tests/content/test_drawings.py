"""A drawing (SVG) of a course runs nothing and loads nothing. What drawing programs save is let through."""

import re
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from elearn.content.course.css import loaded_by
from elearn.content.course.svg import faults_of_svg
from tests.content.drawings import ENCODED, GENUINE, HARMLESS, HOSTILE, LINKED
from tests.reading import problems_in
from tests.sample_course import write_sample

ROOT = Path(__file__).parents[2]
ELSEWHERE = "http://example.org/a"


def faults_of(drawing: str | bytes) -> list[str]:
    data = drawing if isinstance(drawing, bytes) else drawing.replace("HIT", ELSEWHERE).encode()
    return [str(message) for message, _remedy in faults_of_svg("a.svg", data)]


def test_whatever_loads_or_runs_something_is_refused():
    assert [name for name, drawing in HOSTILE.items() if not faults_of(drawing)] == []


def test_a_file_that_programs_could_read_in_different_ways_is_refused():
    told = {name: faults_of(data) for name, data in ENCODED.items()}
    assert {
        name: each for name, each in told.items() if each != ["The file a.svg is not written in UTF-8."]
    } == {}


def test_what_only_looks_like_it_is_let_through():
    assert {name: told for name, drawing in HARMLESS.items() if (told := faults_of(drawing))} == {}


def test_what_drawing_programs_save_is_let_through():
    assert {name: told for name, drawing in GENUINE.items() if (told := faults_of(drawing))} == {}
    latin = f"<?xml version='1.0' encoding='ISO-8859-1'?><svg {LINKED}><text>café</text></svg>"
    for data in (latin.encode("latin-1"), b"\xef\xbb\xbf" + GENUINE["inkscape"].encode()):
        assert faults_of(data) == []


def test_our_own_drawings_are_let_through():
    ours = [*ROOT.glob("courses/*/media/*.svg"), *ROOT.glob("src/elearn/app/pictures/*.svg")]
    assert len(ours) > 20
    assert {path.name: told for path in ours if (told := faults_of(path.read_bytes()))} == {}


def test_each_fault_is_told_with_its_line_and_what_to_do(tmp_path):
    folder = write_sample(tmp_path)
    (folder / "media" / "rings.svg").write_text(
        f"<svg {LINKED}>\n<script/>\n<style>\n.a {{fill: red}}\n.b {{fill: \\75rl({ELSEWHERE})}}\n</style>\n"
        f"<rect onclick='a()'/>\n<image href='data:text/html,a'/>\n</svg>",
        encoding="utf-8",
    )
    told = {(str(each.message), str(each.remedy)) for each in problems_in(folder) if each.rule == "S29"}
    plain = "Take it out, or save it as plain SVG."
    assert told == {
        ("The file media/rings.svg holds <script> in line 2, which a picture may not hold.", plain),
        (
            f"The file media/rings.svg loads something from elsewhere in line 5 ({ELSEWHERE}).",
            "Put what it needs inside the picture.",
        ),
        ("The file media/rings.svg holds a script in line 7 (onclick).", plain),
        (
            "The file media/rings.svg holds data in line 8 that is no plain picture or font (data:text/html,a).",
            plain,
        ),
    }


SPACE = st.sampled_from(["", " ", "\n", "\t", "\r\n"])
COMMENT = st.sampled_from(["", "", "/**/", "/* url( */", "/*'*/", '/*"*/', " /*\\*/ "])


@st.composite
def disguised(draw: st.DrawFn, word: str) -> str:
    """A word of CSS, with any of its letters in capitals or escaped."""
    letters = []
    for letter in word:
        letter = draw(st.sampled_from([letter, letter.upper()]))
        ways = [letter, f"\\{ord(letter):06x}", f"\\{ord(letter):x}{draw(SPACE.filter(bool))}"]
        if letter not in "abcdefABCDEF0123456789":
            ways.append(f"\\{letter}")
        letters.append(draw(st.sampled_from(ways)))
    return "".join(letters)


@st.composite
def loading(draw: st.DrawFn) -> str:
    """A style that loads something from elsewhere, in some disguise."""
    space = draw(SPACE)
    if draw(st.booleans()):
        before, after = draw(COMMENT), draw(COMMENT)
        return f"{before}@{draw(disguised('import'))}{after}{space}'{ELSEWHERE}'"
    function = draw(st.sampled_from(["url", "src", "image-set", "-webkit-image-set"]))
    quote = draw(st.sampled_from(["'", '"']))
    address = "".join(draw(st.sampled_from([each, f"\\{ord(each):x} ", f"\\\n{each}"])) for each in ELSEWHERE)
    value = f"{draw(disguised(function))}({space}{quote}{address}{quote}{space})"
    return f"{draw(COMMENT)}svg{{{draw(COMMENT)}fill{draw(COMMENT)}:{draw(COMMENT)}{value}"


@given(loading(), st.sampled_from(["<style>{}</style>", '<g style="{}"/>', '<g fill="{}"/>']))
def test_no_disguise_of_a_style_hides_what_it_loads(style, place):
    escaped = style.replace("&", "&amp;").replace('"', "&quot;").replace("\n", "&#10;").replace("\r", "&#13;")
    assert faults_of(f"<svg {LINKED}>{place.format(escaped)}</svg>")


@given(st.text(alphabet="url(im@)'\"\\/*{}; \n#:a75-", max_size=60))
def test_a_style_of_any_signs_can_be_judged(style):
    list(loaded_by(style))
    faults_of(f"<svg {LINKED}><style><![CDATA[{style}]]></style></svg>")


def test_a_style_is_read_once_however_deep_it_is():
    for piece in ("(", "{", "[", "url(", "\\", "/*", "'", '"', "image-set(", "a(", "@import", "url('"):
        list(loaded_by("url(#a)" + piece * 3_000))
        faults_of(f"<!DOCTYPE '{piece * 3_000}")
        faults_of("<!--" * 3_000 + "<!DOCTYPE" * 3_000)
    assert re.fullmatch(r"The file a\.svg cannot be read as SVG: .*", faults_of("<svg" * 3_000)[0])


def chain(start: str, link: str) -> str:
    """A drawing of 600 letters or so in which each of nine parts draws the one before ten times."""
    parts = link.format(name=0, inside="")
    parts += "".join(link.format(name=each, inside=start.format(name=each - 1) * 10) for each in range(1, 9))
    return f"<svg {LINKED}>{parts}{start.format(name=8)}</svg>"


def test_a_small_drawing_cannot_keep_a_browser_busy_for_hours():
    told = ["The file a.svg repeats its parts more than 100,000 times, so browsers cannot draw it."]
    assert faults_of(chain("<use href='#a{name}'/>", "<g id='a{name}'><path/>{inside}</g>")) == told
    assert (
        faults_of(chain("<path mask='url(#a{name})'/>", "<mask id='a{name}'><path/>{inside}</mask>")) == told
    )
    escaped = chain(r"<path style='mask:\75rl(#a{name})'/>", "<mask id='a{name}'><path/>{inside}</mask>")
    assert faults_of(escaped) == told
    for rule in (
        ".a{name}{{mask:url(#a{name})}}",
        "@media all{{g,.a{name}{{mask:url(#a{name});fill:red}}}}",
        "g{{&amp; .a{name}{{content:'}}';mask:url(#a{name})}}}}",
        ".\\61 {name}{{m\\61sk:url(#a{name})}}",
    ):
        styles = "".join(rule.format(name=each) for each in range(9))
        styled = chain("<path class='b a{name}'/>", "<mask id='a{name}'><path/>{inside}</mask>")
        assert faults_of(styled.replace("<mask", f"<style>{styles}</style><mask", 1)) == told, rule
    pattern = chain("<path fill='url(#a{name})'/>", "<pattern id='a{name}'><path/>{inside}</pattern>")
    assert faults_of(pattern) == told
    rules = "".join(f".a{{mask:url(#m{each})}}" for each in range(800))
    masks = "".join(f"<mask id='m{each}'/>" for each in range(800))
    many = f"<style>{rules}</style>{masks}" + "<g class='a'/>" * 800
    assert faults_of(f"<svg {LINKED}>{many}</svg>") == told
    heavy = f"<path id='a' d='{'M0 0' * 25_000}'/>" + "<use href='#a'/>" * 1_000
    assert faults_of(f"<svg {LINKED}>{heavy}</svg>") == told


def test_a_part_that_draws_itself_or_many_others_do_is_let_through():
    circle = "<g id='a'><use href='#b'/></g><g id='b'><use href='#a'/><use href='#b'/></g><a href='#a'/>"
    chart = "<path id='a'/>" + "<use href='#a' x='1'/>" * 2_000
    row = "".join(f"<g id='a{each}'><use href='#a{each - 1}'/></g>" for each in range(300))
    tiles = "".join(f"<pattern id='p{each}'>{'<path/>' * 400}</pattern>" for each in range(2))
    tiled = (
        "<style>/** b ** 'c' */ .a{font-family:'A B';fill:url(#p1)}</style>"
        + tiles
        + "<path class='a' style='fill:url(#p0)'/>" * 400
    )
    for inside in (circle, chart, row, tiled):
        assert faults_of(f"<svg {LINKED}>{inside}</svg>") == []


def test_an_element_with_very_many_attributes_is_read_in_the_time_that_their_number_takes():
    many = " ".join(f"a{number}='url(#a)'" for number in range(20_000))
    assert faults_of(f"<svg {LINKED} {many} b='url({ELSEWHERE})'/>")
