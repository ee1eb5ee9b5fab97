"""Which blocks of a saved page are its text and which its frame.

Three witnesses: the elements a block stands in (nav, footer, cookie banner …), trafilatura's choice of the main text,
and the phrases of copied pages. trafilatura's text is only compared, letter by letter, never taken over. A block that
it left out is still text where it stands between blocks of the main text and is no list of links; where it finds next
to nothing, the elements and phrases decide alone.

Limit: an element named like a frame is believed only while it holds less than half of the page's letters.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from loquitur.model import Block
from loquitur.reading import frame, posting

__all__ = ["Found", "framed_elements", "main_text", "settle"]

_TAGS = frozenset(["nav", "footer", "aside", "form", "button", "dialog", "menu", "label"])
_ROLES = frozenset(["navigation", "banner", "contentinfo", "complementary", "search", "dialog", "alertdialog"])
_NAMES = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|navigation|menu|sidebar|footer|cookies?|consent|gdpr|shar(?:e|ing)|social|comments?|respond|breadcrumbs?|"
    r"related|recommended|recirculation|newsletter|subscribe|subscription|paywall|adverts?|advertisement|ads?|banner|login|pagination|pager|tags|taboola|outbrain|promo|"
    r"byline|submitted|posted|timestamp|dateline|entry-meta|post-meta|article-meta|trending|popular|popup|modal|toolbar|masthead|copyright)(?:$|[\s_-])",
    re.I,
)
_DEEPEST = 200
"""trafilatura walks by recursion; pages that nest deeper are judged without it."""
_LARGEST = 1_500_000
_RUN = 4
_NEXT, _PROSE, _WORTH = 2, 20, 150
"""How near prose below the chosen text must stand, its least words, and how many in all make it part of the text."""


@dataclass(frozen=True, slots=True)
class Found:
    """A block as the walk found it."""

    block: Block
    framed: bool
    """Whether it stands in an element of the frame."""
    links: bool
    """Whether most of it is links."""


def framed_elements(root: Any) -> set[Any]:
    """The elements that hold frame, by tag, role or name, unless they hold half of the page."""
    elements = [e for e in root.iter() if isinstance(e.tag, str)]
    sizes: dict[Any, int] = {}
    for e in reversed(elements):
        silent = e.tag in ("script", "style", "noscript", "head")
        sizes[e] = (
            0 if silent else len((e.text or "").strip()) + sum(sizes.get(c, 0) + len((c.tail or "").strip()) for c in e)
        )
    return {
        e
        for e in elements
        if _is_frame(e) and 2 * sizes[e] < sizes[root] and e.tag not in ("html", "body", "article", "main", "h1")
    }


def _is_frame(element: Any) -> bool:
    if element.tag in _TAGS or (element.get("role") or "") in _ROLES:
        return True
    if element.tag == "header":
        return (
            not any(e.tag in ("article", "main", "section") for e in element.iterancestors())
            and element.find(".//h1") is None
        )
    return bool(_NAMES.search(f"{element.get('class') or ''} {element.get('id') or ''}")) and element.tag not in (
        "p",
        "blockquote",
        "q",
    )


def main_text(root: Any, source: str) -> str:
    """The letters of what trafilatura takes for the page's main text; empty where it finds none."""
    if len(source) > _LARGEST or _depth(root) > _DEEPEST:
        return ""
    import trafilatura
    from lxml import etree

    try:
        found = trafilatura.extract(source, include_comments=False, include_tables=True, deduplicate=False)
    except (ValueError, TypeError, AttributeError, LookupError, RecursionError, AssertionError, etree.LxmlError):
        return ""
    return found or ""


def _depth(root: Any) -> int:
    deepest, stack = 0, [(root, 1)]
    while stack:
        element, depth = stack.pop()
        deepest = max(deepest, depth)
        stack.extend((child, depth + 1) for child in element)
    return deepest


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.casefold())


def _runs(words: Sequence[str]) -> set[tuple[str, ...]]:
    return {tuple(words[i : i + _RUN]) for i in range(len(words) - _RUN + 1)}


def settle(text: str, found: Sequence[Found], main: str, days: Collection[str] = ()) -> tuple[Block, ...]:
    """The blocks with those of the frame marked as such; `days` are those on which the page says it was put up."""
    runs = _runs(_words(main))
    lines = {tuple(_words(line)) for line in main.splitlines()}
    chosen = [_chosen(text, f, runs, lines) for f in found]
    enough = sum(len(_words(_of(text, f.block))) for f, c in zip(found, chosen, strict=True) if c) >= 60
    kept = _kept(text, found, chosen) if enough else [not f.framed and not f.links for f in found]
    if not any(kept):
        kept = [True] * len(found)
    blocks = [f.block if k else Block(f.block.span, "frame") for f, k in zip(found, kept, strict=True)]
    return _by_phrase(text, blocks, [i for i, k in enumerate(kept) if k], days)


def _of(text: str, block: Block) -> str:
    return text[block.span.start : block.span.end]


def _chosen(text: str, found: Found, runs: set[tuple[str, ...]], lines: set[tuple[str, ...]]) -> bool:
    """Whether trafilatura's main text holds the block."""
    words = _words(_of(text, found.block))
    own = _runs(words)
    return 2 * len(own & runs) >= len(own) if own else bool(words) and tuple(words) in lines


def _kept(text: str, found: Sequence[Found], chosen: Sequence[bool]) -> list[bool]:
    """The chosen blocks, what stands among them without being frame, the title above them, the prose right below."""
    places = [i for i, c in enumerate(chosen) if c]
    first, last = places[0], places[-1]
    kept = list(chosen)
    scraps = _scraps([not chosen[i] and _scrap(text, f.block) for i, f in enumerate(found)])
    for i in range(first, last):
        kept[i] = kept[i] or (not found[i].framed and not found[i].links and i not in scraps)
    title = next(
        (i for i in range(first, -1, -1) if found[i].block.kind == "heading" and found[i].block.level == 1), None
    )
    if title is not None:
        kept[title] = True
    for i in _below(text, found, last):
        kept[i] = not found[i].framed and not found[i].links
    for i in range(last + 1, len(found)):
        kept[i] = kept[i] or (found[i].block.kind == "footnote" and not found[i].framed)
    return kept


def _scraps(short: Sequence[bool]) -> set[int]:
    """The scraps that stand alone or by twos and threes; more in a row are the cells of a table."""
    runs = [[i for i, _ in run] for is_short, run in groupby(enumerate(short), key=lambda one: one[1]) if is_short]
    return {i for run in runs if len(run) <= 3 for i in run}


def _scrap(text: str, block: Block) -> bool:
    """Whether a block among the text is a button, a counter or a notice rather than a line of the text."""
    words = _of(text, block)
    return block.kind in ("paragraph", "list") and (
        frame.furniture(words) or (len(words.split()) <= 2 and not re.search(r"[.!?:;”\"»]$", words))
    )


def _below(text: str, found: Sequence[Found], last: int) -> range:
    """The blocks below the last chosen one that go on with the text: paragraphs of prose, with little between them."""
    end = last
    for i in range(last + 1, len(found)):
        if i - end > _NEXT or found[i].block.kind == "heading":
            break
        words = _of(text, found[i].block)
        prose = len(words.split()) >= _PROSE and re.search(r"[.!?][”\"’')\]]*$", words)
        if prose and found[i].block.kind == "paragraph" and not found[i].framed and not found[i].links:
            end = i
    count = sum(len(_of(text, f.block).split()) for f in found[last + 1 : end + 1])
    return range(last + 1, end + 1 if count >= _WORTH else last + 1)


def _by_phrase(text: str, blocks: list[Block], kept: list[int], days: Collection[str]) -> tuple[Block, ...]:
    """Takes out what the phrases of copied pages tell at the head and the tail of the text that is left."""
    body = frame.mark(text, [blocks[i] for i in kept])
    if all(b.kind == "frame" for b in body):
        return tuple(blocks)
    for i, block in zip(kept, body, strict=True):
        words = _of(text, block)
        told = posting.parse(words) if len(words) < 160 else None
        posted = (told and told.published) or (len(words) < 60 and posting.written_out(words) in days)
        blocks[i] = Block(block.span, "frame") if posted and block.kind != "heading" else block
    return tuple(blocks)
