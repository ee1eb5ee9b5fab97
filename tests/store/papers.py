"""Papers about a bank, and a record that holds them."""

import sqlite3
from pathlib import Path

from loquitur import language, reading
from loquitur.store.store import Store

PAPERS = {
    "page.txt": "A page about a bank\n\nStone said: “The vault is empty.” Then Hill denounced Stone in 1921.\n",
    "letter.txt": "Dear Adam Hill,\n\nMiss Stone wrote: “Nothing was ever paid, and nobody asked.”\n\nYours, E. Marsh\n",
    "news.txt": "The Gazette, 4 May 1921.\n\n“I never saw the books,” said Adam Hill. He resigned in June.\n",
}


def put(store: Store, name: str, text: str) -> str:
    """The id of a text that was added under a name."""
    doc = reading.read(text.encode(), name)
    store.put(doc, text.encode(), language.find(doc))
    return doc.id


def made(folder: Path, papers: dict[str, str] = PAPERS) -> Store:
    """A record of papers, open for writing."""
    store = Store.create(folder)
    for name, text in papers.items():
        put(store, name, text)
    return store


def as_of_schema_1(folder: Path) -> None:
    """The record stands as one made before there was a log."""
    base = sqlite3.connect(folder / "record.sqlite")
    base.executescript(
        "DROP TABLE alias_keys; DROP TABLE ties; DROP INDEX metadata_by_value; DROP INDEX documents_by_text;"
    )
    base.executescript("DROP TABLE log_entries; DROP TABLE log_nodes; PRAGMA user_version = 1; VACUUM;")
    base.close()
    (folder / "keys" / "record.key").unlink()
