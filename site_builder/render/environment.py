"""The templates, compiled once."""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from site_builder.partial_date import in_words
from site_builder.render import urls
from site_builder.render.context import date_words, number, rupiah, upper_first

__all__ = ["environment"]


@cache
def environment() -> Environment:
    """Return the environment every page is rendered in; values are escaped."""
    env = Environment(
        loader=PackageLoader("site_builder.render"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
    )
    env.filters.update(
        date_words=date_words,
        in_words=in_words,
        number=number,
        rupiah=rupiah,
        upper_first=upper_first,
        host=urls.host,
        safe=urls.safe,
    )
    env.globals["url"] = urls
    return env
