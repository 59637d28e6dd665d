"""What the API's description says of refusals: the form of a problem, and each status with what it means."""

from http import HTTPStatus
from typing import Any, Final

from greenlang.edges.problems import PROBLEM

PROBLEM_SCHEMA: Final[dict[str, Any]] = {
    "type": "object",
    "description": "What is wrong, where, and how to mend it (RFC 9457). Nothing was changed.",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string", "description": "urn:greenlang:problem: and a code that stays as it is."},
        "title": {"type": "string", "description": "The kind of problem, for people."},
        "status": {"type": "integer", "minimum": 400, "maximum": 599},
        "detail": {"type": "string", "description": "What is wrong this time."},
        "mend": {"type": "string", "description": "What would be right; empty where nobody can say."},
        "where": {"type": "string", "description": "The place as people name it; empty where there is none."},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["detail", "code"],
                "description": "With one of pointer, parameter, header and where.",
                "properties": {
                    "pointer": {
                        "type": "string",
                        "description": "Into the request's body (RFC 6901); empty for the body as a whole.",
                    },
                    "parameter": {"type": "string", "description": "Name of a parameter of the address."},
                    "header": {"type": "string", "description": "Name of a header of the request."},
                    "where": {
                        "type": "string",
                        "description": "Any other place, such as a row of a file, as people name it.",
                    },
                    "detail": {"type": "string", "description": "What is wrong there."},
                    "code": {"type": "string"},
                },
            },
        },
    },
}
MEANINGS: Final[dict[int, tuple[str, str]]] = {
    400: ("Malformed", "The body, a member of it or a parameter of the query is not as described."),
    401: ("NotSignedIn", "There is no key or token, or it opens nothing any more."),
    403: ("NotAllowed", "The role of the caller does not reach that far, or it is not done here."),
    404: ("NotFound", "There is no such thing in the caller's organisation."),
    409: ("Conflict", "The present state does not allow it, or the same request is being answered."),
    410: ("Retired", "It was here and is retired for good."),
    411: ("LengthMissing", "The body comes without its length."),
    412: ("ChangedMeanwhile", "The thing is not as If-Match or If-None-Match says."),
    413: ("TooLarge", "The body is larger than is taken."),
    415: ("UnknownMedia", "The body is of a kind that is not taken, or is packed."),
    422: ("Unusable", "Understood, and cannot be used as it is."),
    428: ("MatchMissing", "If-Match is missing: say which state is to be changed."),
    429: ("TooMany", "The quota is used up for a moment."),
    503: ("Unavailable", "Something this installation needs is missing, down or busy."),
}
_WAITS: Final = frozenset({429, 503})
_POINTS: Final = frozenset({400, 422})
_POINTED: Final = {"pointer": "/rows/0/quantity", "detail": "This is no number: “n/a”.", "code": "invalid"}


def refusal(status: int) -> tuple[str, dict[str, Any]]:
    """A status's name among the description's components, and how it is answered."""
    name, meaning = MEANINGS[status]
    example: dict[str, Any] = {
        "type": f"urn:greenlang:problem:{CODES[status]}",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": meaning,
    }
    if status in _POINTS:
        example |= {"mend": "Mend what errors names.", "errors": [_POINTED]}
    headers: dict[str, Any] = {}
    if status == HTTPStatus.UNAUTHORIZED:
        headers["WWW-Authenticate"] = {"$ref": "#/components/headers/WWW-Authenticate"}
    if status in _WAITS:
        headers["Retry-After"] = {"$ref": "#/components/headers/Retry-After"}
    answer: dict[str, Any] = {
        "description": meaning,
        "content": {PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"}, "example": example}},
    }
    return name, answer | ({"headers": headers} if headers else {})


CODES: Final[dict[int, str]] = {
    400: "invalid",
    401: "token-refused",
    403: "not-allowed",
    404: "not-found",
    409: "conflict",
    410: "gone",
    411: "length-required",
    412: "precondition-failed",
    413: "too-large",
    415: "unsupported-media-type",
    422: "invalid-input",
    428: "precondition-required",
    429: "quota-exceeded",
    503: "unavailable",
}
"""One of the codes that a status is answered with."""
