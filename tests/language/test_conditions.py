"""Under what circumstances somebody testified, told in many ways, and by whom it is told."""

import pytest

from loquitur import language, reading
from loquitur.model import Condition


def conditions(text: str) -> tuple[Condition, ...]:
    doc = reading.read(
        f"A page of tests\n\nThen came Edward Hill, and Mary Sands after him. {text}\n".encode(), "page.txt"
    )
    return language.find(doc).conditions


def what(text: str) -> set[str]:
    return {kind for c in conditions(text) for kind in c.what}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The confessions were wrung from the men by threats.", "coerced"),
        ("Hill was forced to sign the deposition.", "coerced"),
        ("They made him confess.", "coerced"),
        ("Hill was frightened into signing it.", "coerced"),
        ("Hill confessed to save his brother.", "coerced"),
        ("“I signed the statement because I was afraid,” said Hill.", "coerced"),
        ("Hill confessed under torture.", "tortured"),
        ("His confession was taken after three nights without sleep.", "tortured"),
        ("How does one come to confess? Only by blows, by threats, by want of bread. In this way were confessions made.", "tortured"),
        ("All the documents in the case were forged.", "fabricated"),
        ("The statement was drawn up beforehand.", "fabricated"),
        ("Hill signed a confession. It was written out before he entered the room.", "fabricated"),
        ("Hill disowned every word of it.", "retracted"),
        ("Hill withdrew his statement in May.", "retracted"),
        ("“I take it back,” said Hill.", "retracted"),
        ("Hill went back on his confession.", "retracted"),
        ("Hill confirmed his testimony before the court.", "reaffirmed"),
        ("Hill stood by every word.", "reaffirmed"),
        ("Hill denied the charge.", "denied"),
        ("Mary Sands had it from a carter, who had it from the cook.", "hearsay"),
        ("This is only second hand.", "hearsay"),
        ("Hill testified under cross-examination that he was there.", "interrogation"),
        ("Hill was heard behind closed doors.", "closed-session"),
        ("One clerk spoke on condition of anonymity.", "anonymous"),
        ("The letter was found among his papers.", "posthumous"),
        ("Hill wrote from his exile that nothing had changed.", "exile"),
        ("In a broadcast from across the frontier Hill called it a murder.", "exile"),
        ("Hill is said to have remarked that it rained.", "hearsay"),
        ("“I know this from my mother,” said Hill.", "hearsay"),
        ("Hill told a meeting that he had been wrong.", "retracted"),
        ("Hill asked that the letter be left out of his works.", "retracted"),
        ("Hill laughed at the idea.", "denied"),
        ("Hill replied that he had said nothing of the kind.", "denied"),
        ("Hill put her mark where they told her.", "coerced"),
        ("The clerk got it by holding the old man's hand over a stove.", "coerced"),
    ],
)  # fmt: skip
def test_condition(text: str, kind: str) -> None:
    assert kind in what(text)


@pytest.mark.parametrize(
    "text",
    [
        "Hill signed of his own free will.",
        "The confession was not obtained by torture.",
        "Was the confession wrung from him by threats?",
        "Hill testified that the prisoners were tortured.",
        "Hill never withdrew his statement.",
        "His account is no hearsay.",
        "Hill kept a second-hand bookshop.",
        "We are forced to confess that the weather was fine.",
        "The mill was drawn up by force of steam.",
        "If he withdrew his statement, nobody heard it.",
        "Hill recalled the letter with a smile.",
    ],
)
def test_what_is_no_condition(text: str) -> None:
    assert what(text) == set()


def test_condition_is_attributed_to_whoever_tells_it() -> None:
    told = conditions("“The confession of Hill was extorted,” wrote Sands. I think that his letters were forged.")
    assert [(c.told_by, c.who) for c in told] == [("Mary Sands", "Edward Hill"), ("the author", None)]


@pytest.mark.parametrize(
    ("text", "hands"),
    [
        ("It is hearsay.", 2),
        ("It is the hearsay of a hearsay.", 3),
        ("I know it only at third hand.", 3),
        ("It was told by the cook to the carter, and by the carter to me.", 3),
        ("The carter told me that he had heard it from the cook.", 3),
    ],
)
def test_hearsay_counts_its_hands(text: str, hands: int) -> None:
    assert [c.hands for c in conditions(text)] == [hands]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Hill would not name his informant, and sat down.", "anonymous"),
        ("A miller wrote to Hill, not for publication, that the bread was bad.", "anonymous"),
        ("The ministry printed the report and struck out the names.", "anonymous"),
        ("She begged that her name might be kept out of it.", "anonymous"),
        ("It was first told in an unsigned circular.", "anonymous"),
        ("We have this only from a courtier.", "hearsay"),
        ("The remark, so often printed, rests on one late book.", "hearsay"),
        ("I have it from a clerk, who had it from the driver.", "hearsay"),
        ("The friend told it when Hill had been thirty years in his grave.", "posthumous"),
        ("The interrogation is preserved.", "interrogation"),
        ("Two hundred sessions are entered in the file.", "interrogation"),
        ("In May Hill withdrew all that he had said.", "retracted"),
    ],
)
def test_conditions_are_told_without_a_testimony_beside_them(text: str, kind: str) -> None:
    assert kind in what(text)


@pytest.mark.parametrize(
    "text",
    [
        "Hill named his informant at once.",
        "The bridge rests on four stones.",
        "The claim rests on the fact that Hill was there.",
        "Hill lay in his grave by then.",
    ],
)
def test_like_words_of_other_things_are_no_conditions(text: str) -> None:
    assert not what(text)


def test_condition_of_words_that_a_sentence_introduces_is_of_their_speaker() -> None:
    found = conditions("Hill said in a closed sitting of 4 May 1820: “I had my orders.”")
    assert [(c.what, c.who) for c in found] == [(("closed-session",), "Edward Hill")]


def test_condition_is_of_nobody_where_a_pronoun_names_somebody_far() -> None:
    found = conditions("Hill fell. The river rose. The mill burned. He is said to have answered that it rained.")
    assert [c.who for c in found] == [None]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Under torture Hill named the notary.", "tortured"),
        ("Hill admitted everything under torture.", "tortured"),
        ("Hill, under duress, told the court that he had lied.", "coerced"),
        ("Under interrogation Hill said that he knew the notary.", "interrogation"),
        ("Hill told his interrogators that he knew the notary.", "interrogation"),
        ("During his interrogation Hill denied everything.", "interrogation"),
        ("Hill signed only after three nights.", "coerced"),
        ("Hill signed after six days of interrogation.", "interrogation"),
        ("Hill was compelled to denounce his own book.", "coerced"),
        ("Hill was forced to declare that the ode was worthless.", "coerced"),
        ("Hill was made to read out a declaration of submission.", "coerced"),
        ("The confession of Hill had been written by the police.", "fabricated"),
        ("Hill's case was fabricated.", "fabricated"),
        ("“They wrote it, I signed it,” said Hill.", "fabricated"),
        ("Hill took the accusation back in 1856.", "retracted"),
        ("In 1856, before the bench, Hill changed his story.", "retracted"),
        ("Hill repeated his accusation before the court.", "reaffirmed"),
        ("Hill categorically denied his guilt.", "denied"),
        ("Hill gave a flat denial to the story.", "denied"),
        ("Hill told the commission behind closed doors that the lists were his.", "closed-session"),
        ("In a secret session Hill spoke of the lists.", "closed-session"),
        ("Hill reportedly called the king a fool.", "hearsay"),
    ],
)
def test_condition_of_what_somebody_said_without_marks_is_his(text: str, kind: str) -> None:
    assert "Edward Hill" in {c.who for c in conditions(text) if kind in c.what}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("They kept him standing for six days before he signed.", "coerced"),
        ("A witness whose name is withheld told the commission that the doors were locked.", "anonymous"),
        ("Somebody wrote under the name of “A Mother”.", "anonymous"),
        ("The letter was signed “A Citizen”.", "anonymous"),
        ("The pamphlet was published anonymously.", "anonymous"),
        ("Hill spoke against it, but soon after retracted and was silent.", "retracted"),
        ("They found an unsigned handwritten manuscript.", "anonymous"),
        ("I later heard that Hill told the king all.", "hearsay"),
        ("According to rumour, Hill called the king a fool.", "hearsay"),
        ("The testimonies were wrung from them by torture.", "tortured"),
    ],
)
def test_condition_of_nobody_named(text: str, kind: str) -> None:
    assert kind in what(text)


@pytest.mark.parametrize(
    "text",
    [
        "Under the lamp Hill named the notary.",
        "Under torture Hill named nobody.",
        "Hill would have named the notary under torture.",
        "Did Hill name the notary under torture?",
        "Hill told the court that others had been tortured.",
        "Hill took his hat back.",
        "Hill took it back to the library.",
        "Hill took back the book.",
        "Hill refused to recant.",
        "His friends had orders to deny that he came.",
        "Hill was forced to declare war.",
        "Hill gave another account of the battle in his second volume.",
        "The letter is signed “E. Hill”.",
        "A declaration of rights was drawn up in advance.",
        "It is said that the lake is deep.",
        "Hill, in the name of the people, spoke.",
        "Hill signed after three drinks.",
    ],
)
def test_what_is_no_condition_of_what_somebody_said(text: str) -> None:
    assert not what(text)


def test_who_only_tells_it_in_passing_has_not_taken_it_back() -> None:
    found = conditions("He came up the stairs, Sands tells me, on a bad hip, and took his words back.")
    assert "Mary Sands" not in {c.who for c in found}


@pytest.mark.parametrize(
    "text",
    [
        "No confession was ever extorted from Hill.",
        "None of the statements was ever forged.",
        "Even under torture Hill did not confess.",
        "Hill refused to sign even under torture.",
        "Had Hill retracted his testimony, the case would have failed.",
        "The vicar urged Hill to retract his statement.",
        "Hill promised to withdraw his statement.",
        "The judge threatened to torture Hill unless he confessed.",
        "The judge tried to force Hill to confess, and failed.",
        "Confessions made under torture are void.",
        "The law forbids testimony obtained by torture.",
        "Hill signed a petition against torture.",
        "Hill wrote a book against confessions obtained by torture.",
        "Nothing suggests that the confession of Hill was extorted.",
        "There is no evidence that the confession of Hill was extorted.",
        "Hill withdrew the money and signed a statement.",
        "Hill withdrew after his testimony to a quiet room.",
    ],
)
def test_what_was_not_done_or_is_a_rule_is_no_condition(text: str) -> None:
    assert what(text) == set()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Not a soul came, and the confession was extorted.", "coerced"),
        ("The confessions made under torture were read in court.", "tortured"),
        ("Hill gave evidence against Sands under torture.", "tortured"),
        ("Hill was forced to retract his statement.", "retracted"),
        ("Hill refused to eat and confessed under torture.", "tortured"),
        ("Had Hill not been there, said Sands; but in May Hill withdrew his statement.", "retracted"),
        ("Nothing shows that he was there; his confession was extorted.", "coerced"),
    ],
)
def test_like_words_keep_the_condition(text: str, kind: str) -> None:
    assert kind in what(text)


def test_a_testimony_of_somebody_without_a_name_is_of_nobody_named() -> None:
    found = conditions("Hill told the court about men who confessed under torture.")
    assert [c.who for c in found] == [None]
