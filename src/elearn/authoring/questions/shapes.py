"""The shapes that questions have in other systems, as kinds of ours. What is read in one of two ways is said."""

from collections.abc import Sequence
from decimal import Decimal

from elearn.authoring.questions.making import Answer, Draft, decimal_of, several, written
from elearn.authoring.questions.model import Item
from elearn.authoring.questions.prose import cited
from elearn.phrases import phrase

_ALL = Decimal(100)
_NEAR = Decimal("0.01")


def choice(
    draft: Draft, answers: Sequence[Answer], *, single: bool, shuffle: bool = True, whole: bool = False
) -> Item:
    """A question with options. `single`: one may be chosen. `whole`: only all right ones together give points."""
    answers = [each for each in answers if each.text]
    right = [each for each in answers if (each.share >= _ALL - _NEAR if single else each.share > 0)]
    if not right:
        return draft.refused(phrase("None of its answers is right."))
    if single:
        _say_shares(draft, [each for each in answers if each not in right and each.share])
    if single and len(right) > 1:
        draft.lose(
            phrase(
                "%(count)s answers are right, and choosing any one was enough. Here all of them have to be chosen.",
                count=len(right),
            )
        )
    many = not single or len(right) > 1
    options = [{"text": each.text, "right": each in right, "feedback": each.feedback} for each in answers]
    values: dict[str, object] = {"options": options, "shuffle": "yes" if shuffle else "no"}
    if many:
        values["credit"] = "all" if whole else "partial"
        if not single and not whole:
            _say_many(draft, answers, right)
    return draft.item("choose-many" if many else "choose-one", values)


def _say_shares(draft: Draft, partly: Sequence[Answer]) -> None:
    for each in partly:
        draft.lose(
            phrase(
                "“%(answer)s” gave %(share)s %% of the points. Here it gives none.",
                answer=cited(each.text),
                share=written(each.share),
            )
        )


def _say_many(draft: Draft, answers: Sequence[Answer], right: Sequence[Answer]) -> None:
    """Says if shares are not as ours: each right answer earns the same part, and each wrong one takes it away."""
    part = _ALL / len(right)
    if any(abs(each.share - part) > _NEAR for each in right):
        draft.lose(
            phrase(
                "Its right answers gave %(shares)s %%. Here each gives the same part of the points.",
                shares=", ".join(written(each.share) for each in right),
            )
        )
    wrong = [each for each in answers if each not in right]
    if any(abs(each.share + part) > _NEAR for each in wrong):
        draft.lose(
            phrase(
                "Its wrong answers took %(shares)s %% away. Here each takes away as much as a right one gives.",
                shares=", ".join(written(abs(each.share)) for each in wrong),
            )
        )


def true_or_false(draft: Draft, is_true: bool, on_true: str, on_false: str) -> Item:
    """A statement that is true or false, with the feedback on either answer."""
    options = [
        {"id": "true", "text": "True", "right": is_true, "feedback": on_true},
        {"id": "false", "text": "False", "right": not is_true, "feedback": on_false},
    ]
    return draft.item("true-or-false", {"options": options})


def typed(draft: Draft, answers: Sequence[Answer], *, exact: bool = False) -> Item:
    """A word or a few, typed. `exact`: capitals count."""
    kept = []
    for each in answers:
        if not each.text.strip("* "):
            draft.lose(
                phrase(
                    "Feedback on any other answer is left out: “%(feedback)s”.", feedback=cited(each.feedback)
                )
            )
            continue
        text = each.text.replace("\\*", "*")
        if "*" in each.text.replace("\\*", ""):
            draft.lose(
                phrase("In “%(answer)s” the asterisk stood for any letters. Here it does not.", answer=text)
            )
        kept.append(Answer(text, each.share, each.feedback))
    return _kept_typed(draft, kept, exact)


def _kept_typed(draft: Draft, answers: Sequence[Answer], exact: bool) -> Item:
    _say_shares(draft, [each for each in answers if 0 < each.share < _ALL - _NEAR])
    rows = [
        {"text": each.text, "right": each.share >= _ALL - _NEAR, "feedback": each.feedback}
        for each in answers
    ]
    if not any(row["right"] for row in rows):
        return draft.refused(phrase("None of its answers is right."))
    return draft.item("fill-in", {"answers": rows, "case": "exact" if exact else "any"})


def number(draft: Draft, answers: Sequence[tuple[Answer, str]], unit: str = "") -> Item:
    """A number, typed. Each answer is “15” or “10..20”, with how far off it may be ("" or a number)."""
    right = [(answer, off) for answer, off in answers if answer.share >= _ALL - _NEAR]
    if len(right) != 1:
        why = phrase("It needs exactly one right number or range, and it has %(count)s.", count=len(right))
        return draft.refused(why)
    rows = []
    for answer, off in answers:
        is_right = (answer, off) == right[0]
        if 0 < answer.share < _ALL - _NEAR:
            draft.lose(
                phrase(
                    "“%(answer)s” gave %(share)s %% of the points. It is left out.",
                    answer=f"{answer.text} ± {off}" if off and decimal_of(off) else answer.text,
                    share=written(answer.share),
                )
            )
            continue
        text = _span(answer.text, "" if is_right else off)
        if text is None or (off and decimal_of(off) is None):
            return draft.refused(phrase("“%(answer)s” is not a number.", answer=answer.text))
        rows.append({"text": text, "right": is_right, "feedback": answer.feedback})
    values: dict[str, object] = {"answers": rows, "unit": unit}
    off = right[0][1]
    if off and decimal_of(off):
        values["tolerance"] = written(abs(decimal_of(off) or Decimal(0)))
    return draft.item("number", values)


def _span(text: str, off: str) -> str | None:
    """A number or a range as we write it, made as much wider as it may be off. None if it is none."""
    low_text, dots, high_text = text.partition("..")
    low = decimal_of(low_text)
    high = decimal_of(high_text) if dots else low
    wider = decimal_of(off) if off else Decimal(0)
    if low is None or high is None or wider is None:
        return None
    low, high = low - abs(wider), high + abs(wider)
    return written(low) if low == high else f"{written(low)} to {written(high)}"


def match(draft: Draft, pairs: Sequence[tuple[str, str]], *, shuffle: bool = True) -> Item:
    """Pairs of what is asked and what belongs to it. A pair without the first is an answer that belongs to nothing."""
    lacks = [source for source, target in pairs if not target]
    if lacks:
        draft.lose(phrase("What belongs to %(sources)s is missing.", sources=several(lacks)))
    rows = [{"source": source, "target": target} for source, target in pairs if target]
    return draft.item("match", {"rows": rows, "shuffle": "yes" if shuffle else "no"})


def order(draft: Draft, steps: Sequence[str], *, whole: bool | None) -> Item:
    """Steps in their right order. `whole`: only all together give points. None: in a way that we do not have."""
    if whole is None:
        draft.lose(
            phrase("Its points were counted in another way. Here each step in its place gives a part.")
        )
    rows = [{"text": each} for each in steps if each]
    return draft.item("order", {"steps": rows, "credit": "all" if whole else "partial"})


def free_text(draft: Draft, *, by_hand: bool = True) -> Item:
    """A question that is answered in free text, and that nothing marks here. `by_hand`: a person marked it."""
    if by_hand:
        draft.lose(
            phrase("A person marked it. Here nobody does: it gives no points, and only the learner sees it.")
        )
    if draft.feedback:
        draft.lose(phrase("Its feedback is left out: “%(feedback)s”.", feedback=cited(draft.feedback)))
    if draft.hint:
        draft.lose(phrase("Its hint is left out: “%(hint)s”.", hint=cited(draft.hint)))
    return draft.item("reflect", {"seen_by": "only-me"})
