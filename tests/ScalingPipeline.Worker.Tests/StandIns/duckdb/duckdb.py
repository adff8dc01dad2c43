"""Stand-in for DuckDB's package for Python: its SQL is run by DuckDB itself, through its package for Node.js."""

from engine import Engine


class _Connection:
    def __init__(self):
        self._engine = Engine()

    def execute(self, sql, parameters=()):
        self._engine.ask(sql=sql, parameters=[_bound(values) for values in parameters])
        return self

    def close(self):
        self._engine.close()


def _bound(values):
    """DuckDB takes the type of a list from all of its values."""
    there = [value for value in values if value is not None]
    if any(isinstance(value, list) for value in there):
        kind = "lists"
    else:
        kind = "integers" if all(isinstance(value, int) for value in there) else "reals"
    return {"kind": kind, "values": list(values)}


def connect():
    return _Connection()
