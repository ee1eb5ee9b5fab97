"""Cues that stand behind the words: a signature, "So wrote X", "That was the slogan of X", "We heard that often"."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from loquitur.language.sentences.clauses import right_subject
from loquitur.language.sentences.prose import Word, base
from loquitur.language.sentences.subjects import Subject
from loquitur.language.speech.beside import Cue, Scene
from loquitur.language.words import lexicon
from loquitur.model import Span

__all__ = ["closed", "heard", "revealed", "signed", "slogan"]

_HEARD = re.compile(
    r"(?:and |but |so |yes )?(?:how often |how many times |again and again |everywhere |always |then |this |that )*"
    r"(?:(?:have|had|did|do) )?(?:we|i|you|one|people|everybody|everyone)(?: all| too)? "
    r"(?:(?:have|had|has|often|still|always|never|constantly|once|were|was|are|is|been) )*"
    r"(?:hears?|heard|(?<=were )told|(?<=was )told|(?<=are )told|(?<=been )told)\b"
)
_RUMOURED = re.compile(
    r"(?:and |but )?(?:so|this|that|it|such)(?: it)? (?:is|was|has been|had been|were|went|goes|ran|runs)"
    r"(?: the)?(?: often| everywhere)? (?:said|repeated|told|heard|shouted|whispered|rumou?red|rumou?r|talk|story|tale)\b"
)
_DASH = re.compile(r"(?:[—–―]|--?)\s*$")


def signed(scene: Scene) -> Cue | None:
    """“…” — X: a dash and a name that end the paragraph, or make the next one."""
    for row, since in ((scene.after, scene.quoted.end), (scene.rest, scene.quoted.end), (scene.next, None)):
        if not row or len(row) > 9 or not row[0].text[0].isupper():
            continue
        gap = scene.text[since if since is not None else max(0, row[0].start - 4) : row[0].start]
        if (
            not _DASH.search(gap)
            or len(gap.strip()) > 4
            or not re.match(r"[ .)]*(?:\n|$)", scene.text[row[-1].end : row[-1].end + 4])
        ):
            continue
        end = next((k for k in range(len(row) - 1) if "," in scene.text[row[k].end : row[k + 1].start]), len(row) - 1)
        name = row[: end + 1]
        if all(w.text[0].isupper() or w.lower in lexicon().names["particles"] for w in name):
            span = Span(name[0].start, name[-1].end)
            dash = Span(row[0].start - len(gap.lstrip()) if gap.strip() else row[0].start, row[0].start)
            return Cue("signed", (dash,), Subject(span, scene.text[span.start : span.end], "name"))
    return None


def closed(scene: Scene) -> Cue | None:
    """So wrote X."""
    for row in (scene.after, scene.next):
        if (
            len(row) > 2
            and row[0].lower in lexicon().closers
            and row[1].lower in lexicon().speech | {"speaks", "spoke", "ran", "runs", "went", "goes"}
        ):
            subject = right_subject(scene.text, row, 1)
            if subject:
                return Cue("closed", (Span(row[0].start, row[1].end),), subject)
    return None


def revealed(scene: Scene) -> Cue | None:
    """It was X. — behind words that somebody without a name has said."""
    row, text = scene.after, scene.text
    if not 3 <= len(row) <= 6 or [w.lower for w in row[:2]] != ["it", "was"]:
        return None
    named = all(w.text[0].isupper() for w in row[2:]) and text[row[-1].end : row[-1].end + 1] in (".", "!")
    subject = right_subject(text, row, 1) if named else None
    return Cue("revealed", (Span(row[0].start, row[1].end),), subject) if subject else None


def slogan(scene: Scene) -> Cue | None:
    """That was the slogan of X — this is the cry of Y — was the verdict of Z. One slogan may have several owners, each with a time."""
    row, text = scene.after, scene.text
    verdict = len(row) > 3 and [w.lower for w in row[:2]] == ["was", "the"]
    if len(row) < 5 or not (verdict or row[0].lower in ("that", "this", "such", "these", "those", "it", "that's")):
        return None
    for i in range(1, min(8, len(row) - 2)):
        told = base(row[i]) in lexicon().utterance or (verdict and base(row[i]) in lexicon().lists["verdicts"])
        if told and row[i + 1].lower in ("of", "from", "by"):
            owners = list(_owners(text, scene.rest, i, row[i].lower))
            if owners:
                return Cue("slogan", (Span(row[0].start, row[-1].end),), owners[0][0], tuple(owners))
    return None


def _owners(text: str, row: Sequence[Word], first: int, noun: str) -> Iterator[tuple[Subject, Span]]:
    """The owners of a slogan, each with the words that tell of it: "of X in 1905, of Y, and it is the slogan of Z"."""
    places = [first + 1]
    for k in range(first + 2, len(row) - 1):
        again = row[k].lower in ("of", "from", "by") and (
            row[k - 1].lower == noun
            or (re.search(r"[,;]\s*(?:and\s+)?$", text[row[k - 2].end : row[k].start]) and _is_open(row, k))
        )
        if again:
            places.append(k)
    for n, k in enumerate(places):
        subject = right_subject(text, row, k)
        until = row[places[n + 1] - 1].start if n + 1 < len(places) else _sentence_end(text, row, k)
        if subject:
            yield subject, Span(row[k].start, max(until, subject.span.end))


def _is_open(row: Sequence[Word], k: int) -> bool:
    """Whether somebody can follow at this place."""
    return row[k + 1].lower in lexicon().closed["determiners"] or row[k + 1].text[0].isupper()


def _sentence_end(text: str, row: Sequence[Word], k: int) -> int:
    for one, two in pairwise(row[k:]):
        if re.search(r"[.!?;]", text[one.end : two.start]):
            return one.end
    return row[-1].end


def heard(scene: Scene) -> Cue | None:
    """We heard that over and over: somebody says it, nobody is named."""
    row = scene.after
    if not row or not row[0].text[0].isupper() or scene.text[scene.quoted.spans[-1].end - 1] == ",":
        return None
    end = row[min(len(row), 12) - 1].end
    words = " ".join(w.lower for w in row[:12])
    if _HEARD.match(words) or _RUMOURED.match(words):
        return Cue("heard", (Span(row[0].start, min(end, row[min(len(row), 8) - 1].end)),), None)
    return None
