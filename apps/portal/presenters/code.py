"""Source text as numbered, highlighted lines."""

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
