"""The scenes of a scenario as a graph: what makes it impossible to play, and the shortest way to a best ending."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from elearn.content.text import did_you_mean, quoted
from elearn.phrases import phrase

BEST = 100


class Leads(Protocol):
    """A choice, as far as it leads somewhere."""

    @property
    def id(self) -> str: ...
    @property
    def to(self) -> str: ...


class Place(Protocol):
    """A scene, as far as it is a place in the story."""

    @property
    def id(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def ending(self) -> int | None: ...
    @property
    def choices(self) -> Sequence[Leads]: ...


@dataclass(frozen=True)
class GraphProblem:
    """Something that makes the scenes impossible to play.

    `message` reads well after a sentence that names the scenario. `scene` and `choice` count from 0. If `scene` is
    None, the problem is about the whole scenario.
    """

    rule: str
    message: str
    remedy: str
    scene: int | None = None
    choice: int | None = None


def graph_problems(scenes: Sequence[Place]) -> Iterator[GraphProblem]:
    """Everything that keeps a learner from playing the scenes from the first of them to an ending."""
    if not scenes:
        yield GraphProblem(
            "S60",
            phrase("It has no scenes."),
            phrase("Write each as “### Title {#id}”, its text, then its choices."),
        )
        return
    yield from _same_ids(scenes)
    yield from _dead_ends(scenes)
    yield from _endings(scenes)
    yield from _astray(scenes)


def _same_ids(scenes: Sequence[Place]) -> Iterator[GraphProblem]:
    ids: set[str] = set()
    for number, scene in enumerate(scenes):
        if scene.id in ids:
            yield GraphProblem(
                "S14",
                phrase("Two scenes have the id “%(id)s”.", id=scene.id),
                phrase("Give each its own."),
                number,
            )
        ids.add(scene.id)
        own: set[str] = set()
        for at, choice in enumerate(scene.choices):
            if choice.id in own:
                yield GraphProblem(
                    "S14",
                    phrase(
                        "Two choices of the scene %(scene)s have the id “%(id)s”.",
                        scene=quoted(scene.title),
                        id=choice.id,
                    ),
                    phrase("Give each its own."),
                    number,
                    at,
                )
            own.add(choice.id)


def _dead_ends(scenes: Sequence[Place]) -> Iterator[GraphProblem]:
    ids = [scene.id for scene in scenes]
    for number, scene in enumerate(scenes):
        if scene.ending is None and not scene.choices:
            yield GraphProblem(
                "S62",
                phrase("The scene %(scene)s is a dead end.", scene=quoted(scene.title)),
                phrase(
                    "Add choices, as “- [What one may do](#scene)”, or write :ending: and a percentage "
                    "directly under its heading."
                ),
                number,
            )
        elif scene.ending is not None and scene.choices:
            yield GraphProblem(
                "S62",
                phrase("The ending %(ending)s has choices.", ending=quoted(scene.title)),
                phrase("Take either :ending: or the choices out."),
                number,
            )
        for at, choice in enumerate(scene.choices):
            if choice.to not in ids:
                yield GraphProblem(
                    "S61",
                    phrase(
                        "A choice of the scene %(scene)s leads to “%(to)s”, but no scene has that id.",
                        scene=quoted(scene.title),
                        to=choice.to,
                    ),
                    did_you_mean(choice.to, ids, nothing=phrase("Write that scene.")),
                    number,
                    at,
                )


def _endings(scenes: Sequence[Place]) -> Iterator[GraphProblem]:
    endings = [scene.ending for scene in scenes if scene.ending is not None]
    only_forgotten = endings and any(not scene.choices for scene in scenes if scene.ending is None)
    if len(endings) < 2 and not only_forgotten:
        yield GraphProblem(
            "S60",
            phrase("It has only one ending.") if endings else phrase("It has no ending."),
            phrase("Write at least two, each with :ending: and a percentage directly under its heading."),
        )
    if endings and BEST not in endings:
        yield GraphProblem(
            "S60",
            phrase("None of its endings earns 100%%."),
            phrase("Write :ending: 100%% under the heading of the best one."),
        )


def _astray(scenes: Sequence[Place]) -> Iterator[GraphProblem]:
    """Scenes that nobody comes to, and scenes from which nobody comes to an end."""
    ways = {scene.id: [choice.to for choice in scene.choices] for scene in reversed(scenes)}
    reached = _closure([scenes[0].id], ways)
    back: dict[str, list[str]] = {}
    for here, targets in ways.items():
        for target in targets:
            back.setdefault(target, []).append(here)
    ends = [here for here, targets in ways.items() if not targets]
    lost = [target for target in back if target not in ways]
    saved = _closure([*ends, *lost, *(scene.id for scene in scenes if scene.ending is not None)], back)
    for number, scene in enumerate(scenes):
        if scene.id not in reached:
            reached |= _closure([scene.id], ways)  # what it leads to is found with it
            yield GraphProblem(
                "S63",
                phrase("No choice leads to the scene %(scene)s.", scene=quoted(scene.title)),
                phrase(
                    "Link to it from a choice, as “(#%(id)s)”, or take it out. The story starts with the "
                    "first scene.",
                    id=scene.id,
                ),
                number,
            )
        elif scene.id not in saved:
            yield GraphProblem(
                "S64",
                phrase("No ending can be reached from the scene %(scene)s.", scene=quoted(scene.title)),
                phrase("Let one of the choices in this circle of scenes lead to an ending."),
                number,
            )


def _closure(start: Iterable[str], ways: dict[str, list[str]]) -> set[str]:
    found: set[str] = set()
    ahead = list(start)
    while ahead:
        here = ahead.pop()
        if here not in found:
            found.add(here)
            ahead += ways.get(here, [])
    return found


def best_way(scenes: Sequence[Place]) -> list[str]:
    """The ids of the choices on the shortest way from the first scene to an ending that gives full marks."""
    place = {scene.id: scene for scene in scenes}
    ways: dict[str, list[str]] = {scenes[0].id: []}
    ahead = [scenes[0].id]
    for here in ahead:
        if place[here].ending == BEST:
            return ways[here]
        for choice in place[here].choices:
            if choice.to not in ways:
                ways[choice.to] = [*ways[here], choice.id]
                ahead.append(choice.to)
    return []
