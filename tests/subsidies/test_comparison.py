"""Two quotes of one case beside each other."""

from datetime import date
from decimal import Decimal

from subsidies.rules.case_file import read_case
from subsidies.rules.comparison import MonthOfTwo, compare
from subsidies.rules.quote import Quote
from subsidies.rules.schedule import quote
from tests.subsidies.quoting import case, scheme_with


def quoted(*replacements: tuple[str, str], **facts: object) -> Quote:
    scheme = scheme_with("demonstration", *replacements)
    return quote(scheme, read_case(case(ends_on="2026-05-01", **facts), {"demonstration": scheme}))


def test_each_month_that_either_pays_shows_both_and_what_the_other_pays_more():
    cheaper_at_once = quoted(('"162.00"', '"100.00"'))
    only_april = quoted(("from = 2019-06-01", "from = 2018-06-01"), starts_on="2026-04-01")
    assert compare(cheaper_at_once, only_april) == [
        MonthOfTwo(date(2026, 2, 1), Decimal("507.86"), Decimal("0.00")),  # 440.00 once, 100 x 19 / 28
        MonthOfTwo(date(2026, 3, 1), Decimal("100.00"), Decimal("0.00")),
        MonthOfTwo(date(2026, 4, 1), Decimal("100.00"), Decimal("602.00")),
    ]
    assert [month.difference for month in compare(only_april, cheaper_at_once)] == [
        Decimal("507.86"), Decimal("100.00"), Decimal("-502.00"),
    ]  # fmt: skip


def test_what_is_kept_back_does_not_count_as_paid():
    paid = [{"month": "2026-02", "kind": "monthly", "amount": "129.93"}]
    kept_back = quoted(paid=paid, recovery={"from_month": "2026-03", "share": "0.10"})
    assert [(month.one, month.other) for month in compare(kept_back, quoted())] == [
        (Decimal("569.93"), Decimal("549.93")),
        (Decimal("145.80"), Decimal("162.00")),
        (Decimal("158.20"), Decimal("162.00")),
    ]
