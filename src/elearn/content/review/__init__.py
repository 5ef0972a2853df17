"""A review, and the boards that hold them: model, reader and writer."""

from typing import TYPE_CHECKING

from elearn.doors import lazily

if TYPE_CHECKING:
    from .boards import BOARDS_FILE as BOARDS_FILE  # the name of the file that lists the boards
    from .boards import Alternatives as Alternatives  # types of document, of which one is expected
    from .boards import Board as Board  # a board or partnership
    from .boards import Boards as Boards  # every board by its id, and common rules
    from .boards import Expected as Expected  # the documents that a rule expects
    from .boards import load_boards as load_boards  # reads the boards of a folder of reviews
    from .files import FILES_FOLDER as FILES_FOLDER  # the folder of the files of documents
    from .files import MIME_TYPES as MIME_TYPES  # what a browser is told of a file, by its ending
    from .files import check_files as check_files  # reports files that documents name and nobody could have
    from .files import ending_of as ending_of  # the ending of a file's name
    from .files import stored_file as stored_file  # the path of a document's file, or None
    from .files import unnamed_files as unnamed_files  # warnings about files that no review names
    from .model import OTHER_END_OF_LINK as OTHER_END_OF_LINK  # each relation seen from the other review
    from .model import SHORT_TYPES as SHORT_TYPES  # the short name of each type of review (LCSPR)
    from .model import Barrier as Barrier  # the kinds of obstacle that a finding may be about
    from .model import Document as Document  # one document of a review
    from .model import DocumentType as DocumentType  # the types of document
    from .model import Finding as Finding  # what a review found
    from .model import Perspective as Perspective  # whose experience a finding is
    from .model import Phase as Phase  # before, during or after what a review is about
    from .model import Recommendation as Recommendation  # what a review says must change
    from .model import Relation as Relation  # how one review relates to another
    from .model import Review as Review  # one review
    from .model import ReviewType as ReviewType  # the kinds of review and of wider sources
    from .model import Theme as Theme  # the id of a theme
    from .model import Tier as Tier  # individual, local or strategic
    from .reviews import LoadedReview as LoadedReview  # what reading a review file gave
    from .reviews import RecommendationsBelow as RecommendationsBelow  # the same, each read when asked for
    from .reviews import load_review as load_review  # reads one review file
    from .reviews import load_reviews as load_reviews  # reads every review file below `root`
    from .reviews import read_review as read_review  # reads a review from a file's text, or None
    from .reviews import recommendations as recommendations  # every recommendation by its reference
    from .reviews import recommendations_for as recommendations_for  # those that a course may name
    from .reviews import write_review as write_review  # writes a review's file in canonical form
    from .vocabulary import load_vocabulary as load_vocabulary  # the words that come with elearn
    from .vocabulary import one_kind as one_kind  # one name for types that are counted together
    from .vocabulary import review_type as review_type  # the facts about a kind of review
    from .vocabulary import theme_words as theme_words  # a theme's name for people
else:
    __getattr__, __dir__ = lazily(__name__)
