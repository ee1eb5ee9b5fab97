"""A pronoun where two of one sex are in play: nobody is named whom the text does not name."""

import pytest

from loquitur import language, reading


def speaker(text: str) -> str | None:
    (told,) = [
        s for s in language.find(reading.read(text.encode(), "page.txt")).statements if s.quotation.mode == "direct"
    ]
    return told.speaker.name


@pytest.mark.parametrize(
    "text",
    [
        "Colonel Harding brought the paper to General Stubbs. The General laughed. He answered him: “I will not burn it.”",
        "John Marlow met Peter Pike on the quay. He turned his face from him and said: “It is done, at any rate.”",
        "John Marlow was the mayor. In June he was removed from office by Peter Pike. He wrote: “I am a man by a river.”",
        "Father Ames published the lists. He denounced Peter Pike on the steps. He said: “You will have to help me now.”",
    ],
)
def test_speaker_is_not_the_other_man(text: str) -> None:
    assert speaker(text) not in ("General Stubbs", "Stubbs", "Peter Pike", "Pike")


def test_pronoun_with_one_man_in_play_names_him() -> None:
    text = "John Marlow came home in May. He told the meeting: “I have seen the mills, and they are empty.”"
    assert speaker(text) == "John Marlow"
