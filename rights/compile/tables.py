"""Decision tables, and the proof that exactly one row fits every citizen."""

from collections.abc import Mapping
from itertools import product

from rights.compile.inputs import plan_input
from rights.compile.scope import Scope
from rights.faults import Wrong
from rights.grammar.base import shown
from rights.grammar.tables import Input, Output, Plain, Table
from rights.plan import InputPlan, TablePlan, Told

MOST_ROWS = 62
"""Rows, `otherwise` among them, are bits of one 64-bit number in the columnar evaluator."""
Given = dict[str, bool | int | str | None]


def plan_table(scope: Scope, said: Table, name: str, given: Mapping[str, object]) -> TablePlan:
    """Return the table as a plan. Raises Wrong for a gap, an overlap, or a cell that cannot be."""
    rows = [_gives(said, row.gives, "rows", index, "gives") for index, row in enumerate(said.rows)]
    if said.otherwise is not None:
        rows.append(_gives(said, said.otherwise, "otherwise"))
    if len(rows) > MOST_ROWS:
        raise Wrong("table", f"a table has at most {MOST_ROWS} rows; split it by one of its inputs", "rows")
    inputs = [
        Input.model_validate({"as": one, "fact": one}) if isinstance(one, str) else one for one in said.inputs
    ]
    _only_inputs(said, {one.as_ for one in inputs})
    plans = tuple(_input(scope, said, index, one, given) for index, one in enumerate(inputs))
    plan = TablePlan(name, plans, tuple(rows), said.otherwise is not None)
    _exactly_one(plan)
    return plan


def _input(scope: Scope, table: Table, index: int, said: Input, given: Mapping[str, object]) -> InputPlan:
    try:
        return plan_input(scope, said, [row.when.get(said.as_) for row in table.rows], given)
    except Wrong as wrong:
        raise wrong if wrong.path[:1] == ("rows",) else wrong.within("inputs", index) from None


def _only_inputs(said: Table, inputs: set[str]) -> None:
    for index, row in enumerate(said.rows):
        for name in row.when.keys() - inputs:
            message = f"{name!r} is no input; the inputs are {', '.join(sorted(inputs))}"
            raise Wrong("table", message, "rows", index, "when", name)


def _gives(said: Table, gives: Plain | Mapping[str, Plain], *path: str | int) -> Given:
    """Return what a row gives by column; a single value is given in every column."""
    outputs = said.outputs
    columns = {said.id.rsplit("/", 1)[-1]: outputs} if isinstance(outputs, Output) else outputs
    if not isinstance(gives, Mapping):
        gives = dict.fromkeys(columns, gives)
    if gives.keys() != columns.keys():
        raise Wrong("table", f"it must give exactly: {', '.join(columns)}", *path)
    return {name: _typed(gives[name], output, (*path, name)) for name, output in columns.items()}


def _typed(value: Plain, output: Output, path: tuple[str | int, ...]) -> bool | int | str | None:
    if value == "none":
        return None
    if type(value) is not {"bool": bool, "number": int, "text": str}[output.type]:
        raise Wrong("table", f"this column gives a {output.type}, not {value!r}", *path)
    if output.values is not None and value not in output.values:
        raise Wrong("table", f"{value!r} is none of {', '.join(output.values)}", *path)
    return value


def _exactly_one(plan: TablePlan) -> None:
    """Walk everything that the columns tell apart. Raises Wrong with a point that does not fit exactly one row.

    Points that leave the same rows are walked as one from there on, so that many columns stay cheap.
    """
    reached: dict[int, tuple[str, ...]] = {(1 << len(plan.rows) - plan.otherwise) - 1: ()}
    for column in plan.inputs:
        further: dict[int, tuple[str, ...]] = {}
        for (rows, point), (fitting, words) in product(reached.items(), _classes(column)):
            further.setdefault(rows & fitting, (*point, f"{column.name} {words}"))
        reached = further
    for rows, point in reached.items():
        if not rows and not plan.otherwise:
            raise Wrong("table", f"no row fits {', '.join(point)}; add one, or otherwise", "rows")
        if rows.bit_count() > 1:
            both = [index for index in range(len(plan.rows)) if rows >> index & 1]
            message = f"rows {both[0] + 1} and {both[1] + 1} both fit {', '.join(point)}"
            raise Wrong("table", message, "rows", both[1])


def _classes(column: InputPlan) -> list[tuple[int, str]]:
    """Return the different row sets a column can leave, each with a value that leaves it."""
    seen: dict[int, str] = {}
    for value, rows in column.exact.items():
        seen.setdefault(rows, f"= {shown(value)}")
    for index, rows in enumerate(column.bands):
        seen.setdefault(rows, _band(column, index))
    if column.other is not None:
        seen.setdefault(column.other, "= anything else")
    if column.none is not None:
        seen.setdefault(column.none, "= none")
    return list(seen.items())


def _band(column: InputPlan, index: int) -> str:
    """Show a band by a value in it: the first, or the last of the lowest band."""
    if not column.cuts:
        return "= anything"
    if isinstance(column.value, Told) and column.value.fact == "birth_date":
        return (
            f"of those born {column.cuts[index - 1]}" if index else f"of those born before {column.cuts[0]}"
        )
    return f"from {column.cuts[index - 1]}" if index else f"below {column.cuts[0]}"
