"""Answers of an interface beside its OpenAPI document; nothing of the agent runs here.

A script for a sandbox of its own, for a document's patterns and references are as little trusted as code; started
beside ``openapi.json`` and ``exchanges.json``, writes ``conformity.jsonl``.
"""

import json
from collections.abc import Mapping
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry

from apps.evaluation.instruments.inside.subject import Report, leave, read, said

_MOST_FINDINGS = 40
Json = Mapping[str, Any]


def main() -> None:
    """Judge each exchange."""
    report = Report("conformity.jsonl")
    try:
        description = _Description(read("openapi.json"))
        exchanges = read("exchanges.json")
    except Exception as error:
        report.write("unusable", error=said(error))
        leave()
    wrong: list[dict[str, str]] = []
    answered: dict[str, int] = {}
    for exchange in exchanges:
        try:
            message = description.wrong(exchange)
        except Exception as error:
            message = f"The description cannot be followed: {said(error)}"
        status = str(exchange["answer"].get("status", "no answer"))
        answered[status] = answered.get(status, 0) + 1
        if message:
            wrong.append({"how": exchange["how"], "message": message})
    report.write("judged", count=len(exchanges), wrong=len(wrong), findings=wrong[:_MOST_FINDINGS], answered=answered)
    leave()


class _Description:
    """The one operation of an agent's OpenAPI document.

    Raises:
        LookupError, TypeError: it describes no ``POST /execute`` with a JSON body.
    """

    def __init__(self, document: Json) -> None:
        self._components = document["components"]
        self._operation = document["paths"]["/execute"]["post"]
        self._asked = self._validator(self._operation["requestBody"]["content"]["application/json"]["schema"])
        self._answers: dict[str, Draft202012Validator] = {}

    def _validator(self, schema: Any) -> Draft202012Validator:
        whole = {"allOf": [schema], "components": self._components}
        # An empty registry: nothing outside the document is ever fetched.
        return Draft202012Validator(whole, format_checker=FormatChecker(["date"]), registry=Registry())

    def wrong(self, exchange: Json) -> str:
        """What does not conform; empty where all does."""
        answer = exchange["answer"]
        if "status" not in answer:
            return str(answer.get("error") or "There was no answer.")
        status = int(answer["status"])
        if status >= 500:
            return f"It answers {status}."
        if (exchange["method"], exchange["path"]) != ("POST", "/execute"):
            refused = status in (404, 405) and answer["content_type"] == "application/problem+json"
            return "" if refused else f"It answers {status} where nothing is described."
        return self._unexpected(exchange, status) or self._differs(answer, status)

    def _unexpected(self, exchange: Json, status: int) -> str:
        try:
            allowed = self._asked.is_valid(json.loads(exchange["body"]))
        except (ValueError, RecursionError):
            allowed = False
        if exchange["how"] == "a sample" and not allowed:
            return "A sample of the pack is not what the description allows."
        if exchange["how"] == "a sample" and status != 200:
            return f"A sample of the pack is answered by {status}."
        return (
            f"The description does not allow it, and it is answered by {status}."
            if status < 400 and not allowed
            else ""
        )

    def _differs(self, answer: Json, status: int) -> str:
        responses = self._operation["responses"]
        name = next((name for name in (str(status), f"{status // 100}XX", "default") if name in responses), "")
        if not name:
            return f"The description knows no answer {status}."
        content = responses[name].get("content", {})
        if answer["content_type"] not in content:
            return f"{answer['content_type']} is not what the description says of {status}."
        if name not in self._answers:
            self._answers[name] = self._validator(content[answer["content_type"]]["schema"])
        first = next(iter(self._answers[name].iter_errors(json.loads(answer["body"]))), None)
        return f"The answer {status} is not as described: {first.json_path} {first.message[:150]}" if first else ""


if __name__ == "__main__":
    main()
