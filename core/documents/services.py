"""What is done with documents: added, opened, replaced, withdrawn. Their content is sealed before it leaves here."""

from datetime import datetime
from hashlib import sha256
from typing import TypeVar

from sqlalchemy import ColumnElement, Select, exists, select
from sqlalchemy.orm import Session, joinedload

from core.audit import record
from core.auth.models import User
from core.auth.permissions import Permission
from core.crypto import CannotOpen
from core.documents.content import CheckedFile
from core.documents.files import FileStore
from core.documents.models import Document, DocumentKind, DocumentWithdrawal
from core.documents.sweep import SWEEP
from core.errors import Forbidden, NotFound, Refused
from core.jobs import enqueue
from core.sealed import keys
from core.text import N_, Sentence

Kind = TypeVar("Kind", bound=Document)

_PLACE = "document.content"
_NO_SUCH = Sentence(N_("There is no such document."))
_LOST = Sentence(N_("The content of this document is not where it should be. Tell the administrator."))


def upload(file: CheckedFile, store: FileStore) -> None:
    """Bring the content to where it will lie. Comes before the transaction that writes: a slow store holds nobody up.

    What no row calls for in the end goes with the next sweep.
    """
    for content in _contents(file):
        address = address_of(content)
        store.write(address, keys().seal(content, place_of(address)))


def add_document(
    session: Session, document: Kind, file: CheckedFile, *, kind: DocumentKind, store: FileStore, actor: User | None,
    at: datetime, replaces: Document | None = None,
) -> Kind:  # fmt: skip
    """Keep a file. `document` is a new row of a package's own kind that says what it belongs to.

    The row is flushed first, then its content is looked for, which `upload` brought before: from here on a sweep waits,
    so that a row that is there has its content. What a sweep took away in between is written again.
    """
    document.kind, document.name, document.media_type = kind, file.name, file.media_type
    document.size, document.address = len(file.content), address_of(file.content)
    document.thumbnail_address = address_of(file.thumbnail) if file.thumbnail else None
    document.added_by_id, document.added_at = actor.id if actor else None, at
    if replaces is not None:
        _refuse_gone(session, replaces)
        document.replaces_id = replaces.id
    session.add(document)
    session.flush()
    if not all(store.holds(address_of(content)) for content in _contents(file)):
        upload(file, store)
    record(session, "add-document", document, actor=actor)
    return document


def get_document(session: Session, document_id: int, actor: User) -> Document:
    """The document, for those who may look at the row it belongs to."""
    document = _find_document(session, document_id, actor)
    _refuse_without(document.asks_to_open, document, actor)
    return document


def get_document_to_change(session: Session, document_id: int, actor: User) -> Document:
    """The document, for those who may change the row it belongs to."""
    document = _find_document(session, document_id, actor)
    _refuse_without(document.asks_to_change, document, actor)
    return document


def content_of(document: Document, store: FileStore) -> bytes:
    """What the file holds. Raises Refused when it was withdrawn, or when the store has lost it."""
    return _read(document, document.address, store)


def thumbnail_of(document: Document, store: FileStore) -> bytes:
    """The small JPEG of a picture. Raises Refused as `content_of`, and NotFound for what has none."""
    if document.thumbnail_address is None:
        raise NotFound(_NO_SUCH)
    return _read(document, document.thumbnail_address, store)


def _read(document: Document, address: str, store: FileStore) -> bytes:
    if document.withdrawal is not None:
        raise Refused(Sentence(N_("This document was withdrawn.")))
    try:
        return keys().open(store.read(address), place_of(address))
    except (FileNotFoundError, CannotOpen) as error:
        raise Refused(_LOST) from error


def withdraw_document(session: Session, document: Document, *, actor: User, at: datetime) -> None:
    """Take a document back that should not be here. Its content goes with the sweep that this asks for."""
    _refuse_gone(session, document)
    document.withdrawal = DocumentWithdrawal(withdrawn_by_id=actor.id, withdrawn_at=at)
    record(session, "withdraw-document", document, actor=actor)
    enqueue(session, SWEEP, actor=actor, at=at, key=SWEEP)


def current(query: Select[Kind]) -> Select[Kind]:
    """Of the documents that a query finds those that hold: neither replaced nor withdrawn, the newest first."""
    return (
        query.where(~_is_replaced(), ~Document.withdrawal.has())
        .options(joinedload(Document.added_by))
        .order_by(Document.added_at.desc(), Document.id.desc())
    )


def _find_document(session: Session, document_id: int, actor: User) -> Document:
    document = session.get(Document, document_id)
    if document is None:
        raise NotFound(_NO_SUCH)
    if not actor.sees_centre(document.centre_id):
        raise Forbidden(Sentence(N_("This document belongs to another centre.")))
    return document


def _refuse_without(permission: Permission, document: Document, actor: User) -> None:
    if not actor.may(permission, document.centre_id):
        raise Forbidden(Sentence(N_("Your role does not include what this document belongs to.")))


def _is_replaced() -> ColumnElement[bool]:
    newer = Document.__table__.alias()
    return exists().where(newer.c.replaces_id == Document.id)


def _refuse_gone(session: Session, document: Document) -> None:
    is_replaced = session.scalar(select(Document.id).where(Document.replaces_id == document.id))
    if document.withdrawal is not None or is_replaced is not None:
        raise Refused(Sentence(N_("This document was replaced or withdrawn already.")))


def _contents(file: CheckedFile) -> list[bytes]:
    return [content for content in (file.content, file.thumbnail) if content]


def address_of(content: bytes) -> str:
    """A keyed hash: the same content twice lies in one file, and nobody without the keys can tell what lies there."""
    return keys().index(sha256(content).hexdigest(), _PLACE).hex()


def place_of(address: str) -> str:
    """Sealed for its own address, a file put in another's place does not open."""
    return f"{_PLACE} {address}"
