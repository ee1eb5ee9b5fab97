"""How a passage is cited: footnotes in three manners, and records for programs that keep literature.

Each says what is known and nothing else: a work without author begins with its title, one without date says so where
its manner has a way to. A quotation that another document reports is "quoted in" it.
"""

import json
import re
from dataclasses import dataclass

from loquitur.sayings import Citation
from loquitur.telling import phrases

__all__ = ["Cited", "forms"]


@dataclass(frozen=True, slots=True)
class Cited:
    """A work to cite, who is quoted in it if not its author, and the address of the passage in this record."""

    work: Citation
    quoted: str | None
    address: str


def forms(one: Cited) -> list[tuple[str, str]]:
    """Each manner with its text, in the order in which they are shown."""
    return [
        ("Chicago", _chicago(one)),
        ("MLA", _mla(one)),
        ("APA", _apa(one)),
        ("BibTeX", _bibtex(one)),
        ("RIS", _ris(one)),
        ("CSL-JSON", _csl(one)),
    ]


def _title(work: Citation) -> str:
    return work.title or work.doc.rpartition("/")[2]


def _when(work: Citation) -> str | None:
    return work.said or work.published


def _year(edtf: str | None) -> str | None:
    found = re.match(r"-?\d{4}", edtf or "")
    return found[0] if found else None


def _author(work: Citation) -> str:
    """The author with the family name first, where the name has two parts or more."""
    names = [n.strip() for n in (work.author or "").split(";") if n.strip()]
    if not names:
        return ""
    first = names[0].split()
    turned = f"{first[-1]}, {' '.join(first[:-1])}" if len(first) > 1 and "," not in names[0] else names[0]
    return turned if len(names) == 1 else f"{turned}, and {', '.join(names[1:])}"


def _joined(*parts: str, between: str = ", ") -> str:
    return between.join(p for p in parts if p)


def _ended(words: str) -> str:
    return words if words.endswith((".", "!", "?", ".”", "?”", "!”")) else f"{words}."


def _chicago(one: Cited) -> str:
    work = one.work
    when = _when(work)
    page = (work.page or "") if work.printed else ""
    told = _joined(work.author or "", f"“{_title(work)}”", phrases.date(when) if when else "n.d.", page)
    return _ended(f"{one.quoted}, quoted in {told}" if one.quoted else told)


def _mla(one: Cited) -> str:
    work = one.work
    when = _when(work)
    page = f"p. {work.page}" if work.page and work.printed else ""
    author = _author(work)
    title = f"“{_ended(_title(work))}”"
    tail = _joined(phrases.date(when) if when else "", page)
    told = _joined(_ended(author) if author else "", title, tail, between=" ")
    return _ended(f"{one.quoted}, qtd. in {told}" if one.quoted else told)


def _apa(one: Cited) -> str:
    work = one.work
    year = _year(_when(work)) or "n.d."
    page = f" (p. {work.page})" if work.page and work.printed else ""
    author = _author(work)
    told = f"{author} ({year}). {_title(work)}{page}" if author else f"{_title(work)}{page} ({year})"
    return _ended(f"{one.quoted}, as cited in {told}" if one.quoted else told)


def _bibtex(one: Cited) -> str:
    work = one.work
    names = [n.strip() for n in (work.author or "").split(";") if n.strip()]
    year = _year(_when(work))
    key = re.sub(r"\W+", "", (names[0].split()[-1] if names else _title(work).split()[0]).lower()) or "work"
    note = f"Quoted: {one.quoted}. {one.address}" if one.quoted else one.address
    fields = {
        "author": " and ".join(names),
        "title": f"{{{_title(work)}}}",
        "year": year or "",
        "date": _when(work) or "",
        "pages": (work.page or "") if work.printed else "",
        "note": note,
    }
    rows = "".join(f"  {name} = {{{_tex(value)}}},\n" for name, value in fields.items() if value)
    return f"@misc{{{key}{year or ''},\n{rows}}}"


def _tex(words: str) -> str:
    """The words with what TeX would take for commands made harmless; unpaired braces go."""
    plain = words if words.count("{") == words.count("}") else words.replace("{", "(").replace("}", ")")
    return re.sub(r"(?<!\\)([&%$#_])", r"\\\1", plain.replace("\\", "/"))


def _ris(one: Cited) -> str:
    work = one.work
    rows = [("TY", "GEN")]
    rows += [("AU", _author(_alone(work, n))) for n in (work.author or "").split(";") if n.strip()]
    rows += [("TI", _title(work)), ("PY", _year(_when(work)) or ""), ("DA", (_when(work) or "").replace("-", "/"))]
    rows += [("SP", (work.page or "") if work.printed else ""), ("N1", f"Quoted: {one.quoted}" if one.quoted else "")]
    rows += [("UR", one.address)]
    return "".join(f"{tag}  - {' '.join(value.split())}\n" for tag, value in rows if value) + "ER  - "


def _alone(work: Citation, author: str) -> Citation:
    return Citation(work.doc, author.strip(), work.title, work.said, work.published, work.page, work.printed)


def _csl(one: Cited) -> str:
    work = one.work
    authors = [{"literal": n.strip()} for n in (work.author or "").split(";") if n.strip()]
    when = re.match(r"(-?\d{4})(?:-(\d\d))?(?:-(\d\d))?", _when(work) or "")
    told = {
        "type": "document",
        "title": _title(work),
        "author": authors,
        "issued": {"date-parts": [[int(p) for p in when.groups() if p]]} if when else None,
        "page": work.page if work.printed else None,
        "note": f"Quoted: {one.quoted}" if one.quoted else None,
        "URL": one.address,
    }
    return json.dumps({k: v for k, v in told.items() if v}, ensure_ascii=False)
