"""From a document: a review's Word or PDF file becomes a draft review, all of it for a person to confirm."""
