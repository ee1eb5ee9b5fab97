"""Who can be on a side besides those who speak: countries, cities, laws, parties ("blamed China", "attacked the Jones Act").

They are the runs of capitalised words that the roll of a document leaves out. A word that opens a sentence, a month, a
title and half of a compound ("Republican-backed") are none.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from loquitur.language.people import Mention, Roll
from loquitur.language.sentences.predicates import verbs
from loquitur.language.sentences.prose import Sentence, Word, base
from loquitur.language.words import lexicon
from loquitur.language.words.known import known
from loquitur.model import Document, Span, SpeakerKind

__all__ = ["widened"]


_HALF = re.compile(r"-(?:[a-z]+ed|led|like|style|era|run|held|born|friendly)$|^[A-Z]-")
"""Half of a compound: "Republican-backed", "D-Ohio"."""


def widened(who: Roll, doc: Document, sentences: Sequence[Sentence]) -> Roll:
    """The roll with these names; their mentions have the kind "unknown", they themselves count as organisations."""
    found = [m for m in who.mentions if not _HALF.search(m.name)]
    for number, sentence in enumerate(sentences):
        if doc.blocks[sentence.block].kind in ("heading", "caption"):
            continue
        named = [m.span for m in who.inside(*sentence.span)]
        found += [Mention(span, name, "unknown", number) for name, span in _runs(doc.text, sentence.words, named)]
    found.sort(key=lambda m: m.span)
    kinds: dict[str, SpeakerKind] = {
        **{who.name(m.name): "organisation" for m in found if m.kind == "unknown"},
        **who.kinds,
    }
    return replace(who, mentions=tuple(found), starts=tuple(m.span.start for m in found), kinds=kinds)


def _runs(text: str, words: Sequence[Word], named: Sequence[Span]) -> Iterator[tuple[str, Span]]:
    run: list[Word] = []
    for n, word in enumerate(words):
        if n == 0 and word.lower in verbs():
            continue
        taken = any(s.start < word.end and word.start < s.end for s in named)
        glued = not run or text[run[-1].end : word.start].isspace()
        if run and (taken or not glued or not _capital(word)):
            yield from _run(text, run) if not _opens(run, words) else ()
            run = []
        if not taken and _capital(word):
            run.append(word)
    if run and not _opens(run, words):
        yield from _run(text, run)


def _opens(run: Sequence[Word], words: Sequence[Word]) -> bool:
    """Whether a run is no more than a common word that opens its sentence: "Earlier …"."""
    return len(run) == 1 and run[0] is words[0] and base(run[0]) in known().common


def _capital(word: Word) -> bool:
    closed, names = lexicon().closed, lexicon().names
    if not word.text[0].isupper() or base(word) in names["months_and_days"] | names["titles"] | names["never"]:
        return False
    if _HALF.search(word.text):
        return False
    if word.text == "US":
        return True
    return not any(word.lower.split("'")[0] in listed for listed in closed.values())


def _run(text: str, run: Sequence[Word]) -> Iterator[tuple[str, Span]]:
    end = run[-1].start + len(re.sub(r"[’']s?$", "", run[-1].text))
    end += bool(re.search(r"\.[A-Z]$", text[run[-1].start : end])) and text[end : end + 1] == "."
    bracketed = text[run[0].start - 1 : run[0].start] == "(" and text[end : end + 1] == ")"
    shouted = len(run) == 1 and run[0].text.isupper() and len(run[0].text) > 5
    if end - run[0].start > 1 and not bracketed and not shouted:
        yield re.sub(r"\s+", " ", text[run[0].start : end]), Span(run[0].start, end)
