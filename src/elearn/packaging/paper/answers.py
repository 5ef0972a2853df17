"""The right answers of a question in words, from what its kind says of itself and the labels of its own HTML."""

from collections.abc import Collection

from lxml.html import HtmlElement

from elearn.content.kinds.base import Question


def right_ids(question: Question) -> Collection[str]:
    """The ids of its right options; none where it has no right answer or no options."""
    right = question.data().get("right", ())
    return {str(one) for one in right} if isinstance(right, list | tuple) and question.marked else ()


def labels_of(form: HtmlElement) -> set[str]:
    """The ids that the form offers to choose."""
    return {choice.get("value", "") for choice in form.iter("input") if choice.get("type") in ("radio", "checkbox")}
