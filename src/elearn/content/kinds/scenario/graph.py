"""Where the choices of a scenario lead: what makes it impossible to play, and the shortest way to a best ending."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from elearn.content.text import did_you_mean, quoted

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
class Fault:
    """What is wrong, and where: `scene` and `choice` count from 0; a scene of None means the whole."""

    rule: str
    message: str
    remedy: str
    scene: int | None = None
    choice: int | None = None


def faults(scenes: Sequence[Place]) -> Iterator[Fault]:
    """Everything for which the scenes cannot be played to an end from the first of them."""
    if not scenes:
        yield Fault(
            "S60", "There are no scenes in it", "Write each as “### Title {#id}”, its text, then its choices."
        )
        return
    yield from _same_ids(scenes)
    yield from _dead_ends(scenes)
    yield from _endings(scenes)
    yield from _astray(scenes)


def _same_ids(scenes: Sequence[Place]) -> Iterator[Fault]:
    ids: set[str] = set()
    for number, scene in enumerate(scenes):
        if scene.id in ids:
            yield Fault("S14", f"Two scenes have the id “{scene.id}”", "Give each its own.", number)
        ids.add(scene.id)
        own: set[str] = set()
        for at, choice in enumerate(scene.choices):
            if choice.id in own:
                yield Fault(
                    "S14",
                    f"Two choices of this scene have the id “{choice.id}”",
                    "Give each its own.",
                    number,
                    at,
                )
            own.add(choice.id)


def _dead_ends(scenes: Sequence[Place]) -> Iterator[Fault]:
    ids = [scene.id for scene in scenes]
    for number, scene in enumerate(scenes):
        if scene.ending is None and not scene.choices:
            yield Fault(
                "S62",
                f"The scene {quoted(scene.title)} is a dead end",
                "Add choices, as “- [What one may do](#scene)”, or write :ending: and a percentage directly under its "
                "heading.",
                number,
            )
        elif scene.ending is not None and scene.choices:
            yield Fault(
                "S62",
                f"The ending {quoted(scene.title)} has choices",
                "Take :ending: out, or the choices.",
                number,
            )
        for at, choice in enumerate(scene.choices):
            if choice.to not in ids:
                yield Fault(
                    "S61",
                    f"This choice leads to “{choice.to}”, and no scene has that id",
                    did_you_mean(choice.to, ids, nothing="Write that scene."),
                    number,
                    at,
                )


def _endings(scenes: Sequence[Place]) -> Iterator[Fault]:
    endings = [scene.ending for scene in scenes if scene.ending is not None]
    only_forgotten = endings and any(not scene.choices for scene in scenes if scene.ending is None)
    if len(endings) < 2 and not only_forgotten:
        yield Fault(
            "S60",
            "There is only one ending in it" if endings else "There is no ending in it",
            "Write at least two, each with :ending: and a percentage directly under its heading.",
        )
    if endings and BEST not in endings:
        yield Fault("S60", "None of its endings is the best", "Write :ending: 100% under the best of them.")


def _astray(scenes: Sequence[Place]) -> Iterator[Fault]:
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
            yield Fault(
                "S63",
                f"Nothing leads to the scene {quoted(scene.title)}",
                f"Link to it from a choice, as “(#{scene.id})”, or take it out; the first scene is where it begins.",
                number,
            )
        elif scene.id not in saved:
            yield Fault(
                "S64",
                f"From the scene {quoted(scene.title)} no ending can be reached",
                "Let one of the choices in this circle lead out of it.",
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
