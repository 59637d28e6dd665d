"""From rows to what the templates take. Pure."""
