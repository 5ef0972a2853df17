"""Finds what a review file needs in a document's paragraphs, each thing with its place."""

from elearn.intake.document import Document
from elearn.intake.findings import find_findings
from elearn.intake.found import Recognised
from elearn.intake.heads import board_of, document_of, label_of, published_of, titles, type_of
from elearn.intake.recommendations import find_recommendations, link, spot_of
from elearn.intake.sections import parts_of
from elearn.intake.themes import themes_of


def recognise_learning(document: Document) -> Recognised:
    """Returns what a document's layout and words show. A person must confirm all of it."""
    paragraphs = document.paragraphs
    parts = parts_of(paragraphs)
    recommendations, used = find_recommendations(parts)
    findings = find_findings(parts, used)
    link(
        recommendations,
        [(finding.heading, place) for place, finding in enumerate(findings) if finding.heading],
    )
    board = board_of(paragraphs)
    published, year = published_of(paragraphs)
    return Recognised(
        title=" ".join(titles(paragraphs)),
        board=board,
        label=label_of(paragraphs, board),
        type=type_of(paragraphs),
        year=year,
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
