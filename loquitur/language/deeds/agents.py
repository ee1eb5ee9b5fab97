"""By whose hand a fate comes: "by an agent of Stalin", or the subject of a verb done to somebody."""

import re

from loquitur.language.deeds.acts import Clause, Doer
from loquitur.language.sentences.predicates import participles
from loquitur.language.words import lexicon

__all__ = ["agent", "words"]


def agent(clause: Clause, i: int) -> str | None:
    """Who did it: "by an agent of Stalin"."""
    row = clause.row
    for k in range(i + 1, min(len(row) - 1, i + 12)):
        gap = clause.gap(k - 1)
        if re.search(r"[;:]", gap) or ("," in gap and row[k].lower != "by" and not _sets_off_time(clause, k)):
            return None
        joined = row[k - 1].lower == "and" and (row[k].lower.endswith("ed") or row[k].lower in participles())
        if k > i + 1 and clause.verbish(k) and not joined and row[k].lower not in ("ordered", "order"):
            return None
        if row[k].lower == "by":
            return _words(clause, k + 3 if row[k + 1].lower in ("order", "orders", "command") else k + 1)
    return None


def _sets_off_time(clause: Clause, k: int) -> bool:
    """Whether a phrase between commas only tells when: ", ten days later, by …"."""
    words = [w.lower for w in clause.row[k : k + 6]]
    return any(w in ("later", "after", "afterwards", "before", "ago") for w in words) or any(w.isdigit() for w in words)


def _words(clause: Clause, k: int) -> str | None:
    row, closed = clause.row, lexicon().closed
    if row[k].lower in closed["pronouns"] or row[k].lower.endswith("ing"):
        return None
    if (
        row[k].lower in ("a", "an", "the")
        and k + 1 < len(row)
        and row[k + 1].lower in ("fever", "injection", "accident", "same", "bullet", "order", "orders")
    ):
        return None
    end = k
    while end + 1 < len(row) and end - k < 7:
        lower, gap = row[end + 1].lower, clause.gap(end)
        if not gap.isspace() and gap.strip() != ".":
            break
        if (
            lower in closed["conjunctions"] | closed["auxiliaries"] | closed["pronouns"] | closed["adverbs"]
            or (lower in closed["prepositions"] and lower != "of")
            or clause.verbish(end + 1)
        ):
            break
        end += 1
    words = re.sub(r"\s+", " ", clause.text[row[k].start : row[end].end])
    return (
        words
        if row[k].text[0].isupper()
        or row[k].lower in closed["determiners"] | closed["possessives"]
        or row[k].lower.endswith("s")
        else None
    )


def words(clause: Clause, doer: Doer, i: int) -> str | None:
    """Who does it: the names of a subject, else its words."""
    return " and ".join(doer.names) or clause.subject_words(i)
