"""The search index of the site, as files a browser reads piece by piece.

``words`` cuts text into words, ``roots`` brings the forms of an Indonesian word together,
``documents`` says which words of an agreement count how much, ``index`` lays all of it out in small
files. ``assets/cari-mesin.js`` is the other half: it reads only the pieces a query needs.
"""

from __future__ import annotations

from site_builder.search.index import search_files

__all__ = ["search_files"]
