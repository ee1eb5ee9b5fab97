"""Those whom a text calls by what they are, as one calls a part in a play: "said the General".

A word in capitals behind "the", to which words are given at least twice, is somebody of the text, though it is no name.
Groups, bodies, places and plurals are none.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

from loquitur.language.sentences.prose import Sentence, Word, base
from loquitur.language.words import lexicon
from loquitur.language.words.known import known
from loquitur.model import Span

__all__ = ["find", "peoples"]

_TWICE = 2
_NUMBERS = frozenset("two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty".split())  # noqa: SIM905


def find(sentences: Sequence[Sentence]) -> Iterator[tuple[Span, str, int]]:
    """Each place of such a word, without its article, with the word and the number of its sentence."""
    parts = _parts(sentences)
    if not parts:
        return
    for number, sentence in enumerate(sentences):
        row = sentence.words
        for i in range(1, len(row)):
            if row[i - 1].lower == "the" and row[i].text[0].isupper() and base(row[i]) in parts:
                alone = i + 1 == len(row) or not row[i + 1].text[0].isupper()
                if alone:
                    end = row[i].start + len(base(row[i]))
                    yield Span(row[i].start, end), row[i].text[: end - row[i].start], number


_OF_ONE = frozenset({"opposition"})
"""What is somebody's, more often than those of a place: "the opposition of Hale"."""


def peoples(text: str, sentences: Sequence[Sentence]) -> Iterator[tuple[Span, str, int]]:
    """Each place of a group that is called by where it is: "the pious women of Konia", without its article."""
    for number, sentence in enumerate(sentences):
        row = sentence.words
        for i in range(2, len(row)):
            if (
                row[i - 1].lower != "of"
                or row[i - 2].lower not in lexicon().names["groups"] - _OF_ONE
                or not row[i - 2].text[0].islower()
            ):
                continue
            last = _place(text, row, i)
            first = i - 2
            while (
                first and row[first - 1].text[0].islower() and row[first - 1].lower not in _closed() and i - first < 6
            ):
                first -= 1
            if (
                last is None
                or not first
                or row[first - 1].lower != "the"
                or _acts(row, first, i - 2)
                or not text[row[first].start : row[last].end].isprintable()
            ):
                continue
            span = Span(row[first].start, row[last].start + len(base(row[last])))
            yield span, f"the {text[slice(*span)]}", number


def _acts(row: Sequence[Word], first: int, head: int) -> bool:
    """Whether what stands before the word for a group is no part of its phrase: "in the hall arrested nine members of …"."""
    return any(
        (row[k].lower.endswith("ed") or row[k].lower in known().past or row[k].lower in _NUMBERS)
        and not row[k - 1].lower.endswith("ly")
        for k in range(first + 1, head)
    )


def _place(text: str, row: Sequence[Word], i: int) -> int | None:
    """The last word of the proper name that begins at a word, over its article; None where there is none."""
    k = i + 1 if row[i].lower == "the" and i + 1 < len(row) else i
    if not row[k].text[0].isupper():
        return None
    while k + 1 < len(row) and row[k + 1].text[0].isupper() and text[row[k].end : row[k + 1].start].isspace():
        k += 1
    return k


def _closed() -> frozenset[str]:
    closed = lexicon().closed
    return (
        closed["determiners"]
        | closed["prepositions"]
        | closed["conjunctions"]
        | closed["auxiliaries"]
        | closed["pronouns"]
    )


def _parts(sentences: Sequence[Sentence]) -> set[str]:
    names, speech = lexicon().names, lexicon().speech
    found: Counter[str] = Counter()
    for sentence in sentences:
        row = sentence.words
        for i in range(1, len(row)):
            if row[i].text[0].isupper() and row[i - 1].lower == "the" and row[i].lower == base(row[i]):
                after = row[i + 1].lower if i + 1 < len(row) else ""
                before = row[i - 2].lower if i > 1 else ""
                found[row[i].lower] += after in speech or before in speech
    collective = names["organisations"] | names["groups"] | names["places"] | names["months_and_days"]
    return {word for word, n in found.items() if n >= _TWICE and word not in collective and not word.endswith("s")}
