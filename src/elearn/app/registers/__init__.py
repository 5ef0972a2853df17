"""The registers around reviews, drawn: a module a register, called by the screens that show it."""
