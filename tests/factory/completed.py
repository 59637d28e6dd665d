"""A pack that lacks what makes it calculable, and the completion that has it."""

from tests.house import PACK

AGENT = "stationary-combustion"
_TEXT = PACK.read_text()
_BEGIN, _END = _TEXT.index("factors:"), _TEXT.index("provenance:")
INCOMPLETE = (_TEXT[:_BEGIN] + _TEXT[_END:]).replace("version: 1.0.0", "version: 2.0.0", 1).encode()
COMPLETION = _TEXT[_BEGIN:_END].encode()
