"""The forms of the verbs that questions ask of: refused, refuse, refuses, refusing."""

import re
import tomllib
from functools import cache
from importlib.resources import files

from loquitur.language import words

__all__ = ["forms"]


@cache
def _irregular() -> dict[str, frozenset[str]]:
    """From each form of an irregular verb to all of them."""
    found: dict[str, frozenset[str]] = {}
    for name in ("en.toml", "acts-en.toml"):
        data = tomllib.loads(files(words).joinpath(name).read_text(encoding="utf-8"))
        for base, told in data["irregular"].items():
            row = frozenset({base, *told.split()})
            found |= dict.fromkeys(row, row)
    return found


@cache
def forms(verb: str, *, plain: bool = False) -> frozenset[str]:
    """The forms of a verb of which a past is given, or the plain form; none for what can be no verb's past."""
    if verb in _irregular():
        return _irregular()[verb]
    if plain and len(verb) > 3:
        return frozenset(words.forms(verb, {}))
    if not verb.endswith("ed") or len(verb) < 5:
        return frozenset()
    bases = {verb[:-1], verb[:-2]} if not verb.endswith("ied") else {verb[:-3] + "y"}
    if re.search(r"([bdgklmnprtv])\1ed$", verb):
        bases.add(verb[:-3])
    return frozenset(form for base in bases for form in words.forms(base, {})) | {verb}
