"""Money: schemes, awards, instalments, payments, bank files and the ledger."""
