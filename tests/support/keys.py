"""The same data keys for every test, in this process and in the commands that a test starts."""

import os
from collections.abc import Iterator

import pytest

from core.crypto import KeyRing
from core.sealed import install_keys

TEXT = "1:7c7cH0H5o3bp5/Qm0hqZ3yJ0bXGQk2w5Yt8iZ1nA9vE="
DATA_KEYS = KeyRing.from_text(TEXT)


def pytest_configure(config: pytest.Config) -> None:
    """Before anything is imported that could ask for them."""
    os.environ["STEGI_DATA_KEYS"] = TEXT
    install_keys(DATA_KEYS)


@pytest.fixture
def own_keys() -> Iterator[None]:
    """For a test that installs other keys: afterwards the usual ones are back."""
    yield
    install_keys(DATA_KEYS)
