"""A review, and the boards that hold them: model, reader and writer."""

from typing import TYPE_CHECKING

from elearn.doors import lazily

if TYPE_CHECKING:
    from .boards import BOARDS_FILE as BOARDS_FILE  # the name of the file that lists the boards
    from .boards import Alternatives as Alternatives  # one document that is expected
    from .boards import Board as Board  # a board or partnership
    from .boards import Boards as Boards  # every board by its id, the rules that hold for all
    from .boards import Expected as Expected  # the documents that a review has when it began to be due
    from .boards import load_boards as load_boards  # the boards of a folder of reviews
    from .model import OTHER_END_OF_LINK as OTHER_END_OF_LINK  # what a link says
    from .model import SHORT_TYPES as SHORT_TYPES  # the short name of each type of review (LCSPR)
    from .model import Document as Document  # one of a review's documents
    from .model import DocumentType as DocumentType  # what a review's document is
    from .model import Finding as Finding  # what a review found
    from .model import Recommendation as Recommendation  # what must change
    from .model import Relation as Relation  # how one review is linked to another
    from .model import Review as Review  # one review
    from .model import ReviewType as ReviewType  # kinds of review, and the sources that look across reviews
    from .model import Theme as Theme  # a theme of the field, by its id
    from .model import Tier as Tier  # individual, local or strategic
    from .reviews import LoadedReview as LoadedReview  # a review file as it was read
    from .reviews import load_review as load_review  # read one review file
    from .reviews import load_reviews as load_reviews  # every review file below `root`, by name
    from .reviews import read_review as read_review  # the review that a file's text says, or None
    from .reviews import recommendations as recommendations  # every recommendation by the reference that
    from .reviews import write_review as write_review  # the file of a review, in canonical form
    from .vocabulary import load_vocabulary as load_vocabulary  # the words that come with elearn
    from .vocabulary import one_kind as one_kind  # the name under which reviews of one kind are counted and
    from .vocabulary import review_type as review_type  # what a kind of review is
    from .vocabulary import theme_words as theme_words  # a theme as a person reads it
    from .vocabulary import type_words as type_words  # a review's type as a person reads it
else:
    __getattr__, __dir__ = lazily(__name__)
