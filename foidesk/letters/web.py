"""The response-log page: accessible HTML of one file, without the requester, that loads nothing and runs nothing."""

from collections.abc import Iterable, Iterator
from datetime import date
from html import escape as html_escape

from foidesk.letters import glyphs
from foidesk.letters.blocks import Block, Facts, Heading, Letterhead, ListBlock, Paragraph, Quotation, Run, Signature, Table
from foidesk.letters.rich import safe_link
from foidesk.letters.writing import day

_STYLE = (
    "body{font:1.1875rem/1.5 system-ui,sans-serif;color:#0b0c0c;background:#fff;max-width:42rem;margin:2rem auto;padding:0 1rem}"
    "h1{font-size:1.75rem;line-height:1.2}h2{font-size:1.3rem;color:#1d3a6e;margin-top:2rem}h3,h4{font-size:1.1875rem}"
    "blockquote{margin:0 0 1rem;padding:.1rem 0 .1rem 1rem;border-left:4px solid #8a94a6;color:#505a5f}"
    "table{border-collapse:collapse;margin:0 0 1rem}th,td{text-align:left;vertical-align:top;padding:.3rem .8rem .3rem 0;"
    "border-bottom:1px solid #b1b4b6}caption{text-align:left;font-weight:600}a{color:#1d3a6e}"
)


def log_page(blocks: Iterable[Block], *, title: str, authority: str, dated: date | None) -> bytes:
    """The public copy as an HTML page. Everything is escaped; only https and mailto links are kept."""
    body = "\n".join(line for block in blocks for line in _html(block))
    answered = f"<p>Answered by {_escape(authority)}{f' on {day(dated)}' if dated else ''}.</p>"
    return (
        "<!DOCTYPE html>\n"
        '<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="referrer" content="no-referrer">\n'
        f"<title>{_escape(title)} – {_escape(authority)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n"
        f"{body}\n{answered}\n</main>\n</body>\n</html>\n"
    ).encode()


def _html(block: Block) -> Iterator[str]:
    match block:
        case Heading(level=level, text=text):
            yield f"<h{level}>{_escape(text)}</h{level}>"
        case Paragraph(runs=runs):
            yield f"<p>{''.join(_run(run) for run in runs)}</p>"
        case ListBlock(items=items, ordered=ordered):
            tag = "ol" if ordered else "ul"
            yield f"<{tag}>"
            for item in items:
                yield "<li>" + "".join(line for inner in item for line in _html(inner)) + "</li>"
            yield f"</{tag}>"
        case Table(header=header, rows=rows, caption=caption):
            yield "<table>" + (f"<caption>{_escape(caption)}</caption>" if caption else "")
            yield "<thead><tr>" + "".join(f'<th scope="col">{_escape(cell)}</th>' for cell in header) + "</tr></thead><tbody>"
            yield from ("<tr>" + "".join(f"<td>{_escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
            yield "</tbody></table>"
        case Quotation(blocks=inner):
            yield "<blockquote>"
            yield from (line for part in inner for line in _html(part))
            yield "</blockquote>"
        case Facts(rows=rows):
            yield "<table><tbody>"
            yield from (f'<tr><th scope="row">{_escape(label)}</th><td>{_escape(value)}</td></tr>' for label, value in rows)
            yield "</tbody></table>"
        case Letterhead() | Signature():
            # Nobody signs a page, and the authority's name stands at its foot.
            return


def _run(run: Run) -> str:
    text = _escape(run.text)
    if run.bold:
        text = f"<strong>{text}</strong>"
    if run.italic:
        text = f"<em>{text}</em>"
    link = safe_link(run.link)
    return f'<a href="{html_escape(link, quote=True)}" rel="noreferrer">{text}</a>' if link else text


def _escape(text: str) -> str:
    """Text for HTML: marks escaped, invisible and direction characters shown by name."""
    shown = "".join(glyphs.shown(item) if glyphs.is_invisible(item) and item not in "\n\t\u00ad" else item for item in text)
    return html_escape(shown, quote=True)
