"""Bytes to characters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loquitur.errors import UnreadableDocument
from loquitur.reading import plain

RUSSIAN = "Съезд единогласно принял решение. Председатель, сделав знак рукой, объявил заседание закрытым. "
FRENCH = "L'été dernier, à Genève, le député a déclaré qu'il n'était pas question de céder. "


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
def test_decode_gives_back_utf8_as_it_was(text: str) -> None:
    if not text.startswith("\ufeff"):
        assert plain.decode(text.encode(), "a.txt")[0] == text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_decode_believes_a_byte_order_mark_and_drops_it(encoding: str) -> None:
    text, field = plain.decode(("\ufeff" + RUSSIAN).encode(encoding), "a.txt")
    assert (text, field.value, field.origin) == (RUSSIAN, encoding, "BOM")


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize(
    "words", [RUSSIAN, FRENCH, "Plain English words, and a stop.\n", "大臣は、それは違うと言った。\n"]
)
def test_decode_tells_utf16_without_a_mark(words: str, encoding: str) -> None:
    text, field = plain.decode(words.encode(encoding), "a.txt")
    assert (text, field.value) == (words, encoding)


@pytest.mark.parametrize(
    ("words", "encoding"),
    [
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8_r"),
        (RUSSIAN, "cp866"),
        (FRENCH, "latin-1"),
        ("Die Bürger müssen größere Anstrengungen machen, sagte der Minister für Verkehr in München. ", "latin-1"),
        ("Prezydent powiedział, że nie będzie mógł przyjechać do Łodzi w środę, ponieważ źle się czuje. ", "cp1250"),
        ("He said “nothing of the kind” — and that’s that. ", "cp1252"),
    ],
)
def test_decode_reads_older_encodings(words: str, encoding: str) -> None:
    assert plain.decode(words.encode(encoding) * 3, "a.txt")[0] == words * 3


@given(
    st.text("éüßøяж ", min_size=8).filter(lambda t: len(t.strip()) > 6), st.sampled_from([b"\xe9", b"\xff", b"\x93"])
)
def test_decode_refuses_utf8_with_a_stray_byte_and_names_it(text: str, stray: bytes) -> None:
    data = text.encode() + b" " + stray + b" and more"
    with pytest.raises(UnreadableDocument, match=f"byte {len(text.encode()) + 1} "):
        plain.decode(data, "a.txt")


@given(st.binary(max_size=300))
def test_decode_gives_text_or_refuses(data: bytes) -> None:
    try:
        text, _ = plain.decode(data, "a.txt")
    except UnreadableDocument:
        return
    assert "\0" not in text
    text.encode()
