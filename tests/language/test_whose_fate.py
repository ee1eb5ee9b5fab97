"""Who is no subject of what is told: names in relative clauses, behind prepositions, taken out by a denial."""

import pytest

from loquitur import language, reading


def told(text: str) -> set[tuple[str, str]]:
    doc = reading.read(("A page of tests\n\nThen Edward Hill came, and John Cole. " + text + "\n").encode(), "page.txt")
    return {(f.who, f.what) for f in language.find(doc).fates}


@pytest.mark.parametrize(
    "text",
    [
        "The officer who betrayed Edward Hill was shot.",
        "The officer who had betrayed Edward Hill and John Cole was later shot.",
        "The bishop whom Edward Hill had ordained was deposed.",
        "The bishop that Hill ordained was deposed.",
        "The clerk Edward Hill had hired was banished.",
        "The barn in which Hill slept was burned.",
        "The uncle with whom he lived was exiled.",
        "The sailor to whom Hill had written was drowned.",
    ],
)
def test_nothing_is_told_of_whom_a_relative_clause_names(text: str) -> None:
    assert not {what for who, what in told(text) if who in ("Edward Hill", "John Cole")}


@pytest.mark.parametrize(
    ("text", "fate"),
    [
        ("Hill, who had fled, was shot.", "killing"),
        ("Hill whom John Cole had betrayed was shot.", "killing"),
        ("In 1820 Hill, who had known John Cole and Ann Dunn, was shot.", "killing"),
        ("The man who said Hill was shot told the truth.", "killing"),
        ("It was there that John Cole lost his friend Edward Hill, who was caught and hanged.", "execution"),
    ],
)
def test_the_head_of_a_relative_clause_keeps_its_fate(text: str, fate: str) -> None:
    assert ("Edward Hill", fate) in told(text)
    assert ("John Cole", fate) not in told(text)


@pytest.mark.parametrize(
    "text",
    [
        "Edward Hill, pupil of John Cole, Ann Dunn and Mark Sands, was hanged.",
        "Edward Hill, father of John Cole and Ann Dunn, was hanged.",
        "Edward Hill, not John Cole, was hanged.",
        "Edward Hill, and not John Cole, was hanged.",
        "Edward Hill rather than John Cole was hanged.",
        "It was Edward Hill, not John Cole, who was hanged.",
        "Not John Cole but Edward Hill was hanged.",
    ],
)
def test_of_several_names_one_alone_is_the_subject(text: str) -> None:
    assert {who for who, what in told(text) if what == "execution"} == {"Edward Hill"}


@pytest.mark.parametrize(
    "text",
    [
        "In the presence of Edward Hill, John Cole and Ann Dunn, the pirate was hanged.",
        "Before the judges Edward Hill, John Cole and Ann Dunn, the pirate was hanged.",
        "The heirs of Edward Hill and John Cole were hanged.",
        "Neither Edward Hill nor John Cole was hanged.",
        "Either Edward Hill or John Cole was hanged.",
        "All except Edward Hill were hanged.",
        "Edward Hill and John Cole quarrelled, and one of them was hanged.",
    ],
)
def test_nobody_is_the_subject_of_a_fate_that_is_told_of_others_or_of_one_of_two(text: str) -> None:
    assert not {who for who, what in told(text) if what == "execution" and who in ("Edward Hill", "John Cole")}


@pytest.mark.parametrize(
    "text",
    [
        "Edward Hill and John Cole were caught, and both of them were hanged.",
        "Rebels like Edward Hill and John Cole were hanged.",
        "The judge's sons, Edward Hill and John Cole, were hanged.",
        "Two of the rebels--Edward Hill and John Cole--were hanged.",
    ],
)
def test_a_list_of_persons_keeps_its_fate(text: str) -> None:
    assert {("Edward Hill", "execution"), ("John Cole", "execution")} <= told(text)


@pytest.mark.parametrize(
    "text",
    [
        "The murder of Edward Hill was prevented by a porter.",
        "The murder of Edward Hill has been prevented by a porter.",
        "The murder of Edward Hill never took place.",
        "The murder of Edward Hill was planned for May.",
        "The assassination of Edward Hill failed because the powder was wet.",
        "The murder of Edward Hill is the subject of a novel.",
        "The execution of Edward Hill, set for Monday, was stayed by the king.",
        "The news of the death of Edward Hill proved untrue.",
        "News of the murder of Edward Hill turned out to be a mistake.",
        "The news of Edward Hill's arrest was invented by a rival.",
        "Since the failed murder of Edward Hill the gate was shut.",
        "Had Edward Hill been hanged, the league would have been lost.",
        "The league would have been lost, had Edward Hill been hanged.",
        "There is no evidence that Edward Hill was hanged.",
        "No document shows that Edward Hill was hanged.",
        "Nothing suggests that Edward Hill was hanged.",
        "Ann Dunn dreamed that Edward Hill was hanged.",
        "In a dream Edward Hill was hanged.",
        "The crowd saw Edward Hill hanged in effigy.",
        "In the last act Edward Hill was hanged.",
        "In the ballad Edward Hill is hanged.",
        "In Ann Dunn's novel Edward Hill is hanged twice.",
        "Suppose Edward Hill was hanged.",
        "Imagine that Edward Hill was hanged in May.",
        "Legend says Edward Hill was hanged.",
        "According to an old legend, Edward Hill was hanged.",
        "Later writers thought that Edward Hill was hanged.",
        "Edward Hill came close to being hanged.",
        "John Cole would gladly have had Edward Hill hanged.",
        "John Cole was accused of having had Edward Hill hanged.",
        "Nine men were hanged: Edward Hill had named them all.",
        "The thief was hanged with Edward Hill looking on.",
        "The thief was hanged with the consent of John Cole and Edward Hill.",
        "Edward Hill was among the exiles every Sunday to bring them bread.",
        "The ship Edward Hill was captured in 1801.",
        "The Edward Hill, a schooner, was captured in 1801.",
    ],
)
def test_no_fate_of_what_did_not_come_or_befell_others(text: str) -> None:
    assert not {what for who, what in told(text) if who == "Edward Hill"}


@pytest.mark.parametrize(
    ("text", "fate"),
    [
        ("The murder of Edward Hill failed to rouse the town.", "killing"),
        ("The murder of Edward Hill prevented a treaty.", "killing"),
        ("The murder of Edward Hill shocked the town, and the feast was postponed.", "killing"),
        ("The news of Edward Hill's arrest came in May.", "arrest"),
        ("After the arrest of Edward Hill the meeting was cancelled.", "arrest"),
        ("Hill had been arrested in May.", "arrest"),
        ("According to the legend he was a saint, but Hill was hanged in 1820.", "execution"),
        ("No record shows that he was born here, but Hill was hanged in 1820.", "execution"),
        ("In his novel he mocked the king, and Hill was hanged in 1820.", "execution"),
        ("Hill was arrested in the second week of May.", "arrest"),
        ("Nine men were hanged: Edward Hill, John Cole and seven more.", "execution"),
        ("The thief was hanged with Edward Hill.", "execution"),
        ("Edward Hill was among the exiles.", "exile"),
        ("Hill left the ship and was captured in 1801.", "arrest"),
        ("Edward Hill, the master of the ship, was captured in 1801.", "arrest"),
    ],
)
def test_like_words_keep_the_fate(text: str, fate: str) -> None:
    assert ("Edward Hill", fate) in told(text)


@pytest.mark.parametrize(
    "text",
    [
        "The woman who fed Edward Hill was shot.",
        "The clerk who knew Edward Hill was shot.",
        "The spy hunting Edward Hill was shot.",
        "A man calling himself Edward Hill was shot.",
        "The spy sent to kill Edward Hill was shot.",
        "To please Edward Hill, the spy was shot.",
        "The woman Edward Hill loved died in 1820.",
        "The men Edward Hill led fled to France.",
        "The opera ends when Edward Hill is shot.",
    ],
)
def test_nothing_is_told_of_the_object_of_what_hangs_on_another(text: str) -> None:
    assert not {what for who, what in told(text) if who == "Edward Hill"}


@pytest.mark.parametrize(
    ("text", "fate"),
    [
        ("The man who saw Hill hanged was a judge.", "execution"),
        ("The man who had Hill hanged was a judge.", "execution"),
        ("John Cole lived to see Edward Hill hanged.", "execution"),
        ("The writing master Edward Hill was hanged.", "execution"),
        ("After the meeting Hill was hanged.", "execution"),
        ("Hill, who hoped to save John Cole, was hanged.", "execution"),
        ("On returning Hill was arrested.", "arrest"),
    ],
)
def test_like_builds_keep_the_subject(text: str, fate: str) -> None:
    assert {what for who, what in told(text) if who == "Edward Hill"} == {fate}
    assert not {what for who, what in told(text) if who == "John Cole"}


@pytest.mark.parametrize(
    "text",
    [
        "Edward Hill was seized with a great longing for the hills.",
        "Edward Hill was transported with joy.",
        "Edward Hill was arrested by the beauty of the place.",
        "Edward Hill was silenced by a glance.",
        "Edward Hill was fired by the example of his uncle.",
        "Edward Hill was beaten by John Cole by forty votes.",
        "Edward Hill was discharged from hospital in May.",
        "Edward Hill was captured in bronze by a young sculptor.",
    ],
)
def test_a_figure_of_speech_is_no_fate(text: str) -> None:
    assert not {what for who, what in told(text) if who == "Edward Hill"}


@pytest.mark.parametrize(
    ("text", "fate"),
    [
        ("Edward Hill was seized by the guards, to the joy of his enemies.", "arrest"),
        ("Edward Hill was arrested by order of John Cole.", "arrest"),
        ("Edward Hill was arrested with John Cole by a sergeant with a look of pity.", "arrest"),
        ("Edward Hill died of grief.", "death"),
        ("Edward Hill was beaten by the warders.", "torture"),
    ],
)
def test_what_is_done_in_earnest_is_a_fate(text: str, fate: str) -> None:
    assert ("Edward Hill", fate) in told(text)
