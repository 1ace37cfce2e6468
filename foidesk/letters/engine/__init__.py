"""Tagged pages: words, lists, tables and pictures set on paper with the structure that a screen reader follows.

Knows nothing of requests, letters or law. ReportLab writes the pages and embeds the fonts; pikepdf adds the structure at the end.
"""
