"""The reader's quotations under the structure layer, with quotations made by hand: no model is needed."""

import re

import pytest

from loquitur import reading
from loquitur.language import assembly, dates, marks, people, quotations, tagger
from loquitur.language.decode import Tagged
from loquitur.language.prose import sentences
from loquitur.model import Document, Span, Statement


def document(text: str) -> Document:
    return reading.read(text.encode(), "page.txt")


def rules(doc: Document) -> tuple[Statement, ...]:
    text = sentences(doc)
    return quotations.find(doc, text, people.roll(doc, text), *dates.find(doc))


def joined(text: str, *tagged: Tagged, attitudes: bool = True) -> list[Statement]:
    doc = document(text)
    prose = sentences(doc)
    telling = assembly.Telling(doc, prose, people.roll(doc, prose), *dates.find(doc), "loquitur reader 0")
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


def test_a_text_whose_words_all_stand_in_marks_wants_no_reader() -> None:
    plain = document("“I will never see it close,” said Ruth Marrow.")
    more = document("“I will never see it close,” said Ruth Marrow. She added that the mill was old.")
    assert not tagger.wanted(plain, marks.find(plain), rules(plain))
    assert tagger.wanted(more, marks.find(more), ())
