"""Markdown with directives and front matter, both ways: text into parts, and parts into text."""

from typing import TYPE_CHECKING

from elearn.doors import lazily

if TYPE_CHECKING:
    from .directives import LONGEST_ID as LONGEST_ID  # the most characters of an id
    from .directives import Directive as Directive  # a `:::{kind} argument` fence as written
    from .directives import Form as Form  # a model whose text form is a directive
    from .directives import Slug as Slug  # a name in addresses: small letters, digits, hyphens
    from .directives import explain as explain  # says what is wrong with a value
    from .fields import SLUG as SLUG  # the pattern of a name in addresses
    from .fields import BadFrontMatter as BadFrontMatter  # raised when a value cannot be used
    from .fields import Readers as Readers  # how to read each key of a file
    from .fields import is_id as is_id  # whether a name can be an id
    from .fields import read_day as read_day  # reads a front-matter value as a day
    from .fields import read_keys as read_keys  # reads the front matter's keys into fields
    from .fields import read_list as read_list  # reads a value as a list of words
    from .fields import read_number as read_number  # reads a value as a number
    from .fields import read_text as read_text  # reads a value as text
    from .file import read_file as read_file  # a text file in UTF-8, with or without a byte order mark
    from .front_matter import FrontMatter as FrontMatter  # the top-level entries by key
    from .front_matter import FrontMatterValue as FrontMatterValue  # a value as written, with its place
    from .front_matter import in_one_line as in_one_line  # a list or mapping written on one line
    from .front_matter import lines_of_front_matter as lines_of_front_matter  # how many lines it takes
    from .front_matter import read_front_matter as read_front_matter  # reads the front matter of a file
    from .front_matter import write_front_matter as write_front_matter  # writes values between two rules
    from .markdown import heading_text as heading_text  # the text of a `## Title ##` line
    from .markdown import top_level as top_level  # the tokens at the left margin
    from .merging import changes_between as changes_between  # which lines became which
    from .merging import side_by_side as side_by_side  # what each stretch of three versions says
    from .options import mend_options as mend_options  # takes lines that were meant as options for some
    from .options import split_options as split_options  # splits `:option:` lines from the body
    from .outline import Heading as Heading  # a first- or second-level heading
    from .outline import Outline as Outline  # the pieces of a file, and what is none
    from .outline import Passage as Passage  # text between headings and directives
    from .outline import Piece as Piece  # a heading, a passage or a directive
    from .outline import read_outline as read_outline  # reads the pieces of a file, in order
    from .outline import scan_outline as scan_outline  # the same, with the lines of what is no piece
    from .part import Part as Part  # the base of the models that hold what a text says
    from .pictures import Picture as Picture  # a picture in a paragraph of its own
    from .pictures import place_pictures as place_pictures  # the same, with the lines of each
    from .pictures import split_pictures as split_pictures  # a passage as text and pictures
    from .prose import Line as Line  # one line of text
    from .prose import Markdown as Markdown  # a passage of CommonMark, not empty
    from .prose import OptionalLine as OptionalLine  # one line of text, or nothing
    from .prose import OptionalMarkdown as OptionalMarkdown  # a passage of CommonMark, or nothing
    from .prose import Paragraph as Paragraph  # a few sentences, or nothing
    from .prose import Title as Title  # one line that can be a heading
    from .prose import normalise as normalise  # makes line ends \n, without trailing space
    from .prose import one_line as one_line  # puts a text on one line
    from .same import Same as Same  # an object as the key of a cache
    from .shown import CODE as CODE  # stands for code in `Phrases.text`
    from .shown import Definition as Definition  # a line `[label]: address`
    from .shown import Link as Link  # a link or picture in a passage
    from .shown import Phrases as Phrases  # one paragraph as learners read it
    from .shown import Shown as Shown  # what is in a passage
    from .shown import commonmark as commonmark  # makes a parser of what a passage may hold
    from .shown import files_linked as files_linked  # the media files that a passage links to
    from .shown import label_of as label_of  # the label that words in square brackets name
    from .shown import linked_file as linked_file  # the media file that a link leads to
    from .shown import read_shown as read_shown  # reads a passage as learners will see it
    from .source import Place as Place  # a line of a file, to report problems
    from .source import Source as Source  # where each part of a course is in its files
    from .words import did_you_mean as did_you_mean  # suggests the nearest known name
    from .words import quoted as quoted  # a text in quotation marks, on one line
    from .words import slug_of as slug_of  # makes a slug from a title
    from .yaml_data import parse_yaml as parse_yaml  # parses a YAML document of ours
    from .yaml_data import read_model as read_model  # reads a YAML document as a model
else:
    __getattr__, __dir__ = lazily(__name__)
