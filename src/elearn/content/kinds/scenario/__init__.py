"""Scenario: a story in scenes, in which each choice has a consequence, and the endings differ."""

import re
from collections.abc import Iterable, Iterator
from string import ascii_lowercase
from typing import Annotated, Any, ClassVar, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from elearn.content.kinds._asked import KEPT_BY, TO_DECIDE, Asked
from elearn.content.kinds.base import Directive, Line, Markdown, OptionalMarkdown, Question, Slug
from elearn.content.kinds.scenario.body import (
    ALMOST_A_CHOICE,
    ALMOST_THE_DEBRIEF,
    CHOICE,
    DEBRIEF,
    SCENE,
    WrittenScene,
    read_scenes,
)
from elearn.content.kinds.scenario.graph import GraphProblem, best_way, graph_problems
from elearn.content.text import Title, quoted
from elearn.phrases import joined, phrase
from elearn.problems import BadValue, ProblemLog

__all__ = ["Choice", "Scenario", "Scene"]


def _no_scene(text: str) -> str:
    if SCENE.search(text):
        raise BadValue(
            phrase("A line of the text starts with ###, which starts a scene."),
            phrase("Use #### for a heading in the text."),
        )
    return text


def _no_marks(text: str) -> str:
    if DEBRIEF.search(text) or ALMOST_THE_DEBRIEF.search(text):
        raise BadValue(
            phrase("A line of dashes in the text of a scene would start the debrief."),
            phrase("Write *** to draw a line across the page."),
        )
    if CHOICE.search(text) or ALMOST_A_CHOICE.search(text):
        raise BadValue(
            phrase("A line in the text of a scene is a choice."),
            phrase("Write the choices last, below the text of the scene."),
        )
    return text


def _no_options(text: str) -> str:
    if re.match(r":[A-Za-z]", text):
        raise BadValue(
            phrase("The text of a scene starts with a colon, as an option does."),
            phrase("Write :ending: directly under the heading, and start the text with a word."),
        )
    return text


_Id = Annotated[Slug, Field(max_length=24)]


class Choice(BaseModel):
    """What a learner may do in a scene. `to` is the scene that it leads to, where `consequence` is said first."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    id: _Id
    text: Line
    to: Slug
    consequence: OptionalMarkdown = ""


class Scene(BaseModel):
    """One moment of the story. `ending` is the percentage of the points that it earns, None while the story goes on."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    id: _Id
    title: Title
    ending: Annotated[int, Field(ge=0, le=100)] | None = None
    text: Annotated[Markdown, *map(AfterValidator, (_no_scene, _no_marks, _no_options))]
    choices: Annotated[tuple[Choice, ...], Field(max_length=26)] = ()


class Scenario(Question):
    """A story with choices. The first way that reaches an ending counts, with what that ending earns."""

    kind: ClassVar = "scenario"
    title: ClassVar = phrase("Scenario")
    asked_for: ClassVar = phrase("a story with choices")
    group: ClassVar = TO_DECIDE
    often: ClassVar = 4
    form: ClassVar = {
        "stem": Asked(phrase("How the story begins")),
        "scenes": Asked(
            phrase("Scenes"),
            help=phrase("The story starts with the first. Each choice leads to another scene."),
            row=phrase("a scene"),
            add=phrase("Add a scene"),
        ),
        "scenes.id": Asked(phrase("The name of the scene"), help=phrase("Choices lead to it by this name.")),
        "scenes.title": Asked(phrase("Title")),
        "scenes.ending": Asked(
            phrase("If the story ends here: how good is it, in percent"),
            help=phrase("100 is the best ending. Leave it empty if the story goes on."),
        ),
        "scenes.text": Asked(phrase("What happens")),
        "scenes.choices": Asked(
            phrase("What one may do"), row=phrase("a choice"), add=phrase("Add a choice")
        ),
        "scenes.choices.id": KEPT_BY,
        "scenes.choices.text": Asked(phrase("Choice")),
        "scenes.choices.to": Asked(phrase("Leads to"), type="line"),
        "scenes.choices.consequence": Asked(phrase("What follows from it")),
        "feedback": Asked(
            phrase("What people can learn from the story"), help=phrase("Everybody reads it at the end.")
        ),
    }
    starter: ClassVar = """:::{{question}} scenario
:name: question-{number}
:outcome: {outcome}

Say who the learner is in this story, and where it begins.

### Name the first scene {{#first}}

Write what happens in the first scene.

- [Write a choice that helps](#good)
  > Write what follows if it helps.
- [Write a choice that seems safe](#poor)
  > Write what follows if it only seems safe.

### Name the good ending {{#good}}
:ending: 100%

Write how the story ends well.

### Name the poor ending {{#poor}}
:ending: 20%

Write how the story ends badly.

---

Write what people can learn from this story.
:::"""
    purpose: ClassVar = "story"
    body_fields: ClassVar = ("stem", "scenes", "feedback")
    words: ClassVar = {
        "scenario": "Scenario",
        "scenario_leads": "Leads to: {title}",
        "scenario_earns": "An ending worth {n}% of the points",
        "scenario_unfinished": "Choose what to do next, until you reach an ending.",
        "scenario_your_way": "The way you took",
        "scenario_best_way": "A way to the best ending",
        "scenario_points": "This ending is worth {n}%: {earned} of {total} points.",
        "scenario_practice": "This ending is worth {n}%.",
        "scenario_all": "Read every scene",
        "scenario_fewer": "Back to where it ended",
    }
    example: ClassVar = """:::{question} scenario
:name: at-the-door
:outcome: act
:points: 2

You are a health visitor. Nobody has seen baby Ivo for three weeks. Today his mother opens the door a little.

### At the door {#door}

“He is asleep,” she says. “Can you come back next week?”

- [Ask kindly to see him, asleep as he is](#upstairs)
  > She looks at the stairs, then steps aside.
- [Agree on a day next week](#later)
  > She smiles, and the door closes.

### Upstairs {#upstairs}

Ivo sleeps. On his upper arm is a mark as large as a thumb.

- [Ask how it came about, and refer today](#safe)
  > She cries, and tells you what happened on Sunday.
- [Write it down, and look again next week](#later)
  > You write it down well. Nobody reads it.

### Seen today {#safe}
:ending: 100%

A doctor examines Ivo this afternoon. His mother is with him, and knows why.

### Next week {#later}
:ending: 20%

Another service sees Ivo first, with a second injury.

---

A child who has not been seen is a reason to ask again, kindly, on the same day.
:::"""

    stem: Annotated[
        Markdown, AfterValidator(_no_scene), Field(description=phrase("the beginning of a story"))
    ]
    scenes: Annotated[tuple[Scene, ...], Field(max_length=60)]

    @model_validator(mode="after")
    def _can_be_played(self) -> Self:
        if problem := next(graph_problems(self.scenes), None):
            raise BadValue(problem.message, problem.remedy)
        return self

    @classmethod
    def new_ids(cls, field: str) -> Iterable[str]:
        if field == "scenes.id":
            return (f"scene-{number}" for number in range(1, 200))
        return super().new_ids(field)

    @property
    def titles(self) -> dict[str, str]:
        """The title of each scene by its id."""
        return {scene.id: scene.title for scene in self.scenes}

    @classmethod
    def read_body(cls, directive: Directive, log: ProblemLog) -> dict[str, Any]:
        before = len(log.problems)
        body = read_scenes(directive.body, directive.body_line, log)
        name = directive.options.get("name", "")
        readable = len(log.problems) == before  # else the way may go through what could not be read
        for problem in graph_problems(body.scenes) if readable else ():
            _report(problem, body.scenes, name, directive.line, log)
        for scene in body.scenes:
            if not scene.text:
                log.error(
                    "S20",
                    scene.line,
                    phrase("This scene says nothing."),
                    phrase("Write what happens under its heading."),
                )
            if len(scene.choices) == 1 and readable:
                log.warn(
                    "S65",
                    scene.choices[0].line,
                    phrase("The scene %(scene)s leaves no choice.", scene=quoted(scene.title)),
                    phrase(
                        "Offer another thing that somebody might do, or join it to the scene that follows."
                    ),
                )
        values = {"scenes": [_values(scene) for scene in body.scenes], "feedback": body.debrief}
        return {**values, "stem": body.stem} if body.stem else values

    def write_body(self) -> str:
        parts = [self.stem, *map(_written, self.scenes), *(("---", self.feedback) if self.feedback else ())]
        return "\n\n".join(parts)

    def data(self) -> dict[str, Any]:
        """`scenes`: by id, where each choice leads; `endings`: their percentages; `best`: the choices of a best way."""
        return {
            **super().data(),
            "scenes": {scene.id: {choice.id: choice.to for choice in scene.choices} for scene in self.scenes},
            "endings": {scene.id: scene.ending for scene in self.scenes if scene.ending is not None},
            "best": best_way(self.scenes),
        }

    def longest_response(self) -> list[str]:
        """Twice as many choices as there are scenes; the browser forgets older detours."""
        return 2 * len(self.scenes) * [choice.id for scene in self.scenes for choice in scene.choices][:1]

    def check(self, log: ProblemLog, line: int) -> None:
        if not self.feedback:
            log.warn(
                "W50",
                line,
                phrase("The scenario “%(name)s” has no debrief.", name=self.name),
                phrase(
                    "Write a line --- below its last scene, and below that line what people can learn "
                    "from the story."
                ),
            )

    def answer_prose(self) -> Iterator[str]:
        for scene in self.scenes:
            yield scene.title
            yield scene.text
            for choice in scene.choices:
                yield choice.text
                if choice.consequence:
                    yield choice.consequence

    def read_through(self) -> Iterator[str]:
        """One way to its best ending, with the choices that are offered on it, and the debrief."""
        place = {scene.id: scene for scene in self.scenes}
        yield self.stem
        here = self.scenes[0]
        for taken in (*best_way(self.scenes), None):
            yield from (here.title, here.text, *(choice.text for choice in here.choices))
            for choice in here.choices:
                if choice.id == taken:
                    yield choice.consequence
                    here = place[choice.to]
                    break
        yield self.feedback

    def pause(self) -> float:
        return 10 * (1 + len(best_way(self.scenes)))


def _report(problem: GraphProblem, scenes: list[WrittenScene], name: str, line: int, log: ProblemLog) -> None:
    """Report a problem at its scene or choice, or at `line` if it is about the whole scenario `name`."""
    if problem.scene is None:
        unusable = phrase("The scenario %(name)s cannot be used.", name=quoted(name))
        log.error(problem.rule, line, joined((unusable, problem.message)), problem.remedy)
        return
    scene = scenes[problem.scene]
    at = scene.line if problem.choice is None else scene.choices[problem.choice].line
    log.error(problem.rule, at, problem.message, problem.remedy)


def _values(scene: WrittenScene) -> dict[str, Any]:
    choices = [
        {"id": choice.id, "text": choice.text, "to": choice.to, "consequence": choice.consequence}
        for choice in scene.choices
    ]
    return {
        "id": scene.id,
        "title": scene.title,
        "ending": scene.earns or scene.ending,
        "text": scene.text,
        "choices": choices,
    }


def _written(scene: Scene) -> str:
    head = [f"### {scene.title} {{#{scene.id}}}"]
    if scene.ending is not None:
        head.append(f":ending: {scene.ending}%")
    choices = [_written_choice(choice, ascii_lowercase[place]) for place, choice in enumerate(scene.choices)]
    return "\n\n".join(["\n".join(head), scene.text, *(["\n".join(choices)] if choices else [])])


def _written_choice(choice: Choice, usual: str) -> str:
    own_id = "" if choice.id == usual else f" {{#{choice.id}}}"
    said = [f"  > {line}".rstrip() for line in choice.consequence.split("\n") if choice.consequence]
    return "\n".join([f"- [{choice.text}](#{choice.to}){own_id}", *said])
