"""How values enter generated text: only as Python literals, or as escaped prose in the README.

The template environment refuses every expression that did not come through one of these filters, so
nothing a specification says can change the shape of the generated code.
"""

import re
from collections.abc import Mapping, Sequence
from fractions import Fraction
from keyword import iskeyword
from textwrap import wrap

from apps.agents.codegen.errors import GenerationError

PIECE = 76
"""Longest text literal on one line; longer ones are written as adjacent pieces, so that lines stay short."""

DOCSTRING = 100
"""Longest line of a docstring."""

_WORD = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")
_MARKDOWN = re.compile(r"([\\`*_\[\]<>|~$&])")
_BLOCK = re.compile(r"^([#+=-]|[0-9]+(?=[.)](?: |$)))")


class Code(str):
    """Text that may stand in generated code as it is."""

    __slots__ = ()


def literal(value: object, width: int = PIECE) -> Code:
    """A Python literal of a text, truth value, None, whole number, exact fraction, or tuples, lists and dicts.

    A text of more than ``width`` characters is cut into pieces.
    """
    if isinstance(value, str):
        return _text(value, width)
    if value is None or isinstance(value, bool | int):
        return Code(repr(value))
    if isinstance(value, Fraction):
        whole = value.denominator == 1
        return Code(f"Fraction({value.numerator})" if whole else f"Fraction({value.numerator}, {value.denominator})")
    if isinstance(value, Mapping):
        return Code("{" + ", ".join(f"{literal(key)}: {literal(item)}" for key, item in value.items()) + "}")
    if isinstance(value, list):
        return Code("[" + ", ".join(literal(item) for item in value) + "]")
    if isinstance(value, tuple):
        return Code("(" + ", ".join(literal(item) for item in value) + ("," if len(value) == 1 else "") + ")")
    raise GenerationError(f"A {type(value).__name__} has no literal in generated code.")


def prose(value: str) -> Code:
    """One line of Markdown that shows a text and does nothing: every sign with a meaning is escaped."""
    printable = "".join(character if character.isprintable() else " " for character in value)
    line = _MARKDOWN.sub(r"\\\1", " ".join(printable.split()))
    return Code(_BLOCK.sub(_begun_safely, line))


def docstring(value: str) -> Code:
    """A docstring that shows a text: printable, in short lines, without a sign that could end it."""
    printable = "".join(character if character.isprintable() else " " for character in value)
    lines = [
        line.replace("\\", "\\\\") for line in wrap(printable.replace('"', "'"), DOCSTRING, break_on_hyphens=False)
    ]
    if len(lines) < 2:
        return Code(f'"""{"".join(lines)}"""')
    return Code('"""' + "\n    ".join(lines) + '\n    """')


def paragraphs(texts: Sequence[str]) -> Code:
    """A text below the assignment it is about, at the margin: a paragraph each, shown as `docstring` shows them."""
    shown = [docstring(text).removeprefix('"""').rsplit('"""', 1)[0] for text in texts]
    blocks = ["\n".join(line.removeprefix("    ") for line in text.rstrip().split("\n")) for text in shown]
    return Code('"""' + "\n\n".join(blocks) + '\n"""')


def _begun_safely(match: re.Match[str]) -> str:
    """A heading, list or rule at the beginning of a line, defused."""
    return f"{match[0]}\\" if match[0].isdigit() else f"\\{match[0]}"


def name(value: str) -> Code:
    """A plain name as a name of the code; any other text is refused."""
    if is_word(value):
        return Code(value)
    raise GenerationError(f"{value[:60]!r} cannot be a name in generated code.")


def is_word(value: str) -> bool:
    """Whether a text is a name as Python writes them: lower case, and no word of the language."""
    return bool(_WORD.fullmatch(value)) and not iskeyword(value)


def only_code(value: object) -> object:
    """Refuse an expression of a template that no filter has made code."""
    if isinstance(value, Code):
        return value
    raise GenerationError(f"A template writes a {type(value).__name__} that came through no filter.")


def _text(text: str, width: int) -> Code:
    whole = repr(text)
    if len(whole) - 2 <= width:
        return Code(whole)
    pieces = _pieces(text)
    return Code("(" + " ".join(repr(piece) for piece in pieces) + ")")


def _pieces(text: str) -> list[str]:
    """Cut where a piece's literal would get too long, after a blank where there is one in its second half."""
    pieces: list[str] = []
    start = width = 0
    for index, character in enumerate(text):
        needed = _width(character)
        if width + needed > PIECE:
            blank = text.rfind(" ", start + (index - start) // 2, index)
            cut = blank + 1 if blank >= 0 else index
            pieces.append(text[start:cut])
            start, width = cut, sum(map(_width, text[cut:index]))
        width += needed
    return [*pieces, text[start:]]


def _width(character: str) -> int:
    """Most places a character can take in a literal; a quote may need its backslash."""
    return 2 if character in "'\"" else len(repr(character)) - 2
