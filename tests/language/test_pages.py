"""Speakers and dates on pages of other kinds: histories, reports of debates, mails."""

import pytest

from loquitur import language, reading
from loquitur.model import Statement


def statements(text: str, name: str = "page.txt") -> tuple[Statement, ...]:
    return language.find(reading.read(text.encode(), name)).statements


def direct(text: str) -> list[tuple[str, str]]:
    return [
        (s.speaker.name or s.speaker.kind, s.quotation.text) for s in statements(text) if s.quotation.mode == "direct"
    ]


# ---- whether the one who was named is still meant ----


@pytest.mark.parametrize(
    "text",
    [
        "Karl Orne built the weir. The King himself came to see it. “It will not stand,” he said.",
        "Karl Orne sat down. At this the prisoner rose from his bench. “It will not stand,” he cried.",
        "Karl Orne built the weir. It cost the parish a great sum. The water rose. “It will not stand,” he said.",
        "He went to see Karl Orne at the mill. “The weir will not stand,” he said.",
        "Karl Orne asked him whether the weir was sound. “Go and look at it,” he said.",
    ],
)
def test_he_is_nobody_where_another_came_before_or_the_tale_went_elsewhere(text: str) -> None:
    assert "Karl Orne" not in dict(direct(text))


@pytest.mark.parametrize(
    "text",
    [
        "Karl Orne built the weir. He had learnt it from his father. “It will stand,” he said.",
        "Karl Orne built the weir.[4] “It will stand,” he said.",
        "Karl Orne, who had the King's word for it, built the weir. “It will stand,” he said.",
    ],
)
def test_he_is_the_one_named_while_the_tale_goes_on_about_him(text: str) -> None:
    assert [who for who, _ in direct(text)] == ["Karl Orne"]


# ---- cues that are none ----


def test_cue_behind_a_bracket_is_not_of_the_words_within() -> None:
    text = "Karl Orne spoke. (Cheers, and a voice, “Who says it is safe?”) He must say plainly that the weir was safe."
    assert dict(direct(text)).get("Karl Orne") is None


def test_whom_somebody_told_is_not_the_speaker() -> None:
    text = "Karl Orne, then the mayor of the town, told the Board of Works that the weir was safe."
    assert all(s.quotation.text != "Karl Orne, then the mayor of the town" for s in statements(text))


def test_thinking_well_of_a_sentence_is_not_saying_it() -> None:
    text = "Most remember his last page, but I have always thought the plainest sentence the best: “The weir is lost.”"
    assert [s.speaker.kind for s in statements(text)] == ["unknown"]


def test_i_in_somebodys_words_is_that_one() -> None:
    text = "Anna Brandt wrote: “I told the Board, ‘You will lose the weir by the spring.’ Nobody listened to me.”"
    assert [s.speaker.name for s in statements(text)] == ["Anna Brandt", "Anna Brandt"]


# ---- dates ----


def test_date_in_the_words_is_not_the_date_of_the_words() -> None:
    text = "Anna Brandt asked whether it was true that the weir had been sold in April 1902. Nobody answered her."
    assert [s.said for s in statements(text)] == [None]


def test_day_in_a_tale_of_another_age_is_of_that_age() -> None:
    head = 'From: "Ilse Brandt" <ib@example.org>\nTo: list@example.org\nDate: Fri, 3 May 2002 23:17:44 -0500\n\n'
    text = head + "On 8 April 1840 Karl Orne spoke. On 14 May he told the Board: “The weir is lost to us.”\n"
    assert [s.said for s in statements(text)] == ["1840-05-14"]


def test_name_in_capitals_is_given_in_common_letters() -> None:
    text = "Mr. D. HOLT-MARSH said: “The weir is lost.” Nobody answered Mr. D. HOLT-MARSH on that day.\n"
    assert [s.speaker.name for s in statements(text)] == ["Mr. D. Holt-Marsh"]


# ---- occasions ----

NEWS = (
    "BANGOR, Nov. 3, 1931 -- The Board met in the town hall. Karl Orne said that the weir was sound and dry. "
    "“I have seen it,” he told the Board. He had said that the weir was lost. "
    "Anna Brandt wrote that the weir was sold. In 1929 Hugh Marsh said that the weir was old."
)


def test_report_under_a_dateline_tells_of_its_day_but_not_of_what_was_said_before() -> None:
    said = {s.quotation.text: s.said for s in statements(NEWS)}
    assert said["the weir was sound and dry"] == said["I have seen it,"] == "1931-11-03"
    assert said["the weir was lost"] is None
    assert said["the weir was sold"] is None
    assert said["the weir was old"] == "1929"


@pytest.mark.parametrize(
    ("opens", "said"),
    [
        ("The debate of 8 July 1920 was long.", "1920-07-08"),
        ("The Board built a weir on 8 July 1920.", None),
        ("They reported to Congress in 1920.", None),
    ],
)
def test_paragraph_about_an_occasion_dates_what_is_said_in_it(opens: str, said: str | None) -> None:
    text = f"{opens} The hall was full. One member of it rose. Karl Orne said: “The weir is lost to all of us.”"
    assert [s.said for s in statements(text)] == [said]


def test_proceedings_are_of_the_day_above_them() -> None:
    names = ("Mr. ORNE (Penrow)", "Sir KARL MARSH", "Mr. BRANDT (Hull)", "Mr. ORNE")
    rows = "\n\n".join(f"{n} said that the weir was lost to the town number {i}." for i, n in enumerate(names))
    found = statements(f"HOUSE OF COMMONS.\n\nMONDAY, JUNE 17, 1901.\n\nTHE WEIR.\n\n{rows}\n")
    assert [(s.speaker.name, s.said) for s in found][-1] == ("Mr. Orne", "1901-06-17")


# ---- whoever hears, and labels ----


@pytest.mark.parametrize(
    "text",
    [
        "Karl Orne was told that the weir was sound and dry.",
        "Karl Orne had been informed by nobody that the weir was sound and dry.",
    ],
)
def test_whoever_is_told_does_not_speak(text: str) -> None:
    assert all(s.speaker.name != "Karl Orne" for s in statements(text))


def test_whoever_is_told_by_somebody_hears_that_one() -> None:
    text = "Karl Orne was told by Anna Brandt that the weir was sound and dry."
    assert [s.speaker.name for s in statements(text)] == ["Anna Brandt"]


def test_he_in_a_turn_is_not_whose_turn_it_is() -> None:
    text = (
        "A talk\n\nBRANDT: And then?\n\nORNE: Hugh Marsh went to the Board. He said: “The weir is lost.”\n\n"
        "BRANDT: What did the chairman do?\n\nORNE: The chairman came. He said: “The weir is sound.”\n"
    )
    inner = [s.speaker.name for s in statements(text) if s.quotation.within]
    assert inner == ["Hugh Marsh", None]


# ---- names ----


def names(text: str) -> set[str]:
    return {n.name for n in language.find(reading.read(text.encode(), "page.txt")).named if n.kind == "person"}


def test_captain_is_not_his_brother_who_is_named_later() -> None:
    text = "Few believed Captain Hale innocent. Then Anthony Hale went to the Board. Captain Hale heard of it on his island."
    assert names(text) == {"Captain Hale", "Anthony Hale"}


def test_captain_is_the_one_who_was_named_in_full_before() -> None:
    assert names("Anthony Hale went to sea. In June Captain Hale came home, and he wept.") == {"Anthony Hale"}


def test_deposition_of_somebody_is_no_name() -> None:
    text = "Anthony Hale was tried. [2] Deposition of Hale before the Board, 3 May. The Deposition of Hale was long."
    assert names(text) == {"Anthony Hale"}


# ---- who it was ----


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("At last a voice called from the hall, “Bravo, Marsh, bravo to you!” It was Karl Orne.", "Karl Orne"),
        ("Karl Orne came with a statement of his own. “The weir is lost,” it said, “and we with it.”", "Karl Orne"),
        ("Karl Orne came with Hale's letter in his hand. “The weir is lost,” it said, “and we too.”", None),
        ("In Hull the Journal de Sands asked: “Who has sold the weir to them?”", "the Journal de Sands"),
        ("A Mrs. Botham, no friend, he believed, of the Board, had said to him, “The weir is lost.”", "Mrs. Botham"),
    ],
)
def test_words_are_of_whoever_it_was(text: str, who: str | None) -> None:
    assert [s.speaker.name for s in statements(text) if s.quotation.mode == "direct"] == [who]
