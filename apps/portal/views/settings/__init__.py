"""Pages on which an organisation sets things for itself."""
