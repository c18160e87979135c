"""The Content-Security-Policy of a page: its own files and the inline scripts it really carries.

https://www.w3.org/TR/CSP3/; pages are static, so the policy stands in a meta element.
"""

from __future__ import annotations

import base64
import hashlib
import re

__all__ = ["content_security_policy", "inline_scripts"]

_SCRIPT = re.compile(r"<script\b([^>]*)>(.*?)</script>", re.DOTALL | re.IGNORECASE)
#: Data blocks are not run, so a policy does not concern them (HTML, "prepare the script element").
_DATA_TYPE = re.compile(r"""type\s*=\s*["']?application/(?:ld\+)?json""", re.IGNORECASE)
_SRC = re.compile(r"\bsrc\s*=", re.IGNORECASE)


def inline_scripts(html: str) -> list[str]:
    """Return the text of every script a browser would run from the page itself."""
    return [
        text
        for attributes, text in _SCRIPT.findall(html)
        if text and not _SRC.search(attributes) and not _DATA_TYPE.search(attributes)
    ]


def content_security_policy(html: str) -> str:
    """Return the policy for a document: no third party, no inline style, no eval."""
    hashes = dict.fromkeys(
        f"'sha256-{base64.b64encode(hashlib.sha256(s.encode()).digest()).decode()}'"
        for s in inline_scripts(html)
    )
    return "; ".join(
        [
            "default-src 'none'",
            " ".join(["script-src 'self'", *hashes]),
            "style-src 'self'",
            "img-src 'self' data:",
            "font-src 'self'",
            "connect-src 'self'",
            "worker-src 'self'",
            "manifest-src 'self'",
            "base-uri 'none'",
            "form-action 'self'",
        ]
    )
