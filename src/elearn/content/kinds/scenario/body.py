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

from elearn.content.kinds.scenario.graph import BEST
from elearn.content.text import normalise, quoted, slug_of, split_options
from elearn.problems import ProblemLog

SCENE = re.compile(r"^###(?!#)(?:[ \t]+(.*))?$", re.MULTILINE)
DEBRIEF = re.compile(r"^-{3,}[ \t]*$", re.MULTILINE)
CHOICE = re.compile(
    r"^[-*+][ \t]+\[((?:.|\n[ \t]+(?=[^\s>]))*?)\]\(#([^()\s]*)\)(?:[ \t]+\{#([^{}\s]*)\})?[ \t]*$",
    re.MULTILINE,
)
ALMOST_A_CHOICE = re.compile(r"^[-*+–—•][ \t]*\[(?![^\]]*\]\([a-z]+:).*$", re.MULTILINE)
_OWN_ID = re.compile(r"\s*\{#([^{}]*)\}$")
_QUOTED = re.compile(r"\s*> ?(.*)$")
_LISTED = re.compile(r"[-*+–—•][ \t]")
_PERCENT = re.compile(r"(\d{1,3}) ?%?", re.ASCII)


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
    """A scene as it stands in the file; `ending` is the percentage that an ending earns."""

    line: int
    id: str
    title: str
    text: str = ""
    ending: int | None = None
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
    for name, value in options.items():
        if name != "ending":
            log.error("S19", places[name], f"A scene has no option “{name}”.", "Did you mean “ending”?")
            continue
        percent = _PERCENT.fullmatch(value)
        if percent and int(percent[1]) <= 100:
            scene.ending = int(percent[1])
        else:
            scene.ending = BEST  # an ending all the same: nothing more is to be said of it
            log.error(
                "S21",
                places[name],
                f"{quoted(value)} does not say how good this ending is.",
                "Write a percentage from 0% to 100%, as in “:ending: 40%”.",
            )
    rest = lines[1 + start :]
    text = "\n".join(rest)
    offered = list(CHOICE.finditer(text))
    scene.text = normalise(text[: offered[0].start()] if offered else text)
    for almost in ALMOST_A_CHOICE.finditer(scene.text):
        log.error(
            "S25",
            line + 1 + start + text.count("\n", 0, text.index(almost[0])),
            f"{quoted(almost[0])} is almost a choice.",
            "Write it as “- [What one may do](#scene)”.",
        )
    for number, choice in enumerate(offered):
        after = offered[number + 1].start() if number + 1 < len(offered) else len(text)
        at = line + 1 + start + text.count("\n", 0, choice.start())
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


def _consequence(lines: list[str], first_line: int, log: ProblemLog) -> str:
    said: list[str] = []
    for number, raw in enumerate(lines, first_line):
        if quote := _QUOTED.match(raw):
            said.append(quote[1])
        elif not raw.strip():
            said.append("")
        elif said and not _LISTED.match(raw) and (said[-1] or (raw[0].isspace() and any(said))):
            said.append(raw.strip())
        else:
            log.error(
                "S25",
                number,
                f"{quoted(raw)} belongs to no choice.",
                "Write a choice as “- [What one may do](#scene)”, and what follows from it as “  > …” below it. Write "
                "the debrief below a line “---”.",
            )
    return normalise("\n".join(said))
