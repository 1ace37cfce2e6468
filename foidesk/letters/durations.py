"""Minutes as letters and tables print them. Parts of a minute are kept in a table, and rounded up in a sentence."""

from fractions import Fraction
from math import ceil

from foidesk.letters.writing import count, decimal


def in_short(minutes: Fraction) -> str:
    """As a table prints it: 19 h 30 min."""
    hours, left = divmod(minutes, 60)
    parts = [f"{hours:,} h"] if hours else []
    if left or not hours:
        parts.append(f"{decimal(float(left))} min")
    return " ".join(parts)


def in_words(minutes: Fraction) -> str:
    """As a sentence says it, in whole minutes: 19 hours and 30 minutes."""
    hours, left = divmod(ceil(minutes), 60)
    parts = ["1 hour" if hours == 1 else f"{hours:,} hours"] if hours else []
    if left or not hours:
        parts.append(count(left, "minute"))
    return " and ".join(parts)
