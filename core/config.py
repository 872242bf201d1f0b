"""Settings, read once from the environment (all names start with STEGI_; docs/settings.md lists them)."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from urllib.parse import SplitResult

from stdnum import iban

from core.crypto import KeyRing, new_key
from core.setting_addresses import is_archive, is_database, is_of_the_web, is_store, keeps_secrets, parts_of

ROOT = Path(__file__).resolve().parent.parent
WEAK_KEY_LENGTH = 32  # characters; shorter keys are refused outside demonstration and tests
FEWEST_LETTERS = 8  # different ones in a key; what has fewer was typed and not drawn
DEMONSTRATION_KEYS = "demo-keys"  # the file with the demonstration's data keys, in its instance folder

ROUTING_KINDS = ("osrm", "valhalla")

DEMONSTRATION_DEBTOR = ("Στέγη, επίδειξη", "GR1601101250000000012300695")  # nobody's account: a published example


NAMES = frozenset({
    "STEGI_ADDRESS", "STEGI_DATABASE_URL", "STEGI_DATA_KEYS", "STEGI_DEBTOR_BIC", "STEGI_DEBTOR_IBAN",
    "STEGI_DEBTOR_NAME", "STEGI_DOCUMENT_ENDPOINT", "STEGI_DOCUMENT_STORE", "STEGI_GEOCODER_URL",
    "STEGI_HOUSEHOLD_SESSION_DAYS", "STEGI_INSECURE_HTTP", "STEGI_INSTANCE", "STEGI_MAIL_FROM", "STEGI_PROXIES",
    "STEGI_PSEUDO_LANGUAGE", "STEGI_ROUTING_KIND", "STEGI_ROUTING_URL",
    "STEGI_REGION", "STEGI_SECRET_KEY", "STEGI_SESSION_HOURS", "STEGI_SESSION_IDLE_MINUTES", "STEGI_SMS_TOKEN",
    "STEGI_SMS_URL", "STEGI_SMTP_URL", "STEGI_STALE_AFTER_DAYS", "STEGI_STALL_AFTER_DAYS", "STEGI_TILE_ATTRIBUTION",
    "STEGI_TILE_FILE", "STEGI_TILE_URL",
})  # fmt: skip
_MAKE_A_KEY = "`stegi keys new` makes a key and says what to do with it"


class SettingsError(Exception):
    """A setting is missing or wrong; the message names it and says what to do."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that differs from site to site."""

    database_url: str = field(repr=False)  # perhaps with a password
    secret_key: str = field(repr=False)
    data_keys: KeyRing  # seal what is written about people; never shown
    instance: Path = ROOT / "instance"
    demonstration: bool = False  # shows the demonstration accounts' reusable link, allows the demonstration scheme
    testing: bool = False  # cheap password hashes; set by tests alone
    pseudo_language: bool = False  # also offers the pseudo-language (core.i18n): a demonstration that is told so
    address: str | None = None  # where people reach the service; None: where the browser says, on this machine alone
    https: bool = True  # cookies only over https; off for the loopback demonstration
    proxies: int = 0  # servers in front of this one that say whom they speak for; without them nobody is believed
    session_idle: timedelta = timedelta(minutes=60)  # without a request, and somebody of the staff is signed out
    session_longest: timedelta = timedelta(hours=12)  # and at the latest after this
    household_session: timedelta = timedelta(days=7)  # how long a household stays inside by one link
    stale_after: timedelta = timedelta(days=14)  # so long an advert is believed that nobody confirms
    stall_after: timedelta = timedelta(days=7)  # so long may an accepted offer wait for its lease
    region: str | None = None  # which part of the country maps show, by its outline in `static/land`
    geocoder_url: str | None = None  # a Nominatim service; None: stored answers and the bundled gazetteer only
    routing_url: str | None = None  # a service that knows ways on foot and by bus; None: as the crow flies alone
    routing_kind: str = ROUTING_KINDS[0]
    tile_url: str | None = None  # an address of tiles for maps; None: no request leaves the service
    tile_file: Path | None = None  # or a PMTiles archive that this service shows tiles from
    tile_attribution: str = ""
    document_store: str | None = None  # a folder or an S3-compatible store; None: a folder of the instance
    document_endpoint: str | None = None  # of an S3-compatible service that is not Amazon's
    smtp_url: str | None = field(default=None, repr=False)  # the mail server, perhaps with a password
    mail_from: str = ""  # the address that e-mail comes from
    sms_url: str | None = field(default=None, repr=False)  # a gateway for SMS, perhaps with a key in its query
    sms_token: str = field(default="", repr=False)
    debtor_name: str = ""  # who pays: the account that bank files are drawn on
    debtor_iban: str = ""
    debtor_bic: str | None = None

    def cookie_name(self, name: str) -> str:
        """Under https a name that browsers accept from this host alone, over https, for all of it."""
        return f"__Host-{name}" if self.https else name

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] = os.environ, *, demonstration: bool = False) -> "Settings":
        """Read the settings; outside demonstration a missing or weak key raises SettingsError."""
        debtor = DEMONSTRATION_DEBTOR if demonstration else ("", "")
        return cls(
            database_url=database_url(environ),
            secret_key=_secret_key(environ, demonstration=demonstration),
            data_keys=data_keys(environ, demonstration=demonstration),
            instance=instance_folder(environ),
            demonstration=demonstration,
            pseudo_language=demonstration and environ.get("STEGI_PSEUDO_LANGUAGE") == "1",
            address=_address(environ),
            https=not demonstration and environ.get("STEGI_INSECURE_HTTP") != "1",
            proxies=_whole(environ, "STEGI_PROXIES", 0, least=0, most=5),
            session_idle=timedelta(minutes=_whole(environ, "STEGI_SESSION_IDLE_MINUTES", 60, most=24 * 60)),
            session_longest=timedelta(hours=_whole(environ, "STEGI_SESSION_HOURS", 12, most=7 * 24)),
            household_session=timedelta(days=_whole(environ, "STEGI_HOUSEHOLD_SESSION_DAYS", 7, most=31)),
            stale_after=timedelta(days=_whole(environ, "STEGI_STALE_AFTER_DAYS", 14, most=365)),
            stall_after=timedelta(days=_whole(environ, "STEGI_STALL_AFTER_DAYS", 7, most=365)),
            region=region_key(environ),
            geocoder_url=_web_address(environ, "STEGI_GEOCODER_URL"),
            routing_url=_web_address(environ, "STEGI_ROUTING_URL"),
            routing_kind=_routing_kind(environ),
            tile_url=_tile_url(environ),
            tile_file=_tile_file(environ),
            tile_attribution=environ.get("STEGI_TILE_ATTRIBUTION", ""),
            document_store=_document_store(environ),
            document_endpoint=_web_address(environ, "STEGI_DOCUMENT_ENDPOINT"),
            smtp_url=_smtp_url(environ),
            mail_from=environ.get("STEGI_MAIL_FROM", ""),
            sms_url=_sms_url(environ),
            sms_token=environ.get("STEGI_SMS_TOKEN", ""),
            debtor_name=environ.get("STEGI_DEBTOR_NAME", debtor[0]),
            debtor_iban=_iban(environ, debtor[1]),
            debtor_bic=environ.get("STEGI_DEBTOR_BIC") or None,
        )


def database_url(environ: Mapping[str, str] = os.environ) -> str:
    """Where the rows are; all that most commands need to know. What is refused is not repeated: it may be secret."""
    url = environ.get("STEGI_DATABASE_URL")
    if url and not is_database(url):
        raise SettingsError(
            "STEGI_DATABASE_URL is no address of a database that can be used: "
            "it is sqlite:///file or postgresql://user:password@host/name"
        )
    return url or f"sqlite:///{instance_folder(environ) / 'stegi.sqlite'}"


def documents_at(environ: Mapping[str, str] = os.environ) -> tuple[str, str | None]:
    """Where documents lie, and the endpoint of a store that is not Amazon's."""
    url = _document_store(environ) or (instance_folder(environ).absolute() / "documents").as_uri()
    return url, _web_address(environ, "STEGI_DOCUMENT_ENDPOINT")


def region_key(environ: Mapping[str, str] = os.environ) -> str | None:
    """The region of the country that the service is for: one of those whose outline is there."""
    key = environ.get("STEGI_REGION") or None
    known = sorted(path.stem for path in (ROOT / "static" / "land").glob("*.js"))
    if key and key not in known:
        raise SettingsError(f"STEGI_REGION names no region that there is data for: it is one of {', '.join(known)}")
    return key


def data_keys(environ: Mapping[str, str] = os.environ, *, demonstration: bool = False) -> KeyRing:
    """The keys that seal what is written about people; a demonstration without any makes its own and keeps them."""
    text = environ.get("STEGI_DATA_KEYS", "")
    if demonstration and not text:
        text = _demonstration_keys(instance_folder(environ) / DEMONSTRATION_KEYS)
    if not text:
        raise SettingsError(f"STEGI_DATA_KEYS is not set: {_MAKE_A_KEY}")
    try:
        return KeyRing.from_text(text)
    except ValueError as error:
        raise SettingsError(f"STEGI_DATA_KEYS cannot be used, {error}: {_MAKE_A_KEY}") from None


def _demonstration_keys(path: Path) -> str:
    """What is in the file, for the eyes of this machine's user alone; without a file a fresh key."""
    if not path.exists():
        make_folder(path.parent)
        with open(path, "x", encoding="ascii", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
            file.write(f"1:{new_key()}\n")
    return path.read_text(encoding="ascii").strip()


def make_folder(folder: Path) -> None:
    """For its owner alone, where it is not there yet."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise SettingsError(f"The folder {folder} cannot be made: {error.strerror}") from error


def _web_address(environ: Mapping[str, str], name: str) -> str | None:
    """An address of the web, which is never repeated: it may hold a password."""
    url = environ.get(name) or None
    if url and not is_of_the_web(url):
        raise SettingsError(f"{name} is no address of the web: it begins with https:// or http://, then names a host")
    return url


def _routing_kind(environ: Mapping[str, str]) -> str:
    kind = environ.get("STEGI_ROUTING_KIND") or ROUTING_KINDS[0]
    if kind not in ROUTING_KINDS:
        raise SettingsError(f"STEGI_ROUTING_KIND is {kind!r}: it is {' or '.join(ROUTING_KINDS)}")
    return kind


def _tile_url(environ: Mapping[str, str]) -> str | None:
    url = _web_address(environ, "STEGI_TILE_URL")
    if url and not all(part in url for part in ("{z}", "{x}", "{y}")) and not is_archive(url):
        raise SettingsError("STEGI_TILE_URL needs {z}, {x} and {y} where a tile's place stands, or ends in .pmtiles")
    return url


def _tile_file(environ: Mapping[str, str]) -> Path | None:
    """A name alone is that of a file in the instance's folder."""
    name = environ.get("STEGI_TILE_FILE") or None
    if name and environ.get("STEGI_TILE_URL"):
        raise SettingsError("STEGI_TILE_FILE and STEGI_TILE_URL are both set: one of them gives the tiles")
    return instance_folder(environ) / name if name else None


def _document_store(environ: Mapping[str, str]) -> str | None:
    url = environ.get("STEGI_DOCUMENT_STORE") or None
    if url and not is_store(url):
        raise SettingsError("STEGI_DOCUMENT_STORE is no store: it is file:///folder or s3://bucket/prefix")
    return url


def _smtp_url(environ: Mapping[str, str]) -> str | None:
    url = environ.get("STEGI_SMTP_URL") or None
    if url and not url.startswith(("smtp://", "smtps://")):
        raise SettingsError("STEGI_SMTP_URL begins with smtp:// or smtps://, then user:password@host:port")
    if url and "@" not in environ.get("STEGI_MAIL_FROM", ""):
        raise SettingsError("STEGI_MAIL_FROM is not set: say from which address e-mail comes")
    return url


def _sms_url(environ: Mapping[str, str]) -> str | None:
    url = environ.get("STEGI_SMS_URL") or None
    if url and not keeps_secrets(_split("STEGI_SMS_URL", url)):
        raise SettingsError("STEGI_SMS_URL begins with https://: telephone numbers and the token go there")
    return url


def _iban(environ: Mapping[str, str], default: str) -> str:
    """The account that pays; its check digits and its country's length are right, or it is refused."""
    number = environ.get("STEGI_DEBTOR_IBAN", default)
    if number and not iban.is_valid(number):
        raise SettingsError("STEGI_DEBTOR_IBAN is no valid IBAN: compare it with the bank's paper")
    return number


def _address(environ: Mapping[str, str]) -> str | None:
    url = environ.get("STEGI_ADDRESS", "").rstrip("/")
    if not url:
        return None
    parts = _split("STEGI_ADDRESS", url)
    is_http_meant = parts.scheme == "http" and environ.get("STEGI_INSECURE_HTTP") == "1"
    if url != f"{parts.scheme}://{parts.netloc}" or "@" in url or not (is_http_meant or keeps_secrets(parts)):
        raise SettingsError("STEGI_ADDRESS is https:// and the name of the service: https://stegi.example.org")
    return url


def _split(name: str, url: str) -> SplitResult:
    parts = parts_of(url)
    if parts is None:
        raise SettingsError(f"{name} is no address such as https://stegi.example.org")
    return parts


def instance_folder(environ: Mapping[str, str] = os.environ) -> Path:
    """The folder for what the service writes itself."""
    return Path(environ.get("STEGI_INSTANCE", ROOT / "instance"))


def _whole(environ: Mapping[str, str], name: str, default: int, *, most: int, least: int = 1) -> int:
    """A whole number from `least` to `most`."""
    text = environ.get(name) or str(default)
    if not (text.isascii() and text.isdigit() and least <= int(text) <= most):
        raise SettingsError(f"{name} is {text!r}: give it a whole number from {least} to {most}")
    return int(text)


def _secret_key(environ: Mapping[str, str], *, demonstration: bool) -> str:
    key = environ.get("STEGI_SECRET_KEY", "")
    is_regular = len(set(key)) < FEWEST_LETTERS
    if len(key) >= WEAK_KEY_LENGTH and not is_regular:
        return key
    if demonstration:
        return key or secrets.token_urlsafe(WEAK_KEY_LENGTH)
    problem = "is not set" if not key else "is too short" if len(key) < WEAK_KEY_LENGTH else "is too regular"
    raise SettingsError(
        f"STEGI_SECRET_KEY {problem}: give it {WEAK_KEY_LENGTH} characters or more, "
        'for example from python3 -c "import secrets; print(secrets.token_urlsafe(48))"'
    )
