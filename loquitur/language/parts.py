"""Those whom a text calls by what they are, as one calls a part in a play: "said the General".

A word in capitals behind "the", to which words are given at least twice, is somebody of the text, though it is no name.
Groups, bodies, places and plurals are none.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

from loquitur.language.prose import Sentence, base
from loquitur.language.words import lexicon
from loquitur.model import Span

__all__ = ["find"]

_TWICE = 2


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
