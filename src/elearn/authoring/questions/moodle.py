"""Questions in Moodle XML, as Moodle 4 exports them."""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from lxml import etree

from elearn.authoring.questions import shapes
from elearn.authoring.questions.making import Answer, Draft, decimal_of, name_of, points_of, too_long, written
from elearn.authoring.questions.markup import has_markup, line_of, markdown_of, text_of, without_data
from elearn.authoring.questions.model import LONGEST_QUESTION, MOST_QUESTIONS, Item, Questions
from elearn.authoring.questions.prose import cited, line, plain, tidy
from elearn.content.text import normalise, one_line
from elearn.phrases import all_quoted, phrase

_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_PROLOG = 20_000
_USUAL_PENALTIES = (Decimal("0.3333333"), Decimal(1), Decimal(0), Decimal("0.1"))
_COMBINED = {
    "correctfeedback": phrase("on a right answer"),
    "partiallycorrectfeedback": phrase("on an answer that is right in part"),
    "incorrectfeedback": phrase("on a wrong answer"),
}
_USUAL_FEEDBACK = frozenset(
    {
        "your answer is correct.",
        "your answer is partially correct.",
        "your answer is incorrect.",
        "mae eich ateb yn gywir.",
        "mae eich ateb yn rhannol gywir.",
        "mae eich ateb yn anghywir.",
    }
)
_CALCULATED = frozenset({"calculated", "calculatedsimple", "calculatedmulti"})
_GRADING = {"ALL_OR_NOTHING": True, "ABSOLUTE_POSITION": False, "0": False, "-1": True}


class NotMoodle(Exception):
    """Raised if a file is no Moodle XML. It has the name of its first element, "" if it is no XML that we read."""


def read_moodle(data: bytes, notes: list[str]) -> Questions:
    """The questions of a file in Moodle XML. Raises NotMoodle."""
    root = _root(data)
    categories: dict[str, None] = {}
    items: list[Item] = []
    more = 0
    for element in root.iterchildren("question"):
        if element.get("type") == "category":
            categories[re.sub(r"^\$\w+\$/(?:top/)?", "", _plain(element.find("category")))] = None
        elif len(items) == MOST_QUESTIONS:
            more += 1
        else:
            items.append(_item(element, len(items) + 1))
    if named := [each for each in categories if each]:
        notes.append(
            phrase(
                "The categories of the file (%(categories)s) are not kept. Choose a bank below.",
                categories=all_quoted(named[:5]),
            )
        )
    if root.find(".//penalty") is not None:
        notes.append(phrase("Moodle may take points away for a second try. Here a try costs nothing."))
    return Questions("moodle", tuple(items), tuple(notes), more)


def _root(data: bytes) -> Any:
    """The first element. Nothing outside the file is asked for, and no entity is made use of."""
    if _DOCTYPE.search(data[:_PROLOG].replace(b"\0", b"").partition(b"<quiz")[0]):
        raise NotMoodle("")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise NotMoodle("") from error
    if root is not None and root.getroottree().docinfo.internalDTD is not None:
        raise NotMoodle("")
    if root is None or root.tag != "quiz":
        raise NotMoodle(etree.QName(root).localname if root is not None and isinstance(root.tag, str) else "")
    return root


def _item(element: Any, number: int) -> Item:
    kind = (element.get("type") or "").strip()
    if sum(len(without_data(each.text or "")) for each in element.iter("text")) > LONGEST_QUESTION:
        return Draft(number, element.sourceline or 0, name_of(_plain(element.find("name"))[:200])).refused(
            too_long()
        )
    draft = Draft(number, min(element.sourceline or 0, 10_000_000), name_of(_plain(element.find("name"))))
    draft.stem = _prose(draft, element.find("questiontext"))
    draft.feedback = _prose(draft, element.find("generalfeedback"))
    points_of(draft, element.findtext("defaultgrade") or "")
    _say_the_rest(draft, element)
    read = _TYPES.get(kind)
    if read is None:
        return draft.refused(_why_not(kind))
    return read(draft, element)


def _why_not(kind: str) -> str:
    if kind == "description":
        return phrase("It is a text without a question. Paste it onto a page as a text.")
    if kind in ("cloze", "multianswer"):
        return phrase("It is a text with gaps (Cloze). Make a question of each gap.")
    if kind in _CALCULATED:
        return phrase("Its numbers differ for each learner. Write it with fixed numbers.")
    return phrase(
        "Questions of Moodle’s type “%(kind)s” cannot be carried. Write it anew.", kind=kind[:60] or "?"
    )


def _say_the_rest(draft: Draft, element: Any) -> None:
    """Keeps the hint, and says what of all that every type has is not kept."""
    penalty = decimal_of(element.findtext("penalty") or "")
    if penalty is not None and all(abs(penalty - usual) > Decimal("0.0001") for usual in _USUAL_PENALTIES):
        draft.lose(phrase("It took %(share)s %% away for each further try.", share=written(penalty * 100)))
    hints = [said for each in element.iterchildren("hint") if (said := _line(draft, each))]
    draft.hint = hints[0] if hints else ""
    if hints:
        draft.lose(phrase("Its hint was shown after a wrong try. Here anybody can ask for it."))
    for said in hints[1:]:
        draft.lose(phrase("A further hint is left out: “%(hint)s”.", hint=cited(said)))
    for name, where in _COMBINED.items():
        said = one_line(_prose(draft, element.find(name)))
        if said and said.casefold() not in _USUAL_FEEDBACK:
            draft.lose(
                phrase(
                    "Feedback %(where)s as a whole is left out: “%(feedback)s”.", where=where, feedback=said
                )
            )
    tags = [_plain(each) for each in element.findall("tags/tag") + element.findall("coursetags/tag")]
    if tags:
        draft.lose(phrase("Its tags are not kept: %(tags)s.", tags=all_quoted(tags[:10])))
    if number := one_line(element.findtext("idnumber") or ""):
        draft.lose(phrase("Its ID number “%(number)s” is not kept.", number=number[:100]))
    if (element.findtext("hidden") or "").strip() == "1":
        draft.offered = False
        draft.lose(phrase("It was hidden in Moodle, as if deleted."))


def _choice(draft: Draft, element: Any) -> Item:
    single = (element.findtext("single") or "true").strip() in ("true", "1")
    answers = [_answer(draft, each, _line) for each in element.iterchildren("answer")]
    return shapes.choice(draft, answers, single=single, shuffle=_mixed(element))


def _choice_set(draft: Draft, element: Any) -> Item:
    """The plugin “all or nothing”."""
    answers = [_answer(draft, each, _line) for each in element.iterchildren("answer")]
    return shapes.choice(draft, answers, single=False, shuffle=_mixed(element), whole=True)


def _true_or_false(draft: Draft, element: Any) -> Item:
    on: dict[str, Answer] = {}
    for each in element.iterchildren("answer"):
        answer = _answer(draft, each, _line)
        on[answer.text.casefold()] = answer
    if set(on) != {"true", "false"} or (on["true"].share > 0) == (on["false"].share > 0):
        return draft.refused(phrase("It does not say whether its statement is true."))
    return shapes.true_or_false(draft, on["true"].share > 0, on["true"].feedback, on["false"].feedback)


def _typed(draft: Draft, element: Any) -> Item:
    answers = [_answer(draft, each, _bare) for each in element.iterchildren("answer")]
    return shapes.typed(draft, answers, exact=(element.findtext("usecase") or "").strip() == "1")


def _number(draft: Draft, element: Any) -> Item:
    answers = []
    for each in element.iterchildren("answer"):
        answer = _answer(draft, each, _bare)
        if answer.text == "*":
            if answer.feedback:
                says = phrase(
                    "Feedback on any other answer is left out: “%(feedback)s”.", feedback=answer.feedback
                )
                draft.lose(says)
            continue
        answers.append((answer, (each.findtext("tolerance") or "").strip()))
    units = [
        (one_line(each.findtext("unit_name") or ""), decimal_of(each.findtext("multiplier") or ""))
        for each in element.findall("units/unit")
    ]
    unit = next((name for name, times in units if times == 1), "")
    if others := [name for name, _ in units if name and name != unit]:
        draft.lose(
            phrase("Answers in other units are not accepted: %(units)s.", units=all_quoted(others[:5]))
        )
    return shapes.number(draft, answers, unit[:40])


def _match(draft: Draft, element: Any) -> Item:
    pairs = []
    for each in element.iterchildren("subquestion"):
        target = each.find("answer")
        pairs.append((_line(draft, each), line(_raw(target))))
    return shapes.match(draft, pairs, shuffle=_mixed(element))


def _order(draft: Draft, element: Any) -> Item:
    """Moodle's question type “ordering”. Its answers stand in their right order."""
    grading = (element.findtext("gradingtype") or "").strip()
    steps = [_line(draft, each) for each in element.iterchildren("answer")]
    if (element.findtext("selecttype") or "ALL").strip() not in ("ALL", "0"):
        draft.lose(phrase("Moodle asked for some of its steps. Here all of them are put in order."))
    return shapes.order(draft, steps, whole=_GRADING.get(grading))


def _essay(draft: Draft, element: Any) -> Item:
    if (element.findtext("attachments") or "0").strip() not in ("", "0"):
        draft.lose(phrase("Learners could send files with it. Here they cannot."))
    for name, says in (
        ("graderinfo", phrase("Its notes for whoever marks it are left out.")),
        ("responsetemplate", phrase("Its text to begin with is left out.")),
    ):
        if _prose(draft, element.find(name)):
            draft.lose(says)
    return shapes.free_text(draft)


_TYPES: Mapping[str, Callable[[Draft, Any], Item]] = {
    "multichoice": _choice,
    "multichoiceset": _choice_set,
    "truefalse": _true_or_false,
    "shortanswer": _typed,
    "numerical": _number,
    "matching": _match,
    "match": _match,
    "ordering": _order,
    "essay": _essay,
}


def _answer(draft: Draft, element: Any, read: Callable[[Draft, Any], str]) -> Answer:
    share = decimal_of(element.get("fraction") or "") or Decimal(0)
    return Answer(read(draft, element), share, _prose(draft, element.find("feedback")))


def _mixed(element: Any) -> bool:
    return (element.findtext("shuffleanswers") or "true").strip() not in ("false", "0")


def _format(element: Any) -> str:
    return (element.get("format") or "html").strip()


def _raw(element: Any) -> str:
    return without_data(element.findtext("text") or "") if element is not None else ""


def _prose(draft: Draft, element: Any) -> str:
    text = _raw(element)
    if element is None or not text.strip():
        return ""
    if _format(element) == "markdown":
        return normalise(tidy(text))
    loose = _format(element) == "moodle_auto_format" and not has_markup(text)
    return plain(text) if loose or _format(element) == "plain_text" else markdown_of(text, draft.lost)


def _line(draft: Draft, element: Any) -> str:
    text = _raw(element)
    if _format(element) == "markdown":
        return one_line(tidy(text))
    return line_of(text, draft.lost) if text.strip() else ""


def _bare(draft: Draft, element: Any) -> str:
    """A line as learners type it: Moodle keeps it as plain text."""
    text = _raw(element)
    return text_of(text, draft.lost) if _format(element) == "html" else one_line(tidy(text))


def _plain(element: Any) -> str:
    return one_line(tidy(_raw(element)))
