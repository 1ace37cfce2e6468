"""The one table of colours, in light and dark, and the pairs of them that must stand apart. A test measures it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

LIGHT: Mapping[str, str] = {
    "window": "#F1F3F0",
    "surface": "#FFFFFF",
    "sunken": "#F7F8F6",
    "desk": "#E7EAE6",
    "line": "#D3D8D2",
    "edge": "#858E87",
    "ink": "#18201C",
    "muted": "#525C56",
    "accent": "#0B5A54",
    "accent_hover": "#09746B",
    "on_accent": "#FFFFFF",
    "accent_soft": "#DDEEEA",
    "select": "#E3F0EC",
    "hover": "#E9ECE8",
    "locked": "#F0F1EE",
    "mark": "#FFF0C2",
    "focus": "#0B5A54",
    "red": "#A5231B",
    "red_bg": "#FBE8E6",
    "amber": "#744600",
    "amber_bg": "#FBEFD5",
    "green": "#1C6437",
    "green_bg": "#E2F1E6",
    "slate": "#454F4A",
    "slate_bg": "#E9ECE8",
    "violet": "#44358F",
    "violet_bg": "#ECE9F8",
}

DARK: Mapping[str, str] = {
    "window": "#131715",
    "surface": "#1B201D",
    "sunken": "#171B19",
    "desk": "#0E1210",
    "line": "#323A36",
    "edge": "#7C8781",
    "ink": "#E9EDEA",
    "muted": "#A6B0AA",
    "accent": "#74CFC3",
    "accent_hover": "#93DED4",
    "on_accent": "#062420",
    "accent_soft": "#1C3834",
    "select": "#203531",
    "hover": "#2A312D",
    "locked": "#262D29",
    "mark": "#4A3B12",
    "focus": "#74CFC3",
    "red": "#FFB3A8",
    "red_bg": "#42201B",
    "amber": "#F2C879",
    "amber_bg": "#3A2C10",
    "green": "#98D7A9",
    "green_bg": "#18331F",
    "slate": "#B7C0BB",
    "slate_bg": "#2A312D",
    "violet": "#C6BEFA",
    "violet_bg": "#2D2852",
}

THEMES: Mapping[str, Mapping[str, str]] = {"light": LIGHT, "dark": DARK}

TEXT_PAIRS: tuple[tuple[str, str], ...] = (
    *(("ink", ground) for ground in ("surface", "window", "sunken", "desk", "select", "hover", "locked", "mark")),
    *(("muted", ground) for ground in ("surface", "window", "sunken", "desk", "select", "hover", "locked")),
    *(("accent", ground) for ground in ("surface", "window", "sunken", "select", "red_bg", "amber_bg", "slate_bg")),
    ("on_accent", "accent"),
    ("on_accent", "accent_hover"),
    *((tone, f"{tone}_bg") for tone in ("red", "amber", "green", "slate", "violet")),
    *((tone, ground) for tone in ("red", "amber", "green") for ground in ("surface", "sunken", "select", "hover")),
    *(("violet", ground) for ground in ("surface", "sunken", "select")),
    ("ink", "violet_bg"),
    ("ink", "red_bg"),
    ("ink", "amber_bg"),
    ("muted", "slate_bg"),
    ("surface", "ink"),
)
"""Text on a ground: at least 4.5 to 1 (WCAG 1.4.3)."""

EDGE_PAIRS: tuple[tuple[str, str], ...] = (
    *(("edge", ground) for ground in ("surface", "window", "sunken")),
    *(("focus", ground) for ground in ("surface", "window", "sunken", "desk", "select")),
    ("on_accent", "accent"),
)
"""The edge of a control or a focus ring on a ground: at least 3 to 1 (WCAG 1.4.11)."""


@dataclass(frozen=True, slots=True)
class Measured:
    """One pair of one theme with its contrast, and what it needs."""

    theme: str
    over: str
    ground: str
    ratio: float
    needs: float


def contrast(one: str, other: str) -> float:
    """How far two colours stand apart, from 1 to 21 (WCAG 2, relative luminance)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def measured() -> Iterator[Measured]:
    """Every pair of both themes."""
    for name, theme in THEMES.items():
        for pairs, needs in ((TEXT_PAIRS, 4.5), (EDGE_PAIRS, 3.0)):
            for over, ground in pairs:
                yield Measured(name, over, ground, contrast(theme[over], theme[ground]), needs)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)
