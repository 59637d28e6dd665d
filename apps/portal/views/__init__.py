"""One module a noun: parse, one service or selector, render."""
