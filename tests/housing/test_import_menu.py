"""Where the pages of an import stand in the menu."""

import pytest

from tests.housing import advert_files, household_files, lease_files
from tests.housing.sent_files import SentFiles
from tests.support.pages import PageClient

ADVERTS = "\n".join(";".join(line) for line in (advert_files.HEADER, advert_files.FIRST)) + "\n"
LANDLORDS = "name;phone\nΜαρία Καλλέργη;2810990101\n"


@pytest.mark.parametrize(
    ("page", "text", "place"),
    [
        ("/listings/import", ADVERTS, "Listings"),
        ("/landlords/import", LANDLORDS, "Landlords"),
        ("/households/import", household_files.FILE, "Households"),
        ("/leases/import", lease_files.FILE, "Leases"),
    ],
)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_file_stands_where_its_rows_end_up(importer: PageClient, page: str, text: str, place: str):
    shown = [importer.page(page), SentFiles(page, "a.csv").send(importer, text)]
    shown += [importer.page("/imports/1"), importer.page("/imports/1/columns")]
    assert [each.xpath("//nav//a[@aria-current='page']")[0].text_content().strip() for each in shown] == [place] * 4


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_so_does_the_page_of_the_job_that_reads_it(importer: PageClient, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("housing.views.importing.imports.LARGE", 0)
    page = lease_files.send(importer, lease_files.FILE)
    assert page.xpath("//nav//a[@aria-current='page']")[0].text_content().strip() == "Leases"
