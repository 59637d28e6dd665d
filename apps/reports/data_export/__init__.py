"""Everything an organisation has here, as a file of its own: CSV and JSON of every table, with what was uploaded."""
