"""The nouns as JSON, and back."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loquitur import model
from loquitur.store import codec

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
spans = st.builds(model.Span, st.integers(0, 99), st.integers(0, 99))


@pytest.mark.parametrize("kind", [model.Statement, model.Stance, model.Fate, model.Claim, model.Verdict, model.Block])
def test_codec_gives_back_what_it_wrote(kind: type) -> None:
    st.register_type_strategy(model.Span, spans)
    st.register_type_strategy(str, words)

    @settings(max_examples=25, deadline=None)
    @given(st.from_type(kind))
    def check(value: object) -> None:
        assert codec.load(kind, codec.dump(value)) == value

    check()


@pytest.mark.parametrize("text", ["{}", "[1]", '"x"'])
def test_codec_refuses_what_is_no_such_noun(text: str) -> None:
    with pytest.raises(ValueError, match="Stance"):
        codec.load(model.Stance, text)
