"""Bytes to characters: which encoding a text file is in, and whether it is text at all.

A wrongly guessed encoding turns every name with an accent into rubbish that no search finds again. So a byte order
mark is believed, then valid UTF-8, then UTF-16 that shows its spaces and newlines; only what is none of these is
guessed, by charset-normalizer, and the guess is kept with the text. The frozen text is the decoded characters with
the byte order mark dropped and nothing else touched: line ends, odd blanks and accents stay as they are.

Guarantee: the text has no lone surrogate and no zero character, or UnreadableDocument names the byte at which it
fails. A file that is UTF-8 but for some bytes is refused, never read as another encoding. Limit: among the encodings
of one region that differ in few letters a short text may be read by the wrong one.
"""

import codecs
import re
import unicodedata

from loquitur.errors import UnreadableDocument
from loquitur.model import Field

__all__ = ["decode", "marked", "refuse_known", "wide"]

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_KNOWN = (
    (b"PK\x03\x04", "a zip archive, Word, OpenDocument or e-book file"),
    (b"\xd0\xcf\x11\xe0", "an old Office file"),
    (b"{\\rtf", "a Rich Text file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"II*\0", "a picture"),
    (b"MM\0*", "a picture"),
    (b"\x1f\x8b", "a compressed file"),
    (b"7z\xbc\xaf", "a compressed file"),
    (b"%!PS", "a PostScript file"),
    (b"SQLite format 3\0", "a database"),
    (b"\x7fELF", "a program"),
)
_REMEDY = "save it as text, HTML or PDF"
_SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_HIGH = re.compile(rb"[\x80-\xff]")
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_SAMPLE = 200_000
_COMMON = set(" \n\r\t.,'-") | set("、。，")
_WESTERN = frozenset("éèêëàâäáãåæçíìîïñóòôöõøœúùûüßÉÈÊËÀÂÄÁÃÅÆÇÍÎÏÑÓÔÖÕØŒÚÙÛÜ“”‘’–—…«»„‚°§£€©·•¿¡\xa0")
_WESTERNERS = ("cp1252", "mac_roman")
_SIBLINGS = {
    "cp1250": ("cp1252", "cp1250", "iso8859_2"),
    "cp1252": ("cp1252",),
    "latin_1": ("cp1252", "latin_1"),
    "cp1251": ("cp1251",),
    "iso8859_10": ("iso8859_2", "iso8859_10"),
    "cp1125": ("cp866", "cp1125"),
}


def decode(data: bytes, name: str) -> tuple[str, Field]:
    """The characters of a text file, and its encoding with how it was known.

    Raises UnreadableDocument for what is no text or cannot be decoded.
    """
    found = marked(data)
    if found:
        length, encoding = found
        return _strictly(data, encoding, name, length), Field("encoding", encoding, "BOM")
    refuse_known(data, name)
    guessed = wide(data)
    if guessed:
        return _strictly(data, guessed, name), Field("encoding", guessed, "detected")
    if b"\0" in data:
        raise UnreadableDocument(name, f"it is not text, byte {data.index(0)} is zero", _REMEDY)
    _refuse_controls(data, name)
    try:
        return data.decode("utf-8"), Field("encoding", "utf-8", "valid UTF-8")
    except UnicodeDecodeError as error:
        return _legacy(data, name, error)


def marked(data: bytes) -> tuple[int, str] | None:
    """The length of the byte order mark at the head, and the encoding it tells."""
    return next(((len(mark), encoding) for mark, encoding in _MARKS if data.startswith(mark)), None)


def refuse_known(data: bytes, name: str) -> None:
    """Raises UnreadableDocument where the first bytes are those of a format that is no text."""
    for head, what in _KNOWN:
        if data.startswith(head):
            raise UnreadableDocument(name, f"it is {what}, which is not read", _REMEDY)


def wide(data: bytes) -> str | None:
    """UTF-16 without a byte order mark, told by its blanks and stops; None for anything else."""
    sample = data[: _SAMPLE // 2 * 2]
    if len(sample) < 4 or not _CONTROL.search(sample[:2000]):
        return None
    scores = {encoding: _looks_like_text(sample, encoding) for encoding in ("utf-16-le", "utf-16-be")}
    best = max(scores, key=lambda encoding: scores[encoding])
    return best if scores[best] > 0 else None


def _looks_like_text(sample: bytes, encoding: str) -> int:
    """How many blanks and stops the sample holds in this encoding; 0 where it cannot be text of it."""
    text = sample[: len(sample) // 2 * 2].decode(encoding, "ignore")[:-1]
    odd = sum(unicodedata.category(c) in ("Cn", "Co", "Cc") and c not in "\r\n\t\f" for c in text)
    common = sum(c in _COMMON for c in text)
    return common if len(text) > 0 and odd * 200 <= len(text) and common * 30 >= len(text) else 0


def _strictly(data: bytes, encoding: str, name: str, skip: int = 0) -> str:
    try:
        text = data[skip:].decode(encoding)
    except UnicodeDecodeError as error:
        why = f"its {encoding} breaks at byte {error.start + skip}"
        raise UnreadableDocument(name, why, "get a whole copy, or save it again as UTF-8") from error
    if "\0" in text:
        raise UnreadableDocument(name, f"it is not text, character {text.index(chr(0))} is zero", _REMEDY)
    return text


def _refuse_controls(data: bytes, name: str) -> None:
    controls = _CONTROL.findall(data[:_SAMPLE])
    if len(controls) * 50 > min(len(data), _SAMPLE):
        first = data.index(controls[0])
        raise UnreadableDocument(name, f"it is not text but binary data, from byte {first} on", _REMEDY)


def _legacy(data: bytes, name: str, error: UnicodeDecodeError) -> tuple[str, Field]:
    """A text of an older encoding; refuses what is UTF-8 but for some bytes."""
    if _is_broken_utf8(data, error):
        why = f"it is UTF-8 except for byte {error.start} (0x{data[error.start]:02x})"
        raise UnreadableDocument(name, why, "mend that byte, or save it again as UTF-8") from error
    for encoding in _candidates(data):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return text, Field("encoding", encoding, "detected")
    why = f"its encoding is unknown, byte {error.start} (0x{data[error.start]:02x}) is not UTF-8"
    raise UnreadableDocument(name, why, "save it again as UTF-8") from error


def _is_broken_utf8(data: bytes, error: UnicodeDecodeError) -> bool:
    """Whether the text is UTF-8 with faults: sequences that no other encoding has by chance, or one cut at the end."""
    if error.reason == "unexpected end of data" and error.start > len(data) - 4 and len(data) > 8:
        return True
    whole = len(_SEQUENCE.findall(data))
    stray = len(_HIGH.findall(_SEQUENCE.sub(b"", data)))
    dense = len(_HIGH.findall(data)) * 3 > len(data)
    # The two-byte encodings of East Asia hold such sequences by chance, one for every three or four other bytes.
    return whole > 0 and whole * (1 if dense else 4) >= stray


def _candidates(data: bytes) -> list[str]:
    """The likeliest encodings first; of siblings the one that puts fewest signs inside words."""
    from charset_normalizer import from_bytes

    first = max(0, data.index(_HIGH.findall(data)[0]) - _SAMPLE // 2)
    sample = data[first : first + _SAMPLE]
    western = [encoding for encoding in _WESTERNERS if _is_western(sample, encoding)]
    if western:
        return [min(western, key=lambda encoding: _signs_in_words(sample, encoding) - _well_set(sample, encoding))]
    best = from_bytes(sample).best()
    if best is None:
        return []
    siblings = _SIBLINGS.get(best.encoding, (best.encoding,))
    return sorted(siblings, key=lambda encoding: _signs_in_words(sample, encoding))


def _is_western(sample: bytes, encoding: str) -> bool:
    """Whether what is no ASCII is common letters and marks of Western Europe, hardly more, and rare as in such a text."""
    high = b"".join(_HIGH.findall(sample)).decode(encoding, "replace")
    return 5 * len(high) <= len(sample) and 20 * sum(c not in _WESTERN for c in high) <= len(high)


def _well_set(sample: bytes, encoding: str) -> int:
    """How many quotation marks, apostrophes and dashes stand where they belong."""
    text = sample.decode(encoding, "replace")
    return len(
        re.findall(
            r"(?<=\w)’(?=\w)|(?<![^\s(])[“‘«](?=\S)|(?<=\S)[”’»](?![^\s.,;:!?)])|(?<=[\w\s])[–—](?=[\w\s])", text
        )
    )


def _signs_in_words(sample: bytes, encoding: str) -> int:
    """Signs, and capitals after small letters, within words: what a wrong encoding makes of letters."""
    text = sample.decode(encoding, "replace")
    return len(
        re.findall(r"(?<=[a-zß-öø-ÿ])[À-ÖØ-Þ]|(?<=[^\W\d_])[^\w\s'’.,;:?!()\[\]/“”\"&@–—«»…*-]|[\x80-\x9f\ufffd]", text)
    )
