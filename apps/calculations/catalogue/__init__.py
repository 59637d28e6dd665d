"""The emission-factor catalogue: published editions as files, read, identified, matched; no Django."""
