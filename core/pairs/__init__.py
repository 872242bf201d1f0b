"""Rows that may be about the same thing, and two rows that are made one."""
