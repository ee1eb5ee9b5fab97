"""Verdicts on quotations of one made-up speech."""

from collections.abc import Callable, Collection
from pathlib import Path

import pytest

from loquitur.matching.index import Index, build
from loquitur.matching.verdict import Told, check
from loquitur.model import Block, Document, Held, Hit, Mode, Quotation, Span, Verdict

SPEECH = """\
I rise to speak of the water works. The new pipe costs $3.5 million and will serve 1,000 homes in the valley \
before winter. The rate of loss fell by 35% over nine years in every district of the county. We don't intend \
to raise the price of bread this year, whatever the paper says. It is not true that we have sold the old mill \
to strangers from the coast. If the council agrees in March, we will rebuild the bridge at our own expense. We \
will open the granary to every family that asks for it, unless the harvest fails again. Nobody in this chamber \
has ever voted against the relief of the poor. He wrote to Mr Lloyd George on the fifth of May and never had \
an answer from him. The farmers may keep their seed grain until the snow is gone from the fields."""
GRAIN = "The farmers may keep their seed grain until the snow is gone from the fields."


class Shelf:
    """A library of a few texts, each with one voice."""

    def __init__(self, folder: Path, texts: dict[str, str], voices: dict[str, tuple[str | None, bool]]) -> None:
        self.texts, self.voices = texts, voices
        build(folder, texts.items())
        self.index = Index.open(folder, texts.__getitem__)

    def find(self, words: str, *, limit: int = 10, exclude: Collection[str] = ()) -> list[Hit]:
        return self.index.find(words, limit=limit, exclude=exclude)

    def text(self, key: str) -> str:
        return self.texts[key]

    def voice(self, key: str, start: int, end: int) -> tuple[str | None, bool]:
        return self.voices.get(key, ("Ann Hall", False))

    def held(self, speaker: str | None, said: str | None, work: str | None) -> Held:
        return "extract"

    def copies(self, draft: Document) -> Collection[str]:
        return ("draft.txt",)


def judged(shelf: Shelf, *quoted: str, speaker: str | None = "Ann Hall", mode: Mode = "direct") -> Verdict:
    """The verdict on the quotation whose parts the reporter's words "she said" divide."""
    text, spans = "She said: ", []
    for part in quoted:
        spans.append(Span(len(text) + 1, len(text) + 1 + len(part)))
        text += f"“{part}” she said, "
    doc = Document("0" * 64, "draft.txt", text, (Block(Span(0, len(text)), "paragraph"),), (), (), "plain 1")
    return check(Quotation.of(doc, mode, spans), doc, Told(speaker), shelf)


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path / "i", {"speech.txt": SPEECH}, {})


@pytest.fixture
def shelves(tmp_path: Path) -> Callable[..., Shelf]:
    return lambda texts, voices: Shelf(tmp_path / "i", texts, voices)


@pytest.mark.parametrize(
    ("quoted", "kind"),
    [
        (GRAIN, "verbatim"),
        (GRAIN.upper(), "verbatim"),
        (GRAIN.replace("until", "un-\ntil"), "verbatim"),
        (GRAIN.replace("grain", "grain [sic]"), "verbatim"),
        (GRAIN.replace("gone", "gon").replace("fields", "fie1ds").replace("snow", "sn0w"), "altered"),
        ("[T]he farmers may keep their seed grain", "verbatim"),
        ("The farmers may keep [the corn] until the snow is gone from the fields.", "abridged"),
        ("The farmers may [not] keep their seed grain until the snow is gone from the fields.", "altered"),
        ("We … intend to raise the price of bread this year, whatever the paper says.", "altered"),
        ("The new pipe costs … and will serve 1,000 homes in the valley before winter.", "abridged"),
        (f"{GRAIN} Every miller in the county shall be hanged by his own apron strings.", "altered"),
        ("will serve 1000 homes in the valley before winter", "verbatim"),
        ("The farmers may keep ... until the snow is gone from the fields.", "abridged"),
        ("The farmers may keep [...] until the snow is gone from the fields.", "abridged"),
        ("The farmers may keep until the snow is gone from the fields.", "altered"),
        ("The baker of the valley counted his loaves before the feast came to the town.", "not-found"),
        (
            "It is not true that we have sold our patience to men who count votes as others count their sheep.",
            "not-found",
        ),
        ("Nobody in this chamber has ever been asked what the bread in his own kitchen was worth.", "not-found"),
        ("Nobody may say that we have sold our old mill to some stranger on the coast.", "reworded"),
    ],
)
def test_check_gives_the_verdict_of_the_words(shelf: Shelf, quoted: str, kind: str) -> None:
    assert judged(shelf, quoted).kind == kind


@pytest.mark.parametrize(
    ("quoted", "what"),
    [
        ("We do intend to raise the price of bread this year, whatever the paper says.", "negation"),
        ("Nobody in this chamber has ever voted against the dis-relief of the poor.", "negation"),
        ("Somebody in this chamber has ever voted against the relief of the poor.", "negation"),
        ("The new pipe costs $35 million and will serve 1,000 homes in the valley", "number"),
        ("The new pipe costs £3.5 million and will serve 1,000 homes in the valley", "number"),
        ("The rate of loss fell by 35 over nine years in every district", "number"),
        ("He wrote to Mr Lloyd George on the sixth of May and never had an answer", "number"),
        ("He wrote to Mr Lloyd Asquith on the fifth of May and never had an answer", "name"),
        (GRAIN.replace("may", "must"), "modal"),
    ],
)
def test_check_calls_out_what_was_changed(shelf: Shelf, quoted: str, what: str) -> None:
    verdict = judged(shelf, quoted)
    assert (verdict.kind, what in [d.what for d in verdict.differences]) == ("altered", True)


@pytest.mark.parametrize(
    ("quoted", "reason"),
    [
        ("we have sold the old mill to strangers from the coast", "cut-negation"),
        ("we will rebuild the bridge at our own expense", "cut-condition"),
        ("We will open the granary to every family that asks for it", "cut-condition"),
        ("intend to raise the price of bread this year, whatever the paper says", "cut-negation"),
    ],
)
def test_check_sees_a_cut_negation_or_condition(shelf: Shelf, quoted: str, reason: str) -> None:
    verdict = judged(shelf, quoted)
    assert (verdict.kind, reason in verdict.reasons) == ("altered", True)


@pytest.mark.parametrize(
    ("quoted", "reason"),
    [
        (GRAIN.replace("may keep", "may keepe").replace("fields", "fie1ds"), None),
        ("The rate of loss fell by 35 per cent over 9 years in every district of the county.", "same-number"),
        ("We do not intend to raise the price of bread this year, whatever the paper says.", "contraction"),
        (GRAIN.replace("fields", "fie1ds"), "misread"),
    ],
)
def test_check_says_when_a_change_leaves_the_sense(shelf: Shelf, quoted: str, reason: str | None) -> None:
    verdict = judged(shelf, quoted)
    told = [r for r in verdict.reasons if not r.startswith("presentation")]
    assert (verdict.kind, told) == ("altered", [reason] if reason else [])


def test_check_forgives_a_stenographers_note_and_an_older_spelling(shelves: Callable[..., Shelf]) -> None:
    text = "We honour the publick (Applause.) purse [12] and shew every account of it to the whole town in March."
    verdict = judged(shelves({"s.txt": text}, {}), text.replace("honour", "honor").replace(" (Applause.)", "")[:60])
    assert (verdict.kind, "presentation: spelling" in verdict.reasons) == ("verbatim", True)


@pytest.mark.parametrize(
    ("text", "old", "new", "what"),
    [
        (
            "Я сосредоточил власть, и я не уверен, что тов. Сталин сумеет пользоваться ею осторожно.",
            "не ",
            "",
            "negation",
        ),
        (
            "Я писал ему в мае, и тогда Тов. Сталин сказал мне, что ответа из города не будет.",
            "Сталин",
            "Троцкий",
            "name",
        ),
        ("Φίλοι συμπολίτες, δεν θα πληρώσουμε ποτέ αυτόν τον φόρο στον δήμο.", "δεν ", "", "negation"),
        ("Wir werden diesen Zoll nicht bezahlen, und die zwölf Räte der Stadt wissen es.", "zwölf", "zehn", "number"),
        ("Je ne paierai jamais cet impôt que la ville demande à tous les paysans.", "jamais", "toujours", "negation"),
    ],
)
def test_check_calls_out_changes_in_other_languages(
    shelves: Callable[..., Shelf], text: str, old: str, new: str, what: str
) -> None:
    shelf = shelves({"s.txt": f"Здесь. {text} Ende."}, {})
    assert judged(shelf, text).kind == "verbatim"
    verdict = judged(shelf, text.replace(old, new, 1))
    assert (verdict.kind, [d.what for d in verdict.differences]) == ("altered", [what])


def test_check_finds_both_documents_of_a_splice(shelves: Callable[..., Shelf]) -> None:
    other = "Every lamp in the harbour shall burn from dusk until the last of the boats is home."
    shelf = shelves({"speech.txt": SPEECH, "other.txt": other}, {})
    verdict = judged(shelf, f"{GRAIN} {other}")
    assert (verdict.kind, verdict.reasons, verdict.source and verdict.source.doc) == (
        "altered",
        ("spliced",),
        "speech.txt",
    )


def test_check_of_indirect_words_takes_a_turn_of_phrase_for_rewording(shelf: Shelf) -> None:
    quoted = "the farmers might keep their seed grain until the snow is gone from the fields"
    assert judged(shelf, quoted, mode="indirect").kind == "reworded"


def test_check_takes_a_body_for_no_other_speaker(shelf: Shelf) -> None:
    doc = Document("0" * 64, "draft.txt", GRAIN, (Block(Span(0, len(GRAIN)), "paragraph"),), (), (), "plain 1")
    quotation = Quotation.of(doc, "direct", [Span(0, len(GRAIN))])
    verdict = check(quotation, doc, Told("the Millers", person=False), shelf)
    assert (verdict.kind, verdict.reasons) == ("verbatim", ("speaker-unknown",))


def test_check_forgives_an_end_that_an_ellipsis_shows(shelf: Shelf) -> None:
    assert judged(shelf, "We will open the granary to every family that asks for it...").kind == "verbatim"


@pytest.mark.parametrize(("old", "new"), [("The", "Those"), ("fields", "meadows")])
def test_check_names_both_sides_of_a_change_at_an_end(shelf: Shelf, old: str, new: str) -> None:
    (found,) = judged(shelf, GRAIN.replace(old, new)).differences
    assert (found.op, found.source, found.quote) == ("changed", old, new)


def test_check_takes_the_reporters_words_for_a_mark(shelf: Shelf) -> None:
    assert judged(shelf, "The farmers may keep", "until the snow is gone from the fields.").kind == "abridged"


def test_check_shows_the_words_of_a_difference_without_a_mark_of_its_own(shelf: Shelf) -> None:
    (found,) = judged(
        shelf, "The farmers may keep their old", "wet grain until the snow is gone from the fields."
    ).differences
    assert (found.source, found.quote) == ("seed", "old wet")


@pytest.mark.parametrize(
    ("named", "voice", "kind"),
    [
        ("V. Hall", ("Victor Hall", False), "verbatim"),
        ("Hall", ("Otto Berg", False), "misattributed"),
        ("Hall", ("Ann Hall", True), "unchecked"),
        ("Hall", ("Otto Berg", True), "misattributed"),
        (None, ("Otto Berg", False), "verbatim"),
        ("Hall", (None, False), "verbatim"),
    ],
)
def test_check_compares_speakers_that_are_known(
    shelves: Callable[..., Shelf], named: str | None, voice: tuple[str | None, bool], kind: str
) -> None:
    shelf = shelves({"speech.txt": SPEECH}, {"speech.txt": voice})
    assert judged(shelf, GRAIN, speaker=named).kind == kind


def test_check_prefers_the_speakers_own_text_to_one_who_quotes_it(shelves: Callable[..., Shelf]) -> None:
    texts = {"own.txt": SPEECH.replace("seed grain", "grain"), "quoting.txt": f"She said so: “{GRAIN}” and left."}
    verdict = judged(shelves(texts, {"quoting.txt": ("Ann Hall", True)}), GRAIN)
    assert (verdict.kind, verdict.witness, verdict.source and verdict.source.doc) == ("altered", "source", "own.txt")


def test_check_never_holds_a_draft_against_itself(shelves: Callable[..., Shelf]) -> None:
    verdict = judged(shelves({"draft.txt": SPEECH}, {}), GRAIN)
    assert (verdict.kind, verdict.held) == ("not-found", "extract")


@pytest.mark.parametrize("quoted", ["…", "a strange", "x"])
def test_check_does_not_judge_what_is_too_short(shelf: Shelf, quoted: str) -> None:
    assert judged(shelf, quoted).kind == "unchecked"


@pytest.mark.parametrize(
    ("quoted", "kind"),
    [
        ("the farmers may keep their seed grain until the snow", "verbatim"),
        ("farmers would be let to hold on to their seed", "unchecked"),
    ],
)
def test_check_judges_indirect_words_by_a_run_of_eight(shelf: Shelf, quoted: str, kind: str) -> None:
    assert judged(shelf, quoted, mode="indirect").kind == kind
