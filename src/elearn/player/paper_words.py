"""Words that only the paper edition uses. A package's script never asks for them."""

from collections.abc import Mapping

ENGLISH: Mapping[str, str] = {
    "paper_version": "Version {version}",
    "paper_minutes": "About {n} minutes",
    "paper_minutes_one": "About 1 minute",
    "paper_modules": "{n} modules",
    "paper_modules_one": "1 module",
    "paper_page_of": "Page {page} of {pages}",
    "paper_how": "How to use this paper",
    "paper_how_read": "Read it alone, or together with your team. Take the time that you need.",
    "paper_how_write": (
        "Mark or write your answers in the boxes and on the lines. Leave out anything that could identify "
        "a child or a family: whoever holds the paper can read it."
    ),
    "paper_how_answers": "The right answers, and why they are right, stand at the end, under Answers.",
    "paper_how_skip": "Where something may be hard to read, the paper says so first. You may turn past it.",
    "paper_how_record": (
        "Reading on paper is not recorded. To have the course recorded as completed, take it on screen."
    ),
    "paper_question": "Question {n}",
    "paper_answers": "Answers",
    "paper_see_answer": "The answer is on page {page}",
    "paper_see_question": "Asked on page {page}",
    "paper_on_page": "page {page}",
    "paper_choose_from": "Choose from",
    "word_how": (
        "To comment, select the words that you mean, and choose Review, New Comment. Please leave the text as it is: "
        "what you change in it is shown to the author, and is not taken over by itself."
    ),
}
