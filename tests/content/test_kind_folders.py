"""A kind is one folder: the product works without any of them, and a new one is added as a folder.

Each test works with one copy of the sources. It takes the folder of a kind out of the copy, or puts a new one in, and
runs `elearn check` and `elearn build` of the copy.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext

from elearn.content.kinds import Block, Question, kinds
from tests.depth import deep, sampled
from tests.gallery import media_file
from tests.lms import Lms
from tests.player.conftest import Learner, press

ROOT = Path(__file__).parents[2]
FOLDERS = {Path(sys.modules[kind.__module__].__file__ or "").parent.name: kind for kind in kinds().values()}
EVERY_COURSE_NEEDS = {"text"}
"""The one kind that cannot be deleted: the text between directives (see `content/kinds/__init__.py`)."""
DELETABLE = sorted(FOLDERS.keys() - EVERY_COURSE_NEEDS)
PRINTED = DELETABLE[::6]
"""The kinds without which the course is printed as well, because making a PDF takes longest."""
PLAYED = ("glossary", deep("local_pathway"), deep("true_or_false"))

_NAME = re.compile(r"^:name: (.+)$", re.MULTILINE)
_OUTCOME = re.compile(r"^:outcome: (.+)$", re.MULTILINE)
_DRAWN = re.compile(r"^:::\{draw\} (\S+)$", re.MULTILINE)
_MEDIA = re.compile(r"media/[\w./-]*\w")
_PERSON = re.compile(r"\b(?:baby )?Ivo\b")
_PLACE = re.compile(r"\d+%, \d+%: ")
HEAD = "# A module\n\n## A page\n\nText comes first.\n\n"
"""What is before the example of a deleted kind."""
_FRONT = "---\ntitle: {title}\nversion: 1.0.0\nduration: 15 minutes\n{more}---\n\nAll of it is invented.\n"


class Copy:
    """A copy of the sources, and a process that runs its commands."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.source = root / "src" / "elearn"
        self.away = root / "away"
        shutil.copytree(ROOT / "src" / "elearn", self.source, ignore=shutil.ignore_patterns("__pycache__"))
        self.bundles = self.source / "vendor" / "player" / "kinds"
        self.folders = self.source / "content" / "kinds"
        self.said: dict[str, dict[str, Any]] = {}
        (root / "reviews").mkdir()
        with ExitStack() as deleted:
            for folder in DELETABLE:
                deleted.enter_context(self.without(folder))
            self.process = self._start()
            self.hello = self._answer()

    def _start(self) -> "subprocess.Popen[str]":
        place = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        place |= {
            "PYTHONPATH": str(self.source.parent),
            "ELEARN_DATABASE": str(self.root / "elearn.db"),
            "ELEARN_COURSES": str(self.root / "courses"),
            "ELEARN_REVIEWS": str(self.root / "reviews"),
            "ELEARN_PACKAGES": str(self.root / "packages"),
        }
        return subprocess.Popen(
            [sys.executable, "-P", str(Path(__file__).with_name("without_a_kind.py")), str(self.root)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=self.root, env=place,
        )  # fmt: skip

    def _answer(self) -> dict[str, Any]:
        assert self.process.stdout
        line = self.process.stdout.readline()
        assert line, "the program ended: see what it wrote to standard error"
        answer: dict[str, Any] = json.loads(line)
        assert "crash" not in answer, answer["crash"]
        return answer

    def run(self, **order: object) -> dict[str, Any]:
        """Give the process an order (see `without_a_kind.py`); gives its answer."""
        assert self.process.stdin
        self.process.stdin.write(json.dumps(order) + "\n")
        self.process.stdin.flush()
        return self._answer()

    @contextmanager
    def without(self, folder: str) -> Iterator[None]:
        """Delete a kind's folder and what was bundled from it, and put both back at the end."""
        self.away.mkdir(exist_ok=True)
        taken = [self.folders / folder, *self.bundles.glob(f"{folder}.*")]
        for path in taken:
            path.rename(self.away / path.name)
        try:
            yield
        finally:
            for path in taken:
                (self.away / path.name).rename(path)

    def write(self, slug: str, files: Mapping[str, str]) -> str:
        """Write a course and the media that it names; gives its folder."""
        folder = self.root / "courses" / slug
        for name, text in files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, encoding="utf-8")
        for name in {name for text in files.values() for name in _MEDIA.findall(text)}:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(media_file(PurePosixPath(name)))
        return str(folder)

    def package(self, built: Mapping[str, Any]) -> dict[str, bytes]:
        """The files of the SCORM 1.2 package among those that `elearn build --json` lists."""
        (path,) = [each["path"] for each in json.loads(built["out"]) if each["format"] == "scorm12"]
        with zipfile.ZipFile(self.root / path) as zipped:
            return {name: zipped.read(name) for name in zipped.namelist()}


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Copy]:
    made = Copy(tmp_path_factory.mktemp("copy"))
    with made.process:  # at the end, its input is closed and it stops
        yield made


def course_of(shown: Iterable[type[Block]]) -> dict[str, str]:
    """The files of a course with a page for each of these kinds, which has the kind's example on it."""
    shown = list(shown)
    taken: set[str] = set()
    pages = [f"## Page {n} {{#{kind.kind}}}\n\n{_example(kind, taken)}\n" for n, kind in enumerate(shown, 1)]
    asked = [kind for kind in shown if issubclass(kind, Question) and kind.marked]
    simple = [kind for kind in asked if ":points:" not in kind.example and ":picture:" not in kind.example]
    banks = {
        f"bank/{name}.md": "# A bank\n\n"
        + "\n\n".join(_NAME.sub(f":name: {name}-{n}", kind.example) for n, kind in enumerate(simple[:3]))
        for page in pages
        for name in _DRAWN.findall(page)
    }
    outcomes = sorted({name for text in (*pages, *banks.values()) for name in _OUTCOME.findall(text)})
    more = "outcomes:\n" + "".join(f"  {name}: Know what to do\n" for name in outcomes)
    return {
        "course.md": _FRONT.format(title="Every other kind", more=f"{more}completion: {{pass_mark: 80%}}\n"),
        "01-kinds.md": "# Kinds\n\n" + "\n".join(pages),
        **banks,
    }


def _example(kind: type[Block], taken: set[str]) -> str:
    """A kind's example, with a name that no other has, and without the person's name that the checks would find."""

    def own(found: re.Match[str]) -> str:
        name = kind.kind if found[1] in taken else found[1]
        taken.add(name)
        return f":name: {name}"

    return _PERSON.sub("the baby", _NAME.sub(own, kind.example))


def problems(said: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What `elearn check --json` printed."""
    assert "Traceback" not in said["err"] + said["out"], said["err"]
    found: list[dict[str, Any]] = json.loads(said["out"])
    return found


def errors(said: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [each for each in problems(said) if each["severity"] == "error"]


def test_nothing_names_a_kind_when_it_is_loaded(copy: Copy) -> None:
    """The process loaded every module while all kinds but one were deleted."""
    assert copy.hello["from"] == str(copy.source)
    loaded = {name.split(".")[3] for name in copy.hello["loaded"]}
    assert {name for name in loaded if not name.startswith("_")} == EVERY_COURSE_NEEDS | {"base"}


def formats_of(folder: str) -> list[str]:
    """The formats in which the course without a kind is built."""
    return ["scorm12", "single-file", *(["pdf"] if folder in PRINTED else [])]


def made_without(folder: str, copy: Copy) -> dict[str, Any]:
    """What the process says of a course with all other kinds, and of one with this kind, while its folder is away."""
    if folder not in copy.said:
        kind = FOLDERS[folder]
        others = [each for each in FOLDERS.values() if each is not kind]
        course = copy.write(f"without-{kind.kind}", course_of(others))
        # The words alone give the checks nothing to find.
        text = _PLACE.sub("", _PERSON.sub("the baby", kind.example))
        files = {"course.md": _FRONT.format(title="One kind", more=""), "01-one.md": f"{HEAD}{text}\n"}
        foreign = copy.write(f"with-{kind.kind}", files)
        with copy.without(folder):
            copy.said[folder] = copy.run(
                course=course, formats=formats_of(folder), out=str(copy.root / "dist"), foreign=foreign
            )
    return copy.said[folder]


@pytest.mark.soak
@pytest.mark.parametrize("folder", sampled(DELETABLE, quick=18, in_depth=4))
def test_without_its_folder_a_kind_is_unknown_and_all_else_works(folder: str, copy: Copy) -> None:
    kind = FOLDERS[folder]
    others = [each for each in FOLDERS.values() if each is not kind]
    said = made_without(folder, copy)
    assert said["kinds"] == sorted(each.kind for each in others)
    assert errors(said["check"]) == []
    assert said["build"]["code"] == 0, said["build"]["err"]
    assert [each["format"] for each in json.loads(said["build"]["out"])] == formats_of(folder)
    (problem,) = problems(said["foreign"])
    assert (problem["rule"], problem["line"]) == ("S17", HEAD.count("\n") + 1)
    assert f"“{kind.kind}”" in problem["message"]
    assert problem["remedy"]


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    made = browser.new_context()
    made.set_default_timeout(20_000)
    yield made
    made.close()


class Played:
    """A package that is open in an LMS, and what went wrong in its pages."""

    def __init__(self, files: Mapping[str, bytes], context: BrowserContext) -> None:
        self.failures: list[str] = []
        context.on("weberror", lambda error: self.failures.append(str(error.error)))
        self.lms = Lms(files, "scorm12")
        self.page = self.lms.launch(context)
        self.learner = Learner(self.lms.course(self.page))

    def finish(self) -> dict[str, Any]:
        """Look at the result page; gives what the LMS has recorded."""
        press(self.learner.frame.locator("[data-page='_result']"))
        self.learner.frame.wait_for_selector("[data-page='_result'][aria-current]", state="attached")
        self.page.wait_for_function("() => window.cmi().core.score.raw")
        assert self.failures == []
        assert self.lms.outside == []
        return self.lms.cmi(self.page)


@pytest.mark.parametrize("folder", PLAYED)
def test_a_course_is_played_without_a_kind(folder: str, copy: Copy, context: BrowserContext) -> None:
    played = Played(copy.package(made_without(folder, copy)["build"]), context)
    played.learner.open("choose-one")
    assert played.learner.answer("who-decides", ["b"]).startswith("Right.")
    played.learner.open("choose-many")
    assert played.learner.answer("what-to-record", ["c"]).startswith("Not this time.")
    assert float(played.finish()["core"]["score"]["raw"]) > 0


NEW_KIND = {
    "__init__.py": '''"""Yes or no: a question that is answered with one word."""

from typing import Any, ClassVar, Literal

from elearn.content.kinds.base import Question


class YesOrNo(Question):
    """The answer is yes or no."""

    kind: ClassVar = "yes-or-no"
    title: ClassVar = "Yes or no"
    body_field: ClassVar = "stem"
    settings: ClassVar = Question.settings | {"answer"}
    words: ClassVar = {"yes-or-no": "Yes or no", "yes_or_no_yes": "Yes", "yes_or_no_no": "No"}
    example: ClassVar = (
        ":::{question} yes-or-no\\n:name: wait\\n:outcome: act\\n:answer: no\\n\\nCan it wait until tomorrow?\\n:::"
    )

    answer: Literal["yes", "no"]

    def data(self) -> dict[str, Any]:
        return {**super().data(), "options": ["yes", "no"], "right": self.answer}
''',
    "view.html": """{% extends "question.html" %}
{% block answer %}
<div class="yes-or-no">
  {% for word in ("yes", "no") %}
  <label><input type="radio" name="{{ id }}" value="{{ word }}"><span>{{ t("yes_or_no_" ~ word) }}</span></label>
  {% endfor %}
</div>
{% endblock %}
""",
    "view.js": """const inputs = (form) => [...form.querySelectorAll(".yes-or-no input")];

export default {
  kinds: ["yes-or-no"],
  prepare() {},
  read: (form) => inputs(form).filter((each) => each.checked).map((each) => each.value),
  restore(form, response) {
    for (const each of inputs(form)) each.checked = response.includes(each.value);
  },
  fits: ({ options }, response) => response.length <= 1 && response.every((each) => options.includes(each)),
  mark: ({ right }, response) => ({ score: response[0] === right ? 1 : 0, right: response[0] === right }),
  show(form, _question, { checked, open }) {
    for (const each of inputs(form)) each.disabled = checked || open;
  },
  interaction: ({ options, right }, response) => ({ type: "choice", ids: options, response, correct: [right] }),
};
""",
    "view.css": ".yes-or-no { display: flex; gap: 3rem }\n",
}
"""The files of a kind that the product does not have."""


def bundle(copy: Copy) -> None:
    """Bundle the player of the copy, as an installation does."""
    (copy.root / "npm").mkdir(exist_ok=True)
    shutil.copy(ROOT / "hatch_build.py", copy.root)
    shutil.copy(ROOT / "npm" / "package.json", copy.root / "npm")
    modules = copy.root / "npm" / "node_modules"
    if not modules.exists():
        modules.symlink_to((ROOT / "npm" / "node_modules").resolve())
    program = [sys.executable, str(copy.root / "hatch_build.py"), "--bundle"]
    done = subprocess.run(program, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_new_kind_of_question_is_one_folder_and_is_played_and_marked(
    copy: Copy, context: BrowserContext
) -> None:
    folder = copy.folders / "yes_or_no"
    folder.mkdir()
    for name, text in NEW_KIND.items():
        (folder / name).write_text(text, encoding="utf-8")
    question = ":::{question} yes-or-no\n:name: NAME\n:outcome: act\n:answer: no\n\nCan it wait until tomorrow?\n:::\n"
    page = question.replace("NAME", "one") + "\n" + question.replace("NAME", "two")
    care = f"{FOLDERS['support'].example}\n"
    course = copy.write(
        "a-new-kind",
        {
            "course.md": _FRONT.format(title="A new kind", more="outcomes: {act: Act on the same day}\n"),
            "01-one.md": f"# Questions\n\n## A page {{#a-page}}\n\n{page}\n{care}",
        },
    )
    with copy.without("glossary"):
        bundle(copy)
        bundled = {path.name for path in copy.bundles.iterdir()}
        said = copy.run(course=course, formats=["scorm12", "single-file", "pdf"], out=str(copy.root / "dist"))
    shutil.rmtree(folder)
    assert {"yes_or_no.js", "yes_or_no.css"} <= bundled
    assert "glossary.css" not in bundled
    assert "yes-or-no" in said["kinds"]
    assert errors(said["check"]) == []
    assert said["build"]["code"] == 0, said["build"]["err"]
    played = Played(copy.package(said["build"]), context)
    played.learner.open("a-page")
    assert played.learner.answer("one", ["no"]).startswith("Right.")
    assert played.learner.answer("two", ["yes"]).startswith("Not this time.")
    styles = "form => getComputedStyle(form.querySelector('.yes-or-no')).columnGap"
    assert played.learner.frame.locator("[data-question='one']").evaluate(styles) == "48px"
    recorded = played.finish()
    assert float(recorded["core"]["score"]["raw"]) == 50
    assert [each["result"] for each in recorded["interactions"].values()] == ["correct", "wrong"]
