"""What has come of a review: the part of its page that its records fill."""


def show(slug: str) -> None:
    """Draws the records of the review `slug` that the reader may see; nothing where there are none."""
