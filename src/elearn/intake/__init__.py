"""Intake: turns a review's Word or PDF file into a draft review, for a person to confirm."""

from typing import TYPE_CHECKING

from elearn.doors import lazily

if TYPE_CHECKING:
    from .document import Document as Document  # a whole document as read
    from .draft import Draft as Draft  # a draft review
    from .draft import DraftFinding as DraftFinding  # a finding in a draft
    from .draft import DraftItem as DraftItem  # what findings and recommendations share
    from .draft import DraftRecommendation as DraftRecommendation  # a recommendation in a draft
    from .draft import add_finding as add_finding  # adds a finding that was missed
    from .draft import add_recommendation as add_recommendation  # adds a recommendation that was missed
    from .draft import begin_draft as begin_draft  # makes a draft of what was recognised
    from .draft import body_of as body_of  # the text of an item in the review file
    from .draft import draft_text as draft_text  # the review file of a draft
    from .draft import keep_words as keep_words  # keeps or drops the document's own words
    from .draft import missing_facts as missing_facts  # what the review must still say
    from .draft import slug_for as slug_for  # the name of the draft's file
    from .extract import extract_document as extract_document  # reads a PDF or Word file
    from .flags import Flag as Flag  # one identifying detail
    from .flags import flags_in as flags_in  # identifying details in a text
    from .flags import flags_in_document as flags_in_document  # identifying details in a document
    from .flags import without_flags as without_flags  # the text with every flag replaced
    from .manuscript import Manuscript as Manuscript  # a Word file that becomes pages
    from .manuscript import Piece as Piece  # a heading, a paragraph, an item, a table or a picture of it
    from .manuscript import Words as Words  # words of it that look the same
    from .manuscript import read_manuscript as read_manuscript  # reads such a file
    from .recognise import recognise_learning as recognise_learning  # finds the learning in a document
    from .returned import ReturnedFile as ReturnedFile  # a Word file that was handed out, as it came back
    from .returned import Said as Said  # a comment in it
    from .returned import read_returned as read_returned  # reads such a file
    from .returned import returned_file as returned_file  # the same for a file of our own, in this process
    from .saving import kept_name as kept_name  # the name under which a report is kept with a review
    from .saving import save_draft as save_draft  # writes the draft as a new file, and its report if wanted
    from .saving import twins as twins  # existing files about the same review
else:
    __getattr__, __dir__ = lazily(__name__)
