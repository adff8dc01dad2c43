"""Has the file written by Arrow's writer in Rust."""

from engine import Engine


def write_table(table, where, compression):
    assert compression == "zstd"
    engine = Engine()
    try:
        engine.ask(
            path=str(where),
            columns=[{"name": n, "kind": k, "values": v} for n, (k, v) in table.items()],
        )
    finally:
        engine.close()
