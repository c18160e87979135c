"""The templates, compiled once for each language."""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from site_builder.render import urls
from site_builder.render.asset_files import asset_url
from site_builder.render.context import upper_first
from site_builder.render.language import Language

__all__ = ["environment"]


@cache
def environment(language: Language) -> Environment:
    """Return the environment the pages of a language are rendered in; values are escaped.

    Texts of templates stand in ``_("…")`` or ``{% trans %}``. ``own`` is put into the tag of what
    a record says in its own words, and marks it as Indonesian on the pages of another language.
    """
    env = Environment(
        loader=PackageLoader("site_builder.render"),
        extensions=["jinja2.ext.i18n"],
        autoescape=True,
        auto_reload=False,  # templates do not change while a site is built
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
    )
    env.policies["ext.i18n.trimmed"] = True
    catalogue = language.catalogue
    env.install_gettext_callables(  # type: ignore[attr-defined] # added by the extension
        catalogue.gettext, catalogue.ngettext, newstyle=True
    )
    env.globals["_"] = env.globals["gettext"]  # the alias looks it up again for each text
    env.filters.update(
        law=language.law,
        in_words=language.date_words,
        number=language.number,
        rupiah=language.rupiah,
        sentence=language.markup,
        upper_first=upper_first,
        host=urls.host,
        safe=urls.safe,
    )
    env.globals["url"] = urls
    env.globals["asset_url"] = asset_url
    env.globals["home"] = "" if language.is_source else f"{language.code}/"
    env.globals["lang"] = language.code
    env.globals["own"] = "" if language.is_source else Markup(' lang="id"')
    return env
