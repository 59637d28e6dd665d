"""The agent's HTTP interface, asked without a network: the engine's WSGI application over this agent.

A script for the sandbox, started beside ``openapi.json``; writes ``interface.jsonl``: the requests it makes of that
document before a line of the agent is imported, then an answer a line. The standard library's validator watches that
the application keeps to WSGI.
"""

import io
import json
from typing import Any
from wsgiref.util import setup_testing_defaults
from wsgiref.validate import validator

from apps.evaluation.instruments.inside.documents import Made, documents
from apps.evaluation.instruments.inside.subject import Report, imported, leave, read, said, subject_of
from greenlang.engine.serving import JSON, METHOD, PATH, Application, application

_LONGEST_ANSWER = 100_000
_BESIDE = (
    # Method, path, content type, body: what no JSON document is.
    (METHOD, PATH, JSON, "", "an empty body"),
    (METHOD, PATH, JSON, "{", "half a document"),
    (METHOD, PATH, JSON, "{} {}", "two documents"),
    (METHOD, PATH, JSON, '{"a": NaN}', "NaN"),
    (METHOD, PATH, JSON, '{"a": 1, "a": 2}', "a doubled key"),
    (METHOD, PATH, JSON, '"\\ud800"', "half a character"),
    (METHOD, PATH, JSON, "[" * 5000 + "]" * 5000, "deep nesting"),
    (METHOD, PATH, JSON, " " * 1_100_000, "a body of more than a megabyte"),
    (METHOD, PATH, "text/plain", "{}", "another content type"),
    ("GET", PATH, JSON, "", "another method"),
    (METHOD, "/elsewhere", JSON, "{}", "another address"),
)


def main() -> None:
    """Make the requests, then ask each in turn."""
    report = Report("interface.jsonl")
    try:
        requests = _requests(report.orders["requests"])
    except Exception as error:
        report.write("unusable", error=said(error))
        leave()
    # A body that only says that it is large would fill the report.
    report.write("requests", requests=[{**each, "body": each["body"][:20_000]} for each in requests])
    agent = imported(report)
    subject = subject_of(agent, report) if agent is not None else None
    if subject is not None:
        served = validator(application(subject.agent, subject.table, subject.gwp))
        for number, request in enumerate(requests):
            report.write(f"answer {number}", **_answer(served, request))
    leave()


def _requests(most: int) -> list[dict[str, str]]:
    schema = read("openapi.json")["components"]["schemas"]["Input"]
    samples = read("samples.json")["documents"]
    beside = [
        {"method": method, "path": path, "content_type": type_, "body": body, "how": how}
        for method, path, type_, body, how in _BESIDE
    ]
    return [_request(made) for made in documents(schema, samples, most - len(beside), "conformity")] + beside


def _request(made: Made) -> dict[str, str]:
    body = json.dumps(made.document, ensure_ascii=False)
    return {"method": METHOD, "path": PATH, "content_type": JSON, "body": body, "how": made.how}


def _answer(served: Application, request: dict[str, str]) -> dict[str, object]:
    body = request["body"].encode()
    environ: dict[str, Any] = {
        "SCRIPT_NAME": "",
        "REQUEST_METHOD": request["method"],
        "PATH_INFO": request["path"],
        "CONTENT_TYPE": request["content_type"],
        "CONTENT_LENGTH": str(len(body)),
        "QUERY_STRING": "",
        "wsgi.input": io.BytesIO(body),
    }
    setup_testing_defaults(environ)
    started: list[Any] = []

    def start_response(status: str, headers: list[tuple[str, str]], *_: Any) -> Any:
        started[:] = [status, headers]
        return lambda data: None

    try:
        answered = served(environ, start_response)
        content = b"".join(answered)
        getattr(answered, "close", lambda: None)()
    except BaseException as error:
        return {"error": said(error)}
    status, headers = started
    return {
        "status": int(status.split(" ", 1)[0]),
        "content_type": dict(headers).get("Content-Type", ""),
        "body": content[:_LONGEST_ANSWER].decode(),
    }


if __name__ == "__main__":
    main()
