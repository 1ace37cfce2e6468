"""What the tables are beside the models: the history's triggers, the search index, the marks of the file."""

APPLICATION_ID = 0x464F4944
"""The mark of a foidesk store in the file's head ("FOID")."""

INDEX = """
CREATE VIRTUAL TABLE case_fts USING fts5(
    reference, title, requester, request, answer,
    content='', contentless_delete=1, tokenize='porter unicode61 remove_diacritics 2', prefix='2 3'
)"""
"""The search index."""

EXTRA = (
    INDEX,
    """
CREATE TRIGGER event_no_update BEFORE UPDATE ON event
BEGIN SELECT RAISE(ABORT, 'the history is append-only'); END""",
    """
CREATE TRIGGER event_no_delete BEFORE DELETE ON event
BEGIN SELECT RAISE(ABORT, 'the history is append-only'); END""",
    # INSERT OR REPLACE would otherwise delete a row without the trigger above.
    """
CREATE TRIGGER event_no_replace BEFORE INSERT ON event WHEN EXISTS (SELECT 1 FROM event WHERE seq = new.seq)
BEGIN SELECT RAISE(ABORT, 'the history is append-only'); END""",
    """
CREATE TRIGGER event_chain BEFORE INSERT ON event
WHEN new.prev IS NOT coalesce((SELECT hash FROM event ORDER BY seq DESC LIMIT 1), '')
BEGIN SELECT RAISE(ABORT, 'the history is append-only'); END""",
)
"""Statements that come after the tables, in order."""
