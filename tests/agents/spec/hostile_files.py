"""Files made to hurt their reader. Run as a program, reads each in a process with little time and memory."""

import json
import os
import resource
import sys
from collections.abc import Callable, Mapping

from apps.agents.spec import SpecError, read_any, validate_spec
from apps.agents.spec.reading import SpecReading
from greenlang.errors import GreenLangError
from tests.agents.spec.spec_samples import example

MEGABYTE = 1024 * 1024
MAX_MEMORY = 256 * MEGABYTE
MAX_SECONDS = 2


def nested(levels: int, opening: str = "[", closing: str = "]") -> str:
    return "pack: " + opening * levels + closing * levels


def bomb(levels: int) -> str:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, levels)]
    return "\n".join(lines)


def pack_with(old: str, new: str) -> bytes:
    """The example with one text replaced."""
    text = example("stationary-combustion").decode()
    assert old in text
    return text.replace(old, new, 1).encode()


FILES: Mapping[str, Callable[[], bytes]] = {
    "a scalar of 10 MB": lambda: b"pack: '" + b"x" * 10_000_000 + b"'",
    "a key of 10 MB": lambda: b"x" * 10_000_000 + b": 1",
    "a comment of 10 MB": lambda: b"pack: 1\n#" + b"x" * 10_000_000,
    "10 MB of line ends": lambda: b"\n" * 10_000_000,
    "a scalar of nearly 1 MB": lambda: b"pack: '" + b"x" * 990_000 + b"'",
    "a folded scalar of many lines": lambda: b"pack: >\n" + b"  x\n" * 200_000,
    "a plain scalar of many lines": lambda: b"pack: x\n" + b"  x\n" * 200_000,
    "half a million quotes": lambda: b"pack: " + b'"' * 500_000,
    "escapes": lambda: b'pack: "' + b"\\U0001F469" * 90_000 + b'"',
    "sequences 200,000 deep": lambda: nested(200_000).encode(),
    "mappings 100,000 deep": lambda: nested(100_000, "{a: ", "}").encode(),
    "dashes": lambda: b"- " * 400_000,
    "question marks": lambda: b"? " * 400_000,
    "indentation": lambda: "\n".join(" " * n + "a:" for n in range(1300)).encode(),
    "anchors within anchors": lambda: bomb(30).encode(),
    "a million aliases": lambda: b"pack: &a x\nb: [" + b"*a," * 300_000 + b"]",
    "a hundred thousand anchors": lambda: "\n".join(f"k{n}: &k{n} x" for n in range(45_000)).encode(),
    "a cycle": lambda: b"pack: &a\n  self: *a",
    "a cycle of two": lambda: b"pack: &a\n  b: &b\n    a: *a\nagents: *b",
    "keys that are all the same": lambda: b"pack:\n" + b"  id: x\n" * 100_000,
    "many different keys": lambda: b"pack:\n" + b"".join(b"  k%d: x\n" % n for n in range(90_000)),
    "many documents": lambda: b"---\n" * 200_000,
    "many tags": lambda: b"pack: [" + b"!!str x," * 100_000 + b"]",
    "a tag that calls": lambda: b"pack: !!python/object/new:os.system ['touch pwned']",
    "a tag handle": lambda: b"%TAG ! tag:yaml.org,2002:python/object/apply:\n---\npack: !os.system ['touch pwned']",
    "another version of YAML": lambda: b"%YAML 9.9\n---\npack: {}",
    "digits": lambda: b"pack: {n: " + b"9" * 60_000 + b"}",
    "an exponent": lambda: b"pack: {n: 1e999999999}",
    "a negative exponent": lambda: b"pack: {n: -1e-999999999}",
    "infinity": lambda: b"pack: {n: .inf}",
    "a maximum of many digits": lambda: pack_with("minimum: 0", "minimum: " + "9" * 4000),
    "an exponent in quotes": lambda: pack_with(
        'natural-gas, quantity: {value: "50"', 'natural-gas, quantity: {value: "1e999999999"'
    ),
    "iterations": lambda: pack_with("rule: outputs.co2e >= 0", "rule: outputs.co2e >= 0\n      iterations: 1e30"),
    "a pattern that backtracks": lambda: pack_with(
        "default: US", "default: US\n        validation: {pattern: '(a+)+(a+)+(a+)+$'}"
    ),
    "an expression of many brackets": lambda: pack_with("quantity * ef", "(" * 1900 + "quantity * ef" + ")" * 1900),
    "an expression of many powers": lambda: pack_with("quantity * ef", "quantity^9^9^9^9^9 * ef"),
    "an expression of 60,000 letters": lambda: pack_with("quantity * ef", "quantity * " * 5000 + "ef"),
    "a rule of many brackets": lambda: pack_with("outputs.co2e >= 0", "not " * 9000 + "outputs.co2e >= 0"),
    "a unit of many parts": lambda: pack_with("unit: kg/mmBtu(HHV)", "unit: kg" + "*kg" * 15_000),
    "a unit of large powers": lambda: pack_with("unit: kg/mmBtu(HHV)", "unit: kg^999999999/mmBtu(HHV)"),
    "a long name": lambda: pack_with("id: stationary-combustion", "id: " + "a" * 60_000),
    "a path for a name": lambda: pack_with("id: stationary-combustion", "id: ../../../etc/passwd"),
    "an absolute path for a name": lambda: pack_with("id: stationary-combustion", "id: /etc/cron.d/x"),
    "a name with a zero byte": lambda: pack_with("id: stationary-combustion", 'id: "a\\0b"'),
    "a device for a name": lambda: pack_with("id: stationary-combustion", "id: 'C:\\\\CON'"),
    "a path for a version": lambda: pack_with("version: 1.0.0", "version: 1.0.0/../../x"),
    "not UTF-8": lambda: b"pack:\n  id: \xff\xfe\x80",
    "UTF-16": lambda: "pack: {}".encode("utf-16"),
    "UTF-32": lambda: "pack: {}".encode("utf-32"),
    "an overlong slash": lambda: b"pack: {id: '\xc0\xaf'}",
    "half a surrogate": lambda: b"pack: {id: '\xed\xa0\x80'}",
    "an escaped surrogate": lambda: b'pack: {id: "\\ud800"}',
    "a binary": lambda: bytes(range(256)) * 100,
}


def refusal(data: bytes) -> str:
    """The code of the first thing that is wrong with a file, with its place; "accepted" for one that is right.

    Raises:
        AssertionError: a refusal has no reason, or none of its reasons a place.
    """
    try:
        read = read_any(data)
    except SpecError as error:
        assert all(found["detail"] for found in error.errors)
        assert any(found["path"] or found["line"] for found in error.errors)
        return f"{error.errors[0]['code']} line {error.errors[0]['line']}"
    if not isinstance(read, SpecReading):
        return "listed"
    errors = [finding for finding in read.located(validate_spec(read.spec)) if finding.is_error]
    assert all(finding.detail and (finding.line or finding.path) for finding in errors)
    return f"{errors[0].code} line {errors[0].line}" if errors else "accepted"


def limited(name: str) -> str:
    """The refusal of a file read by a process of its own, which has two seconds of a processor and 256 MB.

    Gives what ended the process where one of them did not do.
    """
    reader, writer = os.pipe()
    process = os.fork()
    if not process:
        resource.setrlimit(resource.RLIMIT_CPU, (MAX_SECONDS, MAX_SECONDS + 1))
        resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))
        try:
            said = refusal(FILES[name]())
        except MemoryError:
            said = "out of memory"
        except (AssertionError, GreenLangError, ValueError, RecursionError) as error:
            said = f"{type(error).__name__}: {error}"[:400]
        os.write(writer, said.encode())
        os._exit(0)
    os.close(writer)
    _, status = os.waitpid(process, 0)
    with os.fdopen(reader, "rb") as pipe:
        said = pipe.read().decode()
    return said if os.WIFEXITED(status) else f"ended by signal {os.WTERMSIG(status)}"


if __name__ == "__main__":  # python -m tests.agents.spec.hostile_files
    json.dump({name: limited(name) for name in FILES}, sys.stdout, indent=1)
