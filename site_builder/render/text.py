"""Text for formats that know no control characters."""

from __future__ import annotations

import re

__all__ = ["without_controls"]

#: What XML 1.0 cannot hold even escaped (section 2.2, production Char), and DEL, which with the
#: others is no TEXT of a calendar (RFC 5545 section 3.1, CONTROL).
_CONTROLS = re.compile("[^\t\n\r -~\x80-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def without_controls(text: str) -> str:
    """Return text with a replacement character for each that XML and calendars forbid."""
    return _CONTROLS.sub("\N{REPLACEMENT CHARACTER}", text)
