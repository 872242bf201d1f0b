"""Settings: what is missing or weak is refused in one sentence that never repeats a key."""

from contextlib import nullcontext
from pathlib import Path

import pytest

from core.config import DEMONSTRATION_KEYS, Settings, SettingsError, data_keys
from core.crypto import new_key

RIGHT = {"STEGI_SECRET_KEY": "a key for tests and for nothing else", "STEGI_DATA_KEYS": f"1:{new_key()}"}


def test_keys_that_are_right_are_taken():
    settings = Settings.from_environment(RIGHT)
    assert (settings.secret_key, settings.data_keys.current) == (RIGHT["STEGI_SECRET_KEY"], 1)


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("STEGI_SECRET_KEY", "", "STEGI_SECRET_KEY is not set: give it 32 characters or more"),
        ("STEGI_SECRET_KEY", "melitzana", "STEGI_SECRET_KEY is too short: give it 32 characters or more"),
        ("STEGI_SECRET_KEY", "x" * 40, "STEGI_SECRET_KEY is too regular: give it 32 characters or more"),
        ("STEGI_DATA_KEYS", "", "STEGI_DATA_KEYS is not set: `stegi keys new` makes a key"),
        ("STEGI_DATA_KEYS", "melitzana", "STEGI_DATA_KEYS cannot be used, each key begins with its number"),
        ("STEGI_DATA_KEYS", "1:melitzana", "STEGI_DATA_KEYS cannot be used, key 1 is not base64"),
        ("STEGI_DATA_KEYS", "1:" + "Ab3d" * 9, "STEGI_DATA_KEYS cannot be used, key 1 has 27 bytes"),
        ("STEGI_DATA_KEYS", "1:" + "A" * 43 + "=", "STEGI_DATA_KEYS cannot be used, key 1 is too regular"),
    ],
)
def test_a_missing_or_weak_key_is_refused(name: str, value: str, says: str):
    with pytest.raises(SettingsError) as refusal:
        Settings.from_environment(RIGHT | {name: value})
    message = str(refusal.value)
    key = value.rpartition(":")[2]
    assert message.startswith(says)
    assert not key or key not in message
    assert "\n" not in message


@pytest.mark.parametrize("value", ["0", "-1", "12.5", "x", "²", "100000"])
def test_a_span_that_makes_no_sense_is_refused(value: str):
    with pytest.raises(SettingsError, match="STEGI_SESSION_HOURS is .*: give it a whole number from 1 to 168"):
        Settings.from_environment(RIGHT | {"STEGI_SESSION_HOURS": value})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("STEGI_GEOCODER_URL", "secret.example.org"),
        ("STEGI_GEOCODER_URL", "ftp://secret.example.org"),
        ("STEGI_ROUTING_URL", "ftp://secret.example.org"),
        ("STEGI_TILE_URL", "https://secret.example.org; script-src *"),
        ("STEGI_TILE_URL", "https://secret.example.org/{z}/{x}.png"),
        ("STEGI_DOCUMENT_ENDPOINT", "secret:9000"),
        ("STEGI_DOCUMENT_STORE", "/srv/secret"),
        ("STEGI_DOCUMENT_STORE", "s3://"),
        ("STEGI_DATABASE_URL", "mysql://stegi:secret@db/stegi"),
        ("STEGI_DATABASE_URL", "postgresql+asyncpg://stegi:secret@db/stegi"),
        ("STEGI_DATABASE_URL", "secret.sqlite"),
    ],
)
def test_an_address_that_is_none_is_refused_and_not_repeated(name: str, value: str):
    with pytest.raises(SettingsError, match=f"^{name} ") as refusal:
        Settings.from_environment(RIGHT | {name: value})
    assert "secret" not in str(refusal.value)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("STEGI_GEOCODER_URL", "http://127.0.0.1:8080"),
        ("STEGI_TILE_URL", "https://{s}.tiles.example/{z}/{x}/{y}.png?key=1"),
        ("STEGI_TILE_URL", "https://tiles.example/ground.pmtiles"),
        ("STEGI_TILE_FILE", "/srv/ground.pmtiles"),
        ("STEGI_DOCUMENT_STORE", "s3://bucket/prefix"),
        ("STEGI_DOCUMENT_STORE", "file:///srv/documents"),
    ],
)
def test_an_address_is_taken_as_it_is(name: str, value: str):
    assert value in repr(Settings.from_environment(RIGHT | {name: value}))


def test_a_file_of_tiles_without_a_folder_lies_in_the_instance_s(tmp_path: Path):
    settings = Settings.from_environment(RIGHT | {"STEGI_INSTANCE": str(tmp_path), "STEGI_TILE_FILE": "a.pmtiles"})
    assert settings.tile_file == tmp_path / "a.pmtiles"


def test_tiles_come_from_one_source():
    both = {"STEGI_TILE_FILE": "a.pmtiles", "STEGI_TILE_URL": "https://tiles.example/{z}/{x}/{y}.png"}
    with pytest.raises(SettingsError, match="one of them gives the tiles"):
        Settings.from_environment(RIGHT | both)


def test_no_key_is_shown_with_the_settings():
    shown = repr(Settings.from_environment(RIGHT))
    assert RIGHT["STEGI_SECRET_KEY"] not in shown
    assert RIGHT["STEGI_DATA_KEYS"].partition(":")[2] not in shown


def test_neither_are_the_database_s_password_and_the_gateway_s_key():
    urls = {
        "STEGI_DATABASE_URL": "postgresql://stegi:melitzana@db/stegi",
        "STEGI_SMS_URL": "https://sms.example.org/send?key=melitzana",
    }
    assert "melitzana" not in repr(Settings.from_environment(RIGHT | urls))


@pytest.mark.parametrize(
    "number", ["GR00", "GR1601101250000000012300696", "GR16 0110 1250 0000 0000 1230 0", "melitzana"]
)
def test_an_account_that_pays_and_is_none_is_refused(number: str):
    with pytest.raises(SettingsError, match="^STEGI_DEBTOR_IBAN is no valid IBAN"):
        Settings.from_environment(RIGHT | {"STEGI_DEBTOR_IBAN": number})


def test_an_account_that_pays_is_taken_as_the_bank_writes_it():
    number = "GR16 0110 1250 0000 0001 2300 695"
    assert Settings.from_environment(RIGHT | {"STEGI_DEBTOR_IBAN": number}).debtor_iban == number


@pytest.mark.parametrize(
    ("url", "is_taken"),
    [
        ("https://sms.example.org/send?key=1", True),
        ("http://127.0.0.1:9000/send", True),
        ("http://sms.example.org/send", False),
        ("ftp://sms.example.org/send", False),
        ("https://", False),
        ("https://sms.example.org:x/", False),
    ],
)
def test_telephone_numbers_leave_by_https(url: str, is_taken: bool):
    with nullcontext() if is_taken else pytest.raises(SettingsError, match="STEGI_SMS_URL"):
        assert Settings.from_environment(RIGHT | {"STEGI_SMS_URL": url}).sms_url == url


@pytest.mark.parametrize(
    ("url", "is_taken"),
    [
        ("https://stegi.example.org", True),
        ("https://stegi.example.org:8443", True),
        ("http://localhost:8000", True),
        ("http://stegi.example.org", False),
        ("https://stegi.example.org/path", False),
        ("https://user@stegi.example.org", False),
        ("https://stegi.example.org:99999", False),
        ("stegi.example.org", False),
        ("https://[x", False),
    ],
)
def test_the_own_address_is_a_scheme_and_a_name(url: str, is_taken: bool):
    with nullcontext() if is_taken else pytest.raises(SettingsError, match="STEGI_ADDRESS"):
        assert Settings.from_environment(RIGHT | {"STEGI_ADDRESS": url}).address == url


def test_for_a_trial_the_own_address_is_without_https():
    environment = RIGHT | {"STEGI_ADDRESS": "http://stegi.example.org/", "STEGI_INSECURE_HTTP": "1"}
    assert Settings.from_environment(environment).address == "http://stegi.example.org"


def test_a_demonstration_makes_its_own_keys_and_keeps_them(tmp_path: Path):
    environment = {"STEGI_INSTANCE": str(tmp_path / "instance")}
    made = Settings.from_environment(environment, demonstration=True).data_keys
    assert data_keys(environment, demonstration=True) == made
    assert (tmp_path / "instance" / DEMONSTRATION_KEYS).stat().st_mode & 0o777 == 0o600


def test_a_demonstration_takes_the_keys_it_is_given(tmp_path: Path):
    environment = {"STEGI_INSTANCE": str(tmp_path)} | RIGHT
    assert data_keys(environment, demonstration=True) == data_keys(environment)
    assert not list(tmp_path.iterdir())


def test_an_installation_in_earnest_never_takes_the_keys_of_a_demonstration(tmp_path: Path):
    environment = {"STEGI_INSTANCE": str(tmp_path)}
    data_keys(environment, demonstration=True)
    with pytest.raises(SettingsError, match="STEGI_DATA_KEYS is not set"):
        data_keys(environment)
