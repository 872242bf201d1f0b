"""The calculator: any case typed in or opened from a file, and what it would bring."""
