"""The steps with flats, offers and leases, in words."""

from core.text import N_

STEPS = {
    "accept-offer": N_("Accepted an offer"),
    "add-landlord": N_("Wrote a landlord down"),
    "add-landlord-papers": N_("Wrote down a landlord's tax number and account"),
    "add-listing": N_("Added a listing"),
    "change-landlord": N_("Changed a landlord"),
    "change-listing": N_("Changed a listing"),
    "decline-offer": N_("Declined an offer"),
    "expire-offer": N_("Closed an offer without an answer"),
    "import-listings": N_("Imported a file of adverts"),
    "list-landlords": N_("Looked at the list of landlords"),
    "list-leases": N_("Looked at the list of leases"),
    "list-offers": N_("Looked at the list of offers"),
    "make-offer": N_("Made an offer"),
    "move-listing": N_("Moved a listing to its next step"),
    "place-listing": N_("Gave a flat its place on the map"),
    "record-acceptance": N_("Wrote down the tenant's acceptance"),
    "record-declaration": N_("Wrote down the landlord's declaration"),
    "remind-of-offer": N_("Reminded a household of an offer"),
    "set-needs": N_("Wrote down the needs"),
    "show-flats": N_("Looked at the flats that suit a household"),
    "show-import": N_("Looked at what came of an import"),
    "show-landlord": N_("Looked at a landlord"),
    "show-lease": N_("Looked at a lease"),
    "show-listing": N_("Looked at a listing"),
    "show-offer": N_("Looked at an offer"),
    "sign-lease": N_("Signed a lease"),
    "withdraw-offer": N_("Took an offer back"),
}
SUBJECTS = {
    "dwelling": N_("Flat"),
    "landlord": N_("Landlord"),
    "lease": N_("Lease"),
    "lease_document": N_("Document of a lease"),
    "listing": N_("Listing"),
    "needs": N_("Needs"),
    "offer": N_("Offer"),
}
