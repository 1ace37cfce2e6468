"""Dialogs: each does one verb, or shows one thing, of the open case."""
