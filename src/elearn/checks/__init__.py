"""What is wrong with a text: identifying details, blame, reading ease, questions, sign-off."""
