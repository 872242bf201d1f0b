"""Keys, seals and blind indexes."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.crypto import CannotOpen, KeyRing, new_key, number_of

OLD, NEW = f"1:{new_key()}", f"2:{new_key()}"
RING = KeyRing.from_text(f"{NEW},{OLD}")


@given(st.binary())
def test_what_is_sealed_opens_again_in_its_place(plain: bytes):
    sealed = RING.seal(plain, "landlord.phone")
    assert RING.open(sealed, "landlord.phone") == plain
    assert number_of(sealed) == 2


def test_the_same_text_is_never_sealed_alike():
    assert RING.seal(b"GR16", "household.iban") != RING.seal(b"GR16", "household.iban")


def test_a_key_taken_over_still_opens_what_it_sealed():
    sealed = KeyRing.from_text(OLD).seal(b"+302810990001", "landlord.phone")
    assert RING.open(sealed, "landlord.phone") == b"+302810990001"
    with pytest.raises(CannotOpen):
        KeyRing.from_text(NEW).open(sealed, "landlord.phone")


@pytest.mark.parametrize("at", [0, 1, 5, 20, -1])
def test_a_changed_byte_is_found(at: int):
    sealed = bytearray(RING.seal(b"+302810990001", "landlord.phone"))
    sealed[at] ^= 1
    with pytest.raises(CannotOpen):
        RING.open(bytes(sealed), "landlord.phone")


@pytest.mark.parametrize("sealed", [b"", b"\0", b"\0\2", b"\0\2short"], ids=repr)
def test_what_was_never_sealed_does_not_open(sealed: bytes):
    with pytest.raises(CannotOpen):
        RING.open(sealed, "landlord.phone")


def test_what_was_sealed_for_one_column_opens_in_no_other():
    with pytest.raises(CannotOpen):
        RING.open(RING.seal(b"123456783", "landlord.afm"), "person.afm")


def test_a_blind_index_is_equal_for_equal_values_of_one_place_and_one_key():
    assert RING.index("123456783", "landlord.afm") == RING.index("123456783", "landlord.afm")
    others = [
        RING.index("123456784", "landlord.afm"),
        RING.index("123456783", "person.afm"),
        KeyRing.from_text(OLD).index("123456783", "landlord.afm"),
    ]
    assert RING.index("123456783", "landlord.afm") not in others


def test_a_search_in_the_middle_of_a_rotation_finds_rows_of_both_keys():
    before = KeyRing.from_text(OLD).index("123456783", "landlord.afm")
    assert set(RING.indexes("123456783", "landlord.afm")) == {before, RING.index("123456783", "landlord.afm")}


@pytest.mark.parametrize(
    ("text", "why"),
    [
        pytest.param("", "there is no key", id="empty"),
        pytest.param(f"{OLD},{OLD}", "the number 1 stands there twice", id="twice"),
        pytest.param(new_key(), "each key begins with its number", id="no-number"),
        pytest.param(f"0:{new_key()}", "each key begins with its number", id="number-zero"),
        pytest.param("1:Ñandú", "key 1 is not base64", id="not-base64"),
        pytest.param("1:" + base64.b64encode(bytes(range(31))).decode(), "key 1 has 31 bytes", id="short"),
        pytest.param("1:" + base64.b64encode(b"0123" * 8).decode(), "key 1 is too regular", id="regular"),
    ],
)
def test_keys_that_are_none_are_refused_without_being_repeated(text: str, why: str):
    with pytest.raises(ValueError, match=why) as refusal:
        KeyRing.from_text(text)
    key = text.partition(":")[2]
    assert not key or key not in str(refusal.value)


def test_keys_are_never_shown():
    assert NEW.partition(":")[2] not in repr(RING)
    assert repr(RING) == "KeyRing()"
