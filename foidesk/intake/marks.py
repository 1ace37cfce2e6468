"""Reading one line of a request: its marker, and whether it greets, closes, notes or asks."""

import re
from dataclasses import dataclass

NUMBERED = frozenset({"question", "number", "bare", "alone", "numbered-letter"})
"""Kinds of marker that count with figures."""

_MARKERS = (
    ("question", re.compile(r"(?:Q|Question|Request)[ \t]{0,3}\.?[ \t]{0,3}(\d{1,3})(?!\w)[ \t]{0,3}[.):\-–]*(?=\s|$)\s*", re.I)),
    ("named", re.compile(r"(?:(?:Part|Item|Point|Query|No\.?|Number)[ \t]{1,3}|#)(\d{1,3})(?:[.):–-]+\s+|\s+(?=[A-Z]))", re.I)),
    ("numbered-letter", re.compile(r"(?:Q\s?)?\(?(\d{1,2})[ \t]{0,3}[.()]{0,2}[ \t]?\(?([a-zA-Z])[ \t]{0,3}(?:[.):]|\s[-–])\s+")),
    ("numbered-letter", re.compile(r"(?:Q\s?)?(\d{1,2})([a-h])(?=\s+[A-Z])\s+")),
    ("number", re.compile(r"[*_]{0,2}[(\[]?(\d{1,3})(?:[.):\]]\)?|\.\))[*_]{0,2}(?!\d)(?=\s|$|[A-Za-z“\"'(])\s*")),
    ("alone", re.compile(r"\(?(\d{1,3})[.)]?\s*$")),
    ("bare", re.compile(r"(\d{1,2})(?:\s+[-–]\s+|,?\s+)(?=[A-Z“\"'(])")),
    ("roman", re.compile(r"\(?([ivx]{1,5}|[IVX]{2,5})[.)](?=\s|$|[A-Z])\s*")),
    ("letter", re.compile(r"\(?([a-zA-Z])(?:[.)](?=\s|$|[A-Z])|:(?=\s+[A-Z]))\s*")),
    ("bullet", re.compile(r"(?:[•·▪●◦‣∙*]\s*|[–—-]\s+|[–—-](?=[A-Z]))")),
    ("circle", re.compile(r"o\s{1,8}(?=[A-Za-z])")),
)
_BULLET = dict(_MARKERS)["bullet"]
_NOTE = re.compile(
    r"\s*(?:[•*-]\s*)?(?:N\.?\s?B\.?(?=[\s:,–-]|$)|(?:Please\s+)?Note(?:\s+that\b|\s*:|,)|P\.?\s?S\.?(?=[\s:]))", re.IGNORECASE
)
_GREETING = re.compile(
    r"\s*(?:dear\b|hi\b|hello\b|good (?:morning|afternoon|evening)\b|to whom\b|f\.?a\.?o\b)[^?]{0,90}$", re.IGNORECASE
)
_CLOSING = re.compile(
    r"\s*(?:yours?\s+(?:faithfully|sincerely|truly)"
    r"|(?:kind(?:est)?|best|warm(?:est)?|with kind)\s+(?:regards|wishes)|regards|best\s*,)\b[^?]{0,60}$",
    re.IGNORECASE,
)
_THANKS = re.compile(
    r"\s*(?:many thanks|thanks|thank you|thanking you|with thanks|i look forward|looking forward)\b[^?]{0,160}$", re.IGNORECASE
)
_FOOTER = re.compile(r"\s*(?:[-_=*]{10,}|-----\s*original message|on .{5,80} wrote:$|from:\s.+@|sent from my )", re.IGNORECASE)
_THING = re.compile(
    r"^(?:a\s+|an\s+|the\s+)?(?:total\s+|full\s+|complete\s+|overall\s+|maximum\s+|average\s+)*"
    r"(?:number|copy|copies|list|cost|amount|details?|names?|dates?|breakdown|figures?|payments?|percentage|value|length)\b",
    re.IGNORECASE,
)
_ASKING = re.compile(
    r"""(?:^|[,;:]\s+|\band\s+)(?:how\s+(?:many|much|often|long|old|is|are|do|does|did|has|have|was|were)|what|why)\b
        |^(?:which|when|where|who|whose)\b
        |^(?:also|and|finally|lastly|additionally|in\s+addition|furthermore|first(?:ly)?|second(?:ly)?|third(?:ly)?|next|plus)[,:]?\s+
            (?:how|what|which|when|where|who|whose|why|do|does|did|has|have|is|are|was|were|can|could|please)\b
        |^(?:please\s+)?(?:do|does|did|has|have|had|is|are|was|were|will|would\s+you|can\s+(?:you|i|we)|could\s+(?:you|i|we)|may\s+i)\b
        |\bplease\s+(?:can|could|would|also|kindly|provide|supply|send|state|list|confirm|give|tell|disclose|advise|detail|share|name|let|may
            |indicate|specify|explain|forward|answer|outline|describe|break|identify|inform|email|attach|release|include\s+a|set\s+out)\b
        |\b(?:can|could)\s+you\s+(?:please\s+|also\s+|kindly\s+)*\w+
        |\bi(?:'d|\s+would|\s+should)?\s+(?:also\s+|kindly\s+|further\s+|therefore\s+)*(?:like|wish|want)\s+
            (?:to\s+(?:know|see|request|ask|have|obtain|receive|find)|you\s+to\b|a\b|an\b|the\b|copies|details)
        |\bi\s+(?:am|was)\s+(?:also\s+)?(?:requesting|asking|seeking)\b
        |\bi\s+(?:also\s+|kindly\s+|hereby\s+|formally\s+)*(?:request|require|ask)\b
        |\bwould\s+(?:also\s+)?be\s+(?:most\s+|very\s+)?grateful\s+if\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_OPENING = re.compile(
    r"""\b(?:following|below|as\s+follows|these\s+questions|this\s+request\s+relates|request\s+(?:for\s+)?information|information\s+(?:regarding|about|on|relating|concerning)
        |under\s+the\s+(?:provisions\s+of\s+the\s+)?(?:freedom|foi)|freedom\s+of\s+information|i\s+am\s+writing|i\s+write)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_GENERAL = re.compile(
    r"(?:if|should|where)\s+(?:(?:any|some|all|part)\s+(?:of\b|part\b)|(?:this|my|the)\s+request\b|you\s+(?:need|require|have\s+any|want|wish)\b"
    r"|(?:it|this|that|compliance|answering)\b.{0,60}\b(?:cost|time|limit|section)\b)",
    re.IGNORECASE,
)
_COURTESY = re.compile(
    r"\b(?:receipt|acknowledge|contact\s+me|let\s+me\s+know\s+(?:if|whether|when)|clarif|any\s+questions|time\s*scale|working\s+days|advise\s+me"
    r"|section\s+\d|exempt|refus|redact|cost\s+limit|format)",
    re.IGNORECASE,
)
_TITLED = re.compile(
    r"^(?!(?:how|what|which|who|when|where|do|does|did|is|are|can|could|please)\b)[A-Za-z][\w' ]{2,40}:\s+(?=\S)", re.IGNORECASE
)
_BREAKDOWN = re.compile(
    r"\b(?:this|these|it|them|(?:the|those)\s+(?:figures?|data|information|numbers?|totals?))\b[^.?!]{0,40}\b(?:broken\s+down|split|separated)\b"
    r"|\b(?:break|split|separate)\s+(?:this|these|it|them|(?:the|those)\s+(?:figures?|data|information|numbers?|totals?))\b",
    re.IGNORECASE,
)
_UNENDED = re.compile(
    r"(?:\b(?:of|in|the|a|an|and|or|to|for|from|by|with|on|at|between|per|that|which|your|our|under|about|into|than|as|is|are|was|were)"
    r"|\d(?:st|nd|rd|th)|[,–-])$",
    re.IGNORECASE,
)
_FIELDS = re.compile(
    r"(?:\b(?:includ(?:es?|ing)|show(?:s|ing)|contain(?:s|ing)|detailing|stating|listing|broken\s+down|breakdown|split|fields?|columns?|headings?)\b"
    r"|(?<!\bme )(?<!\bus )\bwith\b)[^.?!]{0,80}[:;–-]?$",
    re.IGNORECASE,
)
_WISH = re.compile(
    r"""^(?:if\s+possible|ideally|where\s+possible)\b
        |\bplease\s+(?:could\s+you\s+)?(?:provide|send|supply|present|give|return|format|respond|reply|email)\s+(?:me\s+)?(?:with\s+)?
            (?:these|this|the|your|all|any)?\s*(?:data|information|response|responses|reply|answers?|figures?|results?|details)\b.{0,30}\b(?:as|in|by|via|to|electronic)
        |\bi\s+(?:would\s+|'d\s+)?prefer\b.{0,60}\b(?:in|by|as|via)\b
        |\b(?:machine[- ]readable|csv|excel|spreadsheet)\s+(?:format|file|form)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_SCOPE = re.compile(
    r"""^(?:please\s+(?:take|treat|note|consider|read|include\s+(?:all|both))|for\s+(?:the\s+)?(?:purposes?|avoidance|clarity|reference|each|all|period|years?)|by\s+["“']|
        in\s+(?:this|these)\s+(?:request|questions)|unless|where\s+i\s+(?:say|refer)|if\s+(?:you|this|the|it|any)\b|the\s+(?:time\s+)?period\b)
        |\b(?:i\s+(?:would\s+like|request|require|need|want)|covering|relat(?:es?|ing)\s+to|time\s*frame|period)\b.{0,120}
            \b(?:between|since|from|during|over|past|last)\b.{0,40}\b(?:years?|months?|(?:19|20)\d\d)\b
        |\bsection\s+1[26]\b""",
    re.IGNORECASE | re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Mark:
    """The marker of a line: its kind, its value ("3", "b", "iv"), and how many characters of the line it takes."""

    kind: str
    value: str
    length: int


def mark_of(line: str, last_letter: str = "") -> Mark | None:
    """The marker at the start of a line, or None. A lone "i" follows "h" as a letter, else it counts as roman."""
    if is_note(line):
        return None
    indent = len(line) - len(line.lstrip())
    rest = line[indent:]
    bullet = _BULLET.match(rest)
    if bullet and (inner := mark_of(rest[bullet.end() :], last_letter)) and inner.kind != "bullet":
        return Mark(inner.kind, inner.value, indent + bullet.end() + inner.length)
    for kind, pattern in _MARKERS:
        found = pattern.match(rest)
        if not found:
            continue
        value = "".join(group for group in found.groups() if group) if found.groups() else ""
        if kind == "roman" and value.lower() == "i" and last_letter.lower() == "h":
            kind = "letter"
        if kind == "roman" and value.lower() in {"v", "x"} and last_letter and last_letter.lower() in {"u", "w"}:
            kind = "letter"
        if kind == "letter" and _is_initial(rest):
            return None
        return Mark(kind, value, indent + found.end())
    return None


def _is_initial(rest: str) -> bool:
    """A name's initial ("A. Smith") or an abbreviation ("e.g."), not a list's letter."""
    return bool(
        re.match(r"(?:e\.\s?g|i\.\s?e|a\.\s?k|p\.\s?a)\b", rest, re.IGNORECASE) or re.match(r"[A-Z]\.\s?[A-Z][a-z]+\s*$", rest)
    )


def is_note(line: str) -> bool:
    """Whether a line begins a note ("N.B.", "Please note...")."""
    return bool(_NOTE.match(line))


def is_greeting(line: str) -> bool:
    """Whether a line greets, and does nothing else."""
    return bool(_GREETING.match(line)) and not plainly_asks(line)


def is_closing(line: str) -> bool:
    """Whether a line closes the letter: what follows is a signature."""
    return bool(_CLOSING.match(line))


def is_thanks(line: str) -> bool:
    """Whether a line only thanks."""
    return bool(_THANKS.match(line))


def is_footer(line: str) -> bool:
    """Whether a line begins what a mail program or a requests site adds."""
    return bool(_FOOTER.match(line))


def asks(sentence: str) -> bool:
    """Whether a sentence asks for something, or names a thing that is wanted ("The number of...")."""
    return plainly_asks(sentence) or bool(_THING.match(sentence.strip()))


def plainly_asks(sentence: str) -> bool:
    """Whether a sentence asks in so many words; a title before it ("Why I want this: ...") does not."""
    return "?" in sentence or bool(_ASKING.search(_TITLED.sub("", sentence.strip())))


def opens(sentence: str) -> bool:
    """Whether a sentence only leads in to what is asked ("please answer the following")."""
    return bool(_OPENING.search(sentence)) and "?" not in sentence


def wants_fields(sentence: str) -> bool:
    """Whether a sentence asks for one thing and says what it should show: the list under it names fields, not questions."""
    return plainly_asks(sentence) and bool(_FIELDS.search(sentence.strip()))


def asks_more(paragraph: str) -> bool:
    """Whether a paragraph after the last numbered question asks for something else again."""
    words = paragraph.strip()
    more = "?" in words or bool(re.search(r"\b(?:also|finally|lastly|in addition)\b", words, re.IGNORECASE))
    return (
        more
        and plainly_asks(words)
        and not (is_condition(words) or is_breakdown(words) or limits(words) or _COURTESY.search(words))
    )


def is_breakdown(sentence: str) -> bool:
    """Whether a sentence only says how the figures just asked for are to be broken down."""
    return bool(_BREAKDOWN.search(sentence.strip())) and not re.search(r"\bfollowing\b|\ball\b", sentence, re.IGNORECASE)


def goes_on(before: str, after: str) -> bool:
    """Whether a line is the hard-wrapped rest of the line before it."""
    last = before.rstrip()
    if len(last) < 45 or last[-1:] in ".?!:;":
        return False
    return after.lstrip()[:1].islower() or (len(last) >= 60 and bool(_UNENDED.search(last)))


def is_condition(sentence: str) -> bool:
    """Whether a sentence says what to do if the question before it cannot be met."""
    return bool(re.match(r"\s*(?:if|should|where|otherwise)\b", sentence, re.IGNORECASE)) and "?" not in sentence


def is_general(sentence: str) -> bool:
    """Whether a sentence says what to do if the request as a whole cannot be met, or is not clear."""
    return bool(_GENERAL.match(sentence.strip())) and "?" not in sentence


def is_wish(sentence: str) -> bool:
    """Whether a sentence only says in what form the answer is wished."""
    return bool(_WISH.search(sentence.strip()))


def limits(sentence: str) -> bool:
    """Whether a sentence limits or defines what is asked, and so belongs to all questions."""
    return is_note(sentence) or is_wish(sentence) or bool(_SCOPE.search(sentence.strip()))
