"""Make the sample letters of docs/samples: invented cases, composed, drawn and signed as the desk does it, two pages of each as a picture.

.venv/bin/python installer/make_samples.py docs/samples
"""

import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import pypdfium2
from PIL import Image

from foidesk.letters.identity import load_identity, make_identity
from foidesk.letters.sign import sign
from tests.letters.cases import WHEN, decided, document, drawn, question, reference_case
from tests.letters.golden_letters import cost

SCALE = 1.25
GAP = 12
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
WARDS = (
    "Alder Park",
    "Birchfield",
    "Castle Gate",
    "Docklands",
    "Elm Rise",
    "Fernhill",
    "Greenway",
    "Heath End",
    "Ivybridge Road",
    "Kiln Lane",
)


def patrols() -> dict[str, Any]:
    """A letter with a table that is too wide to be read upright."""
    rows = []
    for place, ward in enumerate(WARDS):
        months = [1038 + (place * 417 + month * 311) % 1764 for month in range(12)]
        rows.append([ward, *(f"{number:,}" for number in months), f"{sum(months):,}"])
    totals = [sum(int(row[column].replace(",", "")) for row in rows) for column in range(1, 14)]
    table = {
        "header": ["Ward", *MONTHS, "2025"],
        "rows": [*rows, ["All wards", *(f"{total:,}" for total in totals)]],
        "row_headings": True,
        "caption": "Foot patrols begun, by ward and month, 2025",
        "notes": [
            {"text": "Wards as they were drawn before May 2025.", "cells": [[0, 0]]},
            {"text": "The station at Docklands was closed from 3 to 17 August.", "cells": [[4, 8]]},
        ],
    }
    words = "The table gives every foot patrol that was begun in 2025, by the ward in which it began. The record is also at "
    answer = [
        {"paragraph": [words, {"text": "our publication scheme", "link": "https://www.midshire.example/scheme"}, "."]},
        {"table": table},
    ]
    asked = question(
        "1", "How many foot patrols were there in each ward in each month of 2025?", decided("disclosed", answer=answer)
    )
    return document(asked, reference="3091/26", title="Foot patrols by ward")


SAMPLES = {"response": (reference_case, (0, 3)), "cost": (cost, (0, 1)), "wide-table": (patrols, (0, 1))}


def main() -> None:
    """Write each sample as PDF and as a picture."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    identity = load_identity(make_identity("Disclosure Officer", "Midshire Police", "sample", now=WHEN), "sample")
    for name, (case, shown) in SAMPLES.items():
        letter = sign(drawn(case()), identity, WHEN)
        document_shown = pypdfium2.PdfDocument(letter)
        document_shown.init_forms()
        pages = [document_shown[number].render(scale=SCALE).to_pil() for number in shown]
        _beside(pages).quantize(64, dither=Image.Dither.NONE).save(folder / f"{name}.png", optimize=True)
        print(name, f"{len(letter) / 1024:.0f} KiB, {len(document_shown)} pages")


def _beside(pages: list[Image.Image]) -> Image.Image:
    width = sum(page.width for page in pages) + GAP * (len(pages) + 1)
    sheet = Image.new("RGB", (width, max(page.height for page in pages) + 2 * GAP), "#c9ced6")
    left = GAP
    for page in pages:
        sheet.paste(page, (left, GAP))
        left += page.width + GAP
    return sheet


if __name__ == "__main__":
    main()
