"""What is hard in historical prose, on sentences written for these tests: FIELD's sixteen cases, each in several wordings."""

import pytest

from loquitur import language, reading
from loquitur.model import Statement

OPENING = "A page of tests about a canal\n\nHere we are with Harcourt, with Marsh and with Hill.\n\n"


def statements(text: str, name: str = "page.txt") -> tuple[Statement, ...]:
    doc = reading.read((OPENING + text + "\n\nThe end came soon after that, as all know.\n").encode(), name, given={})
    found = language.find(doc).statements
    for statement in found:
        for start, end in statement.quotation.spans:
            assert doc.text[start:end].strip() == doc.text[start:end]
    return found


def told(text: str, name: str = "page.txt") -> list[tuple[str, str]]:
    return [(s.speaker.name or s.speaker.kind, s.quotation.text) for s in statements(text, name)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Mr. Grey told the House:\n\n“The roof is gone.\n\n“The bells are sold.\n\n“Nobody prays here now.”\n\nThen he sat down.",
            [("Mr. Grey", "The roof is gone. The bells are sold. Nobody prays here now.")],
        ),
        (
            'Mr. Grey told the House:\n\n"We have waited ten years.\n\n"We shall wait no longer."\n\nThe House rose.',
            [("Mr. Grey", "We have waited ten years. We shall wait no longer.")],
        ),
        (
            "Anna Orlov wrote to her sister:\n\n«The bread is gone.\n\n«The children are cold.»\n\nNobody answered.",
            [("Anna Orlov", "The bread is gone. The children are cold.")],
        ),
    ],
)
def test_1_each_paragraph_opens_and_one_closes(text: str, expected: list[tuple[str, str]]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    ("introducer", "speaker"),
    [
        ("I am reading to you now from Harcourt's memorandum:", "Harcourt"),
        ("Here I quote from the report of Admiral Vane:", "Vane"),
        ("Let me read you a passage from Sarah Quill's diary:", "Sarah Quill"),
        ("We have before us Harcourt's own words:", "Harcourt"),
        ("Sarah Quill made the following remark:", "Sarah Quill"),
    ],
)
def test_2_introducer_in_the_paragraph_before_gives_the_owner(introducer: str, speaker: str) -> None:
    assert told(f"{introducer}\n\n“The canal was never dug.”") == [(speaker, "The canal was never dug.")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Hear what Harcourt told them:\n\n“The canal will pay.”\n\nSo says Harcourt. And again:\n\n“Every pound will come back.”",
            [("Harcourt", "The canal will pay."), ("Harcourt", "Every pound will come back.")],
        ),
        (
            "Harcourt told them: “The canal will pay.” Thus Harcourt. Further on:\n\n“Every pound will come back.”",
            [("Harcourt", "The canal will pay."), ("Harcourt", "Every pound will come back.")],
        ),
        (
            "“The canal is a fraud.” So wrote Ellen Marsh in her letter to the Times.",
            [("Ellen Marsh", "The canal is a fraud.")],
        ),
    ],
)
def test_3_formulas_close_and_reopen(text: str, expected: list[tuple[str, str]]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "last"),
    [
        (
            "“Was the money stolen?” the people ask. It was, according to Harcourt:\n\n“The chest was empty in March.”",
            ("Harcourt", "The chest was empty in March."),
        ),
        (
            "“Who sank the ships?” That is what we asked. And the answer is, in the words of Admiral Vane:\n\n“We did it.”",
            ("Vane", "We did it."),
        ),
    ],
)
def test_4_colon_at_the_end_of_a_paragraph_points_forward(text: str, last: tuple[str, str]) -> None:
    first, second = told(text)
    assert second == last
    assert first[0] != last[0]


@pytest.mark.parametrize(
    "text",
    [
        "The minister spoke of the so-called “canal party” and went home.",
        "It was Harcourt who invented the term ‘friend of the canal’.",
        "They were known as “the friends” in those days.",
        'Harcourt told Channel Nine\'s "Evening Round" that the mill was sold.',
    ],
)
def test_5_terms_are_nobodys_words(text: str) -> None:
    assert told(text) == []


def test_5_marks_inside_marks_of_one_kind_do_not_end_the_words() -> None:
    assert told("Harcourt said: “They called us “wreckers” and “spies” in every paper.”") == [
        ("Harcourt", "They called us “wreckers” and “spies” in every paper.")
    ]


@pytest.mark.parametrize(
    ("text", "chains"),
    [
        (
            "Jane Pell reports: “Harcourt told me, ‘I never signed the paper, and nobody asked me to sign.’”",
            [["Jane Pell", None], ["Harcourt", "Jane Pell", None]],
        ),
        (
            "Jane Pell says that Harcourt told her: “The canal is ours, and nobody else's.”",
            [["Harcourt", "Jane Pell", None]],
        ),
        (
            "Jane Pell wrote: “Then Harcourt said, ‘I asked the clerk, and he told me, “The chest is empty.”’ It was late.”",
            [["Jane Pell", None], ["Harcourt", "Jane Pell", None], [None, "Harcourt", "Jane Pell", None]],
        ),
    ],
)
def test_6_chains_go_from_the_speaker_to_the_page(text: str, chains: list[list[str | None]]) -> None:
    assert [[link.who for link in s.chain] for s in statements(text)] == chains


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (
            "The Morning Courier [the organ of the shareholders] announced proudly: “The canal is open.”",
            "Morning Courier",
        ),
        ("The Courier (then a penny paper) wrote: “The canal is open to everybody.”", "Courier"),
        ("“The canal is open to everybody,” wrote the Daily Gazette.", "Daily Gazette"),
    ],
)
def test_7_newspapers_speak_also_with_a_gloss(text: str, speaker: str) -> None:
    ((who, _),) = told(text)
    assert who == speaker


@pytest.mark.parametrize(
    "text",
    [
        "“But they were paid, weren't they?” We have heard that a hundred times.",
        "“Nobody knew about it at the time.” One hears this everywhere.",
        "“Why rake up old stories?” You hear it in every street.",
    ],
)
def test_8_nobody_in_particular_speaks(text: str) -> None:
    assert [who for who, _ in told(text)] == ["unnamed"]


@pytest.mark.parametrize(
    ("text", "owners"),
    [
        (
            "“Bread and water!” That was the slogan of the Weavers' League in 1911, of the dockers of Hull in 1920, and it is"
            " the slogan of the miners of Wales today.",
            [("Weavers' League", "1911"), ("the dockers of Hull", "1920"), ("the miners of Wales", None)],
        ),
        (
            "“Open the gates!” This was the cry of the prisoners in 1848. It was the cry of the students in 1905.",
            [("the prisoners", "1848"), ("the students", "1905")],
        ),
    ],
)
def test_9_slogan_has_several_owners_each_at_a_time(text: str, owners: list[tuple[str, str | None]]) -> None:
    (statement,) = statements(text)
    assert [(s.name, s.said) for s in statement.speakers] == owners


@pytest.mark.parametrize(
    "text",
    [
        "Harcourt's answer to the old question, “Why did you not tell the shareholders?” was short.",
        "Harcourt never met the charge, “You have sold the river twice over.”",
    ],
)
def test_10_quoted_question_is_not_said_by_the_one_who_answers(text: str) -> None:
    assert [who for who, _ in told(text)] == ["unknown"]


@pytest.mark.parametrize(
    ("text", "attitude"),
    [
        ("It is not true, as Harcourt claims, that nobody warned the shareholders.", "denies"),
        ("Harcourt claims that nobody warned the shareholders. That is a lie.", "denies"),
        ("“Nobody warned the shareholders,” said Harcourt. That is not true.", "denies"),
        ("Harcourt pretends that nobody warned the shareholders.", "doubts"),
        ("As Marsh rightly says: “The canal is ours.”", "affirms"),
        ("Harcourt claims that nobody warned the shareholders.", "neutral"),
    ],
)
def test_11_reporter_denies_doubts_or_affirms_what_is_reported(text: str, attitude: str) -> None:
    (statement,) = statements(text)
    assert statement.chain[0].attitude == attitude
    assert statement.chain[-1].attitude == "neutral"


@pytest.mark.parametrize(
    ("text", "who"),
    [
        (
            "The report raises questions which every honest miner is asking, and he asks them loudly.\n\n"
            "One, who let the water into the pit?\n\nTwo, who took the money, and where is it now?\n\n"
            "And three: Why were the men not told?",
            "unnamed",
        ),
        (
            "Ellen Marsh put three questions to the House. First, who let the water into the pit? Second, who took the "
            "money, and where is it now? Finally, third: Why were the men not told?",
            "Ellen Marsh",
        ),
        (
            "These are the questions that Harcourt asked in his letter:\n\n1. who let the water into the pit?\n\n"
            "2. who took the money, and where is it now?\n\n3. Why were the men not told?",
            "Harcourt",
        ),
    ],
)
def test_12_questions_one_after_another_are_all_of_the_one_who_asks(text: str, who: str) -> None:
    assert told(text) == [
        (who, "who let the water into the pit?"),
        (who, "who took the money, and where is it now?"),
        (who, "Why were the men not told?"),
    ]


def test_12_numbers_without_anybody_who_asks_are_the_documents_own() -> None:
    assert told("There are open questions. One, who let the water in? Two, who took the money?") == []


@pytest.mark.parametrize(
    "text",
    [
        "In the will that Marsh left behind he wrote: “Harcourt is a thief and must be removed from the board.”",
        "So Marsh spoke up at last. In that letter he wrote: “Harcourt is a thief and must be removed from the board.”",
    ],
)
def test_13_he_is_not_the_man_of_whom_the_words_speak(text: str) -> None:
    assert told(text) == [("Marsh", "Harcourt is a thief and must be removed from the board.")]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (
            "Ellen Marsh said on this matter, in her great book, The Drowned Valley, “Water does not forgive.”",
            "Ellen Marsh",
        ),
        ("In 1911 Harcourt wrote, in a pamphlet called The Open Canal, “Water does not forgive.”", "Harcourt"),
    ],
)
def test_14_work_and_date_stand_between_cue_and_words(text: str, speaker: str) -> None:
    assert told(text) == [(speaker, "Water does not forgive.")]


def test_15_dots_brackets_and_stray_stops_stay_within() -> None:
    words = "The canal .... will pay [the shareholders] in the end ...."
    assert told(f"Harcourt said: “{words}” .It was not so.") == [("Harcourt", words)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Marsh wrote:\n\n> The canal was dug by men.\n\nThat is all.", [("Marsh", "The canal was dug by men.")]),
        (
            "Marsh wrote in 1911:\n\n    The canal was dug by men,\n    who lie beside it.\n\nThat is all.",
            [("Marsh", "The canal was dug by men,\n    who lie beside it.")],
        ),
        ("Marsh said: «The canal is open to everybody.» Then he left.", [("Marsh", "The canal is open to everybody.")]),
        ("Marsh said: „The canal is open to everybody.“ Then he left.", [("Marsh", "The canal is open to everybody.")]),
        (
            "‘The canal is open,’ said Marsh. ‘It's the workers’ canal, and they don't pay.’",
            [("Marsh", "The canal is open, It's the workers’ canal, and they don't pay.")],
        ),
        (
            "— The canal is open, said Marsh.\n\n— To whom is it open? asked Hill.\n\n— To everybody, said Marsh.",
            [("Marsh", "The canal is open"), ("Hill", "To whom is it open?"), ("Marsh", "To everybody")],
        ),
        ("“The canal is ours and stays ours.” — Ellen Marsh", [("Ellen Marsh", "The canal is ours and stays ours.")]),
        ("“The canal is ours for good.”\n\n― Ellen Marsh, 1911", [("Ellen Marsh", "The canal is ours for good.")]),
    ],
)
def test_16_block_quotations_marks_of_many_habits_and_dashes(text: str, expected: list[tuple[str, str]]) -> None:
    assert told(text, "page.md" if "\n>" in text else "page.txt") == expected


@pytest.mark.parametrize(
    "text",
    [
        "— Кто там? — спросил сторож.\n\n— Это я, — ответил Иван. — Открой.",
        "—¿Quién es? —preguntó el guarda.\n\n—Soy yo —dijo Juan—. Abre.",
    ],
)
def test_16_dashes_hand_over_to_the_narration_and_back(text: str) -> None:
    _, (_, answer) = told(text)
    assert answer in ("Это я Открой.", "Soy yo Abre.")


def test_16_list_with_dashes_is_no_dialogue() -> None:
    assert told("– bread and salt\n\n– a barrel of herrings\n\n– two candles") == []


@pytest.mark.parametrize(
    "frame", ["Readers still return to a line of Ada Marsh: ", "He pointed with some pride to the words of Ada Marsh: "]
)
def test_whoever_returns_to_a_line_does_not_say_it(frame: str) -> None:
    assert told(f"{frame}“The lock was never opened in that spring.” It is worth it.") == [
        ("Ada Marsh", "The lock was never opened in that spring.")
    ]
