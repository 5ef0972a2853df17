"""W26: a person whom the course declares as invented, and who is not named, is known to all, or passes for real."""

from collections.abc import Iterator

from elearn.checks.identifying import is_known_to_all
from elearn.checks.invented import occurs
from elearn.checks.model import Examined, Found, course_rule
from elearn.content.text import Place
from elearn.patterns import late
from elearn.phrases import phrase

_SAID = {
    "en": late(
        r"(?i)\b(?:fiction|invent(?:ed|ions?)\b|made[- ]up|make-believe|imagin(?:ary|ed)\b|composites?\b)"
    ),
    "cy": late(r"(?i)\b(?:ffuglen|ffug\b|dychmyg|ddychmyg|nychmyg)"),
}


def _look(examined: Examined) -> Iterator[Found]:
    people = examined.course.invented_people if examined.course else ()
    texts = [text.text for text in examined.texts if not text.is_note]
    place = examined.source.keys.get("invented_people", Place(examined.source.course_file, 1))
    for name in people:
        if is_known_to_all(name):
            yield Found(
                place,
                phrase("“%(name)s” is a person, a place or a thing that is real or known.", name=name),
                phrase("Give the invented person another name."),
            )
        elif not any(occurs(name, text) for text in texts):
            yield Found(
                place,
                phrase("“%(name)s” is among the invented people, and no page names them.", name=name),
                phrase("Write the name as the pages do, or take it out."),
            )
    said = _SAID.get(examined.language)
    if people and said and not any(said.search(text) for text in texts):
        yield Found(
            place,
            phrase("The course names people, and nowhere says that they are invented."),
            phrase("Say it to learners in the introduction: “Everybody in this course is fiction.”"),
        )


RULE = course_rule(
    "W26",
    "invented-people",
    "warning",
    phrase(
        "an invented person whom no page names, who is real or known, or of whom nothing says that it is fiction"
    ),
    "invented_people: [Ofsted]",
    _look,
)
