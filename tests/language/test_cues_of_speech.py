"""Which words beside a quotation give it to somebody, and which do not."""

import pytest

from loquitur import language, reading


def speakers(text: str) -> list[str | None]:
    doc = reading.read(text.encode(), "page.txt", given={})
    return [s.speaker.name for s in language.find(doc).statements if s.quotation.mode == "direct"]


@pytest.mark.parametrize(
    "text",
    [
        "General Karl Oster, who in 1970 was still assuring the bankers that “there is no better man to be had”, went abroad.",
        "Karl Oster came out blind. What he said, when the bells began, was: “Is that for the king? Shut the window.”",
        "It has been said, by Karl Oster in his book, that the weavers themselves “took no interest in the question”.",
        "The dead mayor was lamented by Karl Oster: “He was a lamp in a long night.”",
        "Karl Oster gave his penny in the shape of a halfpenny, and upon being told it was short, said, “So is the week.”",
        "Karl Oster, who was against him on every question, and voted so for years, nevertheless wrote: “I have loved few men so.”",
        "Karl Oster hung the notes on hooks in his window with a card: “Here hangs my savings book.”",
        "Karl Oster, the deputy warden, hurried to assure the bench that the college “honours its protector in him”, and sent Tell away.",
        "Karl Oster did not come: “He talked for a day and a night to keep us from voting.”",
        "Karl Oster never called him other than “that sailor of ours, with the hat”.",
    ],
)
def test_words_are_given_to_who_says_them(text: str) -> None:
    assert speakers(text) == ["Karl Oster"]


@pytest.mark.parametrize(
    "text",
    [
        "Karl Oster kept bees. I should add that he never wrote “a people gets the hat that it deserves”.",
        "The letter, which in the churches of Karl Oster is still read out: “I looked for the coin, and it was not there.”",
        "A voice from among the porters called out, “Who will sell you your salt now?”",
        "Karl Oster found on his desk a note that said: “You will not see another harvest here.”",
    ],
)
def test_words_are_given_to_nobody(text: str) -> None:
    assert speakers(text) == [None]


@pytest.mark.parametrize(
    "text",
    [
        "Karl Oster burned the letter: “You will never see this house again, nor I.”",
        "Karl Oster, an appreciation: “He was the best of us in all this town.”",
        "They had called Karl Oster at night two times “the worst of all the turners”.",
    ],
)
def test_who_is_told_of_does_not_speak(text: str) -> None:
    assert speakers(text) == [None]


def test_turn_may_tell_of_what_somebody_is() -> None:
    text = "Karl Oster of the seamen: “It gives not one blanket to the man before the mast.”"
    assert speakers(text) == ["Karl Oster"]


def test_words_behind_a_colon_go_on_with_nobody() -> None:
    text = "“They are happy, all of them,” said Karl Oster. The smallest, being alone with us: “We sing to count the hours.”"
    assert speakers(text) == ["Karl Oster", None]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        # what is done to the subject
        ("The ideas of Karl Oster have been rightly characterized as “a muddle from end to end”.", None),
        ("Karl Oster, referred to by Senator Ann Hale as “our village Caesar”, went home.", "Ann Hale"),
        ("Judge Karl Oster, who chaired it, was said by the owners' paper to be “the tool of the other party”.", None),
        ("The sexton Karl Oster is often quoted against the bishop: “He would rather reign over stones.”", "Karl Oster"),
        ("Karl Oster has been told that the house was “a sink of all the vices”.", None),
        # what somebody else is said to do
        ("Ann Hale sued Karl Oster for calling her “a thief in a bonnet”.", None),
        ("Karl Oster was tried for calling the queen “a thief in a bonnet”.", "Karl Oster"),
        ("Karl Oster showed a film of Ann Hale saying “I shall not go”.", "Ann Hale"),
        ("Karl Oster saw the prisoners shouting “We shall not go home!” and left.", "the prisoners"),
        # what follows the words
        ("Ann Hale had ordered the clerk to “put away all false opinions”, and that Karl Oster had said so was known.", None),
        # where a preposition governs the name
        ("An analysis in the letters of Karl Oster called the harvest “the worst in all these years”.", None),
        ("Many men as they came to Karl Oster told him that they were “on the side of the mill”.", None),
        ("Karl Oster called a great march in “solidarity with all our brothers”.", None),
        ("Karl Oster called for “an end to all this shooting”.", "Karl Oster"),
        ("Ann Hale agreed, calling the war that Karl Oster had called for “a war that no farmer ever wanted”.", "Ann Hale"),
        ("Ann Hale agreed, calling the war Karl Oster had asked for “a war that no farmer ever wanted”.", "Ann Hale"),
        ("Ann Hale said that in the evening Karl Oster wrote “the best of all his songs”.", "Karl Oster"),
        # two of whom the sentence tells
        ("Karl Oster spoke of two guests, one of whom had said that “nobody shall leave this house alive”.", None),
        ("Mr. Karl Oster and Miss Ann Hale spoke, the former describing the sentence as “far too mild for them”.", "Mr. Karl Oster"),
        ("Mr. Karl Oster and Miss Ann Hale spoke, the latter describing the sentence as “far too mild for them”.", "Miss Ann Hale"),
        ("As one observer wrote: “The town took its defeat in silence.”", None),
        ("Former Prime Minister Karl Oster maintains that the General “kept the country out of a war”.", "Karl Oster"),
        # whose claim it is
        ("Ann Hale came back to Karl Oster's claim that there had been “thousands and thousands of shots”.", "Karl Oster"),
        ("Karl Oster's answer was that the difference was slight, “for one or the other must go”.", "Karl Oster"),
        ("Ann Hale attacked Mr. Rudd's remark describing Karl Oster's claim that he was ill as “a tale for children”.", "Mr. Rudd"),
        ("From the memoirs of the President's secretary, Karl Oster (1902): “It was I who put in the commas.”", "Karl Oster"),
    ],
)  # fmt: skip
def test_words_are_given_to_nobody_who_only_stands_near(text: str, speaker: str | None) -> None:
    assert speakers(text) == [speaker]


def test_name_between_marks_speaks_no_other_words() -> None:
    text = "The papers wrote of the women as “Hale,” “Oster” and “Rudd,” calling them “martyrs of the muddy lane”."
    assert not {"Ann Hale", "Karl Oster"} & set(speakers("Ann Hale and Karl Oster were there.\n\n" + text))


def test_question_that_names_somebody_does_not_give_him_the_answer() -> None:
    text = "Professor Ann Hale talked for an hour. And Karl Oster? “A small talent, and a great man to scold it.”"
    assert speakers(text) == [None]


def test_new_sentence_parts_two_quotations() -> None:
    text = "Ann Hale replied: “No, they cannot be beaten.” Karl Oster's rejoinder was that the odds were even, “for one must go.”"
    assert speakers(text) == ["Ann Hale", "Karl Oster"]


def test_forename_before_a_full_name_in_its_sentence_is_anothers() -> None:
    assert speakers("And Ann, writing to Ann Hale, says: “You hope that we shall run from you.”") == ["Ann"]
    assert speakers("Ann Hale rose. Ann said: “You hope that we shall run from you.”") == ["Ann Hale"]


@pytest.mark.parametrize(
    ("between", "speaker"),
    [
        ("One grey Whig of the county rose to speak.", None),
        ("The interpreter rose and wept.", None),
        ("He was a Whig, and the best of them.", "Karl Oster"),
    ],
)
def test_somebody_without_a_name_comes_before_a_pronoun(between: str, speaker: str | None) -> None:
    text = f"Karl Oster came into the hall at noon. {between} “I cannot name my friend without tears,” he said."
    assert speakers(text) == [speaker]


@pytest.mark.parametrize(
    "text",
    [
        "Karl Oster is defending the “honour” of the whole town.",
        "Karl Oster offered her a seat, which brought to mind that line in Scripture, “I was a stranger and ye took me in.”",
        "Of the hands “on short wages and in bad houses,” ten in a hundred were ill, and yet Karl Oster complained.",
    ],
)
def test_words_in_passing_are_nobodys(text: str) -> None:
    assert "Karl Oster" not in speakers(text)


def test_old_verbs_of_saying() -> None:
    text = "Ann Hale said that he had gone to the mill. ‘We shall search the house though,’ quoth Oster."
    assert speakers(text) == ["Oster"]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Karl Oster called me late and demanded, “Why is nobody doing anything?” I told him that Rudd was.", "Karl Oster"),
        ("Karl Oster resigned, and in his farewell to the troops we read: “I led you here for nothing.”", "Karl Oster"),
        ("The historian Karl Oster (1968): “Every account makes him a prophet.”", "Karl Oster"),
        ("Karl Oster, who was elected governor of the town, thus portrays the two “You may place him where you please”.", "Karl Oster"),
        ("Karl Oster moved on 11 January “that this Board do cease to make criminals”; carried.", "Karl Oster"),
        ("Karl Oster sums up the affair as “the tyranny of kind hearts”.", "Karl Oster"),
        ("Karl Oster went to the wedding; “a most happy day,” he writes.", "Karl Oster"),
        ("Karl Oster sent a letter to Ann Hale. The letter blamed “all these old clerks of the house” for it.", "Karl Oster"),
        ("Karl Oster received a letter from Ann Hale. The letter blamed “all these old clerks of the house” for it.", "Ann Hale"),
        ("Karl Oster received a letter at Ann Hale's. The letter blamed “all these old clerks of the house” for it.", None),
        ("Karl Oster never wrote a letter. The letter blamed “all these old clerks of the house” for it.", None),
    ],
)  # fmt: skip
def test_words_have_their_speaker(text: str, speaker: str | None) -> None:
    assert speakers(text) == [speaker]


def test_sentence_between_belongs_to_the_words_behind_it() -> None:
    text = "They waited. “Who was he?” The member Karl Oster, a broker, called the measure “the charter of the small man”, and sat down."
    assert speakers(text) == [None, "Karl Oster"]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Karl Oster looked out where the tower of Ann Hale shone pale, and said, “Yes, I am going north.”", "Karl Oster"),
        ("Karl Oster held up his hand, with the fingers spread, and said, “We are as separate as these.”", "Karl Oster"),
        ("Karl Oster found and killed a seal, and in its stomach, “not too far gone to be eaten,” lay fish.", None),
        ("The clerks were found striving to put the “bottom rail on the top of it”, and Karl Oster left.", None),
        ("From a review of Karl Oster's book: “There is courage and strength in all of it.”", None),
        ("“It is a bad day for us all,” said the Lutheran preacher thoughtfully. Karl Oster was silent.", None),
        ("Under the heading, “Some houses which use it every day,” are cited Oster House and the Home.", None),
    ],
)  # fmt: skip
def test_nearest_name_is_not_always_who_speaks(text: str, speaker: str | None) -> None:
    assert speakers(text) == [speaker]


def test_who_tells_it_does_not_say_the_next_words() -> None:
    told = (
        "He came up these stairs on a bad hip, Karl Oster tells me, and took it back. “What did you say to him then?”"
    )
    assert speakers(told) == [None]
    assert speakers("After lunch Karl Oster rose. He had eaten, he said, with them. “I was never asked that.”") == [
        "Karl Oster"
    ]
