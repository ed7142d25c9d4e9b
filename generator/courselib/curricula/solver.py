"""Whole-number optimisation with HiGHS: the one module that knows the solver.

Everything goes in and comes out as integers, and what comes out is checked against every row in exact arithmetic. One
thread, a fixed seed and bounds on nodes instead of time make the same model give the same answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from ..runtime.errors import SystemFault
from ..runtime.silence import standard_output_closed

#: How far a search goes for the best answer once it has one. A stage that only orders good answers asks for fewer.
NODES = 20_000
_OPTIONS: dict[str, bool | int | float | str] = {
    "output_flag": False,
    "log_to_console": False,
    "threads": 1,
    "parallel": "off",
    "random_seed": 0,
    "presolve": "on",
    "mip_rel_gap": 0.0,
    # Objectives are whole numbers: a bound less than one away proves the answer.
    "mip_abs_gap": 0.99,
}


@dataclass(frozen=True, slots=True)
class Answer:
    """Values of all variables and of the objective; ``best`` is false when the node bound came first."""

    values: tuple[int, ...]
    value: int
    best: bool


class Goal(NamedTuple):
    """Something to be made small, within a bound on nodes; up to ``enough`` it is small enough, and goals that follow come first."""

    terms: Mapping[int, int]
    nodes: int
    enough: int | None = None


@dataclass(slots=True)
class Model:
    """Whole-number variables with bounds, and rows ``low ≤ Σ factor × variable ≤ high``."""

    bounds: list[tuple[int, int]] = field(default_factory=list)
    rows: list[tuple[dict[int, int], int | None, int | None]] = field(default_factory=list)

    def variable(self, low: int = 0, high: int = 1) -> int:
        """Add a variable and return its number."""
        self.bounds.append((low, high))
        return len(self.bounds) - 1

    def row(self, terms: Mapping[int, int], low: int | None = None, high: int | None = None) -> None:
        """Add a row."""
        self.rows.append((dict(terms), low, high))

    def minimise(self, goal: Mapping[int, int], start: Sequence[int] = (), nodes: int = NODES) -> Answer | None:
        """Return the answer with the smallest ``goal``, or ``None`` when there is none (or none was found)."""
        solved, values, best = self._solved(goal, start, nodes)
        if not solved:
            return None
        if not self._holds(values):
            raise SystemFault("求解程序给出的结果不对。", "请把这个方案和 plan.yml 交给维护者。")
        return Answer(values, sum(f * values[v] for v, f in goal.items()), best)

    def possible(self, nodes: int = NODES) -> bool | None:
        """Tell whether any values hold all rows; ``None`` when the bound on nodes came before the proof."""
        solved, _, proven = self._solved({}, (), nodes)
        return True if solved else False if proven else None

    def _solved(self, goal: Mapping[int, int], start: Sequence[int], nodes: int) -> tuple[bool, tuple[int, ...], bool]:
        """Return whether there are values, the values, and whether it is proven that there are no better ones, or none at all."""
        if not self.bounds:
            return self._holds(()), (), True
        # HiGHS 1.16 greets on standard output as soon as it begins, before it can be told not to.
        with standard_output_closed():
            return _solve(self, goal, start, nodes)

    def in_order(self, goals: Iterable[Goal], start: Sequence[int] = ()) -> Answer | None:
        """Minimise one goal after the other, keeping what was reached; goals without terms are passed over; ``None`` as above."""
        answer: Answer | None = None
        for goal in goals:
            if answer is not None and not goal.terms:
                continue
            answer = self.minimise(goal.terms, start, goal.nodes)
            if answer is None:
                return None
            self.row(goal.terms, high=answer.value if goal.enough is None else max(answer.value, goal.enough))
            start = answer.values
        return answer

    def _holds(self, values: Sequence[int]) -> bool:
        if any(not low <= v <= high for v, (low, high) in zip(values, self.bounds, strict=True)):
            return False
        for terms, low, high in self.rows:
            total = sum(f * values[v] for v, f in terms.items())
            if (low is not None and total < low) or (high is not None and total > high):
                return False
        return True


def _solve(model: Model, goal: Mapping[int, int], start: Sequence[int], nodes: int) -> tuple[bool, tuple[int, ...], bool]:
    import highspy  # noqa: PLC0415 - half a second that only this needs

    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = len(model.bounds), len(model.rows)
    lp.col_cost_ = [float(goal.get(v, 0)) for v in range(len(model.bounds))]
    lp.col_lower_ = [float(low) for low, _ in model.bounds]
    lp.col_upper_ = [float(high) for _, high in model.bounds]
    lp.integrality_ = [highspy.HighsVarType.kInteger] * len(model.bounds)
    lp.row_lower_ = [-highspy.kHighsInf if low is None else float(low) for _, low, _ in model.rows]
    lp.row_upper_ = [highspy.kHighsInf if high is None else float(high) for _, _, high in model.rows]
    starts, indices, factors = [0], [], []
    for terms, _, _ in model.rows:
        for variable, factor in sorted(terms.items()):
            indices.append(variable)
            factors.append(float(factor))
        starts.append(len(indices))
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_, lp.a_matrix_.index_, lp.a_matrix_.value_ = starts, indices, factors
    highs = highspy.Highs()
    for name, value in (_OPTIONS | {"mip_max_nodes": nodes}).items():
        highs.setOptionValue(name, value)
    highs.passModel(lp)
    if start:
        given = highspy.HighsSolution()
        given.col_value = [float(v) for v in start]
        highs.setSolution(given)
    highs.run()
    info = highs.getInfo()
    status = highs.getModelStatus()
    if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
        # Everything is bounded, so what presolve finds “unbounded or infeasible” is infeasible.
        none = (highspy.HighsModelStatus.kInfeasible, highspy.HighsModelStatus.kUnboundedOrInfeasible)
        return False, (), status in none
    values = tuple(round(v) for v in highs.getSolution().col_value)
    return True, values, status == highspy.HighsModelStatus.kOptimal
