"""`make try DATA=…`: the service tried on data that others made. Ends in 1 when something is not as it should be."""

import secrets
from pathlib import Path

import click

from core.crypto import KeyRing
from core.sealed import install_keys
from tests.trial.adverts import FILE, try_adverts


@click.command()
@click.argument("data", type=click.Path(exists=True, file_okay=False, path_type=Path))
def main(data: Path) -> None:
    """Import the real adverts of the folder DATA, twice."""
    if not (data / FILE).is_file():
        raise click.ClickException(f"there is no {FILE} in {data}")
    install_keys(KeyRing({1: secrets.token_bytes(32)}))
    tried = try_adverts(data)
    click.echo(f"adverts: {tried.adverts}, read: {len(tried.first.read.good)}")
    click.echo(f"first time: {tried.first.stored}")
    click.echo(f"the same file again: {tried.again.stored}")
    click.echo(f"rents below 100 euros: {tried.low_rents}, pointed at: {tried.doubted_rents}")
    if tried.amiss():
        raise click.ClickException(f"not so: {', '.join(tried.amiss())}")


if __name__ == "__main__":
    main()
