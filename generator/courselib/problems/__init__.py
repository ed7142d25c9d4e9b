"""What can be wrong with content: the record of one problem and the table of all codes."""

from .codes import CODES, Code
from .faulty import FaultyContentError, problems_of
from .record import ERROR, WARNING, Problem, problem, report

__all__ = ["CODES", "ERROR", "WARNING", "Code", "FaultyContentError", "Problem", "problem", "problems_of", "report"]
