"""The words of names, whatever spelling, script or form they come in.

Khrushchev, Khruschev, Chruschtschow, Khrouchtchev and Хрущёв are one word in five transcriptions. None is listed: the
letters are taken to Latin ones, the ways in which languages write one sound are made one (`sounds`), and words with a
Slavonic ending, whose transcriptions differ most, go through a second, coarser table. A letter that means two sounds in
two languages (German *ch*) gives two spellings, and words are alike where one spelling is the same.

Forenames also have short, familiar and foreign forms, which are knowledge and stand in a table; so do the names of some
people of China and its neighbours, who are called by the surname first (`eastern`). Limit: other names of East Asia, and
Arabic ones, are known in one transcription only; a háček that is dropped is not put back.
"""

import re
import tomllib
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files

__all__ = [
    "PATRONYMIC",
    "eastern",
    "flat",
    "forename",
    "forms",
    "is_alike",
    "is_one",
    "lists",
    "near",
    "sex",
    "sounds",
    "spellings",
]

PATRONYMIC = re.compile(r"\w{3,}(?:i(?:ch|tch|tsch|c|cz)|ovna|evna|owna|ewna|ichna)\Z")
_SLAVONIC = re.compile(
    r"\w{2,}(?:[oe](?:v|w|ff)a?|[iy]n[ae]?|[sckz]k(?:i|y|ij|iy|ii|yj|yi|aya|aia|aja)"
    r"|[oe](?:y|i|j)|enk[oa]|chuk|tschuk|czuk|ich|itch|itsch|icz)\Z"
)
_UMLAUT = re.compile(r"(?<=[^aeiou][aou])e(?=[^aeiouy]{2}|[lrn]\Z)")
"""The e of an umlaut that is written out: Mueller, Goerres."""
_POLISH = re.compile(r"sz|cz|rz|(?:[oe]w|wsk[iy]|cyn)\Z")
"""What Polish writes, whose z may have lost its dot."""
_GERMAN = re.compile(r"w(?:a|ski|skij)?\Z|sch|[ei]n\Z|witz|wk")
"""What German writes, whose s before a vowel is a z, and whose z is ts."""
_OUR_W = re.compile(r"w(?:a|ski|skij)?\Z|sch(?![oe]v)|wj|sz|cz")
"""What only German and Polish write, in which ch is a guttural, and j is no hiss."""
_GUTTURAL = re.compile(r"(?<![tsc])ch(?!r|t)")
_HISSING = re.compile(r"(?:c|z|tz|ts|cz)k(?:i|y|ij|iy|ii|yj|yi)\Z")


@cache
def _data() -> dict[str, str]:
    return tomllib.loads(files(__package__).joinpath("names.toml").read_text(encoding="utf-8"))


@cache
def lists() -> dict[str, frozenset[str]]:
    """The lists of words that names are made of besides names, by what they are."""
    return {name: frozenset(told.split()) for name, told in _data().items()}


@cache
def _pairs(name: str) -> tuple[tuple[str, str], ...]:
    """The rows "from:to" of a table, in its order."""
    return tuple((old, new) for old, _, new in (pair.partition(":") for pair in _data()[name].split()))


@lru_cache(maxsize=50_000)
def flat(told: str) -> str:
    """The words in Latin letters, in lower case, without accents and marks."""
    cyrillic = dict(_pairs("cyrillic") + _pairs("latin"))
    bare = unicodedata.normalize("NFKD", "".join(cyrillic.get(c, c) for c in told.casefold()))
    return "".join(c for c in bare if c.isalnum() or c == " ").strip()


@lru_cache(maxsize=50_000)
def sounds(word: str) -> str:
    """The word with one way of writing each sound."""
    return _single(_replaced(word, "sounds")).rstrip("i") or word


@lru_cache(maxsize=50_000)
def spellings(word: str) -> frozenset[str]:
    """What a folded word has in common with every spelling of it; more than one only for words with a Slavonic ending.

    Other words have their own letters, an umlaut written out or not: Levy is not Levi.
    """
    if len(word) < 5 or not (_SLAVONIC.fullmatch(word) or PATRONYMIC.fullmatch(word)):
        return frozenset({f"={_UMLAUT.sub('', word)}"})
    plain = _HISSING.sub("tski", word)
    sure = bool(_OUR_W.search(plain))
    if sure:
        plain = re.sub(_GUTTURAL, "kh", plain).replace("j", "i")
    written = {plain}
    if _POLISH.search(plain):
        polish = re.sub(r"sz", "sh", re.sub(r"(?<!s)cz", "ch", plain.replace("szcz", "shch")))
        written |= {polish, re.sub(r"(?<![dsct])z", "zh", polish)}
    if _GERMAN.search(plain):
        german = re.sub(r"(?<!t)z", "ts", plain.replace("ss", "ß"))
        soft = re.sub(r"(?<![tc])s(?=[aeiouyjnlmdbvrg])", "z", german)
        written |= {german.replace("ß", "s"), soft.replace("ß", "s")}
    if "sj" in plain or "zj" in plain:
        written.add(plain.replace("tsj", "ch").replace("sj", "sh").replace("zj", "zh").replace("oe", "u"))
    written |= {re.sub(r"ci(?=[aou])", "ch", one) for one in written}
    return frozenset(spelling for one in written for spelling in _slavonic(one, sure=sure))


def _slavonic(word: str, *, sure: bool) -> frozenset[str]:
    """The spellings of a Slavonic word by the letters that several languages read in several ways, unless it is sure how."""
    plain = word.replace("zh", "sh")
    plain = re.sub(r"(?<=[iy]n)e\Z", "", re.sub(r"(?:ff|w)(?=a?\Z)", "v", plain))
    guttural = {plain} if sure else {plain, re.sub(_GUTTURAL, "kh", plain)}
    told = {one.replace("j", sound) for one in guttural for sound in ("i", "sh", "kh")} | {
        f"h{one[1:]}" for one in guttural if one.startswith("jr")
    }
    return frozenset(_single(_replaced(sounds(one), "slavonic")).rstrip("i") for one in told)


@cache
def eastern() -> dict[tuple[str, ...], tuple[str, str]]:
    """From the words of a name that begins with the surname, folded, in every transcription, to forename and surname."""
    found: dict[tuple[str, ...], tuple[str, str]] = {}
    for row in _data()["eastern"].strip().splitlines():
        forms = [tuple(form.split()) for form in row.split(",")]
        found |= dict.fromkeys(forms, (forms[0][1], forms[0][0]))
    return found


def _replaced(word: str, table: str) -> str:
    framed = f"^{word}"
    for old, new in _pairs(table):
        framed = framed.replace(old, new)
    return framed.removeprefix("^")


def _single(word: str) -> str:
    return re.sub(r"(.)\1+", r"\1", word)


def is_one(one: str, other: str) -> bool:
    """Whether two folded words are one word, in the spelling of whatever language."""
    return one == other or not spellings(one).isdisjoint(spellings(other))


def is_alike(one: str, other: str) -> bool:
    """Whether two folded words are one, or sound alike: what is not alike is another's name."""
    return is_one(one, other) or sounds(one) == sounds(other)


def near(one: str, other: str) -> bool:
    """Whether two words of some length differ in one letter, or only in their transcription."""
    if is_alike(one, other):
        return True
    short, full = sorted((one, other), key=len)
    if len(short) < 6 or len(full) - len(short) > 1:
        return False
    at = next((i for i, (x, y) in enumerate(zip(short, full, strict=False)) if x != y), len(short))
    return short[at:] == full[at + 1 :] or short[at + 1 :] == full[at + 1 :]


# ---- forenames ----


@cache
def _forms() -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for row in (row.split() for side in ("male", "female") for row in _data()[side].strip().splitlines()):
        for form in row:
            found[form] = found.get(form, frozenset()) | frozenset(row)
    return found


def forms(word: str) -> frozenset[str]:
    """Every form that can be one with a folded forename, itself among them; none where it is not known."""
    return _forms().get(word, frozenset())


def forename(one: str, other: str) -> bool:
    """Whether two folded forenames can be one: equal, an initial, a known form, another spelling."""
    if one == other or (min(len(one), len(other)) == 1 and one[:1] == other[:1]):
        return True
    return other in forms(one) or (min(len(one), len(other)) > 2 and is_alike(one, other))


def sex(word: str) -> str:
    """male or female, where a folded forename tells; else nothing."""
    male, female = word in lists()["male"], word in lists()["female"]
    return "male" if male and not female else "female" if female and not male else ""
