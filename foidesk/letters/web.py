"""The response-log page: accessible HTML of one file, without the requester, that loads nothing and runs nothing."""

import base64
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from foidesk.letters import grid
from foidesk.letters.blocks import (
    Block,
    Facts,
    Figure,
    Heading,
    Letterhead,
    ListBlock,
    Paragraph,
    Quotation,
    Run,
    Signature,
    Table,
)
from foidesk.letters.markup import escape
from foidesk.letters.pictures import picture
from foidesk.letters.rich import safe_link
from foidesk.letters.writing import day

_STYLE = (
    "body{font:1.1875rem/1.5 system-ui,sans-serif;color:#0b0c0c;background:#fff;max-width:42rem;margin:2rem auto;padding:0 1rem}"
    "h1{font-size:1.75rem;line-height:1.2}h2{font-size:1.3rem;color:#1d3a6e;margin-top:2rem}h3,h4,h5{font-size:1.1875rem}"
    "blockquote{margin:0 0 1rem;padding:.1rem 0 .1rem 1rem;border-left:4px solid #8a94a6;color:#505a5f}"
    "blockquote p,blockquote ul,blockquote ol{margin:.4rem 0}li>p{margin:.25rem 0}h3{margin:1.5rem 0 .5rem}"
    "table{border-collapse:collapse;margin:0 0 1rem}th,td{text-align:left;vertical-align:top;padding:.3rem .8rem .3rem 0;"
    "border-bottom:1px solid #b1b4b6}caption{text-align:left;font-weight:600}th.n,td.n{text-align:right}"
    ".wide{overflow-x:auto}.wide:focus{outline:3px solid #1d3a6e}sup{line-height:0}.note{font-size:1rem;color:#505a5f}"
    "a{color:#1d3a6e}img{max-width:100%}@media print{body{max-width:none;margin:0;font-size:12pt}a{color:inherit}}"
)
_ALLOWED = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
"""The one style sheet that the page may use, by its hash; whatever else is put into the page does nothing."""
_FITS = 6
"""Columns of a table that a narrow screen shows; a wider one scrolls by itself, by the keyboard too."""


def log_page(blocks: Iterable[Block], *, title: str, authority: str, dated: date | None, language: str = "en-GB") -> bytes:
    """The public copy as an HTML page. Everything is escaped; only https and mailto links are kept."""
    body = "\n".join(line for block in blocks for line in html_of(block))
    pictures = " img-src data:;" if "<img " in body else ""
    policy = f"default-src 'none';{pictures} style-src 'sha256-{_ALLOWED}'; base-uri 'none'; form-action 'none'"
    answered = f"<p>Answered by {escape(authority)}{f' on {day(dated)}' if dated else ''}.</p>"
    return (
        "<!DOCTYPE html>\n"
        f'<html lang="{escape(language)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="referrer" content="no-referrer">\n'
        f"<title>{escape(title)} – {escape(authority)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n"
        f"{body}\n{answered}\n</main>\n</body>\n</html>\n"
    ).encode()


def html_of(block: Block) -> Iterator[str]:
    """One block as lines of HTML."""
    match block:
        case Heading(level=level, text=text):
            yield f"<h{level}>{escape(text)}</h{level}>"
        case Paragraph(runs=runs, small=small):
            yield f"<p{_SMALL if small else ''}>{_runs(runs)}</p>"
            yield from _notes([run.note for run in runs if run.note])
        case ListBlock(items=items, ordered=ordered):
            tag = "ol" if ordered else "ul"
            yield f"<{tag}>"
            for item in items:
                yield "<li>" + "".join(line for inner in item for line in html_of(inner)) + "</li>"
            yield f"</{tag}>"
        case Table():
            yield from _table(block)
        case Figure(words=words):
            data = base64.b64encode(picture(block).png).decode()
            yield f'<p><img alt="{escape(words)}" src="data:image/png;base64,{data}"></p>'
        case Quotation(blocks=inner):
            yield "<blockquote>"
            yield from (line for part in inner for line in html_of(part))
            yield "</blockquote>"
        case Facts(rows=rows):
            yield "<table><tbody>"
            yield from (f'<tr><th scope="row">{escape(label)}</th><td>{escape(value)}</td></tr>' for label, value in rows)
            yield "</tbody></table>"
        case Letterhead() | Signature():
            # Nobody signs a page, and the authority's name stands at its foot.
            return
        case _:
            raise TypeError(f"a block that pages do not know: {type(block).__name__}")


_SMALL = ' class="note"'


def _table(table: Table) -> Iterator[str]:
    numeric = grid.figures(table)
    name = escape(table.caption)
    is_wide = len(table.header) > _FITS
    if is_wide:
        yield f'<div class="wide" role="region" tabindex="0"{f" aria-label={chr(34)}{name}{chr(34)}" if name else ""}>'
    yield "<table>" + (f"<caption>{name}</caption>" if name else "")
    before: bool | None = None
    for heading, cells in grid.rows_of(table):
        if heading is not before:
            yield "<thead>" if heading else "</thead>\n<tbody>"
        before = heading
        yield "<tr>" + "".join(_cell(cell, numeric) for cell in cells if not cell.continues) + "</tr>"
    yield "</thead></table>" if before else "</tbody></table>"
    yield from _notes([note.text for note in table.notes])
    if is_wide:
        yield "</div>"


def _cell(cell: grid.Cell, numeric: frozenset[int]) -> str:
    tag = "th" if cell.scope else "td"
    looks = f' scope="{cell.scope}"' if cell.scope else ""
    looks += f' colspan="{cell.columns}"' if cell.columns > 1 else ""
    looks += f' rowspan="{cell.rows}"' if cell.rows > 1 else ""
    looks += ' class="n"' if cell.column in numeric and cell.columns == 1 else ""
    marks = "".join(f"<sup>{number}</sup>" for number in cell.notes)
    return f"<{tag}{looks}>{escape(cell.text)}{marks}</{tag}>"


def _notes(notes: Sequence[str]) -> Iterator[str]:
    yield from (f'<p class="note"><sup>{number}</sup> {escape(note)}</p>' for number, note in enumerate(notes, start=1))


def _runs(runs: Sequence[Run]) -> str:
    number, out = 0, []
    for run in runs:
        number += bool(run.note)
        out.append(_run(run) + (f"<sup>{number}</sup>" if run.note else ""))
    return "".join(out)


def _run(run: Run) -> str:
    text = escape(run.text)
    if run.bold:
        text = f"<strong>{text}</strong>"
    if run.italic:
        text = f"<em>{text}</em>"
    link, lang = safe_link(run.link), f' lang="{escape(run.lang)}"' if run.lang else ""
    if link:
        return f'<a href="{escape(link)}" rel="noreferrer"{lang}>{text}</a>'
    return f"<span{lang}>{text}</span>" if lang else text
