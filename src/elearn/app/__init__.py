"""The Streamlit app. Pages are thin: they ask the rooms below, hand the answer to a template, and draw it."""
