"""A package of parts (ZIP) made in memory: the same parts give the same bytes, on every day and every system."""

import io
import zipfile
from collections.abc import Mapping

_NO_DAY = (1980, 1, 1, 0, 0, 0)
"""The earliest day that a ZIP can name: when a part was written is nobody's business."""
_ORDINARY = 0x20
"""The mark of an ordinary file; without one, Python would put a Unix mode."""


def packed(parts: Mapping[str, bytes]) -> bytes:
    """The parts by name, in their order, as the bytes of a package without times, comments, modes or a system's mark."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            part = zipfile.ZipInfo(name, _NO_DAY)
            part.compress_type = zipfile.ZIP_DEFLATED
            part.create_system, part.external_attr = 0, _ORDINARY
            package.writestr(part, data)
    return out.getvalue()
