"""Quotation marks to passages."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loquitur.language import marks
from loquitur.model import Block, Document, Span, digest


def page(*paragraphs: str) -> Document:
    text = "\n\n".join(paragraphs)
    at, blocks = 0, []
    for words in paragraphs:
        blocks.append(Block(Span(at, at + len(words)), "paragraph"))
        at += len(words) + 2
    return Document(digest(text), "page.txt", text, tuple(blocks), (), (), "plain 1")


def passages(*paragraphs: str) -> list[list[str]]:
    doc = page(*paragraphs)
    return [[doc.text[a:b] for a, b in q.spans] for q in marks.find(doc)]


@pytest.mark.parametrize(
    ("paragraphs", "found"),
    [
        (("He said: “Come.”",), [["Come."]]),
        (("“One begins.", "“Two ends.”", "Plain."), [["One begins.", "Two ends."]]),
        (("“They called us “rebels” then.”",), [["They called us “rebels” then."], ["rebels"]]),
        (("“He spoke of ‘order’ and didn’t mean it.”",), [["He spoke of ‘order’ and didn’t mean it."], ["order"]]),
        (('"Come," he said, "and see."',), [["Come,"], ["and see."]]),
        (('It hid" nothing "from us, the famous "Testament," etc.',), [["nothing"], ["Testament,"]]),
        (("„Nein“, sagte er.",), [["Nein"]]),
        (("« Oui », dit-il.",), [["Oui"]]),
        (("»Ja«, sagte er.",), [["Ja"]]),
        (("'Come here,' said the workers' man. 'I don't care.'",), [["Come here,"], ["I don't care."]]),
        (("”Wrong way round,” said he.",), [["Wrong way round,"]]),
        (("''I know,'' he said. ''I was there.''",), [["I know,"], ["I was there."]]),
        (("``I know,'' he said.",), [["I know,"]]),
        (('<a href="x.html" title="So, he said.">Hale</a> said "Come."',), [["Come."]]),
        (('If a < b and c > d = "much," it holds.',), [["much,"]]),
        (("“Never closed, he said.", "Plain."), [["Never closed, he said."]]),
        (('“I can," he said. “He must go."',), [["I can,"], ["He must go."]]),
        (('"I can,” he said. "He must go."',), [["I can,"], ["He must go."]]),
        (("“I can,“ said Hill. “He must go.”",), [["I can,"], ["He must go."]]),
        (('“They cried "order" and left," he said.',), [['They cried "order" and left,'], ["order"]]),
        (("“He is 6'2\" tall,” he said. “Yes.”",), [["He is 6'2\" tall,"], ["Yes."]]),
        (('he said." Then Hill added: "We go."',), [["We go."]]),
    ],
)
def test_find_gives_the_words_between_marks(paragraphs: tuple[str, ...], found: list[list[str]]) -> None:
    assert passages(*paragraphs) == found


def test_find_tells_which_passage_it_stands_in() -> None:
    assert [q.parent for q in marks.find(page("“He spoke of ‘order’ there.”"))] == [None, 0]


def test_find_leaves_the_frame_out() -> None:
    doc = page("“Words.”")
    framed = Document(doc.id, doc.name, doc.text, (Block(Span(0, len(doc.text)), "frame"),), (), (), "plain 1")
    assert marks.find(framed) == ()


@given(st.lists(st.text(alphabet="ab .,\"'“”‘’„«»`\nQAX:—()", max_size=30), min_size=1, max_size=5))
def test_find_never_raises_and_stays_in_order(paragraphs: list[str]) -> None:
    doc = page(*paragraphs)
    for quoted in marks.find(doc):
        flat = [n for span in quoted.spans for n in span]
        assert flat == sorted(flat)
        assert flat[-1] <= len(doc.text)


@pytest.mark.parametrize(
    ("blocks", "found"),
    [
        (("The mill will stand.\n— Ruth Marrow, in 1871",), [["The mill will stand."]]),
        (("The mill will stand.", "— Ruth van Marrow"), [["The mill will stand."]]),
        (
            ("The mill will stand.", "— Ruth Marrow", "The lock will not."),
            [["The mill will stand."], ["The lock will not."]],
        ),
        (("The mill will stand.\n— for a while yet",), [["The mill will stand.\n— for a while yet"]]),
        (("The mill will stand.\n— Never!",), [["The mill will stand.\n— Never!"]]),
    ],
)
def test_who_signs_a_block_quotation_does_not_belong_to_it(blocks: tuple[str, ...], found: list[list[str]]) -> None:
    doc = page(*blocks)
    doc = replace(doc, blocks=tuple(replace(b, kind="block-quotation") for b in doc.blocks))
    assert [[doc.text[a:b] for a, b in q.spans] for q in marks.find(doc)] == found
