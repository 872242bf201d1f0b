"""What is done with schemes, awards, payments and the ledger."""
