"""Files of `static/` that pages load together, as one (`static/joined.toml`)."""

import re
import tomllib
from functools import cache
from pathlib import PurePosixPath
from typing import Any

from core.config import ROOT
from core.trimmed import trimmed

STATIC = ROOT / "static"

# An address that a sheet gives from where it lies: not another host's, not from the top, not the file itself.
_BESIDE = re.compile(r"""(?<=url\()(["']?)(?!["']?(?:data:|https?:|/|\#))""")


@cache
def joined_files() -> dict[str, tuple[str, ...]]:
    """What each is made of, in its order, by its name."""
    return {name: tuple(parts) for name, parts in _written()["files"].items()}


@cache
def classes_of(folder: str) -> frozenset[str]:
    """Those of a library that pages have."""
    return frozenset(_written()["classes"][folder])


@cache
def joined(name: str) -> str:
    """The text of one of them."""
    end = ";\n" if name.endswith(".js") else "\n"  # a script may leave the sign out that parts it from the next
    return "".join(f"{_moved(part, name)}{end}" for part in joined_files()[name])


@cache
def _written() -> dict[str, Any]:
    return tomllib.loads((STATIC / "joined.toml").read_text("utf-8"))


def _moved(part: str, name: str) -> str:
    """The part as it reads from where the whole lies."""
    text = (STATIC / part).read_text("utf-8")
    if not name.endswith(".css"):
        return text
    way = "../" * (len(PurePosixPath(name).parts) - 1)
    folder = PurePosixPath(part).parent
    if str(folder) in _written()["classes"]:
        text = trimmed(text, classes_of(str(folder)))
    return _BESIDE.sub(rf"\g<1>{way}{'' if folder == PurePosixPath('.') else f'{folder}/'}", text)
