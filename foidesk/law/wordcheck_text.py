"""The reading of a letter's or a published page's text without its case: what is quoted, what is argued, what is relied on."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from foidesk.law.provisions import Catalogue
from foidesk.law.wordcheck_citing import Citation, citations
from foidesk.law.wordcheck_lexicon import Lexicon, sentences
from foidesk.law.wordcheck_reading import Argument, Facts, Piece, Reading

_SHORT = 90
_QUOTED = re.compile(r"[\u201c\"][^\u201c\u201d\"]{25,4000}[\u201d\"]")
_ASKED = re.compile(
    r"^\W*(?:(?:you (?:have )?(?:asked|requested|wrote)|your (?:request|questions?))(?: (?:us|for|to know|on|of|dated|the following)\b.{0,40})?:"
    r"|(?:your |the )?(?:request|questions?)(?: for information| text)?\s*:?)\s*$",
    re.IGNORECASE,
)
_ANSWERED = re.compile(
    r"^\W*(?:(?:our |in |the )?(?:response|answers?|reply|decision|reasons?)\b|dear \b|please find |thank you "
    r"|(?:we|i) (?:can |do |have |hold|are |am |neither )"
    r"|this letter |the (?:council|force|trust|authority|department) (?:holds|neither|does)|under section|sections? \d"
    r"|.{0,120}\b(?:neither confirms? nor den|following receipt of your|refusal notice))",
    re.IGNORECASE,
)
_QUESTION_HEADING = re.compile(
    r"^\s*(?:question \d{1,3}(?:\([a-z]\))?\s*:?|you added this to (?:your questions|question \S+):)\s*$", re.IGNORECASE
)
_NUMBERED_QUESTION = re.compile(
    r"^\s*(?:\(?\d{1,2}[.):]|q\.?\s?\d{1,2}[.):]?|question \d{1,2}[.):]?|[a-z][.)])\s.*\?\s*$", re.IGNORECASE
)
_YOU_ASKED = re.compile(
    r"\byou (?:have )?(?:also )?(?:asked|requested|wanted|wrote|said)\b(?! (?:for|about)?[.,;)])[^.?\n]*[.?]?", re.IGNORECASE
)
_HEADINGS = (
    (
        "pi_for",
        re.compile(
            r"\b(?:factors?|arguments?|considerations?|reasons?)\b.*"
            r"\b(?:favour\w*|supporting|for (?:disclos|confirm|compl|releas)\w*)\b(?!.*\bnon-?disclos)"
            r"|\bfavouring (?:disclos|compl|confirm|releas)",
            re.I,
        ),
    ),
    (
        "pi_against",
        re.compile(
            r"\b(?:factors?|arguments?|considerations?)\b.*\b(?:against|non-?disclos|maintaining|withholding)"
            r"|\bagainst (?:disclos|compl|confirm)",
            re.I,
        ),
    ),
    ("pi_balance", re.compile(r"\bbalanc(?:e|ing)\b", re.I)),
    ("harm", re.compile(r"\bharm\b|\bprejudice test\b|\badverse effect\b|\bdanger to\b", re.I)),
    ("interest", re.compile(r"\bpublic interest\b", re.I)),
)
_DENIES = re.compile(
    r"\bneither confirm(?:s|ing)? n?or den(?:y|ies|ying)\b|\bcan(?:not| neither) confirm n?or deny\b", re.IGNORECASE
)
_OTHER = re.compile(r"\b(?:any )?(?:other|further) (?:relevant )?information\b", re.IGNORECASE)
_BULLET = re.compile(r"\s*[-\u2022*\u2013]")
_HARMFUL = re.compile(
    r"\b(?:harm|prejudic\w+|endanger\w*|undermin\w+|hinder\w*|damag\w+|compromis\w+|adversely|danger|inhibit\w*)\b", re.IGNORECASE
)
_LISTED = re.compile(r"^\W*(?:sections?|s\.?|regulations?|reg\.?)\s?\d", re.IGNORECASE)
_REASONED = re.compile(
    r"\b(?:because|since|therefore|as (?:it|they|this|disclosure|the)|covers|applies\.|personal data|so that)\b", re.IGNORECASE
)


def of_text(
    text: str,
    lexicon: Lexicon,
    catalogue: Catalogue,
    *,
    request: tuple[int, int] | None = None,
    is_public: bool = False,
    names: Iterable[str] = (),
) -> Reading:
    """The reading of a text. `request` is the span of the requester's own words, where it is known."""
    pieces = tuple(_fielded(_pieces(text, request), lexicon, catalogue))
    reading = Reading(
        pieces,
        lexicon,
        catalogue,
        is_public=is_public,
        public=pieces if is_public or names else (),
        names=tuple(names),
        language=_language(text, lexicon),
    )
    relied = _relied(reading)
    reading.arguments = tuple(_argument(item, relied, reading) for item in relied.values())
    own = "\n".join(piece.text for piece in reading.own)
    denies = _DENIES.search(own)
    reading.denies_other = bool(denies and _OTHER.search(own[denies.start() : denies.end() + 200]))
    reading.refuses = bool(relied or denies or re.search(r"\brefusal notice\b", own, re.IGNORECASE))
    reading.denied = tuple(_denied(reading, denies is not None and not reading.denies_other and not _is_of_some(own, denies)))
    if reading.denies_other:
        reading.beside_other = tuple(_before_reasons(reading))
    reading.facts = _facts(text, reading)
    return reading


def _pieces(text: str, request: tuple[int, int] | None) -> Iterator[Piece]:
    """Lines as pieces; what the requester wrote is quoted: a known span, what follows "You asked", and numbered questions."""
    at, asking, below = 0, False, False
    for line in _unwrapped(text):
        start, at = at, at + len(line) + 1
        if not re.search(r"\w", line):
            # Empty, a rule of dashes, a bullet whose words stand on the next line.
            continue
        if request is not None:
            asked = request[0] <= start < request[1] or line.lstrip().startswith(">")
        else:
            asking = (asking or bool(_ASKED.match(line))) and not _ANSWERED.match(line)
            # What stands right below "Question 3" is the question.
            asked = asking or below or bool(_NUMBERED_QUESTION.match(line)) or line.lstrip().startswith(">")
        below = bool(_QUESTION_HEADING.match(line))
        yield Piece("text", line if asked else _unquoted(line), quoted=asked, heading=not asked and _is_heading(line))


def _unquoted(line: str) -> str:
    """A line without the requester's words inside it, its length kept."""
    for pattern in (_QUOTED, _YOU_ASKED):
        line = pattern.sub(lambda found: " " * len(found.group()), line)
    return line


def _unwrapped(text: str) -> list[str]:
    """Lines with those put together that a page's width has parted; offsets stay what they are."""
    lines: list[str] = []
    for line in text.split("\n"):
        parted = lines and len(lines[-1].strip()) >= 55 and not re.search(r"[.:;?!\u201d\"]\s*$", lines[-1]) and line.strip()
        goes_on = parted and re.search(r"(?:,|\b(?:of|under|by|and|or|to|in|with|on|from|sections?|the))\s*$", lines[-1])
        if goes_on or (parted and not _LISTED.match(line) and not re.match(r"\s*(?:[-\u2022*]|\(?\w{1,2}[.)]\s)", line)):
            lines[-1] += " " + line
        else:
            lines.append(line)
    return lines


def _is_heading(line: str) -> bool:
    bare = line.strip()
    return len(bare) <= _SHORT and not re.search(r"[.;?!,]$", bare) and len(bare.split()) <= 14


def _fielded(pieces: Iterable[Piece], lexicon: Lexicon, catalogue: Catalogue) -> Iterator[Piece]:
    """Each piece with the field that the heading above it opens, and the provisions that this heading, or one above it, names."""
    field, named, above, listed = "", "", "", False
    for piece in pieces:
        if piece.heading:
            cited = ",".join(item.cited for item in citations(piece.text, catalogue, lexicon) if item.provision)
            if _LISTED.match(piece.text):
                # One alone heads what is argued below it; several are a list, and head nothing.
                bullet = _BULLET.match(piece.text) is not None
                field, above, listed = "", "" if bullet or listed else cited, not bullet
                named = above
            else:
                field = next((name for name, pattern in _HEADINGS if pattern.search(piece.text)), "")
                named, listed = cited or (above if field else ""), False
                # "Factors against, section 31" names a section for itself, and not for "Balance" below it.
                above = above if field.startswith("pi_") else named
        else:
            listed = False
        yield replace(piece, field=field or None, ground=named or None)


@dataclass(frozen=True, slots=True)
class _Relied:
    found: Citation
    place: Piece


def _relied(reading: Reading) -> dict[str, _Relied]:
    """What the letter relies on: cited in a sentence that says so, or in a list below one; the fullest form of each limb."""
    listed = False
    relied: dict[str, _Relied] = {}
    for piece in reading.own:
        found = reading.cited_in(piece)
        in_list = listed and bool(_LISTED.match(piece.text)) and len(piece.text.split()) <= 22
        for item in found:
            if (
                item.provision is not None
                and (in_list or reading.is_relied_on(item))
                and not _only_described(item, reading.lexicon)
            ):
                relied.setdefault(f"{item.eir}{item.cited}", _Relied(item, piece))
        listed = (
            in_list
            or bool(re.search(r":\s*$", piece.text) and reading.lexicon.relied.search(piece.text))
            or (listed and not piece.text.strip())
        )
    return {key: value for key, value in relied.items() if not _is_shorthand(value.found, relied)}


def _only_described(item: Citation, lexicon: Lexicon) -> bool:
    """Whether a sentence only says what a section is ("Section 31 is a qualified exemption"), or what the Act says of it."""
    described = lexicon.argued.search(item.sentence)
    return described is not None and not re.search(r"by virtue of|rel(?:y|ies) on|withh|refus", item.sentence, re.IGNORECASE)


def _is_shorthand(item: Citation, relied: dict[str, _Relied]) -> bool:
    """Whether a fuller form of it is relied on too: "section 31" beside 31(3)."""
    return any(
        other.found.cited != item.cited and other.found.cited.startswith(f"{item.cited}(") and other.found.eir == item.eir
        for other in relied.values()
    )


def _argument(relied: _Relied, every: dict[str, _Relied], reading: Reading) -> Argument:
    provision = relied.found.provision
    assert provision is not None
    pieces = tuple(_arguing(relied, every, reading))
    excused = any(item.section == relied.found.section and re.search(r"\b17\s?\(4\)", item.sentence) for _, item in reading.cited)
    return Argument(provision.citation, provision, pieces, provision.absolute, provision.public_interest_test, excused=excused)


def _arguing(relied: _Relied, every: dict[str, _Relied], reading: Reading) -> Iterator[Piece]:
    """The pieces that argue a provision: under a heading of its own, or naming it, or shared by all that need such an argument."""
    section = relied.found.section
    others = {item.found.section for item in every.values()} - {section}
    goes_on = False
    for piece in reading.own:
        if piece.heading:
            goes_on = goes_on and bool(piece.field)
            continue
        spoken_of = _spoken_of(reading, piece, relied, every)
        if piece.ground and (piece.field or not spoken_of):
            if _is_under(piece, relied, every):
                yield from [piece] if piece.field else _by_sentence(piece)
        elif piece.field:
            if _shares(relied, piece, every) and (section in spoken_of or not spoken_of & others):
                yield piece
        elif section in spoken_of:
            goes_on = True
            yield from _by_sentence(piece, relied if piece is relied.place else None)
        elif spoken_of & others:
            goes_on = False
        else:
            yield from (part for part in _by_sentence(piece) if goes_on or (not others and part.field))


def _by_sentence(piece: Piece, relied: _Relied | None = None) -> Iterator[Piece]:
    """A passage without a heading, sentence by sentence, each with what it is about. Where the passage is the one that first relies
    on the provision, what stands before that gives no reason, and the sentence itself only where it says why.
    """
    begun = relied is None
    for sentence in sentences(piece.text):
        is_reliance = relied is not None and not begun and sentence.strip() in relied.found.sentence
        begun = begun or is_reliance
        if begun and (not is_reliance or _REASONED.search(sentence) or _HARMFUL.search(sentence)):
            yield replace(piece, text=sentence, field=_loose_field(sentence))


def _is_under(piece: Piece, relied: _Relied, every: dict[str, _Relied]) -> bool:
    """Whether the heading above a piece names the provision: to the limb, where it names a limb that is relied on, else its section."""
    named = (piece.ground or "").split(",")
    limbs = {item.found.cited for item in every.values()}.intersection(named)
    if limbs:
        return relied.found.cited in limbs
    return relied.found.section in {re.sub(r"\(.*", "", item) for item in named}


def _spoken_of(reading: Reading, piece: Piece, relied: _Relied, every: dict[str, _Relied]) -> set[str]:
    """The sections that a piece speaks of; not that of the provision, where it names only another limb of it that is relied on too."""
    found = reading.cited_in(piece)
    limbs = {item.found.cited for item in every.values()}.intersection(item.cited for item in found)
    elsewhere = bool(limbs) and relied.found.cited not in limbs
    return {item.section for item in found if not (elsewhere and item.section == relied.found.section)}


def _shares(relied: "_Relied", piece: Piece, every: dict[str, "_Relied"]) -> bool:
    """Whether an argument under a heading that names no section is for this provision: harm for those that rest on it."""
    provision = relied.found.provision
    assert provision is not None
    if piece.field == "harm":
        return provision.rests_on_harm or provision.basis in {"necessity", "qp_opinion"} or len(every) == 1
    return provision.public_interest_test or len(every) == 1


def _loose_field(sentence: str) -> str | None:
    """What a sentence without a heading is about, by its words."""
    if re.search(r"\bpublic interest\b|\bon balance\b|\bin favour of disclos|\bagainst disclos", sentence, re.IGNORECASE):
        return "interest"
    return "harm" if _HARMFUL.search(sentence) else None


def _is_of_some(own: str, denies: re.Match[str]) -> bool:
    """Whether it is only some question that is neither confirmed nor denied: the sentence names it, or stands below its number."""
    start = own.rfind("\n", 0, denies.start()) + 1
    line = own[start : own.find("\n", denies.end()) if "\n" in own[denies.end() :] else len(own)]
    return re.match(r"\s*(?:[qa]\.?\s?)?\(?\d{1,2}[.):]\s", line, re.I) is not None or bool(
        re.search(r"\b(?:questions?|parts?|points?) \(?[\da-h]\b", line)
    )


def _denied(reading: Reading, denies_all: bool) -> Iterator[Piece]:
    """Where nothing may be confirmed: the reasons of limbs that neither confirm nor deny; all, where nothing else is answered."""
    if denies_all and all(argument.confirms for argument in reading.arguments) and reading.arguments:
        yield from (piece for piece in reading.own if not piece.heading)
        return
    shared = {piece for argument in reading.arguments if not argument.confirms for piece in argument.pieces}
    for argument in reading.arguments:
        if argument.confirms:
            yield from (piece for piece in argument.own() if piece not in shared)


def _before_reasons(reading: Reading) -> Iterator[Piece]:
    """The answers that come before the denial."""
    for piece in reading.own:
        if _DENIES.search(piece.text) or re.search(
            r"\btwo duties\b|\bsection 1\s?(?:\(|of)|\bs\.?\s?1\(1\)", piece.text, re.IGNORECASE
        ):
            return
        if not piece.heading:
            yield piece


_NUMBER = re.compile(r"^\s*(?:q\.?\s?|question )?\(?(\d{1,2})[.):]\s", re.IGNORECASE)


def _facts(text: str, reading: Reading) -> Facts:
    """What the text says of itself: the reference in its first line, and how many questions were asked, where they are numbered plainly."""
    head = next((line for line in text.split("\n") if line.strip()), "")
    reference = re.search(r"\(\s*(?:FOI\s*)?(\d{1,6}[A-Z]?)\s*[_/]\s*(\d{2,4})\s*\)", head)
    numbers = [found[1] for piece in reading.pieces if piece.quoted and (found := _NUMBER.match(piece.text))]
    plain = len(numbers) > 1 and numbers == [str(number) for number in range(1, len(numbers) + 1)]
    return Facts(
        reference=f"{reference[1]}/{reference[2]}" if reference else None, labels=frozenset(numbers) if plain else frozenset()
    )


def _language(text: str, lexicon: Lexicon) -> str:
    """English, where its small words are as frequent as they are in English; unknown, where a part without any is too large to pass over."""
    parts = [re.findall(r"[^\W\d_]+", line.lower()) for line in text.split("\n")]
    words = sum(map(len, parts))
    small = sum(word in lexicon.english for part in parts for word in part)
    strange = sum(len(part) for part in parts if len(part) >= 14 and lexicon.english.isdisjoint(part))
    return "en" if words < 6 or (small * 12 >= words and strange * 6 <= words) else "und"
