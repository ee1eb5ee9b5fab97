"""One person with everything the record holds on them."""

from loquitur.record import Record

PAPERS = {
    "a.txt": "In 1921 President Anna Brandt opened the bridge. “The bridge is yours,” said Anna Brandt.\n",
    "b.txt": "Anna Brandt, then governor of Northmark, spoke first.\n\nKarl Weber said: “Brandt must go at once.”\n",
    "c.txt": "Brandt was elected chairwoman of the Mill Board in 1930. Governor Lane was absent.\n",
}


def test_names_have_reasons(record: Record) -> None:
    told = record.profile("Brandt")
    assert [(n.name, n.reason) for n in told.names] == [
        ("Anna Brandt", "the fullest form"),
        ("Brandt", "a shorter form of Anna Brandt"),
    ]


def test_person_is_found_by_id_and_by_a_joined_one(record: Record) -> None:
    told = record.profile("Anna Brandt").person
    assert record.profile(told.id).person == told
    weber = record.profile("Karl Weber").person
    record.merge("Anna Brandt", "Karl Weber")
    assert record.profile(weber.id).person.id == record.profile(told.id).person.id


def test_offices_are_dated_and_keep_their_passage(record: Record) -> None:
    offices = {o.title: o for o in record.profile("Anna Brandt").offices}
    assert set(offices) == {"President", "governor of Northmark", "chairwoman of the Mill Board"}
    assert (offices["President"].first, offices["President"].stated) == ("1921", True)
    assert offices["governor of Northmark"].first is None
    assert offices["chairwoman of the Mill Board"].passages[0].text.startswith("Brandt was elected")


def test_what_others_say_of_a_person_is_apart_from_what_they_say(record: Record) -> None:
    told = record.profile("Anna Brandt")
    assert [s.speaker for s in told.said] == ["Anna Brandt"]
    assert [s.speaker for s in told.about] == ["Karl Weber"]
