"""The names whose kind a rule is sure of, before anything is weighed.

A title makes a person of any name ("Provost Lichtenberg"), a forename of the surname behind it ("Mary Sands"), the last
word an institution or a place ("Supreme Court", "Holt Street"); a people or party in the plural is a group. Each rule
names what it must not see, and gives nothing where two could hold: *Florence* alone, *the Post*, *Victoria Cross*.
"""

import re
from collections.abc import Mapping
from typing import Literal

from loquitur.language.words import lexicon
from loquitur.language.words.known import known

__all__ = ["Form", "Kind", "many", "sure"]

Kind = Literal["person", "group", "organisation", "none"]
Form = tuple[str, ...]
"""The words of a name in lower case, without titles."""
_NO_BODY = ("organisations", "places", "things", "papers", "groups", "offices")
"""Last words of names that nobody bears who can be arrested or hanged."""
_PEOPLES = re.compile(r"(?:ists|ians|ites|ards)$")
_ROYAL = ("king", "queen", "prince", "princess", "duke", "lord", "bishop", "abbot")
_INTO = ("in", "at", "near", "from", "to")
_ACTS = ("before personal", "after speech", "before , who", "before , person")
_WAYS = tuple(f"after {way} the" for way in ("in", "at", "on", "through", "over", "across", "down", "up", "near"))


def sure(form: Form, seen: Mapping[str, int]) -> Kind | None:
    """The kind of a name that a rule is sure of. `seen` counts the features of its mentions, as kinds.py names them."""
    article = bool(seen.get("after the"))
    joint = next((i for i, word in enumerate(form) if i and (word == "of" or (article and word in known().of))), None)
    head = form[joint - 1] if joint else form[-1]
    if _person(form, head, article, seen):
        return "person"
    if article and _group(form, head, seen):
        return "group"
    if _organisation(form, head, article, seen):
        return "organisation"
    return "none" if _nobody(form, head, seen) else None


def _is(head: str, *names: str) -> bool:
    return any(head in known().heads[name] for name in names)


def many(form: Form, head: str, seen: Mapping[str, int]) -> bool:
    """Whether the head is the plural of a people, a party, an office or a body, which no person bears: "Senators"."""
    if seen.get("titled") or seen.get("alias last") or _is(head, "surnames") or form[0] in known().forenames:
        return False
    names, one = lexicon().names, head.removesuffix("s")
    offices = names["titles"] | names["persons"] | names["demonyms"]
    return head != one and (_is(head, "groups") or one in offices or _is(one, "organisations", "offices"))


def _is_named_after(head: str, seen: Mapping[str, int]) -> bool:
    """Whether a place or a house is called after a prince: "King Street", "the Duke Theatre"."""
    after = any(seen.get(f"title {title}") for title in _ROYAL)
    return after and _is(head, "places", "things", "organisations") and not _is(head, "surnames")


def _person(form: Form, head: str, article: bool, seen: Mapping[str, int]) -> bool:
    have, first, last = known(), form[0], form[-1]
    if _is_named_after(head, seen):
        return False
    if seen.get("titled"):
        return not _is(head, "organisations", "things", "offices") or _is(head, "surnames")
    if first in have.nobles and form[1:2] == ("of",):
        return True
    if seen.get("after one") and not article and not _is(head, "organisations", "places", "things", "papers", "groups"):
        return True
    if len(form) == 1 and seen.get("alias last") and not seen.get("common low bare"):
        return not article and not any(seen.get(f"after {way}") for way in _INTO)
    bare = seen.get("suffers") and not article and not _is(head, *_NO_BODY) and head not in have.nations | have.common
    if bare and not any(seen.get(f"after {way}") for way in _INTO):
        return True
    acts = "unknown 1" in seen and seen.get("bare") and any(seen.get(act) for act in _ACTS)
    if acts and not any(seen.get(f"after {way}") for way in _INTO):
        return True
    if len(form) == 1 and _is(last, "surnames") and seen.get("bare") and not seen.get("common low bare"):
        inner = seen.get("mention", 0) > seen.get("opens", 0)
        return bool(seen.get("after speech") or seen.get("before speech") or (inner and seen.get("before verb")))
    if len(form) == 1 or "of" in form or article or not (first in have.forenames or len(first) == 1):
        return False
    if first in have.places or first in have.common:
        return not (_is(last, *have.heads) or last in have.common or last in have.places)
    return not _is(last, "organisations", "places", "things", "groups") or (_is(last, "surnames") and len(form) < 4)


def _group(form: Form, head: str, seen: Mapping[str, int]) -> bool:
    if _is(head, "places", "things", "organisations"):
        return False
    if _is(head, "groups") or _PEOPLES.search(head) or (head.endswith("men") and head[:-3] in known().nations):
        return True
    many = head.endswith("s") and not head.endswith(("ss", "us", "is"))
    unknown = head not in known().common and head not in known().places and not _is(head, *known().heads)
    return len(form) == 1 and many and unknown and not any(seen.get(way) for way in _WAYS)


def _organisation(form: Form, head: str, article: bool, seen: Mapping[str, int]) -> bool:
    have, first = known(), form[0]
    if head == "house" and "of" in form:
        return _is(form[-1], "groups", "organisations") or form[-1].endswith("s")
    if len(form) == 1 and article and _is(head, "organisations"):
        return True
    if len(form) > 1 and first in have.stations:
        return True
    if _is(head, "organisations") and not _is(head, "places", "things", "papers"):
        return len(form) > 1 and first not in have.forenames
    if not _is(head, "papers") or _is(head, "things"):
        return False
    if len(form) > 1:
        local = first in have.places or first in have.nations or first in have.local
        return article and (local or head in have.papers)
    return (article and head in have.papers) or any(
        seen.get(f"before {verb}") for verb in ("printed", "reported", "published")
    )


def _nobody(form: Form, head: str, seen: Mapping[str, int]) -> bool:
    have, first = known(), form[0]
    if _is_named_after(head, seen):
        return True
    acts = seen.get("before verb") or seen.get("after speech")
    if first in have.saints and len(form) == 2:
        return not acts
    if first in have.forenames:
        return False
    if len(form) > 1 and (first in have.place_first or form[-1] in have.place_last):
        return True
    if " ".join(form) in have.places:
        return not acts and not seen.get("alias last")
    if len(form) == 1 and (head in have.nations or _is(head, "offices")):
        return True
    if len(form) == 1:
        return False
    numbered = _is(first, "things") and bool(re.fullmatch(r"[ivxl]+", form[-1]))
    return numbered or (_is(head, "places", "things") and not _is(head, "organisations", "papers"))
