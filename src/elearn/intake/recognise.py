"""Finds what a review file needs in a document's paragraphs, each thing with its place."""

from elearn.intake.document import Document
from elearn.intake.filename import may_be_named
from elearn.intake.findings import find_findings
from elearn.intake.found import Recognised
from elearn.intake.heads import board_of, document_of, front, label_of, titles, type_of
from elearn.intake.publication import published_of, sentences_of, year_of
from elearn.intake.recommendations import find_recommendations, link, spot_of
from elearn.intake.sections import parts_of
from elearn.intake.themes import themes_of


def recognise_learning(document: Document) -> Recognised:
    """Returns what a document's layout and words show. A person must confirm all of it."""
    paragraphs = document.paragraphs
    parts = parts_of(paragraphs)
    recommendations, used = find_recommendations(parts)
    findings = find_findings(parts, used)
    link(recommendations, findings)
    board = board_of(paragraphs)
    label = label_of(paragraphs, board)
    opening = sentences_of(front(paragraphs))
    published = published_of(opening, f"{board} {label}")
    return Recognised(
        file=document.name if may_be_named(document.name, paragraphs) else "",
        title=" ".join(titles(paragraphs)),
        board=board,
        label=label,
        type=type_of(paragraphs),
        year=published.year if published else year_of(opening, titles(paragraphs), board, label),
        published=published,
        document=document_of(paragraphs),
        themes=themes_of([part.paragraph for part in parts if part.role != "aside"]),
        happened=[
            (part.paragraph.text, spot_of(part))
            for part in parts
            if part.role == "happened" and part.paragraph.shape in ("text", "item")
        ],
        findings=findings,
        recommendations=recommendations,
    )
