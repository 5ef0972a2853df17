"""From a document: a review's Word or PDF file becomes a draft review, all of it for a person to confirm."""

from typing import TYPE_CHECKING

from elearn.doors import lazily

if TYPE_CHECKING:
    from .document import Document as Document  # a whole document
    from .draft import Draft as Draft  # all of a draft
    from .draft import DraftFinding as DraftFinding  # a finding
    from .draft import DraftItem as DraftItem  # a finding or recommendation on its way to the file
    from .draft import DraftRecommendation as DraftRecommendation  # a recommendation
    from .draft import add_finding as add_finding  # a finding that was not recognised, to be written
    from .draft import add_recommendation as add_recommendation  # a recommendation that was not recognised
    from .draft import begin_draft as begin_draft  # a draft of what was recognised in the file `source`
    from .draft import body_of as body_of  # what stands in the file for a finding or recommendation
    from .draft import draft_text as draft_text  # the review file of a draft, in canonical form
    from .draft import keep_words as keep_words  # lets the document's own words into the file everywhere
    from .draft import missing_facts as missing_facts  # what a review has to say of itself and nobody has
    from .draft import save_draft as save_draft  # writes the draft as a new file below `folder`
    from .draft import slug_for as slug_for  # the name of the draft's file
    from .draft import twins as twins  # the review files below `folder` of the same board, label and year
    from .extract import extract_document as extract_document  # the paragraphs of a PDF or Word file
    from .flags import Flag as Flag  # one identifying detail
    from .flags import flags_in as flags_in  # the identifying details in a text
    from .flags import flags_in_document as flags_in_document  # the identifying details in a whole document
    from .flags import without_flags as without_flags  # the text with what each flag proposes in its place
    from .recognise import recognise_learning as recognise_learning  # what a document says
else:
    __getattr__, __dir__ = lazily(__name__)
