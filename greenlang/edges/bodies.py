"""Request bodies: JSON without a float anywhere, and files."""

import json
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from typing import Any, ClassVar, NoReturn

from django.core.exceptions import SuspiciousOperation
from rest_framework import exceptions, serializers
from rest_framework.parsers import BaseParser, MultiPartParser

from greenlang.errors import InvalidInput

MAX_DIGITS = 200
MAX_BODY_BYTES = 1024 * 1024
MAX_DEPTH = 64
"""Levels of a document; nothing that is asked for here has a dozen, and whatever is kept is read again by others."""


class MalformedJSON(exceptions.ParseError):
    """The body is no JSON as we take it."""


def _exact_integer(text: str) -> int:
    if len(text) > MAX_DIGITS:
        raise ValueError("a number of more than 200 digits")
    return int(text)


def _exact_decimal(text: str) -> Decimal:
    if len(text) > MAX_DIGITS:
        raise ValueError("a number of more than 200 digits")
    try:
        return Decimal(text)
    except InvalidOperation:
        raise ValueError(f"{text[:40]} is beyond all numbers") from None


def _holds_nul(document: Any) -> bool:
    if isinstance(document, str):
        return "\0" in document
    if isinstance(document, dict):
        return any(_holds_nul(name) or _holds_nul(value) for name, value in document.items())
    return isinstance(document, list) and any(map(_holds_nul, document))


def _is_deeper(document: Any, most: int) -> bool:
    """Whether lists and objects stand in one another more often than that."""
    level = [document]
    for _ in range(most):
        level = [
            child
            for each in level
            for child in (each.values() if isinstance(each, dict) else each if isinstance(each, list) else ())
            if isinstance(child, dict | list)
        ]
        if not level:
            return False
    return True


def _no_constant(text: str) -> NoReturn:
    raise ValueError(f"{text} is no number here")


def _no_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    document: dict[str, Any] = {}
    for key, value in pairs:
        if key in document:
            raise ValueError(f"the key “{key}” stands twice")
        document[key] = value
    return document


def read_exact_json(data: bytes, where: str = "body") -> Any:
    """JSON with decimal numbers as ``Decimal``; NaN, infinities and doubled keys are refused.

    Raises:
        InvalidInput: with the place.
    """
    try:
        document = json.loads(
            data.decode("utf-8"),
            parse_float=_exact_decimal,
            parse_int=_exact_integer,
            parse_constant=_no_constant,
            object_pairs_hook=_no_duplicates,
        )
        if b"\\u" in data:
            # An escape can name half a surrogate pair, which no text can hold.
            text = json.dumps(document, ensure_ascii=False, default=str).encode("utf-8")
            if rb"\u0000" in text and _holds_nul(document):
                raise ValueError("a text holds the character U+0000, which is none")
        if _is_deeper(document, MAX_DEPTH):
            raise InvalidInput(f"The JSON is nested more than {MAX_DEPTH} levels deep.", where=where)
        return document
    except RecursionError as error:
        raise InvalidInput("The JSON is nested too deeply.", where=where) from error
    except ValueError as error:
        raise InvalidInput(f"This is not JSON as it is taken here: {error}.", where=where) from error


class BodyTooLarge(exceptions.APIException):
    """The body is larger than any request has reason to be."""

    status_code = 413
    default_detail = "The body is larger than 1 MB."
    default_code = "too-large"


class LengthRequired(exceptions.APIException):
    """The body comes in pieces, without its length before it."""

    status_code = 411
    default_detail = "The length of the body is not said (Transfer-Encoding: chunked). Send it with a Content-Length."
    default_code = "length-required"


class EncodedBody(exceptions.APIException):
    """The body is compressed."""

    status_code = 415
    default_detail = "Bodies are taken as they are, not compressed. Send it without Content-Encoding."
    default_code = "unsupported-encoding"


class ExactJSONParser(BaseParser):
    """Request bodies, without a float anywhere."""

    media_type = "application/json"
    limit = MAX_BODY_BYTES

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Mapping[str, Any] | None = None) -> Any:
        """The document of the body."""
        data = stream.read(self.limit + 1)
        if len(data) > self.limit:
            raise BodyTooLarge
        try:
            return read_exact_json(data)
        except InvalidInput as error:
            raise MalformedJSON(error.message) from error


class ClosedBody(serializers.Serializer[Any]):
    """A request body that has these members and no others: one that is misspelt is refused, not passed over.

    ``also_called`` names members by words that people use for them.
    """

    also_called: ClassVar[Mapping[str, str]] = {}

    def to_internal_value(self, data: Any) -> Any:
        """The members' values; a member that there is not is told with the nearest that there is."""
        if isinstance(data, Mapping) and (unknown := [name for name in data if name not in self.fields]):
            raise exceptions.ValidationError({name[:60]: [self._unknown(name)] for name in unknown[:20]}, "unknown")
        return super().to_internal_value(data)

    def _unknown(self, name: str) -> str:
        words: dict[str, str] = dict(zip(self.fields, self.fields, strict=True)) | dict(self.also_called)
        near = get_close_matches(name[:60].casefold(), words, n=1)
        mend = f"It is called “{words[near[0]]}”." if near else f"There are: {', '.join(self.fields)}."
        return f"There is no member “{name[:60]}”. {mend}"


class BytesParser(BaseParser):
    """The body is a file; one byte more than the bound is read at most, and the reader says what is too large."""

    limit: int

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Mapping[str, Any] | None = None) -> Any:
        """The bytes."""
        return bytes(stream.read(self.limit + 1))


class PartsParser(BaseParser):
    """A form whose parts are files or texts; the view gets ``{name: bytes}``.

    A subclass says which ``parts`` there may be; a part reaches the view with one byte more than ``limit`` at most,
    and the reader of it says what is too large. A part that is unknown, or stands twice, is refused.
    """

    media_type = "multipart/form-data"
    parts: tuple[str, ...] = ()
    limit: int

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Mapping[str, Any] | None = None) -> Any:
        """The parts by name."""
        # Where the body was read before, for its fingerprint, the stream is the bytes alone.
        length = int((parser_context or {})["request"].META.get("CONTENT_LENGTH") or 0)
        if length > (self.limit + 1) * len(self.parts) + MAX_BODY_BYTES:
            raise BodyTooLarge(f"The parts are larger than {self.limit} bytes each.")
        try:
            form = MultiPartParser().parse(stream, media_type, parser_context)
        except SuspiciousOperation as error:
            raise exceptions.ParseError(f"This form is none as it is taken here: {error}") from error
        given: dict[str, bytes] = {}
        for name, values in [*form.data.lists(), *form.files.lists()]:
            if name not in self.parts or name in given or len(values) != 1:
                raise exceptions.ParseError(
                    f"The part “{name[:60]}” is unknown or stands twice; there are: {', '.join(self.parts)}."
                )
            value = values[0]
            given[name] = value.encode() if isinstance(value, str) else bytes(value.read(self.limit + 1))
        return given
