"""Strategies of hypothesis for the questions whose body is a list: pairs, steps, typed answers."""

from typing import Any

from hypothesis import strategies as st

from elearn.content.kinds import Block, kinds
from tests.content.strategies import (
    lines,
    made,
    media_paths,
    optional_lines,
    optional_passages,
    passages,
    short_ids,
    slugs,
)

ids = short_ids(3)


@st.composite
def rows(draw: st.DrawFn, kind: Any) -> list[dict[str, Any]]:
    """Lines that the kind can mark, with the default ids, others, or both."""
    asked = draw(st.lists(st.booleans(), min_size=2, max_size=5))
    targets = draw(st.lists(lines, min_size=len(asked), max_size=len(asked)))
    own = draw(st.permutations(draw(st.sampled_from([kind.source_ids[:5], kind.target_ids[:5]]))))
    other = draw(st.sampled_from([kind.target_ids[:5], ("x", "y1", "1", "a", "b")]))
    place = list(dict.fromkeys(targets))
    made_of = []
    for position, (asks, target) in enumerate(zip(asked, targets, strict=True)):
        row = {"target": target, "target_id": other[place.index(target)], "feedback": draw(optional_passages)}
        if asks:
            row |= {"id": own[position], "source": draw(lines)}
            if kind.kind == "label-picture":
                row |= {"across": draw(st.integers(0, 100)), "down": draw(st.integers(0, 100))}
        made_of.append(row)
    return made_of


def answers(texts: st.SearchStrategy[str]) -> st.SearchStrategy[list[dict[str, Any]]]:
    """Typed answers, of which at least one is right."""
    return st.lists(
        st.fixed_dictionaries({"text": texts, "right": st.booleans(), "feedback": optional_passages}),
        min_size=1,
        max_size=4,
    ).map(lambda found: [{**found[0], "right": True}, *found[1:]])


def marking(outcomes: list[str]) -> dict[str, st.SearchStrategy[Block]]:
    """Returns a strategy for each kind by its name."""
    shared: dict[str, st.SearchStrategy[Any]] = {
        "name": slugs,
        "outcome": st.sampled_from([None, *outcomes]),
        "points": st.integers(0, 100),
        "tries": st.none() | st.integers(1, 9),
        "hint": optional_lines,
        "stem": passages,
        "feedback": optional_passages,
    }
    credit = {"credit": st.sampled_from(["partial", "all"])}
    steps = st.lists(
        st.fixed_dictionaries({"id": ids, "text": lines, "feedback": optional_passages}),
        min_size=2,
        max_size=4,
        unique_by=lambda step: step["id"],
    )
    numbers = st.sampled_from(["0", "15", "-3.5", "15.50", "007", "10 to 20", "9999999999"])
    of: dict[str, Any] = dict(kinds())
    return {
        "match": made(of["match"], **shared, **credit, shuffle=st.booleans(), rows=rows(of["match"])),
        "label-picture": made(
            of["label-picture"],
            **shared,
            **credit,
            shuffle=st.booleans(),
            rows=rows(of["label-picture"]),
            picture=media_paths,
            alt=optional_lines,
            description=optional_lines,
        ),
        "order": made(of["order"], **shared, **credit, steps=steps),
        "fill-in": made(
            of["fill-in"],
            **shared,
            answers=answers(lines),
            case=st.sampled_from(["any", "exact"]),
            spelling=st.sampled_from(["exact", "near"]),
        ),
        "number": made(
            of["number"],
            **shared,
            answers=answers(numbers),
            tolerance=st.sampled_from([None, "0.5", "2"]),
            unit=optional_lines,
        ),
    }
