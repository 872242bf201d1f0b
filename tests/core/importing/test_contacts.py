import pytest

from core.importing.cells import Unreadable
from core.importing.contacts import phone


@pytest.mark.parametrize(
    ("cell", "better"),
    [
        ("2810 123456 / 6971111111", "6971111111"),
        ("2810 123456, 2810 654321", "2810 123456"),
        ("6971111111 και 6972222222", "6971111111"),
        ("697111 / 2810 123456", "2810 123456"),
        ("+306971111111 - 2810 123456", "+306971111111"),
    ],
)
def test_of_several_telephones_one_is_offered(cell: str, better: str) -> None:
    with pytest.raises(Unreadable, match="more than one phone number") as error:
        phone(cell)
    assert (error.value.code, error.value.better) == ("several-phones", better)


@pytest.mark.parametrize("cell", ["2810/12345", "697111 / 281012"])
def test_of_what_is_none_nothing_is_offered(cell: str) -> None:
    with pytest.raises(Unreadable, match="is not a phone number") as error:
        phone(cell)
    assert error.value.better == ""
