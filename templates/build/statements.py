"""The text of the statement that a frame of a traceback is in: a call of several lines names its variable in a later one."""
from __future__ import annotations

import ast
import linecache
import traceback


def text_of(frame: traceback.FrameSummary) -> str:
    """The whole statement, of one with a body (`if`, `class`) the lines before it; the frame's own line when that is all that can be told."""
    lines = linecache.getlines(frame.filename)
    try:
        statements = [node for node in ast.walk(ast.parse("".join(lines))) if isinstance(node, ast.stmt)]
    except (SyntaxError, ValueError, RecursionError):
        statements = []
    around = [node for node in statements if node.lineno <= (frame.lineno or 0) <= (node.end_lineno or 0)]
    if not around:
        return frame.line or ""
    innermost = max(around, key=lambda node: node.lineno)
    body = getattr(innermost, "body", None)
    end = max(body[0].lineno - 1, innermost.lineno) if body else innermost.end_lineno
    return "".join(lines[innermost.lineno - 1 : end])
