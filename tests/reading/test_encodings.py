"""Texts of many languages in the encodings in which they were kept."""

import pytest

from loquitur.errors import UnreadableDocument
from loquitur.reading import read

RUSSIAN = (
    "Товарищ Сталин, сделавшись генсеком, сосредоточил в своих руках необъятную власть, и я не уверен, сумеет ли он "
    "всегда достаточно осторожно пользоваться этой властью. "
)
FRENCH = (
    "Le député a déclaré hier à l’Assemblée que « rien de semblable n’a été décidé », et que l’été où l’on a signé était "
    "déjà passé. "
)
GERMAN = "Der Minister erklärte, daß die Maßnahmen für übermorgen geplant seien. „Wir müssen offen reden“, sagte er. "
POLISH = "Poseł oświadczył, że nigdy nie podpisał żadnej umowy. Nie wiem, co się stało, mówił później. Źródła milczą. "
ENGLISH = "The minister said: “Nothing of the kind was signed.” – and that’s all he’d say at the café over his ½ pint. "
JAPANESE = "首相は昨日、国会で次のように述べた。「我々は決してその条約に署名しない。」野党はこれに強く反対した。"
CHINESE = "部长昨天在大会上说：“我们从来没有签署过这样的协议。”代表们沉默了很久，没有人提出问题。"


@pytest.mark.parametrize("times", [1, 20])
@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8-r"),
        (RUSSIAN, "cp866"),
        (RUSSIAN, "mac_cyrillic"),
        (RUSSIAN, "iso8859-5"),
        (RUSSIAN, "utf-16"),
        (RUSSIAN, "utf-16-le"),
        (RUSSIAN, "utf-16-be"),
        (FRENCH, "cp1252"),
        (FRENCH.replace("’", "'"), "latin-1"),
        (FRENCH, "mac_roman"),
        (GERMAN, "cp1252"),
        (GERMAN, "mac_roman"),
        (POLISH, "cp1250"),
        (POLISH, "iso8859-2"),
        (ENGLISH, "cp1252"),
        (ENGLISH.replace("½", "half a"), "mac_roman"),
        (ENGLISH, "utf-16-be"),
        (JAPANESE, "shift_jis"),
        (JAPANESE, "euc_jp"),
        (CHINESE, "gb18030"),
    ],
)
def test_text_is_read_in_its_encoding(text: str, encoding: str, times: int) -> None:
    data = (text * times).encode(encoding)
    assert read(data, "a.txt").text.removeprefix("\ufeff") == text * times


@pytest.mark.parametrize("text", [RUSSIAN, FRENCH, GERMAN, ENGLISH])
def test_text_of_two_encodings_is_refused(text: str) -> None:
    legacy = "cp1251" if text is RUSSIAN else "cp1252"
    with pytest.raises(UnreadableDocument, match="it is UTF-8 except for byte"):
        read((text * 2).encode() + text.encode(legacy), "a.txt")
