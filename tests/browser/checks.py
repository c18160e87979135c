"""What every page is held to in a browser: no violation that axe finds, nothing wider than the screen."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

__all__ = ["violations", "width_problems"]


def violations(page: Page, rule: str = "") -> list[str]:
    """Return what axe finds on a page, by all its usual rules or by one that it leaves out."""
    chosen = {"runOnly": {"type": "rule", "values": [rule]}, "rules": {rule: {"enabled": True}}}
    options = {"resultTypes": ["violations"]} | (chosen if rule else {})
    return [
        f"axe {violation['id']} ({len(violation['nodes'])}): {node['html'][:160]}"
        for violation in Axe().run(page, options=options).response["violations"]
        for node in violation["nodes"][: None if rule else 1]
    ]


def width_problems(page: Page) -> list[str]:
    """Return by how much a page is wider than the screen, [] where it is not."""
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return [f"{wide} px too wide at {page.evaluate('innerWidth')}"] if wide > 0 else []
