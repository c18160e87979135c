"""QR codes (ISO/IEC 18004) as the path of a picture in one colour."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

import segno

__all__ = ["QrCode", "qr_code"]

#: Free modules around the code (ISO/IEC 18004 section 6.3.8).
_QUIET = 4
#: One of the eight masks. The standard wants the best of them; to find it takes four times as long
#: as all the rest of the code, and every mask can be read.
_MASK = 3


@dataclass(frozen=True, slots=True)
class QrCode:
    """A code as a picture.

    Attributes:
        size: Modules along one side, the free margin included: the picture's view box.
        path: Data of an SVG path that fills the dark modules.
    """

    size: int
    path: str


def qr_code(text: str) -> QrCode:
    """Return the code of a text; up to 15 % of it may be lost (level M).

    Args:
        text: The text, here an address.
    """
    code = segno.make_qr(text, error="M", mask=_MASK, boost_error=False)
    parts = []
    for y, row in enumerate(code.matrix):
        x = 0
        for dark, run in groupby(row):
            length = len(list(run))
            if dark:
                parts.append(f"M{x + _QUIET} {y + _QUIET}h{length}v1h-{length}z")
            x += length
    return QrCode(len(code.matrix) + 2 * _QUIET, "".join(parts))
