"""Patterns for text inputs, matched in linear time.

A spec is written by others, and a backtracking matcher can be made to run for years by a short pattern.
This one follows all states at once. Known are: literals, ``.``, classes ``[a-z]`` and ``[^0-9]``,
``\\d \\w \\s`` and their negations (ASCII), groups, ``|``,
``? * + {m} {m,} {m,n}``, and the anchors ``^`` and ``$``.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache

from greenlang.errors import InvalidInput

MAX_LENGTH = 200
MAX_STATES = 4000
MAX_DEPTH = 20
MAX_STEPS = 250_000
"""States visited in one search: a long text under a pattern of many states is refused, not waited for."""

_DIGITS = frozenset("0123456789")
_WORDS = _DIGITS | frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_")
_SPACES = frozenset(" \t\n\r\f\v")
_SHORTHAND = {"d": _DIGITS, "w": _WORDS, "s": _SPACES}
_CONTROL = {"n": "\n", "t": "\t", "r": "\r"}
_SPECIAL = frozenset("\\.^$*+?{}[]|()/-")

Accepts = Callable[[str], bool]


@dataclass(slots=True)
class _State:
    """A state: consumes a character it accepts, or is an anchor or a fork (``accepts`` None)."""

    accepts: Accepts | None = None
    anchor: str = ""
    following: list[int] = field(default_factory=list)


@dataclass(frozen=True)
class Pattern:
    """A compiled pattern; state 0 is the beginning, the last state the end."""

    text: str
    _states: tuple[_State, ...]

    def found_in(self, text: str) -> bool:
        """Whether the pattern is found anywhere in a text; anchors bind it to the ends.

        Raises `InvalidInput` where it takes more than `MAX_STEPS`.
        """
        goal, steps = len(self._states) - 1, 0
        current: set[int] = set()
        for index in range(len(text) + 1):
            current = self._reach([*current, 0], index == 0, index == len(text))
            steps += len(current)
            if steps > MAX_STEPS:
                raise InvalidInput(
                    f"The text of {len(text)} characters is too long for the pattern {self.text[:60]!r}.",
                    mend="Shorten the text, or write a simpler pattern.",
                )
            if goal in current:
                return True
            if index < len(text):
                character = text[index]
                stepped = set()
                for number in current:
                    state = self._states[number]
                    if state.accepts is not None and state.accepts(character):
                        stepped.update(state.following)
                current = stepped
        return False

    def _reach(self, numbers: list[int], at_start: bool, at_end: bool) -> set[int]:
        """Every state that can be reached without consuming a character."""
        reached: set[int] = set()
        stack = numbers
        while stack:
            number = stack.pop()
            if number in reached:
                continue
            reached.add(number)
            state = self._states[number]
            passes = not state.anchor or (at_start if state.anchor == "^" else at_end)
            if state.accepts is None and passes:
                stack.extend(state.following)
        return reached


@lru_cache(maxsize=256)
def _compiled(text: str) -> Pattern:
    return _Reader(text).pattern()


def compile_pattern(text: str, *, where: str = "") -> Pattern:
    """Read a pattern of at most 200 characters. Raises `InvalidInput` saying where it cannot be read."""
    try:
        return _compiled(text)
    except _UnreadableError as error:
        mend = "Known are literals, . [a-z] \\d \\w \\s ( ) | ? * + {m,n} ^ $."
        raise InvalidInput(f"The pattern {text[:60]!r} {error}.", where=where, mend=mend) from None


class _UnreadableError(Exception):
    """Why a pattern cannot be read."""


_Part = tuple[int, int]


class _Reader:
    """Builds states while reading; a part is the pair of its first and last state."""

    def __init__(self, text: str) -> None:
        if len(text) > MAX_LENGTH:
            raise _UnreadableError(f"is longer than {MAX_LENGTH} characters")
        self.text = text
        self.index = 0
        self.states: list[_State] = [_State()]

    def pattern(self) -> Pattern:
        first, last = self.alternatives(0)
        if self.index < len(self.text):
            raise self.fault()
        self.states[0].following.append(first)
        end = self.new(_State())
        self.states[last].following.append(end)
        return Pattern(self.text, tuple(self.states))

    def fault(self) -> _UnreadableError:
        if self.index >= len(self.text):
            return _UnreadableError("ends too early")
        return _UnreadableError(f"cannot be read at character {self.index + 1} ({self.text[self.index]!r})")

    def peek(self) -> str:
        return self.text[self.index : self.index + 1]

    def take(self) -> str:
        if self.index >= len(self.text):
            raise self.fault()
        self.index += 1
        return self.text[self.index - 1]

    def new(self, state: _State) -> int:
        if len(self.states) >= MAX_STATES:
            raise _UnreadableError("is too large")
        self.states.append(state)
        return len(self.states) - 1

    def fork(self, *following: int) -> int:
        return self.new(_State(following=list(following)))

    def alternatives(self, depth: int) -> _Part:
        if depth > MAX_DEPTH:
            raise _UnreadableError("is nested too deeply")
        parts = [self.sequence(depth)]
        while self.peek() == "|":
            self.take()
            parts.append(self.sequence(depth))
        if len(parts) == 1:
            return parts[0]
        first, last = self.fork(*(part[0] for part in parts)), self.fork()
        for part in parts:
            self.states[part[1]].following.append(last)
        return first, last

    def sequence(self, depth: int) -> _Part:
        first = last = self.fork()
        while self.peek() not in {"", "|", ")"}:
            start = self.index
            part = self.repeated(self.atom(depth), start, depth)
            self.states[last].following.append(part[0])
            last = part[1]
        return first, last

    def atom(self, depth: int) -> _Part:
        character = self.take()
        if character == "(":
            if self.text.startswith("?:", self.index):
                self.index += 2
            part = self.alternatives(depth + 1)
            if self.peek() != ")":
                raise self.fault()
            self.take()
            return part
        if character in {"^", "$"}:
            return self.linked(_State(anchor=character))
        if character in set("*+?{}])"):
            self.index -= 1
            raise self.fault()
        return self.linked(_State(accepts=self.accepting(character)))

    def linked(self, state: _State) -> _Part:
        first, last = self.new(state), self.fork()
        state.following.append(last)
        return first, last

    def accepting(self, character: str) -> Accepts:
        if character == ".":
            return lambda found: found != "\n"
        if character == "[":
            return self.char_class()
        if character == "\\":
            return self.escaped()
        return lambda found: found == character

    def escaped(self) -> Accepts:
        character = self.take()
        if character.lower() in _SHORTHAND:
            members, wanted = _SHORTHAND[character.lower()], character.islower()
            return lambda found: (found in members) == wanted
        literal = self.literal(character)
        return lambda found: found == literal

    def literal(self, character: str) -> str:
        if character in _CONTROL:
            return _CONTROL[character]
        if character in _SPECIAL or not character.isascii() or character in "\"'_ #&~:;,=@%<>!`":
            return character
        self.index -= 1
        raise self.fault()

    def char_class(self) -> Accepts:
        wanted = self.peek() != "^"
        if not wanted:
            self.take()
        tests: list[Accepts] = []
        while self.peek() != "]" or not tests:
            tests.append(self.class_member())
        self.take()
        return lambda found: any(test(found) for test in tests) == wanted

    def class_member(self) -> Accepts:
        low = self.take()
        if low == "\\":
            if self.peek().lower() in _SHORTHAND:
                return self.escaped()
            low = self.literal(self.take())
        if self.peek() != "-" or self.text[self.index + 1 : self.index + 2] in {"]", ""}:
            return lambda found: found == low
        self.take()
        high = self.take()
        if high == "\\":
            high = self.literal(self.take())
        if high < low:
            raise self.fault()
        return lambda found: low <= found <= high

    def repeated(self, part: _Part, start: int, depth: int) -> _Part:
        low, high = self.counts()
        if (low, high) == (1, 1):
            return part
        end = self.index
        copies = [part] + [self.copy(start, depth) for _ in range(max(low, high or 1) - 1 + (high is None and low > 0))]
        self.index = end
        return self.chained(copies, low, high)

    def copy(self, start: int, depth: int) -> _Part:
        self.index = start
        return self.atom(depth)

    def counts(self) -> tuple[int, int | None]:
        """How often the part stands: least, and most or None."""
        simple: dict[str, tuple[int, int | None]] = {"?": (0, 1), "*": (0, None), "+": (1, None)}
        found = simple.get(self.peek())
        if found is not None:
            self.take()
        elif self.peek() == "{":
            found = self.braces()
        else:
            return 1, 1
        if self.peek() in {"?", "*", "+", "{"}:
            raise self.fault()
        return found

    def braces(self) -> tuple[int, int | None]:
        close = self.text.find("}", self.index)
        low, comma, high = self.text[self.index + 1 : max(close, 0)].partition(",")
        if close < 0 or not _is_count(low) or (high and not _is_count(high)):
            raise self.fault()
        least = int(low)
        most = int(high) if high else (None if comma else least)
        if most is not None and (most < least or most == 0):
            raise self.fault()
        self.index = close + 1
        return least, most

    def chained(self, copies: list[_Part], low: int, high: int | None) -> _Part:
        """``low`` copies in a row, then optional ones; the last one loops where there is no upper bound."""
        first, last = self.fork(), self.fork()
        before = first
        for number, part in enumerate(copies):
            if number >= low:
                self.states[before].following.append(last)
            self.states[before].following.append(part[0])
            before = part[1]
        if high is None:
            self.states[before].following.append(copies[-1][0])
        self.states[before].following.append(last)
        return first, last


def _is_count(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 4
