"""Intake: turns a review's Word or PDF file into a draft review, for a person to confirm."""

from typing import TYPE_CHECKING

from elearn.doors import lazily

if TYPE_CHECKING:
    from .document import Document as Document  # a whole document as read
    from .draft import Draft as Draft  # a draft review
    from .draft import DraftFinding as DraftFinding  # a finding in a draft
    from .draft import DraftItem as DraftItem  # what findings and recommendations share
    from .draft import DraftRecommendation as DraftRecommendation  # a recommendation in a draft
    from .draft import OtherWords as OtherWords  # what another window had typed into the same field
    from .draft import add_finding as add_finding  # adds a finding that was missed
    from .draft import add_recommendation as add_recommendation  # adds a recommendation that was missed
    from .draft import begin_draft as begin_draft  # makes a draft of what was recognised
    from .draft import keep_words as keep_words  # keeps or drops the document's own words
    from .draft import missing_facts as missing_facts  # what the review must still say
    from .draft_file import body_of as body_of  # the text of an item in the review file
    from .draft_file import draft_text as draft_text  # the review file of a draft
    from .draft_file import slug_for as slug_for  # the name of the draft's file
    from .draft_json import document_as_json as document_as_json  # a document as text to keep
    from .draft_json import document_from_json as document_from_json  # the document of such a text
    from .draft_json import draft_as_json as draft_as_json  # a draft as text to keep
    from .draft_json import draft_from_json as draft_from_json  # the draft of such a text
    from .extract import extract_document as extract_document  # reads a PDF or Word file
    from .flags import Flag as Flag  # one identifying detail
    from .flags import flags_in as flags_in  # identifying details in a text
    from .flags import flags_in_document as flags_in_document  # identifying details in a document
    from .flags import without_flags as without_flags  # the text with every flag replaced
    from .joined_drafts import TEXTS as TEXTS  # the texts of a draft that two of them may both have
    from .joined_drafts import Choice as Choice  # whose fact counts when two drafts are joined
    from .joined_drafts import differing as differing  # the facts on which two drafts differ
    from .joined_drafts import join_drafts as join_drafts  # puts one draft into another
    from .manuscript import Manuscript as Manuscript  # a Word file that becomes pages
    from .manuscript import Piece as Piece  # a heading, a paragraph, an item, a table or a picture of it
    from .manuscript import Words as Words  # words of it that look the same
    from .manuscript import read_manuscript as read_manuscript  # reads such a file
    from .opening import open_review as open_review  # a review file becomes a draft again
    from .recognise import recognise_learning as recognise_learning  # finds the learning in a document
    from .returned import ReturnedFile as ReturnedFile  # a Word file that was handed out, as it came back
    from .returned import Said as Said  # a comment in it
    from .returned import read_returned as read_returned  # reads such a file
    from .returned import returned_file as returned_file  # the same for a file of our own, in this process
    from .same_lines import lost_comments as lost_comments  # comments that a changed file would not have
    from .saving import FileChanged as FileChanged  # a review file is not what the person has seen
    from .saving import Saved as Saved  # a review file after saving
    from .saving import delete_review as delete_review  # removes a review file
    from .saving import kept_name as kept_name  # the name under which a report is kept with a review
    from .saving import save_draft as save_draft  # writes the draft as a new file, and its report if wanted
    from .saving import save_new as save_new  # the same, and removes the files that were joined
    from .saving import save_over as save_over  # writes the draft over its file
    from .saving import sha_of as sha_of  # the hash of what a file holds
    from .saving import text_over as text_over  # what saving over its file would write
    from .saving import twins as twins  # existing files about the same review
    from .to_confirm import Waiting as Waiting  # something in a draft that waits for a person
    from .to_confirm import waiting as waiting  # all that waits in a draft
else:
    __getattr__, __dir__ = lazily(__name__)
