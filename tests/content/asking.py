"""Strategies of hypothesis for scenarios and for the questions that have no right answer."""

from typing import Any

from hypothesis import strategies as st

from elearn.content.kinds import Block, kinds
from elearn.content.text.prose import Line
from tests.content.strategies import (
    accepted,
    lines,
    made,
    optional_passages,
    passages,
    short_ids,
    slugs,
    titles,
)
from tests.content.strategies import raw_lines as raw

scene_ids = st.builds("{}{}".format, short_ids(3), st.sampled_from(["", "-a", "-b", "-z"]))


@st.composite
def scenes(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Scenes that can be played: some in a row, each leading on to a later one, and two endings."""
    ids = draw(st.lists(scene_ids, min_size=3, max_size=5, unique=True))
    middle, ends = ids[:-2], ids[-2:]
    told = [
        (scene, ids[at + 1], draw(st.lists(st.sampled_from(ids), max_size=2)))
        for at, scene in enumerate(middle)
    ]
    told[-1][2].extend(ends)
    found = [
        {
            "id": scene,
            "title": draw(titles),
            "text": draw(passages),
            "choices": [
                {"id": own, "text": draw(lines), "to": to, "consequence": draw(optional_passages)}
                for own, to in zip(
                    draw(st.sampled_from(["abcdef", "fedcba"])), [onward, *others], strict=False
                )
            ],
        }
        for scene, onward, others in told
    ]
    percents = [100, draw(st.integers(0, 100))]
    return found + [
        {"id": end, "title": draw(titles), "text": draw(passages), "ending": percent}
        for end, percent in zip(ends, draw(st.permutations(percents)), strict=True)
    ]


def asking(outcomes: list[str]) -> dict[str, st.SearchStrategy[Block]]:
    """Returns a strategy for each kind by its name."""
    outcome = st.sampled_from([None, *outcomes])
    statements = st.lists(
        st.tuples(short_ids(2), lines),
        min_size=1,
        max_size=3,
        unique_by=lambda each: each[0],
    )
    seen_by = st.sampled_from(["only-me", "training-lead"])
    plain = accepted(raw.map(lambda text: text.replace(",", "")), Line)
    scale = st.sampled_from([("agreement",), ("likelihood",)]) | st.lists(plain, min_size=2, max_size=4).map(
        tuple
    )
    of = kinds()
    listed = statements.map(lambda found: [{"id": own, "text": text} for own, text in found])
    return {
        "scenario": made(
            of["scenario"],
            name=slugs,
            outcome=outcome,
            points=st.integers(0, 100),
            stem=passages,
            feedback=optional_passages,
            scenes=scenes(),
        ),
        "rate": made(of["rate"], name=slugs, outcome=outcome, stem=passages, scale=scale),
        "reflect": made(of["reflect"], name=slugs, outcome=outcome, stem=passages, seen_by=seen_by),
        "confidence": made(
            of["confidence"],
            pair=slugs,
            when=st.just("before"),
            stem=passages,
            statements=listed,
            outcome=outcome,
        )
        | made(of["confidence"], pair=slugs, when=st.just("after"), outcome=outcome),
        "commitment": made(of["commitment"], name=slugs, stem=passages, seen_by=seen_by, steps=listed),
    }
