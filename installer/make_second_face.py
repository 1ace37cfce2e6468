"""Cuts the letter's second face from DejaVu Sans: python installer/make_second_face.py DejaVuSans.ttf

Takes what Source Sans 3 lacks: Hebrew and Arabic letters with their joined forms, Armenian, Georgian and signs; and the marks that may stand
between words from right to left, which are set in one face with them.
"""

import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

FONTS = Path(__file__).parent.parent / "resources" / "fonts"
OUT = FONTS / "second" / "FoideskSecond-Regular.ttf"
FAMILY = "Foidesk Second"
RANGES = [
    range(0x20, 0x7F),
    range(0xA0, 0x590),
    range(0x5D0, 0x5F5),
    range(0x600, 0x700),
    range(0x10A0, 0x1100),
    range(0x1E00, 0x2000),
    range(0x200A, 0x200B),
    range(0x2010, 0x2028),
    range(0x2030, 0x205F),
    range(0x2070, 0x27C0),
    range(0x27E6, 0x2900),
    range(0x2A00, 0x2C00),
    range(0xFB1D, 0xFC00),
    range(0xFE70, 0xFEFD),
]


def main() -> None:
    """Write the face."""
    font = TTFont(sys.argv[1], recalcTimestamp=False)
    licence = font["name"].getDebugName(13)
    known = set.intersection(*(set(TTFont(file).getBestCmap()) for file in (FONTS / "source-sans").glob("*.ttf")))
    wanted = {code for part in RANGES for code in part if code < 0xC0 or 0x200A <= code < 0x2C00 or code not in known}
    options = Options()
    options.hinting, options.layout_features, options.name_IDs = False, [], [0, 1, 2, 4, 6]
    options.notdef_outline, options.glyph_names = True, False
    options.drop_tables += ["GSUB", "GPOS", "GDEF", "kern", "FFTM", "gasp"]
    cutter = Subsetter(options)
    cutter.populate(unicodes=wanted)
    cutter.subset(font)
    for number, words in ((1, FAMILY), (2, "Regular"), (4, FAMILY), (6, "FoideskSecond-Regular")):
        font["name"].setName(words, number, 3, 1, 0x409)
        font["name"].setName(words, number, 1, 0, 0)
    OUT.parent.mkdir(exist_ok=True)
    font.save(OUT)
    (OUT.parent / "LICENSE.txt").write_text(licence.replace("\r\n", "\n").rstrip() + "\n", "utf-8")


if __name__ == "__main__":
    main()
