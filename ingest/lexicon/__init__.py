"""Data the finders read (TSV and CSV, editable by an expert) and what loads it."""
