"""One reader of Python at a time.

CPython 3.11 counts the depth of the syntax tree it builds for the interpreter, not for the thread: of two threads that
parse at once, one may end with "AST constructor recursion depth mismatch", whatever it parses (python/cpython#106905).
"""

from threading import Lock

PARSING = Lock()
"""Held by whoever parses in a thread beside others."""
