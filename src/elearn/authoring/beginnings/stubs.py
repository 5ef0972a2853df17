"""What we write into a new course for its author to replace: pages, questions, a story, and where to turn.

Each piece holds a placeholder, so that the checks find what was left (E63). What is not a placeholder is what every
course needs as it is.
"""

from collections.abc import Iterable

from elearn.authoring.beginnings.new_course import NewModule, NewOutcome, NewPage
from elearn.content import OF_A_NEW_COURSE, TO_WRITE
from elearn.content.kinds import Block, Purpose, kinds_for
from elearn.content.review import Tier

INTRODUCTION = OF_A_NEW_COURSE["introduction"]
SUMMARY = OF_A_NEW_COURSE["summary"]
_WHO: dict[Tier | None, str] = {
    "individual": "one practitioner",
    "local": "somebody in a team or a service",
    "strategic": "somebody who leads a service or sits on the board",
    None: "one person",
}
"""Who decides in a question about learning on a tier."""


def stub(words: str) -> str:
    """A placeholder that says what is to be written."""
    return f"{TO_WRITE} {words}"


def starters(purpose: Purpose) -> tuple[str, ...]:
    """What a new course starts with for a purpose, of every kind that serves it; none if no kind does."""
    return tuple(kind.starter for kind in kinds_for(purpose) if kind.starter)


def questions_for(outcome: NewOutcome, number: int) -> tuple[str, ...]:
    """Two questions about an outcome that say what to write. `number` counts the outcomes, from 0.

    The right answer has another place in each, so that nobody learns the place.
    """
    wrong = [
        ("what is often done, and does not help", "say kindly why it does not help"),
        ("what seems safe, and misses something", "say kindly what it misses"),
    ]
    one = [(False, *each) for each in wrong]
    one.insert(number % 3, (True, "what helps", "say why it helps"))
    many = [
        (True, "a first step that helps", "say why it helps"),
        (True, "a second step that helps", "say why this helps, too"),
    ]
    many.insert((number + 1) % 3, (False, "a step that only seems to help", "say kindly why it does not"))
    first = (
        f"a short scenario in which {_WHO[outcome.tier]} has to decide what this outcome is about. It is invented, "
        "with role words and no name, date or place. End with the question."
    )
    second = (
        "a second scenario for the same outcome: later, or as another service sees it. Ask which steps help. More than "
        "one does."
    )
    return (
        *_question("decision", f"{outcome.id}-decision", outcome.id, first, one),
        *_question("many right answers", f"{outcome.id}-steps", outcome.id, second, many),
    )


def _question(
    purpose: Purpose, name: str, outcome: str, stem: str, options: Iterable[tuple[bool, str, str]]
) -> tuple[str, ...]:
    """A question of the kind that serves a purpose; none if no kind does."""
    listed = "\n".join(
        f"- [{'x' if right else ' '}] {stub(text)}\n  > {stub(feedback)}" for right, text, feedback in options
    )
    text = f":name: {name}\n:outcome: {outcome}\n\n{stub(stem)}\n\n{listed}\n:::"
    return tuple(f"{kind.opening()}\n{text}" for kind in kinds_for(purpose)[:1])


def story(outcome: str) -> tuple[str, ...]:
    """The skeleton of a story with choices about an outcome; none if no kind tells one."""
    return tuple(kind.begun(1, outcome) for kind in kinds_for("story")[:1])


def block_for(purpose: Purpose, argument: str, body: str) -> tuple[str, ...]:
    """A block of the kind that serves a purpose; none if no kind does."""
    found: tuple[type[Block], ...] = kinds_for(purpose)[:1]
    return tuple(f"{kind.opening()} {argument}".rstrip() + f"\n{body}\n:::" for kind in found)


def where_to_turn() -> NewPage:
    """The page with support and the local pathway, which every course needs."""
    return NewPage("where-to-turn", "Where to turn", starters("contacts"))


def putting_together(outcomes: Iterable[NewOutcome]) -> NewModule:
    """The last module: a story with choices about the first outcome, behind a warning, and where to turn."""
    told = [text for each in list(outcomes)[:1] for text in story(each.id)]
    page = NewPage("a-story", stub("a title for the story"), (*starters("warning"), *told))
    return NewModule(
        "putting-it-together", "Putting it together", (*((page,) if told else ()), where_to_turn())
    )


def introduction(says: str = INTRODUCTION) -> tuple[str, ...]:
    """What a course says first, and the warning before all that may be hard to read."""
    return says, *starters("warning")
