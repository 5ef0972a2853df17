"""What the learner's browser runs: a course as pages, and the script that plays them and speaks to an LMS."""
