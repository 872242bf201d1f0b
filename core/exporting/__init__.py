"""Rows as files for spreadsheets, in which nothing that somebody typed can run. Pure."""
