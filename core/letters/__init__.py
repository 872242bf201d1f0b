"""Letters as PDF: composed from templates in the reader's language and in Greek, drawn by a process apart."""
