"""When a document was said, by its own words."""

import re

import pytest

from loquitur.language import dates
from loquitur.model import Block, BlockKind, Date, Dating, Document, Field, Span


def document(text: str, *metadata: Field, kinds: dict[int, BlockKind] | None = None) -> Document:
    """A document with one block a paragraph."""
    pieces = [m.span() for m in re.finditer(r"[^\n]+(?:\n[^\n]+)*", text)]
    blocks = tuple(Block(Span(*p), (kinds or {}).get(i, "paragraph")) for i, p in enumerate(pieces))
    return Document("0" * 64, "note.txt", text, blocks, (), metadata, "plain 1")


def read(text: str, *metadata: Field) -> tuple[dict[str, str | None], Dating]:
    found, dating = dates.find(document(text, *metadata))
    return {" ".join(d.text.split()): d.edtf for d in found}, dating


PARIS = """Citizens! A hundred years ago, in 1789, our grandfathers took the Bastille. Two years later the king fled to
Varennes. On the 10th of August, 1792, the palace fell. For the past nineteen years we have had a republic,
and half a century ago nobody dared to hope for one."""

LAHORE = """In 1919, twenty-eight years ago, they were shot in the walled garden. The next year we ceased to work with
those who had shot them. Last year there was famine. On 15 August we shall be free."""

CANANEA = """This year, 1910, the people rise. Thirty-four years ago the general came to power. The strike of
June 1906 was
followed a year later by that of the weavers. In the spring of 1908 he said that he would go."""

BOSTON = """It is now fifty-two years since the signing of the charter in 1776. Ten years ago we opened the canal. The
following spring the first boats came. In October ’14 there was still war."""

DUBLIN = """Today we keep the tenth anniversary of the rising of 1916. The day before, nobody knew of it. Four years
earlier a bill had been brought in, and in the eighteen-nineties another one."""


@pytest.mark.parametrize(
    ("text", "said", "clue", "expected"),
    [
        (
            PARIS,
            "1889",
            "A hundred years ago, in 1789",
            {
                "A hundred years ago, in 1789": "1789",
                "Two years later": "1791",
                "the 10th of August, 1792": "1792-08-10",
                "For the past nineteen years": "1870/1889",
                "half a century ago": "1839",
            },
        ),
        (
            LAHORE,
            "1947",
            "In 1919, twenty-eight years ago",
            {"The next year": "1920", "Last year": "1946", "15 August": "1947-08-15"},
        ),
        (
            CANANEA,
            "1910",
            "This year, 1910",
            {"Thirty-four years ago": "1876", "a year later": "1907", "the spring of 1908": "1908-21"},
        ),
        (
            BOSTON,
            "1828",
            "It is now fifty-two years since the signing of the charter in 1776",
            {"Ten years ago": "1818", "The following spring": "1819-21", "October ’14": "1814-10"},
        ),
        (
            DUBLIN,
            "1926",
            "Today we keep the tenth anniversary of the rising of 1916",
            {"Four years earlier": "1912", "the eighteen-nineties": "189X"},
        ),
    ],
)
def test_year_is_inferred_and_the_rest_counted_from_it(
    text: str, said: str, clue: str, expected: dict[str, str]
) -> None:
    found, dating = read(text)
    assert dating.said == said
    assert text[slice(*dating.spans[0])] == clue
    assert dating.basis == f'inferred: "{clue}" [{dating.spans[0].start}:{dating.spans[0].end}]'
    assert {k: found.get(k) for k in expected} == expected


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Thirty-three years ago, in 1923, it began.", "1956"),
        ("In June 1953, three years ago, they struck.", "1956"),
        ("In 1847, last year, the harvest failed.", "1848"),
        ("Forty years have passed since 1917.", "1957"),
        ("Four score and seven years ago, in 1776, it was founded.", "1863"),
        ("Since 1857, these ninety years, they have waited.", "1947"),
        ("On 14 July 1789, a hundred years ago today, it fell.", "1889-07-14"),
        ("Some thirty years ago, in 1920, it began.", "1950~"),
        ("Here, in 1956, we know it.", "1956"),
        ("Eighty years ago, in this very town, in 1848, they met.", "1928"),
    ],
)
def test_distance_from_a_year_gives_the_year(text: str, said: str) -> None:
    assert read(text)[1].said == said


def test_most_clues_win() -> None:
    text = (
        "In 1923, thirty-three years ago, it began. In 1917, thirty-nine years ago, too. In 1900, fifty years ago, no."
    )
    assert read(text)[1].said == "1956"


def test_a_year_that_later_events_contradict_loses() -> None:
    text = (
        "In 1900, ten years ago, it began. It went on in 1923 and in 1931. In 1917, thirty-nine years ago, they rose."
    )
    assert read(text)[1].said == "1956"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("They lost in 1905.\n\nPetrograd, 4 January 1918", "1918-01-04"),
        ("Zurich, March 12, 1917\n\nI came here last month.", "1917-03-12"),
        ("It is all told.\n\nSeptember 1936", "1936-09"),
        ("It is all told.\n\nCoyoacan, 1938", "1938"),
        ("It is all told.\n\nLast updated 11 March 2006", None),
        ("He was born.\n\nHe came on 4 January 1918 and left.", None),
        ("5 March 1905\n\nIt went on in 1923. It ended in 1931.", None),
    ],
)
def test_a_line_with_hardly_more_than_a_date_dates_the_document(text: str, said: str | None) -> None:
    assert read(text)[1].said == said


def test_what_metadata_say_wins() -> None:
    given = Field("said", "1938-02", "metadata.csv")
    assert read("In 1923, thirty-three years ago, it began.", given)[1] == Dating("1938-02", "metadata.csv")


def test_a_written_date_in_metadata_is_understood() -> None:
    assert read("He came.", Field("said", "5 March 1923", "front matter"))[1].said == "1923-03-05"


def test_the_posting_date_is_never_used() -> None:
    found, dating = read("He left twenty years ago.", Field("published", "2006-03-11", "posting line"))
    assert dating == Dating(None, None)
    assert found == {"twenty years ago": None}


def test_a_frame_gives_no_date() -> None:
    text = "Submitted by Anon on 11 March, 2006\n\nHe left twenty years ago."
    assert dates.find(document(text, kinds={0: "frame"})) == (
        (
            Date(
                Span(text.index("twenty"), len(text) - 1),
                "twenty years ago",
                None,
                "counted from the document's date, which is unknown",
            ),
        ),
        Dating(None, None),
    )


def test_publication_counts_for_want_of_anything_else_and_says_so() -> None:
    published = Field("published", "1998-03-01T10:00:00Z", "JSON-LD")
    assert read("He left yesterday.", published) == (
        {"yesterday": "1998-02-28"},
        Dating("1998-03-01", "published: JSON-LD"),
    )
    assert read("In 1923, thirty-three years ago, it began.", published)[1].said == "1956"


def test_a_late_publication_of_old_words_does_not_date_them() -> None:
    found, dating = read("They rose in 1953. He left twenty years ago.", Field("published", "2006-03-11", "JSON-LD"))
    assert dating == Dating(None, None)
    assert found["twenty years ago"] is None


def test_a_title_dates_a_speech_and_no_history() -> None:
    def dated(title: str) -> str | None:
        return dates.find(document(f"{title}\n\nHe rose.", kinds={0: "heading"}))[1].said

    assert dated("Speech to the weavers, 5 March 1923") == "1923-03-05"
    assert dated("A history of 1848") is None


def test_words_within_quotation_marks_are_not_counted_from_a_bare_year() -> None:
    found, _ = read(
        "“We were free twenty years ago,” he said; twenty-one years ago he left.", Field("said", "1956", "x")
    )
    assert found == {"twenty years ago": None, "twenty-one years ago": "1935"}
