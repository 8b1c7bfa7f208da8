"""The text of the statement that a frame of a traceback is in: a call of several lines names its variable in a later one.

Of a statement with a body (`if`, `class`) it is the lines before that.
"""
from __future__ import annotations

import ast
import linecache
import traceback


def with_assignments(frame: traceback.FrameSummary) -> str:
    """The statement, and those of the module that give the names in it their values; the frame's own line when nothing else can be told."""
    lines = linecache.getlines(frame.filename)
    module = _parsed(lines)
    innermost = _innermost(module, frame.lineno or 0)
    if not innermost:
        return frame.line or ""
    used = {node.id for node in ast.walk(innermost) if isinstance(node, ast.Name)}
    giving = [node for node in module.body if isinstance(node, ast.Assign) and node is not innermost
              and node.lineno < innermost.lineno and any(isinstance(each, ast.Name) and each.id in used for each in node.targets)]
    return "\n".join(_source(lines, node) for node in (innermost, *reversed(giving)))


def always_runs(frame: traceback.FrameSummary) -> bool:
    """Whether the frame is of a module, and its line in no `if` or `try`: whoever imports the module comes by there."""
    return frame.name == "<module>" and linecache.getline(frame.filename, frame.lineno or 0)[:1].strip() != ""


def _parsed(lines: list[str]) -> ast.Module:
    try:
        return ast.parse("".join(lines))
    except (SyntaxError, ValueError, RecursionError):
        return ast.Module(body=[], type_ignores=[])


def _innermost(module: ast.Module, line: int) -> ast.stmt | None:
    around = [node for node in ast.walk(module) if isinstance(node, ast.stmt) and node.lineno <= line <= (node.end_lineno or 0)]
    return max(around, key=lambda node: node.lineno, default=None)


def _source(lines: list[str], statement: ast.stmt) -> str:
    body = getattr(statement, "body", None)
    end = max(body[0].lineno - 1, statement.lineno) if body else statement.end_lineno
    return "".join(lines[statement.lineno - 1 : end])
