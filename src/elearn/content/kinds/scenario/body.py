"""The text form of a scenario's body: a stem, the scenes with their choices, and the debrief below a line of dashes.

Stem

### At the door {#door}

What happens here.

- [What one may do](#hall)
  > What follows from it

### In the hall {#hall}
:ending: 100%

How it ends.

---

The debrief
"""

import re
from dataclasses import dataclass, field
from string import ascii_lowercase

from elearn.content.kinds._parts.slips import LISTED, MARKS, report_slip
from elearn.content.kinds.scenario.graph import BEST
from elearn.content.text import mend_options, normalise, quoted, slug_of, split_options
from elearn.patterns import late
from elearn.phrases import phrase
from elearn.problems import ProblemLog

SCENE = late(r"^ {0,3}###(?!#)(?:[ \t]+(.*))?$", re.MULTILINE)
DEBRIEF = late(r"^ {0,3}-{3,}[ \t]*$", re.MULTILINE)
CHOICE = late(
    r"^[-*+][ \t]+\[((?:.|\n[ \t]+(?=[^\s>]))*?)\]\(#([^()\s]*)\)(?:[ \t]+\{#([^{}\s]*)\})?[ \t]*$",
    re.MULTILINE,
)
ALMOST_A_CHOICE = late(rf"^[ \t]*{MARKS}[ \t\xa0]*\[(?![^\]]*\]\([a-z]+:)(?![ xX]?\][ \t]).*$", re.MULTILINE)
ALMOST_THE_DEBRIEF = late(r"^(?: {4,}|[ \t]*\t[ \t]*)-{3,}[ \t]*$|^[ \t]*(?:--|[–—―]+)[ \t]*$", re.MULTILINE)
_HOW = phrase("Write it as “- [What one may do](#scene)”.")
_OWN_ID = late(r"\s*\{#([^{}]*)\}$")
_QUOTED = late(r"\s*> ?(.*)$")
_PERCENT = late(r"(\d{1,3}) ?%?", re.ASCII)


@dataclass
class WrittenChoice:
    """A choice as it stands in the file; `to` is the scene that it leads to."""

    line: int
    id: str
    text: str
    to: str
    consequence: str = ""


@dataclass
class WrittenScene:
    """A scene as it stands in the file; `ending` is the percentage that an ending earns.

    `earns` is what the file says of it, "" if nothing. `ending` is 100 if that is no percentage.
    """

    line: int
    id: str
    title: str
    text: str = ""
    ending: int | None = None
    earns: str = ""
    choices: list[WrittenChoice] = field(default_factory=list)


@dataclass
class ScenarioBody:
    """The three parts of a scenario's body."""

    stem: str
    scenes: list[WrittenScene]
    debrief: str


def read_scenes(body: str, first_line: int, log: ProblemLog) -> ScenarioBody:
    """The parts of a scenario's body, reporting every line that cannot be read."""
    lines = body.split("\n")
    starts = [number for number, line in enumerate(lines) if SCENE.match(line)]
    first = starts[0] if starts else len(lines)
    end = next((n for n in range(first, len(lines)) if DEBRIEF.match(lines[n])), len(lines))
    starts = [start for start in starts if start < end]
    scenes = [
        _scene(lines[start:stop], first_line + start, log)
        for start, stop in zip(starts, [*starts[1:], end], strict=False)
    ]
    debrief = normalise("\n".join(lines[end + 1 :]))
    return ScenarioBody(normalise("\n".join(lines[:first])), scenes, debrief)


def _scene(lines: list[str], line: int, log: ProblemLog) -> WrittenScene:
    found = SCENE.match(lines[0])
    heading = re.sub(r"(^|\s)#+$", "", ((found and found[1]) or "").strip()).strip()
    own_id = _OWN_ID.search(heading)
    title = heading[: own_id.start()] if own_id else heading
    scene = WrittenScene(line, own_id[1] if own_id else slug_of(title), title)
    options, places, start, _ = split_options(lines[1:], line + 1)
    start += mend_options(lines[1 + start :], line + 1 + start, ("ending",), options, places, log)
    _read_ending(scene, options, places, log)
    first = line + 1 + start
    text = "\n".join(lines[1 + start :])
    offered = list(CHOICE.finditer(text))
    scene.text = normalise(text[: offered[0].start()] if offered else text)
    _report_slips(text, offered, first, scene.ending is None, log)
    for number, choice in enumerate(offered):
        after = offered[number + 1].start() if number + 1 < len(offered) else len(text)
        at = first + text.count("\n", 0, choice.start())
        below = at + 1 + choice[0].count("\n")
        scene.choices.append(
            WrittenChoice(
                at,
                choice[3] or (ascii_lowercase[number] if number < 26 else f"x{number}"),
                re.sub(r"\n[ \t]+", " ", choice[1]).strip(),
                choice[2],
                _consequence(text[choice.end() + 1 : after].split("\n"), below, log),
            )
        )
    return scene


def _read_ending(
    scene: WrittenScene, options: dict[str, str], places: dict[str, int], log: ProblemLog
) -> None:
    for name, value in options.items():
        if name != "ending":
            log.error(
                "S19",
                places[name],
                phrase("A scene has no option “%(name)s”.", name=name),
                phrase("Did you mean “ending”?"),
            )
            continue
        percent = _PERCENT.fullmatch(value)
        scene.earns = value.removesuffix("%").rstrip()
        if percent and int(percent[1]) <= 100:
            scene.ending = int(percent[1])
        else:
            scene.ending = BEST  # an ending all the same: nothing more is to be said of it
            log.error(
                "S21",
                places[name],
                phrase("%(value)s does not say how good this ending is.", value=quoted(value)),
                phrase("Write a percentage from 0%% to 100%%, as in “:ending: 40%%”."),
            )


def _report_slips(
    text: str, offered: list[re.Match[str]], first_line: int, goes_on: bool, log: ProblemLog
) -> None:
    """S25: report lines before the first choice that were meant as choices, or as the line above the debrief.

    A list is part of a scene's text. But if the scene `goes_on`, a list directly above its choices, or at its end if it
    has none, was meant as choices.
    """
    lines = text[: offered[0].start()].split("\n")[:-1] if offered else text.rstrip().split("\n")
    above = max((n for n, line in enumerate(lines) if not line.strip()), default=-1) + 1
    for number, line in enumerate(lines):
        listed = goes_on and number >= above and LISTED.match(line) and LISTED.match(lines[above])
        if listed or ALMOST_A_CHOICE.match(line):
            _report_choice(line, first_line + number, log)
        elif ALMOST_THE_DEBRIEF.match(line):
            _report_line(line, first_line + number, log)


def _report_choice(line: str, number: int, log: ProblemLog) -> None:
    if re.search(r"\][ \t]+\(", line):
        lacks = phrase("there is a space between “]” and “(”")
    elif re.search(r"\]\((?!#)", line):
        lacks = phrase("there is no “#” before the scene’s id")
    elif re.search(r"\]\(#[^()]*\)", line):
        lacks = phrase("something follows its link")
    else:
        lacks = phrase("it has no link to a scene")
    # Translators: what a line almost is. It stands after “bron â bod yn”, so it is mutated.
    report_slip(line, number, phrase("a choice"), _HOW, log, lacks=lacks)


def _report_line(line: str, number: int, log: ProblemLog) -> None:
    log.error(
        "S25",
        number,
        phrase("%(line)s is almost the line above the debrief.", line=quoted(line)),
        phrase("Write three hyphens, at the left margin, and the debrief below them."),
    )


def _consequence(lines: list[str], first_line: int, log: ProblemLog) -> str:
    said: list[str] = []
    for number, raw in enumerate(lines, first_line):
        if quote := _QUOTED.match(raw):
            said.append(quote[1])
        elif not raw.strip():
            said.append("")
        elif LISTED.match(raw) or ALMOST_A_CHOICE.match(raw):
            _report_choice(raw, number, log)
        elif ALMOST_THE_DEBRIEF.match(raw):
            _report_line(raw, number, log)
        elif said and said[-1]:
            said.append(raw.strip())
        else:
            log.error(
                "S25",
                number,
                phrase("%(line)s belongs to no choice.", line=quoted(raw)),
                phrase(
                    "Write what follows from a choice as “  > …” below it, and the debrief below a line "
                    "“---”."
                ),
            )
    return normalise("\n".join(said))
