"""The panes and pages of the open case."""
