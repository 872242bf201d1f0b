"""Bring the files of others that we serve ourselves: `make vendor`.

`packages.json` names each package with its version, its licence, the checksum of its archive and the files we take.
The archive comes through npm, so the address of the registry is npm's business; what arrives is checked before it
is opened. The files are committed, so nobody needs npm to run or test the service.
"""

import base64
import hashlib
import json
import re
import shutil
import subprocess
import tarfile
import tempfile
import xml.etree.ElementTree as ET
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Any

VENDOR = Path(__file__).parent
SPRITE = VENDOR.parent / "icons.svg"
SVG = "http://www.w3.org/2000/svg"
SOURCE_MAP = re.compile(rb"\n?(/\*# sourceMappingURL=\S+ \*/|//# sourceMappingURL=\S+)\s*$")

Package = Mapping[str, Any]


def main() -> None:
    packages: list[Package] = json.loads((VENDOR / "packages.json").read_text("utf-8"))["packages"]
    for package in packages:
        with tempfile.TemporaryDirectory() as folder, tarfile.open(download(package, Path(folder))) as archive:
            take_files(package, archive)
            if "icons" in package:
                SPRITE.write_bytes(sprite(package, archive))
    (VENDOR / "README.md").write_text(table(packages), "utf-8")


def download(package: Package, folder: Path) -> Path:
    """The archive of one package, refused unless it is byte for byte the one that was chosen."""
    wanted = f"{package['name']}@{package['version']}"
    command = ["npm", "pack", "--silent", "--pack-destination", str(folder), wanted]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    (archive,) = folder.glob("*.tgz")
    found = "sha512-" + base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
    if found != package["integrity"]:
        raise SystemExit(f"{wanted}: the archive is {found}, packages.json expects {package['integrity']}")
    return archive


def take_files(package: Package, archive: tarfile.TarFile) -> None:
    folder = VENDOR / folder_name(package)
    shutil.rmtree(folder, ignore_errors=True)
    for name in [package["licence_file"], *package.get("files", [])]:
        target = folder / short_name(package, name)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(without_source_map(read(archive, name)))


def read(archive: tarfile.TarFile, name: str) -> bytes:
    member = archive.extractfile(f"package/{name}")
    if member is None:
        raise SystemExit(f"{name} is not a file of the archive")
    return member.read()


def folder_name(package: Package) -> str:
    return package["name"].removeprefix("@").replace("/", "-")


def short_name(package: Package, name: str) -> PurePosixPath:
    """Files lose the folders of their package, but for those below its `root`, which belong together."""
    path = PurePosixPath(name)
    root = package.get("root")
    return path.relative_to(root) if root and path.is_relative_to(root) else PurePosixPath(path.name)


def without_source_map(content: bytes) -> bytes:
    """Source maps are not served: a browser's tools would ask for them in vain."""
    return SOURCE_MAP.sub(b"\n", content)


def sprite(package: Package, archive: tarfile.TarFile) -> bytes:
    """One file with a symbol for each icon, to be shown by `<use href="icons.svg#name">`."""
    ET.register_namespace("", SVG)
    root = ET.Element(f"{{{SVG}}}svg")
    for name in package["icons"]:
        drawing = ET.fromstring(read(archive, f"icons/{name}.svg"))
        symbol = ET.SubElement(root, f"{{{SVG}}}symbol", id=name, viewBox=drawing.attrib["viewBox"])
        symbol.extend(drawing)
    ET.indent(root, space="")
    notice = f"<!-- {package['name']} {package['version']}, {package['licence']} -->\n"
    return notice.encode() + ET.tostring(root) + b"\n"


def table(packages: list[Package]) -> str:
    rows = [
        f"| {package['name']} | {package['version']} | {package['licence']} "
        f"| [text]({folder_name(package)}/{package['licence_file']}) |"
        for package in packages
    ]
    lines = [
        "# Files of others, served from here",
        "",
        "Written by `make vendor` from `packages.json`. The icons stand in `../icons.svg`.",
        "",
        "| Package | Version | Licence | |",
        "|---|---|---|---|",
        *rows,
        "",
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
