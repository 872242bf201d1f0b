"""The files of documents under a new key: the rows name them by an address, which stays."""

from collections import Counter
from collections.abc import Iterator, Mapping

from core.crypto import CannotOpen, number_of
from core.documents.files import FileStore
from core.documents.services import place_of
from core.errors import Refused
from core.sealed import keys
from core.text import N_, Sentence


def count_files_by_key(store: FileStore) -> Mapping[int, int]:
    """How many files are sealed under which key."""
    return Counter(number_of(sealed) for _, sealed in store.whole())


def seal_files_anew(store: FileStore) -> Iterator[int]:
    """Seal each file under the newest key that is not yet; gives 1 for each. A file is written whole or not at all."""
    for address, sealed in store.whole():
        if number_of(sealed) == keys().current:
            continue
        try:
            content = keys().open(sealed, place_of(address))
        except CannotOpen:
            msgid = N_("The keys of this service do not open %(place)s: it was sealed under others.")
            raise Refused(Sentence(msgid, {"place": place_of(address)})) from None
        store.write(address, keys().seal(content, place_of(address)))
        yield 1
