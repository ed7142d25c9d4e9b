"""What can be wrong with content: the record of one problem and the table of all codes."""

from .codes import CODES, Code
from .record import ERROR, WARNING, Problem, problem, report

__all__ = ["CODES", "ERROR", "WARNING", "Code", "Problem", "problem", "report"]
