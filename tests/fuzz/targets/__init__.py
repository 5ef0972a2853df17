"""A module here for each kind of input. Each gives `KIND`; nothing lists them."""
