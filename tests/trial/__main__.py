"""`make try DATA=…`: the service tried on data that others made. Ends in 1 when something is not as it should be."""

import secrets
from pathlib import Path

import click

from core.crypto import KeyRing
from core.sealed import install_keys
from tests.trial import adverts, places


@click.command()
@click.argument("data", type=click.Path(exists=True, file_okay=False, path_type=Path))
def main(data: Path) -> None:
    """Import the real adverts and places of the folder DATA, twice each."""
    for file in (adverts.FILE, places.FILE):
        if not (data / file).is_file():
            raise click.ClickException(f"there is no {file} in {data}")
    install_keys(KeyRing({1: secrets.token_bytes(32)}))
    amiss = [*_try_adverts(data), *_try_places(data)]
    if amiss:
        raise click.ClickException(f"not so: {', '.join(amiss)}")


def _try_adverts(data: Path) -> list[str]:
    tried = adverts.try_adverts(data)
    click.echo(f"adverts: {tried.adverts}, read: {len(tried.first.read.good)}")
    click.echo(f"first time: {tried.first.stored}")
    click.echo(f"the same file again: {tried.again.stored}")
    click.echo(f"rents below 100 euros: {tried.low_rents}, pointed at: {tried.doubted_rents}")
    return tried.amiss()


def _try_places(data: Path) -> list[str]:
    tried = places.try_places(data)
    click.echo(f"places of interest: {tried.ours} of {tried.first.read.rows} rows")
    click.echo(f"first time: {tried.first.stored}")
    click.echo(f"the same file again: {tried.again.stored}")
    return tried.amiss()


if __name__ == "__main__":
    main()
