"""Texts folded to letters by the kernels, held against a slow, obvious twin."""

import unicodedata

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from loquitur.matching.folding import alphabet, encoded, folded, scan

TEXT = st.text(max_size=60) | st.text("aB1 é’'-ﬁſßй\u0301我ไא\n", max_size=60)


def fold(text: str) -> tuple[list[int], list[int]]:
    """Letters and places by the kernel."""
    table, data = alphabet(), encoded(text)
    letters, places = np.zeros(len(data) + 8, np.uint8), np.zeros(len(data) + 8, np.int64)
    while (n := folded(data, 0, len(data), table.table, table.known, letters, places)) < 0:
        table.learn([-1 - n])
    return letters[:n].tolist(), places[:n].tolist()


def scanned(texts: list[str]) -> tuple[list[int], list[int], list[int]]:
    """Letters, first letters of words and their bytes by the kernel, of documents one after another."""
    data = np.frombuffer(b"".join(t.encode("utf-8", "surrogatepass") + b"\xff" for t in texts), np.uint8)
    table = alphabet()
    letters = np.zeros(len(data) + 12 * len(texts) + 8, np.uint8)
    starts, places = np.zeros(len(data) // 2 + 2, np.uint32), np.zeros(len(data) // 2 + 2, np.uint32)
    while True:
        n, words, page = scan(data, table.table, table.known, letters, starts, places)
        if page < 0:
            return letters[:n].tolist(), starts[:words].tolist(), places[:words].tolist()
        table.learn([page])


def slow(text: str) -> tuple[list[int], list[int], list[int]]:
    """Letters, their bytes, and which begin words, character by character."""
    letters, places, starts, inside, at = [], [], [], False, 0
    for char in text:
        own = fold(char)[0]
        alone = bool(own) and any(
            a <= ord(char) <= b
            for a, b in (
                (0x0E00, 0x0EFF),
                (0x1000, 0x109F),
                (0x1780, 0x17FF),
                (0x3040, 0x30FF),
                (0x3400, 0x9FFF),
                (0xF900, 0xFAFF),
                (0x20000, 0x10FFFF),
            )
        )
        if own and (alone or not inside):
            starts.append(len(letters))
        letters += own
        places += [at] * len(own)
        within = char in "'’ʼ‘ـ" or unicodedata.category(char) in ("Mn", "Mc", "Me", "Cf")
        inside = (bool(own) and not alone) or (inside and within and not own)
        at += len(char.encode("utf-8", "surrogatepass"))
    return letters, places, starts


@given(TEXT)
def test_folded_is_the_same_as_character_by_character(text: str) -> None:
    assert fold(text) == slow(text)[:2]


@given(st.lists(TEXT, min_size=1, max_size=3))
def test_scan_gives_the_letters_and_words_of_each_document(texts: list[str]) -> None:
    letters, starts, places = [], [], []
    at = 0
    for text in texts:
        own, bytes_, first = slow(text)
        starts += [len(letters) + i for i in first]
        places += [at + bytes_[i] for i in first]
        letters += own + [0] * 12
        at += len(text.encode("utf-8", "surrogatepass")) + 1
    assert scanned(texts) == (letters, starts, places)


@given(st.text())
def test_folded_no_character_gives_more_letters_than_it_has_bytes(text: str) -> None:
    assert all(len(fold(c)[0]) <= len(c.encode("utf-8", "surrogatepass")) for c in text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Congreſs", "congress"),
        ("ﬁnal", "FINAL"),
        ("déjà", "deja"),
        ("Straße", "STRASSE"),
        ("exam-\n  ple", "example"),
        ("encyclopædia", "encyclopaedia"),
        ("“one’s” — own", "ones own"),
        (unicodedata.normalize("NFD", "Ärger"), "Ärger"),
        ("ΛΌΓΟΣ", "λόγος"),
        ("Ёлка", "елка"),
        ("soft\u00adhyphen", "softhyphen"),
    ],
)
def test_folded_forgives_presentation(one: str, other: str) -> None:
    assert fold(one)[0] == fold(other)[0]


@pytest.mark.parametrize("text", ["мой", "Ελλάδα", "我們不能接受", "الحرية", "ไม่ยอม", "שלום", "한국어"])
def test_folded_drops_no_script(text: str) -> None:
    assert len(fold(text)[0]) >= sum(unicodedata.category(c) != "Mn" for c in text)
