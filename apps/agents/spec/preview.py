"""A value of a file on one short line, for people."""

PREVIEW = 60


def preview(value: object) -> str:
    """Maps and lists by their size, texts shortened."""
    if isinstance(value, dict):
        return f"map of {len(value)} keys"
    if isinstance(value, list):
        return f"list of {len(value)} items"
    text = " ".join(str(value).split()) if value is not None else "empty"
    return text if len(text) <= PREVIEW else text[: PREVIEW - 1] + "…"
