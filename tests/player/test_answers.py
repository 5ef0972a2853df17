"""How typed answers are read, and how near misses are accepted.

Also how any answer is written in each standard's grammar.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from elearn.assets import asset
from tests.player.modules import module_page

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def modules(browser: Browser) -> Iterator[Page]:
    """A page that can call the player's modules."""
    with module_page(browser) as page:
        yield page


def test_a_number_is_read_as_it_is_written_here_and_elsewhere(modules: Page) -> None:
    cases = [
        ("15", "en", "15"), (" 15.50 ", "en", "15.5"), ("15,5", "en", "15.5"), ("1,500", "en", "1500"),
        ("1.500", "en", "1.5"), ("1.500", "de", "1500"), ("1,500", "de", "1.5"), ("1,500.25", "en", "1500.25"),
        ("1.500,25", "en", "1500.25"), ("1 500 000", "fr", "1500000"), ("1’500", "de-CH", "1500"), ("−3", "en", "-3"),
        ("1,500,000", "en", "1500000"), ("+7", "en", "7"), (".5", "en", "0.5"), ("0,500", "en", "0.5"),
        ("007", "en", "7"),
        ("-0", "en", "0"), ("15 days", "en", "15"), ("15days", "en", "15"), ("fifteen", "en", ""), ("1,50,0", "en", ""),
        ("1.2.3", "en", ""), ("15 weeks", "en", ""), ("", "en", ""), ("-", "en", ""), ("1e5", "en", ""),
        ("12345678901", "en", ""), ("0.12345678", "en", ""), ("5%", "en", ""),
    ]  # fmt: skip
    read = modules.evaluate(
        """async cases => {
          const { decimal } = await import("/content/kinds/number/view.js");
          return cases.map(([typed, language]) => decimal(typed, "days", language));
        }""",
        [case[:2] for case in cases],
    )
    assert read == [case[2] for case in cases]


def test_a_text_is_taken_as_nearly_as_its_author_says(modules: Page) -> None:
    cases: list[tuple[list[str], dict[str, Any], str, bool]] = [
        (["safety"], {}, " SAFETY. ", True),
        (["safety"], {}, "saftey", False),
        (["safety"], {"case": True}, "Safety", False),
        (["safety"], {"near": True}, "saftey", True),
        (["safety"], {"near": True}, "safty", True),
        (["safety"], {"near": True}, "sfty", False),
        (["GP"], {"near": True}, "GPs", False),
        (["Section 47"], {"near": True}, "section 74", False),
        (["Section 47"], {"near": True}, "sektion 47", True),
        (["the lead’s call"], {}, "The lead's  call", True),
        (["affect"], {"near": True, "wrong": ["effect"]}, "effect", False),
        (["affect"], {"near": True, "wrong": ["effect"]}, "afect", True),
        (["supervision"], {"near": True}, "supervizoin", True),
        (["ﬁt"], {}, "fit", True),
        (["..."], {}, "", False),
    ]
    marks = modules.evaluate(
        """async cases => {
          const { default: kind } = await import("/content/kinds/fill_in/view.js");
          return cases.map(([right, { wrong = [], near = false, case: exact = false }, typed]) =>
            kind.mark({ answers: [...right, ...wrong], right, near, case: exact }, [typed]).right);
        }""",
        cases,
    )
    assert marks == [case[3] for case in cases]


MANY = [f"o{n}" for n in range(26)]
HARD: list[dict[str, Any]] = [
    {"type": "choice", "ids": ["later", "b", "zz"], "response": ["zz", "b"], "correct": ["later"]},
    {"type": "choice", "ids": MANY, "response": MANY, "correct": ["o25"]},
    {"type": "likert", "ids": ["not-at-all", "a-little", "very"], "response": ["very"], "correct": None},
    {"type": "matching", "ids": ["first", "b"], "targets": ["1", "tenth-of-all"],
     "response": [["first", "tenth-of-all"], ["b", "1"]], "correct": [["first", "1"], ["b", "1"]]},
    {"type": "sequencing", "ids": ["a", "b", "c"], "response": ["c", "b", "a"], "correct": ["a", "b", "c"]},
    {"type": "performance", "ids": [], "correct": [["s", "c"]],
     "response": [[f"scene-{n}", f"choice-{n}"] for n in range(40)]},
    {"type": "performance", "ids": [], "response": ["only", "steps"], "correct": ["only"]},
    {"type": "numeric", "ids": [], "response": ["-0.0000001"], "correct": ["0"], "range": [-1e-7, 12345678.5]},
    {"type": "numeric", "ids": [], "response": ["7"], "correct": ["10", "20"], "range": [None, 20]},
    {"type": "fill-in", "ids": [], "response": ["{case_matters=true}[,]😀" + "ö" * 300], "caseMatters": True,
     "correct": ["{a}, [.]b", "😀" * 200, "plain"]},
    {"type": "long-fill-in", "ids": [], "response": ["One.\n\nTwo, [:] three.\t" + "😀" * 3000], "correct": None},
    {"type": "other", "ids": [], "response": ["Anything\nat all"], "correct": None},
    {"type": "true-false", "ids": ["true", "false"], "response": ["false"], "correct": ["true"]},
]  # fmt: skip

OFFER = """async ([standard, answers]) => {
  const is12 = standard === "scorm12";
  const name = `grammar${is12 ? "12" : "2004"}`;
  const { [name]: grammar } = await import(`/player/browser/adapters/${name}.js`);
  const api = new (is12 ? Scorm12API : Scorm2004API)({ logLevel: 5, strict_errors: true });
  const call = (name, ...values) => String(api[(is12 ? "LMS" : "") + name](...values));
  call("Initialize", "");
  const refused = [];
  const offer = (element, value) => {
    if (call("SetValue", element, value) !== "true") refused.push([element, value, call("GetLastError")]);
  };
  const written = answers.map((answer, at) => {
    const { type, response, patterns } = grammar(answer);
    const element = `cmi.interactions.${at}`;
    offer(`${element}.id`, `q-${at}`);
    offer(`${element}.type`, type);
    patterns.forEach((pattern, place) => offer(`${element}.correct_responses.${place}.pattern`, pattern));
    offer(`${element}.${is12 ? "student" : "learner"}_response`, response);
    return [type, response, patterns];
  });
  return { written, refused };
}"""


def offered(modules: Page, standard: str) -> list[tuple[str, str, list[str]]]:
    """Returns what an LMS of that standard is told about the hard answers, once it has accepted them all."""
    modules.add_script_tag(content=asset(f"scorm-again/{standard}.min.js").decode())
    told = modules.evaluate(OFFER, [standard, HARD])
    assert told["refused"] == []
    return [tuple(each) for each in told["written"]]


def test_scorm_12_takes_single_characters_and_at_most_255_of_them(modules: Page) -> None:
    written = offered(modules, "scorm12")
    assert written[0] == ("choice", "c,b", ["a"])
    assert written[1][1] == ",".join("abcdefghijklmnopqrstuvwxyz")
    assert written[2] == ("likert", "c", [])
    assert written[3] == ("matching", "a.2,b.1", ["a.1,b.1"])
    assert written[4] == ("sequencing", "c,b,a", ["a,b,c"])
    assert written[5][1].startswith("scene-0.choice-0,")
    assert (
        written[5][1].split(",")[-1]
        == f"scene-{len(written[5][1].split(',')) - 1}.choice-{len(written[5][1].split(',')) - 1}"
    )
    assert written[6] == ("performance", "only,steps", ["only"])
    assert written[8] == ("numeric", "7", ["10", "20"])
    assert [each[0] for each in written[10:]] == ["fill-in", "fill-in", "true-false"]
    assert written[12] == ("true-false", "f", ["t"])
    assert (
        max(len(text.encode("utf-16-le")) // 2 for _, text, patterns in written for text in (text, *patterns))
        <= 255
    )


def test_scorm_2004_takes_its_separators_and_nothing_that_looks_like_them(modules: Page) -> None:
    written = offered(modules, "scorm2004")
    assert written[0] == ("choice", "zz[,]b", ["later"])
    assert written[3] == ("matching", "first[.]tenth_of_all[,]b[.]1", ["first[.]1[,]b[.]1"])
    assert written[5][1].endswith("[,]scene_39[.]choice_39")
    assert written[6] == ("performance", "only[.][,]steps[.]", ["only[.]"])
    assert written[7] == ("numeric", "-0.0000001", ["-0.0000001[:]12345678.5"])
    assert written[8][2] == ["[:]20"]
    _, typed, patterns = written[9]
    assert typed.startswith("(case_matters=true}[ , ]😀ö")
    assert len(typed.encode("utf-16-le")) <= 2 * 250
    assert patterns[0] == "{case_matters=true}(a},[ . ]b"
    assert patterns[2] == "{case_matters=true}plain"
    assert written[10][0] == "long-fill-in"
    assert written[10][1].startswith("One. Two, [ : ] three. 😀")
    assert written[11] == ("other", "Anything at all", [])
