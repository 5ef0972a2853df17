"""Writes e-mails: plain text, and HTML that says the same."""

from typing import TYPE_CHECKING

from elearn.doors import lazily

if TYPE_CHECKING:
    from .writing import Button as Button  # what the reader presses, and where it leads
    from .writing import letter as letter  # an e-mail from its paragraphs, ready to send
else:
    __getattr__, __dir__ = lazily(__name__)
