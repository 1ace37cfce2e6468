"""Make the window's fonts out of two published packages; run by hand when a newer version of a typeface is wanted.

    npm pack @fontsource/inter@5.3.0 @fontsource/source-serif-4@5.3.1
    (unpack each archive in a folder of its own name under SOURCES)
    python installer/make_fonts.py SOURCES resources/fonts/window

The packages cut each face into subsets: "latin" has no Welsh w and y with circumflex, "latin-ext" has no plain letters. Both are
merged into one file. The result is a modified version under the SIL Open Font License, which forbids the reserved names, so the
families are called Foidesk Sans and Foidesk Serif.
"""

import sys
from dataclasses import dataclass
from pathlib import Path

from fontTools.merge import Merger, Options
from fontTools.ttLib import TTFont

WELSH = "ÂâÊêÎîÔôÛûŴŵŶŷẀẁẂẃẄẅỲỳ"
OFFICIAL = "£€§¶•–—‘’“”…½¼²³°×"
# The packages stamp their files with the moment of the build; a fixed one makes the same input give the same bytes.
EPOCH = 3_786_825_600


@dataclass(frozen=True)
class Face:
    """One face of a family: where it comes from and what it is called here."""

    package: str
    stem: str
    family: str
    weight: int
    italic: bool = False

    @property
    def style(self) -> str:
        """The style's name, as font menus write it."""
        name = {400: "Regular", 500: "Medium", 600: "SemiBold"}[self.weight]
        return name if not self.italic else f"{name} Italic".removeprefix("Regular ")

    @property
    def postscript(self) -> str:
        """The name without spaces, which is the file's too."""
        return f"{self.family.replace(' ', '')}-{self.style.replace(' ', '')}"

    def subset(self, sources: Path, part: str) -> Path:
        """The package's file of one subset."""
        slant = "italic" if self.italic else "normal"
        return sources / self.package / "files" / f"{self.stem}-{part}-{self.weight}-{slant}.woff"


SANS = ("inter", "inter", "Foidesk Sans")
SERIF = ("source-serif-4", "source-serif-4", "Foidesk Serif")
FACES = (
    Face(*SANS, 400),
    Face(*SANS, 500),
    Face(*SANS, 600),
    Face(*SERIF, 400),
    Face(*SERIF, 400, italic=True),
    Face(*SERIF, 600),
)


def make(face: Face, sources: Path, out: Path) -> Path:
    """Merge, rename and save one face; raises ValueError where a letter that officers need is missing."""
    merged = Merger(Options(drop_tables=["BASE", "STAT", "gasp"])).merge(
        [str(face.subset(sources, part)) for part in ("latin", "latin-ext")]
    )
    _rename(merged, face)
    _set_style(merged, face)
    missing = [letter for letter in WELSH + OFFICIAL if ord(letter) not in merged.getBestCmap()]
    if missing:
        raise ValueError(f"{face.postscript} has no {' '.join(missing)}")
    path = out / f"{face.postscript}.ttf"
    merged.recalcTimestamp = False
    merged["head"].created = merged["head"].modified = EPOCH
    merged.save(path)
    return path


def _rename(font: TTFont, face: Face) -> None:
    """Names 1 and 2 know four styles only; a medium or semi-bold face is a family of its own there and tells the truth in 16 and 17."""
    names = font["name"]
    copyright_line, version = names.getDebugName(0), names.getDebugName(5)
    names.names = []
    plain = face.style in ("Regular", "Italic")
    values = {
        0: f"{copyright_line} Modified and renamed for foidesk.",
        1: face.family if plain else f"{face.family} {face.style}",
        2: face.style if plain else "Regular",
        3: f"foidesk;{face.postscript}",
        4: f"{face.family} {face.style}",
        5: version,
        6: face.postscript,
        13: "This Font Software is licensed under the SIL Open Font License, Version 1.1.",
        14: "https://openfontlicense.org",
    }
    if not plain:
        values |= {16: face.family, 17: face.style}
    for number, value in values.items():
        names.setName(value, number, 3, 1, 0x409)


def _set_style(font: TTFont, face: Face) -> None:
    """Weight and slant as flags: toolkits trust these more than the names."""
    italic_bit, regular_bit, typographic_metrics = 1 << 0, 1 << 6, 1 << 7
    os2 = font["OS/2"]
    os2.usWeightClass = face.weight
    os2.achVendID = "FOID"
    os2.fsSelection = typographic_metrics | (italic_bit if face.italic else 0) | (regular_bit if face.style == "Regular" else 0)
    font["head"].macStyle = 1 << 1 if face.italic else 0


def licence(package: Path, stem: str) -> str:
    """The licence's text under the copyright line of the font file itself: the package's own first lines name someone else."""
    owner = TTFont(package / "files" / f"{stem}-latin-400-normal.woff")["name"].getDebugName(0)
    text = (package / "LICENSE").read_text(encoding="utf-8")
    return f"{owner}\n\n{text[text.index('This Font Software') :]}"


def main(arguments: list[str]) -> int:
    """Make every face, with each typeface's licence beside it."""
    if len(arguments) != 2:
        print("usage: make_fonts.py SOURCES OUT", file=sys.stderr)
        return 2
    sources, out = Path(arguments[0]), Path(arguments[1])
    out.mkdir(parents=True, exist_ok=True)
    for face in FACES:
        path = make(face, sources, out)
        print(f"{path.name}: {path.stat().st_size // 1024} KiB")
    for package, name in (("inter", "OFL-Inter.txt"), ("source-serif-4", "OFL-SourceSerif4.txt")):
        (out / name).write_text(licence(sources / package, package), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
