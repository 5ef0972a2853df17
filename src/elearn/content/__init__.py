"""What a course and a review are: typed models, plain text in, plain text out, and what is wrong with them."""
