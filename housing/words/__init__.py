"""What is stored of housing as a code, said in words, for pages: one module a noun."""
