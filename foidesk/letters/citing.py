"""How a letter cites a provision. The catalogue's citation is one string; a reader needs the section and the condition apart."""

import re
from collections.abc import Sequence

from foidesk.law.provisions import normal
from foidesk.letters.writing import Writing

# Section 40(2) bites only with one of the conditions of subsections (3A), (3B) and (4A), which are subsections of their own.
_CONDITION = re.compile(r"^40\(2\)(\((?:3A|3B|4A)\).*)$")


def cited(writing: Writing, citation: str) -> str:
    """The citation as it is printed after "section": 40(2)(3A)(a) reads "40(2) read with section 40(3A)(a)"."""
    found = _CONDITION.match(normal(citation))
    if found is None:
        return citation
    return writing.wording.text("read-with", writing.dated, citation="40(2)", condition=f"40{found[1]}")


def sections(writing: Writing, citations: Sequence[str], *, eir: bool = False) -> str:
    """Several provisions in a sentence: "section 31(3)", "sections 23(5) and 31(3)", "regulation 12(5)(a)"."""
    printed, law = [cited(writing, citation) for citation in citations], "eir-" if eir else ""
    if len(printed) == 1:
        return writing.wording.text(f"{law}one-section", writing.dated, citation=printed[0])
    return writing.wording.text(f"{law}several-sections", writing.dated, citations=writing.join(printed)) if printed else ""
