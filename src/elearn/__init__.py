"""elearn turns the learning from safeguarding reviews into short courses, and shows who has completed them."""

__version__ = "0.1.0"
