"""The scope 2 board of a period: read from the ledger and the catalogue, worked out, accepted, handed to a run."""
