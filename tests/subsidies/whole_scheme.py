"""A scheme file with every key and every rule."""

EVERYTHING = """
key = "everything"
status = "reference"
name = { el = "Όλα", en = "Everything" }
source = "nowhere"
opens_on = 2019-06-01
closes_on = 2024-07-01

[terms]
months = 6
starts = "month-after-decision"
proration = "thirty"
size_change = "same-day"
cap = "none"
lease_cover = "whole-award"
pay_day = "day:15"
minimum_rent = "10.00"
recovery_share = "0.25"

[[monthly]]
from = 2024-01-01
source = "later"
rule = "income-gap"
bands = [{ size = 1, amount = "500.00" }]
income_share = "0.30"
least = "20.00"

[[monthly]]
from = 2019-01-01
rule = "per-member"
base = "1.00"
each_further = "2.00"
first_minor_of_single_parent = "3.00"
unprotected_child = "4.00"
most = "5.00"

[[one_off]]
from = 2019-01-01
rule = "bands"
bands = [{ size = 1, amount = "440.00" }, { size = 3, amount = "830.00" }]

[income_limit]
base = "7000.00"
each_further = "3500.00"
first_minor_of_single_parent = "7000.00"
unprotected_child = "7000.00"
most = "21000.00"

[requires]
lease_declared = true
lease_accepted = true
rent_paid_by_bank_from = 2026-04-01
statuses = ["refugee", { status = "temporary-protection", from = 2022-06-20 }, { status = "other" }]
recognised_from = 2018-01-01
enrolled_within_months = 12
"""
