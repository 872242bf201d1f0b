"""The steps of the money, in words."""

from core.text import N_

STEPS = {
    "approve-award": N_("Approved an award"),
    "approve-batch": N_("Approved a run of payments"),
    "approve-scheme": N_("Approved a version of a scheme"),
    "close-reviews": N_("Looked at an award again after a change"),
    "export-batch": N_("Took the bank file of a run"),
    "import-awards": N_("Took in a file of awards"),
    "list-awards": N_("Looked at the list of awards"),
    "list-batches": N_("Looked at the list of runs"),
    "mark-paid": N_("Wrote down that the bank has paid"),
    "mark-rejected": N_("Wrote down that the bank sent a payment back"),
    "prepare-award": N_("Prepared an award"),
    "prepare-batch": N_("Prepared a run of payments"),
    "propose-scheme": N_("Proposed a version of a scheme"),
    "return-award": N_("Returned an award"),
    "return-batch": N_("Returned a run of payments"),
    "return-scheme": N_("Returned a proposed version of a scheme"),
    "show-award": N_("Looked at an award"),
    "show-batch": N_("Looked at a run of payments"),
    "show-month": N_("Looked at the figures of a month"),
    "show-payment": N_("Looked at a payment"),
    "store-scheme": N_("Stored a version of a scheme"),
    "supersede-award": N_("Replaced an award by another one"),
    "take-over-award": N_("Took over an award"),
    "withdraw-scheme": N_("Withdrew a proposed version of a scheme"),
}
SUBJECTS = {
    "award_review": N_("Change after an award"),
    "instalment": N_("Instalment"),
    "ledger_entry": N_("Entry of the ledger"),
    "ledger_transaction": N_("Transaction of the ledger"),
    "payment": N_("Payment"),
    "payment_batch": N_("Run of payments"),
    "scheme_version": N_("Version of a scheme"),
    "subsidy_award": N_("Award"),
}
