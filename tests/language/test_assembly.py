"""The reader's quotations under the structure layer, with quotations made by hand: no model is needed."""

import re

import pytest

from loquitur import reading
from loquitur.language import dates, marks, people, quotations, tagger
from loquitur.language.networks import assembly, sources
from loquitur.language.networks.decode import Tagged
from loquitur.language.sentences.prose import sentences
from loquitur.model import Document, Span, Statement


def document(text: str) -> Document:
    return reading.read(text.encode(), "page.txt")


def rules(doc: Document) -> tuple[Statement, ...]:
    text = sentences(doc)
    return quotations.find(doc, text, people.roll(doc, text), *dates.find(doc))


def joined(text: str, *tagged: Tagged, attitudes: bool = True) -> list[Statement]:
    doc = document(text)
    prose = sentences(doc)
    telling = sources.Telling(doc, prose, people.roll(doc, prose), *dates.find(doc), "loquitur reader 0")
    return list(assembly.join(telling, marks.find(doc), rules(doc), tagged, attitudes=attitudes))


def seen(text: str, content: str, cue: str = "", source: str = "", **more: int) -> Tagged:
    """A quotation of the reader over the first place of these words."""

    def place(words: str) -> Span | None:
        m = re.search(re.escape(words), text)
        assert m, words
        return Span(*m.span()) if words else None

    spans = tuple(s for part in content.split(" … ") if (s := place(part)))
    cued = place(cue)
    return Tagged(spans, (cued,) if cued else (), place(source), bool(more.get("attitude")), more.get("confidence", 95))


def words(statements: list[Statement]) -> list[tuple[str, str, str | None]]:
    return [(s.quotation.mode, s.quotation.text, s.speaker.name) for s in statements]


HALE = "Margaret Hale, the deputy, made her view of the mill plain. The mill, in the judgement of Hale, is lost."


@pytest.mark.parametrize("act", [False, True])
def test_words_outside_marks_become_a_statement_with_their_speaker(act: bool) -> None:
    found = joined(HALE, seen(HALE, "The mill … is lost", "in the judgement of", "Margaret Hale", attitude=act))
    assert words(found) == [("indirect", "The mill is lost", "Margaret Hale")]
    assert found[0].act == ("attitude" if act else "speech")
    assert found[0].reason.startswith("loquitur reader 0")


@pytest.mark.parametrize("part", ["will never see", "I will never see it close, not while I"])
def test_a_passage_between_marks_is_never_cut(part: str) -> None:
    text = "“I will never see it close, not while I live,” said Ruth Marrow."
    found = joined(text, seen(text, part, "said", "Ruth Marrow"))
    assert words(found) == [("direct", "I will never see it close, not while I live,", "Ruth Marrow")]


def test_a_mixed_quotation_takes_its_marked_part_up_whole() -> None:
    text = "Ruth Marrow held that the mill was “a grave for the living and the dead” and no place for children."
    found = joined(text, seen(text, text[18:-1], "held", "Ruth Marrow"))
    assert words(found) == [("mixed", text[18:-1], "Ruth Marrow")]


def test_a_passage_over_paragraphs_stays_with_its_introducer() -> None:
    text = "I read now from Edward Marrow's speech:\n\n“The mills are full of idlers.\n\n“I shall close every one of them.”"
    found = joined(text, seen(text, "“The mills are full of idlers.", "read", "I"))
    assert words(found) == words(list(rules(document(text))))
    assert found[0].speaker.name == "Edward Marrow"


def test_the_first_person_never_takes_words_from_somebody_named() -> None:
    text = "Edward Marrow said: “We must not confuse dissent with treason.” I wrote it down."
    found = joined(text, seen(text, "“We must not confuse dissent with treason.”", "wrote", "I"))
    assert [s.speaker.name for s in found] == ["Edward Marrow"]


def test_the_surer_of_two_readings_of_unmarked_words_stands() -> None:
    text = "It is not true, as Corvin represents, that nobody in the mills dared to speak out."
    own = rules(document(text))
    assert [s.quotation.mode for s in own] == ["indirect"]
    assert words(joined(text, seen(text, "nobody", confidence=20), attitudes=False)) == words(list(own))


@pytest.mark.parametrize(("sure", "count"), [(97, 1), (90, 0)])
def test_without_attitudes_only_what_is_sure_is_taken_as_said(sure: int, count: int) -> None:
    tagged = seen(HALE, "The mill … is lost", "in the judgement of", "Margaret Hale", confidence=sure)
    assert len(joined(HALE, tagged, attitudes=False)) == count


def test_marked_words_make_less_sure_ones_count_and_a_lone_guess_of_the_rules_does_not() -> None:
    mixed = "Ruth Marrow held that the mill was “a grave” for all."
    tagged = seen(mixed, mixed[23:-1], "held", "Ruth Marrow", confidence=75)
    assert words(joined(mixed, tagged, attitudes=False)) == [("mixed", mixed[23:-1], "Ruth Marrow")]
    guess = "No doubt, mills in the United States and any business that benefits from our markets should pay."
    assert rules(document(guess))
    assert joined(guess) == []


def test_what_rules_and_reader_both_see_has_the_bounds_of_the_reader() -> None:
    text = "Ruth Marrow said that the mill was lost, the paper reported, and went home."
    one = seen(text, "the mill was lost", "said", "Ruth Marrow", confidence=80)
    assert words(joined(text, one, attitudes=False)) == [("indirect", "the mill was lost", "Ruth Marrow")]


def test_a_reader_that_names_somebody_else_must_be_sure_of_unmarked_words() -> None:
    text = "Ruth Marrow offered to close the mill of Edward Vane for a year. He went home."
    content = "to close the mill of Edward Vane for a year"
    tagged = [seen(text, content, "offered", "Edward Vane", confidence=c) for c in (80, 96)]
    assert [[s.speaker.name for s in joined(text, t, attitudes=False)] for t in tagged] == [
        ["Ruth Marrow"],
        ["Edward Vane"],
    ]


def test_what_the_page_denies_keeps_the_bounds_of_the_rules_and_the_denial() -> None:
    text = "It is not true, as Corvin claims, that nobody warned the company."
    one = seen(text, "It is not true … that nobody warned the company", "claims", "Corvin", confidence=96)
    (found,) = joined(text, one, attitudes=False)
    assert found.quotation.text == "nobody warned the company"
    assert found.chain[0].attitude == "denies"


def test_signed_words_and_turns_of_a_transcript_are_none_of_the_readers() -> None:
    signed = "What they say\n\n“The mill is lost.” ― Ruth Marrow\n“It was a grave for us.” ― Edward Vane\n"
    found = joined(signed, seen(signed, "“The mill is lost.” … “It was a grave for us.”", "say"))
    assert [(s.speaker.name, s.quotation.text) for s in found] == [
        ("Ruth Marrow", "The mill is lost."),
        ("Edward Vane", "It was a grave for us."),
    ]
    talk = "A talk\n\nVANE: Is it lost?\n\nMARROW: It is lost for good.\n\nVANE: And who lost it?\n"
    found = joined(talk, seen(talk, "MARROW: It is lost for good.", "VANE"))
    assert [s.speaker.name for s in found] == ["Vane", "Marrow", "Vane"]


def test_a_whole_sentence_behind_its_cue_takes_nothing_unmarked_up() -> None:
    text = "Ruth Marrow said of the mill: “It is a grave for the living.” The paper went on for a while."
    found = joined(text, seen(text, "of the mill … “It is a grave for the living.”", "said", "Ruth Marrow"))
    assert words(found) == [("direct", "It is a grave for the living.", "Ruth Marrow")]


def test_who_stays_the_mention_of_whom_it_stands_behind() -> None:
    text = "The council heard Margaret Hale, who feared that the mill would burn."
    found = joined(text, seen(text, "that the mill would burn", "feared", "who", attitude=1))
    assert found[0].speaker.name == "Margaret Hale"
    assert [text[a:b] for a, b in found[0].speaker.spans] == ["who"]


REPAIR = (
    "“The dam will hold,” said Ruth Marrow, speaking of the winter’s repair in the upper valley. “We built it twice.”"
)


@pytest.mark.parametrize(("cue", "count"), [("said", 1), ("speaking of", 2)])
def test_parts_of_one_cue_that_the_rules_join_stay_one_quotation(cue: str, count: int) -> None:
    first = seen(REPAIR, "“The dam will hold,”", "said", "Ruth Marrow")
    between = seen(REPAIR, "the winter’s repair in the upper valley", "speaking of", "Ruth Marrow")
    found = joined(REPAIR, first, between, seen(REPAIR, "“We built it twice.”", cue, "Ruth Marrow"))
    assert len([s for s in found if s.quotation.mode == "direct"]) == count


def test_a_text_whose_words_all_stand_in_marks_wants_no_reader() -> None:
    plain = document("“I will never see it close,” said Ruth Marrow.")
    more = document("“I will never see it close,” said Ruth Marrow. She added that the mill was old.")
    assert not tagger.wanted(plain, marks.find(plain), rules(plain))
    assert tagger.wanted(more, marks.find(more), ())


@pytest.mark.parametrize("cue", ["spoke of", "talked again about", "wrote about", "has said", "complained of"])
def test_what_somebody_speaks_of_is_no_speech(cue: str) -> None:
    text = f"The council met at Orne. Margaret Hale {cue} the strikes, the trials and the long winter."
    tagged = seen(text, "the strikes, the trials and the long winter", cue, "Margaret Hale")
    topic = cue in ("spoke of", "talked again about", "wrote about")
    assert len(joined(text, tagged, attitudes=False)) == (0 if topic else 1)
    assert len(joined(text, tagged)) == 1


def test_what_somebody_speaks_of_is_no_speech_where_the_reader_takes_in_the_preposition() -> None:
    text = "Margaret Hale spoke of the strikes and the long winter."
    assert not joined(text, seen(text, "of the strikes and the long winter", "spoke", "Margaret Hale"), attitudes=False)
