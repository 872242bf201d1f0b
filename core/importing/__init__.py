"""Files that offices and programs send, read safely into rows, with what is wrong or doubtful in them said by cell."""
