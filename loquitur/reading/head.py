"""What the head of a saved page says of it: title, author, dates, language, each with where it stands.

JSON-LD is asked before `<meta>`, `<meta>` before `<title>`, since each is further from what was written for people to
read. Dates are kept as far as they are dates. Limit: of several articles described on one page the first is taken.
"""

import json
import re
from collections.abc import Iterator
from html import unescape
from typing import Any

from loquitur.model import Field
from loquitur.reading import posting

__all__ = ["fields"]

_META = {
    "author": "author",
    "article:author": "author",
    "dc.creator": "author",
    "dcterms.creator": "author",
    "citation_author": "author",
    "parsely-author": "author",
    "sailthru.author": "author",
    "og:title": "title",
    "dc.title": "title",
    "citation_title": "title",
    "twitter:title": "title",
    "article:published_time": "published",
    "og:published_time": "published",
    "date": "published",
    "dc.date": "published",
    "dc.date.issued": "published",
    "dcterms.issued": "published",
    "citation_publication_date": "published",
    "citation_date": "published",
    "pubdate": "published",
    "article:modified_time": "updated",
    "og:site_name": "site",
    "og:url": "address",
    "dc.language": "language",
    "citation_journal_title": "site",
}
_ARTICLES = re.compile(r"Article|Posting|Report|WebPage|Book|CreativeWork|Speech|Manuscript|Letter|Chapter", re.I)


def fields(root: Any) -> list[Field]:
    """The fields of a page's head, the most trusted of a name first."""
    language = (root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or "").strip()
    found = [*_linked(root), *_meta(root), *_titled(root), *_times(root)]
    found += [Field("language", language, "lang attribute")] if language else []
    return list(dict.fromkeys(found))


def _linked(root: Any) -> Iterator[Field]:
    for script in root.iter("script"):
        if (script.get("type") or "").strip().lower() != "application/ld+json":
            continue
        try:
            data = json.loads((script.text or "").strip(), strict=False)
        except (ValueError, RecursionError):
            continue
        row = next((r for r in _rows(data) if _ARTICLES.search(str(r.get("@type")))), None)
        if row:
            yield from _from_row(row)
            return


def _rows(data: object) -> Iterator[dict[str, Any]]:
    """The objects of the data and of its graph, from the top down."""
    queue = [data]
    for _ in range(500):
        if not queue:
            return
        item = queue.pop(0)
        if isinstance(item, list):
            queue += item
        elif isinstance(item, dict):
            yield item
            queue += [item[key] for key in ("@graph", "mainEntity") if key in item]


def _from_row(row: dict[str, Any]) -> Iterator[Field]:
    authors = row.get("author")
    named = [a.get("name") if isinstance(a, dict) else a for a in (authors if isinstance(authors, list) else [authors])]
    names = [_line(str(n)) for n in named if isinstance(n, str) and n.strip()]
    for name, value in (
        ("title", row.get("headline") or row.get("name")),
        ("author", "; ".join(names)),
        ("language", row.get("inLanguage")),
    ):
        if isinstance(value, str) and value.strip():
            yield Field(name, _line(value), "JSON-LD")
    for name, value in (("published", row.get("datePublished")), ("updated", row.get("dateModified"))):
        when = posting.day(value) if isinstance(value, str) else None
        if when:
            yield Field(name, when, "JSON-LD")


def _meta(root: Any) -> Iterator[Field]:
    for tag in root.iter("meta"):
        key = (tag.get("name") or tag.get("property") or tag.get("itemprop") or "").strip().lower()
        name, content = _META.get(key), _line(tag.get("content") or "")
        if not name or not content or (name == "author" and content.startswith("http")):
            continue
        value = posting.day(content) if name in ("published", "updated") else content
        if value:
            yield Field(name, value, f"meta {key}")


def _titled(root: Any) -> Iterator[Field]:
    title = next((_line(e.text_content()) for e in root.iter("title")), "")
    if title:
        yield Field("title", title, "title element")


def _times(root: Any) -> Iterator[Field]:
    for tag in root.iter("time"):
        when = posting.day(tag.get("datetime") or "") or posting.day(tag.text or "")
        if when:
            yield Field("published", when, "time element")
            return


def _line(words: str) -> str:
    return re.sub(r"\s+", " ", unescape(words)).strip()
