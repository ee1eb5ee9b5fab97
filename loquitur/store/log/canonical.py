"""Canonical JSON after RFC 8785: one value has one text, so that equal values have equal hashes.

Written: keys in the order of their UTF-16 units, no blanks, numbers as ECMAScript prints them. Read: only a text that is
what would be written, so a repeated key, a blank, another spelling of a letter or a trailing byte is refused.

Limit: numbers are those of I-JSON: whole ones up to 2**53, no infinity; half of a surrogate pair is refused.
"""

import json
from typing import Any

__all__ = ["dump", "load"]

_LARGEST = 2**53


def dump(value: object) -> bytes:
    """The one text of a value, in UTF-8. Raises ValueError for what JSON cannot hold."""
    try:
        return _text(value).encode()
    except UnicodeEncodeError as error:
        raise ValueError("half of a character cannot be written as JSON") from error


def load(data: bytes) -> Any:
    """The value of a canonical text. Raises ValueError for any other text, also one of the same value."""
    try:
        value = json.loads(data.decode(), object_pairs_hook=_unrepeated, parse_int=_whole)
    except RecursionError as error:
        raise ValueError("this JSON is nested too deeply") from error
    except UnicodeDecodeError as error:
        raise ValueError("this is no text in UTF-8") from error
    except json.JSONDecodeError as error:
        raise ValueError(
            "this is no JSON: it was cut, or has bytes behind its end, or is another kind of file"
        ) from error
    if dump(value) != data:
        raise ValueError("this JSON is not in its canonical form")
    return value


def _unrepeated(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("this JSON names a key twice")
    return found


def _whole(digits: str) -> int | float:
    return int(digits) if len(digits) < 17 and abs(int(digits)) <= _LARGEST else float(digits)


def _text(value: object) -> str:
    if isinstance(value, bool) or value is None or isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, int):
        if abs(value) > _LARGEST:
            raise ValueError(f"{value} is too large for JSON")
        return str(value)
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, list | tuple):
        return "[" + ",".join([_text(v) for v in value]) + "]"
    if isinstance(value, dict) and all(isinstance(k, str) for k in value):
        keys = sorted(value, key=lambda k: k.encode("utf-16-be", "surrogatepass"))
        return "{" + ",".join([f"{_text(k)}:{_text(value[k])}" for k in keys]) + "}"
    raise ValueError(f"{type(value).__name__} cannot be written as JSON")


def _number(value: float) -> str:
    """As ECMAScript's Number::toString: Python's shortest digits, laid out by its rules."""
    if value != value or value in (float("inf"), float("-inf")):
        raise ValueError(f"{value} cannot be written as JSON")
    if value == 0:
        return "0"
    sign, (mantissa, _, power) = ("-" if value < 0 else ""), f"{abs(value)!r}".partition("e")
    whole, _, part = mantissa.partition(".")
    part = "" if part == "0" else part
    point = len(whole) + int(power or 0)
    digits = whole + part
    point -= len(digits) - len(digits.lstrip("0"))
    digits = digits.strip("0")
    if 0 < point <= 21:
        body = digits.ljust(point, "0")
        return sign + (body if len(body) == point else f"{body[:point]}.{body[point:]}")
    if -6 < point <= 0:
        return f"{sign}0.{'0' * -point}{digits}"
    tail = f".{digits[1:]}" if len(digits) > 1 else ""
    return f"{sign}{digits[0]}{tail}e{'+' if point > 0 else '-'}{abs(point - 1)}"
