"""Canonical JSON, against the samples of RFC 8785 and against itself."""

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loquitur.store.log import canonical

VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), inner),
    max_leaves=20,
)


# The numbers of RFC 8785, appendix B, by their bits.
@pytest.mark.parametrize(
    ("bits", "text"),
    [
        ("0000000000000000", "0"),
        ("8000000000000000", "0"),
        ("0000000000000001", "5e-324"),
        ("8000000000000001", "-5e-324"),
        ("7fefffffffffffff", "1.7976931348623157e+308"),
        ("ffefffffffffffff", "-1.7976931348623157e+308"),
        ("4340000000000000", "9007199254740992"),
        ("c340000000000000", "-9007199254740992"),
        ("4430000000000000", "295147905179352830000"),
        ("44b52d02c7e14af5", "9.999999999999997e+22"),
        ("44b52d02c7e14af6", "1e+23"),
        ("44b52d02c7e14af7", "1.0000000000000001e+23"),
        ("444b1ae4d6e2ef4e", "999999999999999700000"),
        ("444b1ae4d6e2ef4f", "999999999999999900000"),
        ("444b1ae4d6e2ef50", "1e+21"),
        ("3eb0c6f7a0b5ed8c", "9.999999999999997e-7"),
        ("3eb0c6f7a0b5ed8d", "0.000001"),
        ("41b3de4355555553", "333333333.3333332"),
        ("41b3de4355555557", "333333333.33333343"),
        ("becbf647612f3696", "-0.0000033333333333333333"),
        ("43143ff3c1cb0959", "1424953923781206.2"),
    ],
)
def test_numbers_are_those_of_the_rfc(bits: str, text: str) -> None:
    assert canonical.dump(struct.unpack(">d", bytes.fromhex(bits))[0]) == text.encode()


def test_keys_stand_in_the_order_of_their_utf16_units() -> None:
    told = {"\u20ac": 1, "\r": 2, "\ufb33": 3, "1": 4, "\U0001f600": 5, "\u0080": 6, "\u00f6": 7}
    assert list(canonical.load(canonical.dump(told)).values()) == [2, 4, 6, 7, 1, 5, 3]


@given(VALUES)
def test_value_comes_back(value: object) -> None:
    text = canonical.dump(value)
    assert canonical.load(text) == value
    assert canonical.dump(canonical.load(text)) == text


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (b'{"a":1,"a":1}', "a key twice"),
        (b'{"b":1,"a":2}', "canonical form"),
        (b'{"a": 1}', "canonical form"),
        (b'{"a":1}\n', "canonical form"),
        (b'{"a":1.0}', "canonical form"),
        (b'"\\u0061"', "canonical form"),
        (b'"\\/"', "canonical form"),
        (b"[NaN]", "cannot be written"),
        (b"[9007199254740993]", "canonical form"),
        (b'"\\ud800"', "half of a character"),
        (b'{"a":1}x', "bytes behind its end"),
        (b"\xff", "no text in UTF-8"),
        (b"[" * 100_000, "too deeply|Expecting"),
    ],
)
def test_any_other_text_is_refused(text: bytes, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        canonical.load(text)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), 2**53 + 1, b"bytes", {1: 2}, "\ud800"])
def test_what_json_cannot_hold_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match=r"written|too large"):
        canonical.dump(value)
