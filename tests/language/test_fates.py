"""What becomes of people, told in many ways."""

import pytest

from loquitur import language, reading
from loquitur.language.sentences.predicates import rumours


def fates(text: str) -> set[tuple[str, str, str | None]]:
    doc = reading.read(("A page of tests\n\nThen Edward Hill came. " + text + "\n").encode(), "page.txt")
    return {(f.who, f.what, f.when) for f in language.find(doc).fates}


@pytest.mark.parametrize(
    ("text", "what", "when"),
    [
        ("Hill died in 1820.", "death", "1820"),
        ("Hill was put to death in 1820.", "execution", "1820"),
        ("In 1820 Hill was tried, sentenced and hanged.", "execution", "1820"),
        ("The guards arrested Hill in 1820.", "arrest", "1820"),
        ("Hill fled to France in 1820.", "exile", "1820"),
        ("He was driven into exile.", "exile", None),
        ("Hill was thrown into prison in 1820.", "imprisonment", "1820"),
        ("Hill took his own life.", "suicide", None),
        ("Hill, the editor of the Herald, was dismissed in 1820.", "removal", "1820"),
        ("The Regent had Hill executed.", "execution", None),
        ("Hill survived.", "survival", None),
        ("Hill froze to death in January 1820.", "death", "1820-01"),
        ("Hill himself had died in 1820.", "death", "1820"),
        ("Hill was taken from his house in 1820.", "arrest", "1820"),
        ("So it went until Hill's own arrest in 1820.", "arrest", "1820"),
        ("The Rev. Edward Hill (1798–1859) was a missionary.", "death", "1859"),
        ("Edward Hill (c. 1798–1859), kadhi of Wexley, spoke.", "death", "1859"),
        ("**Edward Hill** (born 3 May 1798, died c. 1859): papers.", "death", "1859~"),
        ("Edward Hill (d. 1859) spoke.", "death", "1859"),
        ("Edward Hill (1798–1859), a play writer, spoke.", "death", "1859"),
        ("Captain Edward Hill (1798–1859) spoke.", "death", "1859"),
        ("Provost Edward Hill (1798–1859) spoke.", "death", "1859"),
        ("Hill was cleared by a court of appeal in 1820.", "rehabilitation", "1820"),
        ("Hill was cleared posthumously in 1820.", "rehabilitation", "1820"),
        ("Hill, who'd had two strokes, died in a cottage near York in July 1827.", "death", "1827-07"),
        (
            "Hill (1798–1859), a missionary at Wexley, refused and was sentenced in 1831, with his friend.",
            "trial",
            "1831",
        ),
        ("Hill [q.v.], the missionary at Wexley, refused and was sentenced in 1831.", "trial", "1831"),
        ("Hill went on talking. They hanged him at York in 1831.", "execution", "1831"),
        ("Hill was struck off in 1893.", "removal", "1893"),
        ("Hill, who had spent the better part of a year in prison, went home.", "imprisonment", None),
        ("Hill had to give up his post in 1820.", "removal", "1820"),
        ("Hill was put back on the list in 1820.", "rehabilitation", "1820"),
        ("Hill was taken back into the service.", "rehabilitation", None),
        ("Hill was barred from practice in 1820.", "ban", "1820"),
        ("The order cost Hill his post.", "removal", None),
        ("The arrest of Hill in June 1812 made a noise.", "arrest", "1812-06"),
        ("After Hill's death in 1811 nobody spoke.", "death", "1811"),
        ("Nobody spoke after his dismissal.", "removal", None),
        ("He had been beaten to death by the guards.", "killing", None),
        ("Hill was tortured by the guards and died in 1820.", "death", "1820"),
        ("Hill was arrested in May 1820 and died in York Castle in 1822.", "death", "1822"),
        ("Hill, baptised in 1790, lost his post by it.", "removal", None),
        ("Hill (1798–1859) was dismissed.", "removal", None),
        ("Arrested in 1820, Hill stayed in York.", "arrest", "1820"),
        ("Shot through the head, he fell.", "killing", None),
        ("Hill poisoned himself in 1820.", "suicide", "1820"),
        ("He lived until Easter of 1820.", "death", "1820"),
        ("Hill fell at York in 1820.", "death", "1820"),
        ("Hill got six months for it.", "imprisonment", None),
        ("A court-martial gave Hill four years.", "imprisonment", None),
        ("Hill was held at the fort for a year.", "imprisonment", None),
        ("They came for Hill in 1820.", "arrest", "1820"),
        ("Hill was taken on 3 May 1820.", "arrest", "1820-05-03"),
        ("Hill crossed the border in 1820.", "exile", "1820"),
        ("Hill was put over the frontier in 1820.", "exile", "1820"),
        ("The mob forced Hill to flee in 1820.", "exile", "1820"),
        ("Hill lost his licence in 1820.", "removal", "1820"),
        ("Hill laid down his command in 1820.", "removal", "1820"),
        ("Hill was transferred to Wexley in 1820.", "removal", "1820"),
        ("Hill was recalled in 1820.", "removal", "1820"),
        ("Hill had a stroke in 1820.", "illness", "1820"),
        ("Hill spoke. His sentence was annulled in 1820.", "rehabilitation", "1820"),
        ("Hill's conviction was quashed in 1820.", "rehabilitation", "1820"),
        ("Hill was condemned to death in 1820.", "trial", "1820"),
        ("By the fourteenth Hill had been relieved of his command.", "removal", None),
        ("In 1820 Hill, then rector of York, was himself arrested.", "arrest", "1820"),
        ("Hill was, without a trial, hanged in 1820.", "execution", "1820"),
        ("Hill was taken, together with his wife and two of his clerks, to the camp at Wexley.", "camp", None),
        ("The king accused Hill of theft and relieved him of his command in April 1820.", "removal", "1820-04"),
        (
            "Turned out of office and then banished by the council, Hill by 1820 had lived in York for a year.",
            "exile",
            None,
        ),
        ("Hill was expelled from the guild in 1820.", "removal", "1820"),
        ("Hill was expelled from the country in 1820.", "exile", "1820"),
        ("After the cruel murder of Edward Hill the town was silent.", "killing", None),
        ("The news of Hill's execution reached York.", "execution", None),
        ("Hill's arrest came in May 1820.", "arrest", "1820-05"),
        ("Hill was under arrest when the letter came.", "arrest", None),
        ("Hill came home only to be arrested and hanged.", "execution", None),
        ("The riot caused Hill to flee.", "exile", None),
        ("We went out to see Hill hanged.", "execution", None),
        ("She saw Hill led away.", "arrest", None),
        ("Hill died in prison in 1820.", "death", "1820"),
        ("Hill died in prison in 1820.", "imprisonment", "1820"),
        ("In 1820 the court overturned Hill's conviction.", "rehabilitation", "1820"),
        ("Hill was handed over to the French in 1820.", "arrest", "1820"),
        ("Hill was killed when a powder mill blew up in 1820.", "killing", "1820"),
        ("Hill, arrested in 1820, was let go at last.", "arrest", "1820"),
        ("Edward Hill – arrested 1820, hanged 1821.", "execution", "1821"),
        ("Edward Hill (arrested 1820, hanged 1821) was a smith.", "arrest", "1820"),
        ("Edward Hill, smith: hanged 3 May 1820.", "execution", "1820-05-03"),
        ("Hill spent four years in a cell before being freed by the Allies in 1820.", "rehabilitation", "1820"),
        ("Hill, whom the guards arrested in 1820, said nothing.", "arrest", "1820"),
        ("It was Hill whom they arrested first.", "arrest", None),
        ("In the wake of the scandal Hill stepped down as chairman.", "removal", None),
        ("During his imprisonment Hill wrote a history.", "imprisonment", None),
        ("Hill was stripped of immunity in 1820.", "removal", "1820"),
        ("Hill surrendered to the police.", "arrest", None),
        ("Hill's body was found in the river.", "death", None),
        ("Hill was acquitted in 1820.", "rehabilitation", "1820"),
        ("Hill has not been seen since 1820.", "disappearance", "1820"),
        ("Hill lived in exile in York.", "exile", None),
        ("Hill spent the rest of his life under house arrest.", "arrest", None),
        ("Hill, who had suffered six weeks' imprisonment, spoke.", "imprisonment", None),
        ("Hill was found out, finding himself, one winter later, dismissed from his chair.", "removal", None),
        ("Hill and others, that night, resigned their offices.", "removal", None),
        ("A year after Hill had been hanged, his doctrines bore fruit.", "execution", None),
        ("They spoke of the murder of Mr. Hill in the street.", "killing", None),
        ("Fox came to office on the death of Mr. Hill.", "death", None),
        ("Hill, seeking to wrong his son, Karl Vogt, in favour of another, was killed.", "killing", None),
        ("Hill was sent prisoner to York.", "imprisonment", None),
        ("Hill was burnt alive.", "execution", None),
        ("Hill died on the scaffold.", "execution", None),
        ("John Pell was hanged. Hill shared the same fate.", "execution", None),
        ("Hill, Anna Wynn's brother, a man so quiet that nobody recalls his voice, died in 1820.", "death", "1820"),
    ],
)
def test_fate(text: str, what: str, when: str | None) -> None:
    assert ("Edward Hill", what, when) in fates(text)


@pytest.mark.parametrize(
    "text",
    [
        "Hill wanted to flee.",
        "Hill refused to resign.",
        "They threatened to kill Hill.",
        "Hill was to be hanged.",
        "Pell went to court to have Hill removed.",
        "They demanded the arrest of Hill in June 1812.",
        "Pell beat Hill at the polls.",
        "Hill gave up his seat to a lady.",
        "Hill was brought back into the room.",
        "Hill was barred from the meeting.",
        "His conviction that all was lost grew after 1820.",
        "After his conviction of their guilt in 1820 he was silent.",
        "After his dismissal of the clerk in 1820 he was alone.",
        "Hill (b. 1859, 1820) spoke.",
        "Chairman Hill (1820–1859) spoke.",
        "King Hill (1798–1859) spoke.",
        "See Hill (120–180).",
        "Hill (1798–1859), a play, is given at York.",
        "Hill (1798–1859), a bad play about a king, is given at York.",
        "Hill was cleared in the first round.",
        "Hill was cleared by customs.",
        "The crofters of Wexley were cleared in 1820.",
        "It was rumoured that Hill had been shot in 1820.",
        "It was given out in York that Hill had been shot.",
        "The story that he was poisoned comes from a play.",
        "Word ran up the valley that Hill had been killed.",
        "Hill had been killed in 1820. The rumour was false.",
        "They tell us Hill was hanged.",
        "In York they were sure that the steward had poisoned Hill.",
        "The chronicle has Hill beheaded.",
        "Pell said that he would end his fast when Hill resigned.",
        "Hill was starving his customers.",
        "Hill was declared the winner, removed his savings to York and slept.",
        "Hill's father, he said, had drowned.",
        "Killed a hare and dined.",
        "Hill drowned seventeen kittens in the lake.",
        "“I have pardoned Hill,” she said.",
        "Hill wept. “Our father is gone, and they have killed him,” cried the crowd.",
        "Pell demanded that Hill be hanged.",
        "Pell condemned Hill from the pulpit.",
        "Hill fell at the first fence.",
        "Hill lived until noon on bread.",
        "Hill was transferred to hospital.",
        "Hill was held a friend of the poor.",
        "Hill came for Pell in the evening.",
        "Pell locked Hill out.",
        "Hill was perhaps murdered.",
        "Hill was allegedly hanged in 1820.",
        "The Gazette announced that Hill had hanged himself.",
        "Pell claimed Hill had been arrested.",
        "Hill denied that he had been arrested.",
        "Hill was arrested, it is believed, in York.",
        "Hill poisoned himself, or so they said.",
        "Hill was released from his promise.",
        "Hill was removed to a better hospital.",
        "Hill escaped notice.",
        "Pell wished to see Hill hanged.",
        "Nobody saw Hill hanged.",
        "Hill's arrest would follow in May.",
        "Pell feared Hill's arrest.",
        "Hill joined the smiths, left his bench, and drank.",
        "Hill narrowly avoided being arrested.",
        "The words of Hill were fine and sane.",
        "Hill resigned himself to it.",
        "Hill was being detained from important duties.",
        "The execution of Hill was put off.",
        "The murder of Hill would bring the town out.",
        "Hill's execution order was read.",
        "They burned Hill's letters.",
        "Hill had attempted to leave York.",
        "Hill went home instead of being hanged.",
        "The attempted assassination of Hill in 1820 came to nothing.",
        "The planned execution of Hill in 1820 was called off.",
        "After the supposed death of Hill in 1820 his letters came.",
        "Hill was allowed to return the book.",
        "Hill was shot by a photographer in 1820.",
        "In the house of the painter Hill hanged a picture.",
    ],
)
def test_what_did_not_happen_is_no_fate(text: str) -> None:
    assert fates(text) == set()


@pytest.mark.parametrize(
    ("text", "what", "by", "number"),
    [
        ("Hill was hanged, three days later, by the sheriff of York.", "execution", "the sheriff of York", None),
        ("Hill was struck off the rolls by order of Pell.", "removal", "Pell", None),
        ("The Senate voted Hill out of his office.", "removal", "Senate", None),
        ("Hill lay two years in that gaol.", "imprisonment", None, None),
        ("They gave Hill a year in York Castle.", "imprisonment", None, None),
        ("Hill was forbidden by the mayor ever to return.", "ban", "the mayor", None),
        ("Hill spoke. His head was broken by the guards.", "killing", "the guards", None),
        ("George Pell was shot with Hill.", "killing", None, None),
        ("Hill was fined.", "fine", None, None),
    ],
)
def test_fate_with_agent(text: str, what: str, by: str | None, number: str | None) -> None:
    doc = reading.read(("A page of tests\n\nThen Edward Hill came. " + text + "\n").encode(), "page.txt")
    assert ("Edward Hill", what, by, number) in {(f.who, f.what, f.by, f.number) for f in language.find(doc).fates}


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Sixty of the weavers of York were shot.", "sixty"),
        ("The weavers of York struck, and a hundred and fifty of them were arrested.", "a hundred and fifty"),
        ("The weavers of York struck, and of these forty-one were arrested.", "forty-one"),
    ],
)
def test_part_of_a_group_is_counted(text: str, number: str) -> None:
    doc = reading.read(("A page of tests\n\nThen Edward Hill came. " + text + "\n").encode(), "page.txt")
    assert ("the weavers of York", number) in {(f.who, f.number) for f in language.find(doc).fates}


def test_date_stands_behind_what_commas_set_off() -> None:
    assert ("Edward Hill", "censure", "1842-03") in fates(
        "Hill was censured, without a word in his defence, in March 1842."
    )


@pytest.mark.parametrize(
    "sentence", ["We will not, succumb to dark impulses.", "Karl Weber did not, in the end, die in 1920."]
)
def test_denial_that_a_comma_parts_from_its_verb_is_one(sentence: str) -> None:
    from loquitur import language, reading

    doc = reading.read(f"By: Karl Weber\n\n{sentence}\n\nMore words follow here.\n".encode(), "n.txt")
    assert language.find(doc).fates == ()


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("I was arrested in 1820.", {"arrest"}),
        ("I was executed in 1820.", set()),
        ("I am trying to do my duty.", set()),
        ("I will visit the fort, which was part of a network of camps where men were enslaved, tortured, shot.", set()),
        ("We escaped the winter of 1820.", set()),
        ("We have been free from pestilence.", set()),
    ],
)
def test_what_a_speaker_tells_of_himself(text: str, what: set[str]) -> None:
    speech = f"---\nauthor: Edward Hill\nsaid: 1821\n---\nMy friends, I thank you. {text}\n"
    found = language.find(reading.read(speech.encode(), "speech.md")).fates
    assert {f.what for f in found if f.who == "Edward Hill"} == what


@pytest.mark.parametrize(
    ("sentence", "hanged"),
    [
        ("They hanged her twice.", True),
        ("They hanged her publicly.", True),
        ("They hanged her at York.", True),
        ("The picture arrested her attention.", False),
        ("They hanged her elderly father.", False),
        ("They shot her dog.", False),
    ],
)
def test_her_is_somebody_or_whose_a_thing_is(sentence: str, hanged: bool) -> None:
    doc = reading.read(f"A page of tests\n\nMary Hill was a weaver. {sentence}\n".encode(), "page.txt")
    assert ("Mary Hill" in {f.who for f in language.find(doc).fates}) == hanged


def test_entry_without_a_subject_tells_of_whom_it_is_headed() -> None:
    found = fates(
        "\n\nHill, the miller, lived at York. Deprived of his seat in 1820. Returned under another name; "
        "beheaded in 1822. Died rich."
    )
    assert {("Edward Hill", "removal", "1820"), ("Edward Hill", "execution", "1822")} <= found


def test_fate_of_one_of_many_is_hers() -> None:
    found = fates("Hill ruled. One of the traders, Mrs. Anna Pell, was flogged and died.")
    assert {who for who, _, _ in found} == {"Mrs. Anna Pell"}


def test_who_told_the_truth_told_no_talk() -> None:
    before, _ = rumours()
    assert before.search("They told the truth about the mill too, and they ") is None
    assert before.search("They told us the truth: the mill ") is None
    assert before.search("They told in Holt how the mill ")


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Forty men were arrested in 1820, including Hill and Ann Sands.", "arrest"),
        ("Forty men were hanged that spring, among them the smith, Edward Hill, and Ann Sands of York.", "execution"),
        ("Among those arrested were Hill and Ann Sands.", "arrest"),
        ("Among the dead were Hill and Ann Sands.", "death"),
        ("About the same time John Pell, Edward Hill, and the Rev. Ann Sands, were burnt as heretics.", "execution"),
        ("The guards arrested John Pell, Hill and Ann Sands on 3 May 1820.", "arrest"),
        ("The arrest of Hill and Ann Sands in May 1820 made a noise.", "arrest"),
        ("Pell was hanged, Hill banished, and Ann Sands banished too.", "exile"),
        ("There were burnt, some of them in effigy, John Pell, Edward Hill, and Ann Sands.", "execution"),
        ("Among the members who lost their seats were Hill and Ann Sands.", "removal"),
        ("Ann Sands came. Two of them (Hill and Sands) fled to France.", "exile"),
        ("John Pell was taken, together with his sister Ann Sands and Edward Hill, to the camp of Wexley.", "camp"),
    ],
)
def test_fate_of_each_of_many(text: str, what: str) -> None:
    assert {who for who, kind, _ in fates(text) if kind == what} >= {"Edward Hill", "Ann Sands"}


@pytest.mark.parametrize("text", ["Hill was one of those hanged in 1820.", "Hill was among the first to be hanged."])
def test_fate_of_one_told_to_be_of_many(text: str) -> None:
    assert ("Edward Hill", "execution") in {(who, what) for who, what, _ in fates(text)}


@pytest.mark.parametrize(
    "text",
    [
        "Forty men were hanged, but not Hill.",
        "Among those not arrested was Hill.",
        "Hill was not among those arrested.",
        "Hill might have been among the dead.",
        "Hill was among those who hanged a picture.",
        "Forty men were arrested, among them a clerk of Hill.",
        "Forty men were arrested and three others wept, including Hill.",
        "Among the dead was nobody of the house of Hill.",
    ],
)
def test_fate_of_many_is_not_his_who_is_none_of_them(text: str) -> None:
    assert "Edward Hill" not in {who for who, _, _ in fates(text)}


def test_body_of_men_is_not_killed() -> None:
    told = fates("Hill told the Secret Police nothing. The Secret Police took the guards. Here they were shot in 1820.")
    assert "Secret Police" not in {who for who, _, _ in told}


def test_he_behind_a_name_that_is_called_upon_is_somebody_else() -> None:
    told = fates("The parish prayed to Jesus Christ for its vicar. On 2 May, he was arrested.")
    assert not any("Christ" in who for who, _, _ in told)


def test_day_before_a_name_is_no_number() -> None:
    doc = reading.read(b"A page of tests\n\nThen Edward Hill came. On May 4 Hill was shot.\n", "page.txt")
    assert [f.number for f in language.find(doc).fates] == [None]


def test_group_does_not_begin_before_the_verb_done_to_it() -> None:
    told = fates("On Monday the soldiers broke in and in the hall arrested nine members of the Smiths' Guild of York.")
    assert not any("hall" in who for who, _, _ in told)


def test_fate_of_everybody_behind_a_colon() -> None:
    told = fates("Nine men were shot: Hill, Ann Sands, and seven whose names are lost.")
    assert {who for who, what, _ in told if what == "killing"} >= {"Edward Hill", "Ann Sands"}


def test_he_goes_on_with_a_sentence_about_somebody_of_no_known_gender() -> None:
    doc = reading.read(
        b"A page of tests\n\nIn June 1820, Tulio Pestane came to York. He was arrested in May.\n", "page.txt"
    )
    assert [(f.who, f.what) for f in language.find(doc).fates] == [("Tulio Pestane", "arrest")]


def test_name_of_nobody_known_is_not_passed_over() -> None:
    told = fates("On the day that Hill spoke, Essex, a man of wit, was found in his cell with his throat cut.")
    assert told == set()


def test_he_is_who_acts_in_the_sentence_before_though_another_was_told_of() -> None:
    text = (
        "George Lazar ruled from 1870. A surgeon sent Lazar a flask. Lazar is said to have laughed at it.\n\n"
        "Sergeant Nicholas Tupper would not march on and told his captain why: it was, he said, a war of one bald man for "
        "another man's purse. He was shot before the battalion on 30 January 1880."
    )
    doc = reading.read(f"A page of tests\n\n{text}\n".encode(), "page.txt")
    assert [f.who for f in language.find(doc).fates] == ["Sergeant Nicholas Tupper"]
