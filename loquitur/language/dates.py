"""Expressions of time, what they mean, and when a document itself was said.

Three passes over the document's own text, never over its frame. First what stands written: days, months, years,
decades. Then the document's date: metadata, a dateline, or inference from a year and a distance told in one breath ("in
1923, thirty-three years ago"). Last what is relative, counted from that date ("twenty years ago") or from the date told
before ("a month later", "the preceding year"). The day on which a web page was posted is never counted from. What cannot
be resolved has no value: a date not given is better than a wrong one.
"""

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from loquitur.language import edtf
from loquitur.model import Date, Dating, Document, Span

__all__ = ["find"]


@dataclass(frozen=True, slots=True)
class _Words:
    month: str
    number: str
    months: dict[str, int]
    numbers: dict[str, int]
    days: tuple[str, ...]
    decades: dict[str, int]
    ordinals: dict[str, int]
    seasons: dict[str, int]


@cache
def _words() -> _Words:
    data = tomllib.loads(files("loquitur.language.words").joinpath("dates-en.toml").read_text(encoding="utf-8"))
    long, short = data["months"].split(), data["short"].split()
    months = {m: i for i, m in enumerate(long, 1)} | {
        m: next(i for i, x in enumerate(long, 1) if x[:3] == m[:3]) for m in short
    }
    numbers = {w: i for i, w in enumerate(data["numbers"].split(), 1)} | {
        "a": 1,
        "an": 1,
        "a couple of": 2,
        "a dozen": 12,
        "hundred": 100,
        "a hundred": 100,
    }
    for i, ten in enumerate(data["tens"].split(), 2):
        numbers[ten] = 10 * i
        numbers |= {f"{ten}-{u}": 10 * i + numbers[u] for u in data["numbers"].split()[:9]}
        numbers |= {f"{ten} {u}": 10 * i + numbers[u] for u in data["numbers"].split()[:9]}
    choice = "|".join(sorted(map(re.escape, numbers), key=len, reverse=True))
    return _Words(
        month="(?:" + "|".join(long) + "|(?:" + "|".join(s for s in short if s != "may") + r")\.?)",
        number=rf"(?:{choice}|\d{{1,3}})",
        months=months,
        numbers=numbers,
        days=tuple(data["days"].split()),
        decades={d: 20 + 10 * i for i, d in enumerate(data["decades"].split())},
        ordinals={o: i for i, o in enumerate(data["ordinals"].split(), 1)},
        seasons={s: 21 + i for i, s in enumerate(data["seasons"].split())} | {"fall": 23},
    )


@dataclass(frozen=True, slots=True)
class _Raw:
    """An expression before it is resolved."""

    start: int
    end: int
    value: str | None
    relative: tuple[str, ...] = ()
    """What it is counted from and how: ("now", -20, "year"), ("then", 1, "month"), ("day", "monday") …"""


def find(doc: Document) -> tuple[tuple[Date, ...], Dating]:
    """The dates of the document, in order, and the date of the document itself."""
    raws = [raw for block in doc.blocks if block.kind != "frame" for raw in _in_block(doc.text, block.span)]
    dating = _dating(doc, raws)
    return tuple(_resolve(doc, raws, dating)), dating


# ---- what stands written ------------------------------------------------------------------------------------------


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    w = _words()
    year, day = r"(?P<y>1\d{3}|20\d\d)", r"(?P<d>[0-3]?\d)(?:st|nd|rd|th)?"
    month = rf"(?P<m>\b{w.month})"
    names = "|".join(w.days)
    decade, season = "|".join(w.decades), "|".join(w.seasons)
    n = rf"(?P<n>\b{w.number})"
    unit = r"(?P<u>day|week|month|year|decade|centur(?:y|ie))s?"
    rows = (
        ("ago-in", rf"\b(?:in |since |from )?{year},? (?:just |only |some |about |now )?{n} {unit} ago\b"),
        ("ago-in", rf"\b{n} {unit} ago,? (?:in |since ){year}\b"),
        ("past", rf"\b(?:for|over|during|in|these) (?:the |these )?(?:past|last) {n} {unit}\b"),
        ("iso", r"\b(?P<iso>\d{4}-[01]\d-[0-3]\d)\b(?!-)"),
        ("dmy", rf"\b(?:the )?{day} (?:of )?{month},? {year}\b"),
        ("mdy", rf"{month} {day},? (?:of )?{year}\b"),
        ("my", rf"{month},?(?: of)? {year}\b"),
        ("season", rf"\b(?P<s>{season})(?: of|,)? {year}\b"),
        (
            "range",
            r"\b(?:from |between )?(?P<a>1\d{3}|20\d\d)\s?(?:-|–|—|/| to | and | until | till )\s?(?P<b>1\d{3}|20\d\d|\d\d)\b(?![%\d-])",
        ),
        ("decades", rf"\b[Tt]he (?P<a>{decade}) and (?P<b>{decade})\b"),
        ("decade", r"\b(?:[Tt]he )?(?P<y>1\d|20)(?P<t>\d)0[’']?s\b"),
        ("decade-word", rf"\b[Tt]he (?:(?P<c>[a-z]+)[- ])?(?P<a>{decade})\b"),
        ("century", r"\b[Tt]he (?:(?P<o>[a-z]+(?:-[a-z]+)?)|(?P<d>\d\d?)(?:st|nd|rd|th)) century\b"),
        ("bc", r"\b(?P<y>\d{1,4}) (?:BCE?|B\.C\.(?:E\.)?)(?!\w)"),
        ("ago", rf"\b(?:(?:some|about|nearly|almost|over|just|only|exactly|more than) )?{n} {unit} ago\b"),
        ("later", rf"\b{n} {unit} (?P<dir>later|earlier|before|after(?:wards?)?)\b"),
        (
            "next",
            rf"\b(?:the|that) (?:very )?(?P<rel>preceding|previous|following|next|same) (?P<u2>day|week|month|year|{season})\b",
        ),
        (
            "last",
            rf"\b(?P<rel2>last|next|this|that) (?P<u3>week|month|year|decade|century|{names}|{season}|{w.month})\b",
        ),
        ("md", rf"{month} {day}\b(?![,\s]*\d{{3}})(?!:)"),
        ("dm", rf"\b(?:the )?{day} (?:of )?{month}\b"),
        ("weekday", rf"\b(?P<w>{names})\b"),
        ("today", r"\b(?P<now>today|yesterday|tomorrow|tonight)\b"),
        ("in-month", rf"\b(?:in|since|by|until|last|early|late|mid) {month}(?! \d)\b"),
        (
            "year",
            rf"\b(?:[Ii]n |[Ss]ince |[Bb]y |[Uu]ntil |[Aa]fter |[Bb]efore |[Ff]rom |[Oo]f |[Cc](?:irca|a?\.) ?)?{year}\b(?!\s?(?:%|men|people|dollars|pages?|miles|feet|pounds|votes|soldiers|members|workers|persons|tons|copies|jobs|times|points|km|,\d)|[\d.,-]\d|-[a-z]|[’']s? (?:of|and) )",
        ),
    )
    return tuple((name, re.compile(p, re.I)) for name, p in rows)


def _in_block(text: str, span: Span) -> list[_Raw]:
    found: list[_Raw] = []
    for name, pattern in _patterns():
        for m in pattern.finditer(text, *span):
            if any(r.start < m.end() and m.start() < r.end for r in found):
                continue
            raw = _raw(text, name, m)
            if raw:
                found.append(raw)
    return sorted(found, key=lambda r: r.start)


def _number(words: str) -> int:
    words = re.sub(r"\s+", " ", words.lower())
    return int(words) if words.isdigit() else _words().numbers[words]


def _raw(text: str, name: str, m: "re.Match[str]") -> _Raw | None:
    g, w = m.groupdict(), _words()
    start, end = m.span()
    if name in ("year", "weekday", "in-month") and not _plausible(text, name, m):
        return None
    month = w.months.get((g.get("m") or "").lower().rstrip("."))
    if name in ("dmy", "mdy", "my", "iso", "season"):
        value = {
            "iso": g.get("iso"),
            "my": f"{g.get('y')}-{month or 0:02}",
            "season": f"{g.get('y')}-{w.seasons.get((g.get('s') or '').lower(), 0)}",
        }.get(name, f"{g.get('y')}-{month or 0:02}-{int(g.get('d') or 0):02}")
        return _Raw(start, end, value) if value and edtf.valid(value) else _Raw(start, end, None, ("impossible",))
    if name == "ago-in":
        return _Raw(start, end, g["y"], ("told", str(_number(g["n"])), g["u"]))
    if name == "range":
        last = g["b"] if len(g["b"]) == 4 else g["a"][:2] + g["b"]
        return _Raw(start, end, f"{g['a']}/{last}") if int(g["a"]) < int(last) else None
    if name == "year":
        if m[0][0].isspace():
            start += 1
        prefix = m[0][: -len(g["y"])].strip().lower()
        return _Raw(start if prefix == "in" else m.start("y"), end, g["y"] + ("~" if prefix.startswith("c") else ""))
    if name == "decade":
        return _Raw(start, end, f"{g['y']}{g['t']}X")
    if name == "bc":
        return _Raw(start, end, f"-{int(g['y']) - 1:04}" if int(g["y"]) > 1 else "0000")
    if name == "century":
        n = (
            int(g["d"])
            if g.get("d")
            else w.ordinals.get((g.get("o") or "").lower(), 21 if g.get("o") == "twenty-first" else 0)
        )
        return _Raw(start, end, f"{n - 1:02}XX") if 1 <= n <= 21 else None
    if name in ("decades", "decade-word"):
        return _Raw(start, end, None, (name, g["a"].lower(), (g.get("b") or "").lower()))
    return _relative(name, g, start, end, month)


def _relative(name: str, g: dict[str, str | None], start: int, end: int, month: int | None) -> _Raw | None:
    unit = (g.get("u") or "").lower().replace("centurie", "century")
    if name in ("ago", "past"):
        return _Raw(start, end, None, (name, str(_number(g["n"] or "")), unit))
    if name == "later":
        way = "-" if (g["dir"] or "").lower() in ("earlier", "before") else ""
        return _Raw(start, end, None, ("later", f"{way}{_number(g['n'] or '')}", unit))
    if name == "next":
        return _Raw(start, end, None, ("beside", (g["rel"] or "").lower(), (g["u2"] or "").lower()))
    if name == "last":
        return _Raw(start, end, None, ("around", (g["rel2"] or "").lower(), (g["u3"] or "").lower().rstrip(".")))
    if name in ("md", "dm"):
        return _Raw(start, end, None, ("month-day", str(month), g["d"] or "")) if 1 <= int(g["d"] or 0) <= 31 else None
    if name == "in-month":
        return _Raw(start, end, None, ("month", str(month)))
    if name == "weekday":
        return _Raw(start, end, None, ("weekday", (g["w"] or "").lower()))
    return _Raw(start, end, None, ("today", (g["now"] or "").lower()))


def _plausible(text: str, name: str, m: "re.Match[str]") -> bool:
    """Whether a word or number is a date rather than something else ("may", "1917 men", "page 1848")."""
    if name == "weekday":
        return text[m.start()].isupper()
    if name == "in-month":
        return text[m.start("m")].isupper()
    before = text[max(0, m.start("y") - 12) : m.start("y")].lower()
    return not re.search(r"(?:[$£€#]|\bp{1,2}\.? ?|\bpage |\bno\.? ?|\bnumber |\bline |\d[.,])$", before)


# ---- the document's own date --------------------------------------------------------------------------------------


def _dating(doc: Document, raws: list[_Raw]) -> Dating:
    """When the document was said: as its metadata tell, as it is dated, or as it lets be inferred."""
    for field in doc.metadata:
        if field.name == "said" and edtf.valid(field.value):
            return Dating(field.value, field.origin)
    for guess in (_dateline(doc, raws), _inferred(doc, raws)):
        if guess:
            return guess
    for field in doc.metadata:
        if field.name == "published" and field.origin != "posting line" and edtf.valid(field.value):
            return Dating(field.value, f"published: {field.origin}")
    return Dating(None, None)


def _dateline(doc: Document, raws: list[_Raw]) -> Dating | None:
    """A short last or second line that holds hardly more than a date."""
    blocks = [b for b in doc.blocks if b.kind != "frame"]
    for block in [*blocks[-1:], *blocks[1:3]]:
        words = doc.text[block.span.start : block.span.end]
        inside = [r for r in raws if block.span.start <= r.start and r.end <= block.span.end and r.value]
        if (
            len(inside) == 1
            and len(words) - (inside[0].end - inside[0].start) <= 30
            and not inside[0].relative
            and not re.search(r"\b[a-z]{3,}\b", words.replace(doc.text[inside[0].start : inside[0].end], ""))
            and "/" not in (inside[0].value or "/")
            and len(doc.text[inside[0].start : inside[0].end].split()) > 1
            and not re.match(r"[“\"]", words)
        ):
            return Dating(inside[0].value, f"dateline: {words.strip()!r}", (Span(inside[0].start, inside[0].end),))
    return None


def _inferred(doc: Document, raws: list[_Raw]) -> Dating | None:
    """A year and its distance from now, told in one breath; several clues vote."""
    clues: list[tuple[int, Span]] = []
    for raw in raws:
        if raw.relative[:1] == ("told",) and raw.relative[2].startswith("year"):
            clues.append((int((raw.value or "0")[:4]) + int(raw.relative[1]), Span(raw.start, raw.end)))
    clues += _spelled_clues(doc, raws)
    if not clues:
        return None
    year = min(Counter(y for y, _ in clues).items(), key=lambda c: (-c[1], c[0]))[0]
    spans = tuple(s for y, s in clues if y == year)
    first = spans[0]
    return Dating(f"{year:04}", f"inferred: {doc.text[first.start : first.end]!r} [{first.start}:{first.end}]", spans)


def _spelled_clues(doc: Document, raws: list[_Raw]) -> Iterator[tuple[int, Span]]:
    """ "it is now forty years since 1917", "seventy years ago, in 1788" over a few words, "this year, 1848"."""
    n = _words().number
    patterns = (
        (
            rf"\b(?P<n>{n}) years (?:have passed |are past |are gone |ago )?(?:now )?since (?:\w+ ){{0,5}}?(?:in |of )?(?P<y>1\d{{3}}|20\d\d)\b",
            1,
        ),
        (rf"\b(?P<n>{n}) years ago[,—– ]+(?:in |that is,? in )(?P<y>1\d{{3}}|20\d\d)\b", 1),
        (rf"\b(?P<n>{n}) years after (?:the \w+ of )?(?P<y>1\d{{3}}|20\d\d)[^.]{{0,20}}\b(?:we|today|now)\b", 1),
        (r"\b(?:this|the present) year,?(?: of)? (?P<y>1\d{3}|20\d\d)\b", 0),
        (r"\b(?:here|now|today),? in (?P<y>1\d{3}|20\d\d)\b", 0),
        (
            r"\b(?:lecture|speech|address|sermon|talk)\b[^.]{0,30}\b(?:given|delivered|held|made|read|preached)\b[^.]{0,60}?\b(?P<y>1\d{3}|20\d\d)\b",
            0,
        ),
    )
    for block in doc.blocks:
        if block.kind == "frame":
            continue
        for pattern, far in patterns:
            for m in re.finditer(pattern, doc.text[block.span.start : block.span.end], re.I):
                distance = _number(m["n"]) if far else 0
                start = block.span.start + m.start()
                yield int(m["y"]) + distance, Span(start, block.span.start + m.end())


# ---- what is counted from another date ----------------------------------------------------------------------------


def _resolve(doc: Document, raws: list[_Raw], dating: Dating) -> Iterator[Date]:
    then: str | None = None
    then_at = -10_000
    for raw in raws:
        text = doc.text[raw.start : raw.end]
        value, basis = raw.value, "stated"
        if raw.relative and raw.relative[0] not in ("told",):
            anchor = then if then and raw.start - then_at < 1500 else None
            value, basis = _counted(raw.relative, dating, anchor)
            if raw.relative[0] == "later" and anchor and re.fullmatch(r",\s*", doc.text[then_at : raw.start]):
                value, basis = anchor, f"stands beside {anchor}"
        elif raw.relative:
            basis = "stated, with its distance from the document's date"
        if value is not None and not edtf.valid(value):
            value, basis = None, "no such date"
        if value is None and raw.relative[:1] in (("today",), ("weekday",), ("around",)):
            continue
        if value and "X" not in value and raw.relative[:1] not in (("past",), ("today",)):
            then, then_at = value, raw.end
        yield Date(Span(raw.start, raw.end), text, value, basis)


def _counted(how: tuple[str, ...], dating: Dating, then: str | None) -> tuple[str | None, str]:
    kind = how[0]
    if kind == "impossible":
        return None, "no such date"
    if kind in ("decades", "decade-word"):
        return _decades(how, dating, then)
    if kind in ("later", "beside"):
        if then is None:
            return None, "counted from a date that is not told"
        anchor = then.split("/")[-1]
        if kind == "later":
            return _shift(anchor, int(how[1]), how[2]), f"counted from {anchor}"
        return _shift(
            anchor, {"preceding": -1, "previous": -1, "same": 0}.get(how[1], 1), how[2], whole=True
        ), f"counted from {anchor}"
    if dating.said is None:
        return None, "counted from the document's date, which is unknown"
    now, basis = dating.said.split("/")[0], f"counted from the document's date {dating.said} ({dating.basis})"
    if (
        kind in ("month-day", "month")
        and then
        and len(then) >= 4
        and then[:4].isdigit()
        and now[:4] != then[:4]
        and len(now) < 10
    ):
        now, basis = then[:4], f"year of {then}"
    return _from_now(how, now), basis


def _decades(how: tuple[str, ...], dating: Dating, then: str | None) -> tuple[str | None, str]:
    near = (then or dating.said or "")[:2]
    century = int(near) if near.isdigit() else 19
    if dating.said and dating.said[:4].isdigit() and century * 100 + _words().decades[how[1]] > int(dating.said[:4]):
        century -= 1
    value = f"{century}{_words().decades[how[1]] // 10}X"
    if how[2]:
        value += f"/{century}{_words().decades[how[2]] // 10}X"
    return value, "the century of the dates beside it"


def _from_now(how: tuple[str, ...], now: str) -> str | None:
    kind = how[0]
    if kind == "ago":
        return _shift(now, -int(how[1]), how[2])
    if kind == "past":
        first = _shift(now, -int(how[1]), how[2], whole=True)
        return f"{first}/{now[: len(first)]}" if first else None
    if kind == "today":
        return (
            _shift(now, {"yesterday": -1, "tomorrow": 1}.get(how[1], 0), "day")
            if len(now) == 10
            else (now if how[1] in ("today", "tonight") else None)
        )
    if kind == "around":
        return _around(how[1], how[2], now)
    if kind == "month-day":
        return _nearest(now, int(how[1]), int(how[2]))
    if kind == "month":
        month = _nearest(now, int(how[1]), 1)
        return month[:7] if month else None
    if kind == "weekday":
        return _weekday(how[1], now)
    return None


def _around(which: str, unit: str, now: str) -> str | None:
    step = {"last": -1, "next": 1}.get(which, 0)
    w = _words()
    if unit in w.days:
        return _weekday(unit, now, step)
    if unit in w.seasons:
        return f"{int(now[:4]) + step:04}-{w.seasons[unit]}"
    if unit in w.months:
        value = _nearest(now, w.months[unit], 1)
        return value[:7] if value else None
    if which == "that":
        return None
    return _shift(now, step, unit, whole=True)


def _weekday(name: str, now: str, step: int = 0) -> str | None:
    """The day of that name nearest before the document's date; with `next`, after it."""
    if len(now) != 10:
        return None
    day = edtf.bounds(now)[0] or 0
    wanted = _words().days.index(name)
    back = (day - 1 - wanted) % 7
    if step < 0:
        back = back or 7
    if step > 0:
        back -= 7
    return _of_day(day - back)


def _nearest(now: str, month: int, day: int) -> str | None:
    """That day of the year nearest to the document's date."""
    if not now[:4].isdigit():
        return None
    year = int(now[:4])
    choices = [f"{y:04}-{month:02}-{day:02}" for y in (year, year - 1, year + 1)]
    choices = [c for c in choices if edtf.valid(c)]
    if len(now) < 7 or not choices:
        return choices[0] if choices else None
    here = edtf.bounds(now)[0] or 0
    return min(choices, key=lambda c: abs((edtf.bounds(c)[0] or 0) - here))


def _shift(value: str, count: int, unit: str, whole: bool = False) -> str | None:
    """A date moved by units, as exact as the unit and the date are."""
    value = re.sub(r"[~?%]", "", value)
    if not re.fullmatch(r"\d{4}(?:-\d\d){0,2}", value):
        return None
    year = int(value[:4])
    if unit in ("year", "decade", "century") or unit in _words().seasons:
        year += count * {"decade": 10, "century": 100}.get(unit, 1)
        if unit in _words().seasons:
            return f"{year:04}-{_words().seasons[unit]}"
        if unit == "decade" and whole:
            return f"{year // 10:03}X"
        return f"{year:04}" if 0 < year < 3000 else None
    if len(value) < 7:
        return None
    month = year * 12 + int(value[5:7]) - 1
    if unit == "month" and int(value[5:7]) <= 12:
        month += count
        return f"{month // 12:04}-{month % 12 + 1:02}"
    if len(value) < 10:
        return None
    day = edtf.bounds(value)[0] or 0
    if unit == "week" and whole:
        monday = day - (day - 1) % 7 + 7 * count
        return f"{_of_day(monday)}/{_of_day(monday + 6)}"
    return _of_day(day + count * (7 if unit == "week" else 1))


def _of_day(number: int) -> str | None:
    from datetime import date

    return date.fromordinal(number).isoformat() if 0 < number < 3_000_000 else None
