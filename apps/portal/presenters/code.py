"""Source text as numbered, highlighted lines."""

from collections.abc import Iterable
from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from pygments import highlight  # type: ignore[import-untyped]
from pygments.formatters import HtmlFormatter  # type: ignore[import-untyped]
from pygments.lexers import JsonLexer, MarkdownLexer, PythonLexer, TextLexer, YamlLexer  # type: ignore[import-untyped]

_LEXERS = {
    ".py": ("Python", PythonLexer),
    ".json": ("JSON", JsonLexer),
    ".yaml": ("YAML", YamlLexer),
    ".yml": ("YAML", YamlLexer),
    ".md": ("Markdown", MarkdownLexer),
}
MAX_HIGHLIGHTED = 200_000


def language_of(path: str) -> str:
    """The language of a file by its name; "Text" for any other."""
    return _lexer(path)[0]


def highlighted(path: str, content: bytes) -> list[SafeString]:
    """The lines of a file as safe HTML with Pygments' short classes; plain where the file is very large."""
    text = content.decode("utf-8", errors="replace")
    if len(text) > MAX_HIGHLIGHTED:
        return [escape(line) for line in text.splitlines()]
    lexer = _lexer(path)[1](stripnl=False, ensurenl=False)
    html = highlight(text, lexer, HtmlFormatter(nowrap=True))
    # Pygments escapes the text itself and closes every span at the end of its line.
    return [mark_safe(line) for line in html.rstrip("\n").split("\n")]  # noqa: S308


def _lexer(path: str) -> tuple[str, type]:
    suffix = path[path.rfind(".") :] if "." in path else ""
    return _LEXERS.get(suffix, ("Text", TextLexer))


def tree_of(paths: Iterable[str], shown: str) -> list[dict[str, Any]]:
    """Files by folder, those of no folder first: ``{folder, files: [{path, name, shown}]}``."""
    folders: dict[str, list[str]] = {}
    for path in sorted(paths):
        folders.setdefault(path.rpartition("/")[0], []).append(path)
    return [
        {
            "folder": folder,
            "files": [{"path": path, "name": path.rpartition("/")[2], "shown": path == shown} for path in files],
        }
        for folder, files in sorted(folders.items())
    ]
