"""Who speaks in the entries of a dictionary, and their names with the surname first."""

import pytest

from loquitur import language, reading

LIVES = """Lives of the province

OSTER, Karl Maria, né Brandt (1876–1945), jurist and senator. Son of a brewer. {} Died in his bed, 8 May 1945.

Anna Brandt (1880–1951), midwife. Never left the valley.
"""


def speakers(text: str) -> list[str | None]:
    doc = reading.read(text.encode(), "page.txt", given={})
    return [s.speaker.name for s in language.find(doc).statements if s.quotation.mode == "direct"]


@pytest.mark.parametrize(
    "told",
    [
        "Attacked the Committee as “a society for the encouragement of spears and drums”.",
        "Voted against the bill with the rest of his party, and read out its declaration: “You will not have our hands.”",
        "Founded the schools of the lake. He told his judges: “I am very well, but the law has fainted.”",
        "Refused the oath and cried, “Long live the Republic, all the same!”",
        "Minister from 1932. His diary has nothing upon it. He wrote to the clerk: “I was better paid than that.”",
    ],
)
def test_entry_tells_of_its_head(told: str) -> None:
    assert speakers(LIVES.format(told)) == ["Karl Maria Oster"]


@pytest.mark.parametrize(
    "told",
    [
        "Anna Brandt nursed him. Called the place “a house of sighs and of cold soup”.",
        "His mother went to the desk herself. She told us: “They were all of them very polite to me.”",
    ],
)
def test_entry_may_tell_of_somebody_else(told: str) -> None:
    assert speakers(LIVES.format(told)) != ["Karl Maria Oster"]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("**Oster, Karl** (c. 1840–1905), kadhi of the coast.", "Karl Oster"),
        ("OSTER-BRANDT, Sir Karl (1849–1916), Under-Secretary.", "Karl Oster-Brandt"),
        ("Oster, Karl (dates unknown), carter.", "Karl Oster"),
    ],
)
def test_name_with_the_surname_first(line: str, name: str) -> None:
    doc = reading.read(f"Lives\n\n{line} Was never seen again.\n".encode(), "page.txt", given={})
    assert [n.name for n in language.find(doc).named] == [name]


def test_place_with_its_country_is_nobody() -> None:
    doc = reading.read(b"Places\n\nVienna, Austria (1867) was the place of the fair.\n", "page.txt", given={})
    assert not language.find(doc).named
