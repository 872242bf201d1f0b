"""Signs of print in figures, as our pages and files write them."""

MINUS = "\N{MINUS SIGN}"
