"""A review, and the boards that hold them: model, reader and writer."""
