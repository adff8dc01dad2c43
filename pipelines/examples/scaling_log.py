"""The log of one training run, as ScalingPipeline reads it.

    log = RunLog(Folder("logs"), "language", "gpt-12m-seed-1", declaration, write=with_pyarrow)
    log.step(step, tokens_seen, loss, lr, grad_norm)   # after every optimizer step
    log.evaluation(step, losses)                       # losses[i][t]: token t of held-out sequence i
    log.close()

Copy this file beside your training script. It needs Python 3.9 or newer, and pyarrow or duckdb.
"""

import json
import os
import tempfile
import time
import uuid
import warnings
from datetime import datetime, timezone
from pathlib import Path

INTEGER, REAL, REALS = "integer", "real", "list of reals"


def with_pyarrow(columns, path):
    """Writes columns, each (kind, values), as a Parquet file."""
    import pyarrow
    import pyarrow.parquet

    types = {
        INTEGER: pyarrow.int64(),
        REAL: pyarrow.float64(),
        REALS: pyarrow.list_(pyarrow.float32()),
    }
    table = pyarrow.table(
        {name: pyarrow.array(values, types[kind]) for name, (kind, values) in columns.items()}
    )
    pyarrow.parquet.write_table(table, path, compression="zstd")


def with_duckdb(columns, path):
    """The same, written by DuckDB."""
    import duckdb

    types = {INTEGER: "BIGINT", REAL: "DOUBLE", REALS: "FLOAT[]"}
    selected = ", ".join(
        f'unnest(?::{types[kind]}[]) AS "{name}"' for name, (kind, _) in columns.items()
    )
    target = str(path).replace("'", "''")
    connection = duckdb.connect()
    try:
        connection.execute(
            f"CREATE TABLE part AS SELECT {selected}", [values for _, values in columns.values()]
        )
        connection.execute(f"COPY part TO '{target}' (FORMAT parquet, COMPRESSION zstd)")
    finally:
        connection.close()


class Folder:
    """A folder, also a mounted one. A file has its name only when it is whole."""

    def __init__(self, root):
        self.root = Path(root)

    def publish(self, name, write):
        target = self.root / name
        target.parent.mkdir(parents=True, exist_ok=True)
        temporary = target.with_name(f".scaling-pipeline-{uuid.uuid4().hex}.writing")
        try:
            write(temporary)
            with open(temporary, "rb+") as file:
                os.fsync(file.fileno())
            os.replace(temporary, target)
        finally:
            temporary.unlink(missing_ok=True)


class AzureContainer:
    """A container, given as an azure.storage.blob.ContainerClient. One upload is one blob, whole or not there."""

    def __init__(self, client):
        self.client = client

    def publish(self, name, write):
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "part"
            write(file)
            self.client.upload_blob(name, file.read_bytes(), overwrite=True)


class RunLog:
    """Of one run, written by one process: in distributed training by rank 0.

    A file that cannot be published now is kept and tried again with the next one, so that a storage that is away for a while does
    not end the training; close() raises when one could still not be published.
    """

    def __init__(self, store, domain, run, declaration, write=with_pyarrow, steps_per_part=1000):
        if not run or "/" in run or "/" in domain:
            raise ValueError("A run and its domain are names of folders: not empty, without '/'.")
        self._store, self._write, self._steps_per_part = store, write, steps_per_part
        self._folder = f"{domain}/{run}"
        self._began = time.monotonic()
        started = datetime.now(timezone.utc)
        # A restarted job never writes over the parts of the job before it.
        self._parts = f"{self._folder}/train/part-{started:%Y%m%dT%H%M%S.%fZ}"
        self._rows, self._waiting = [], {}
        text = json.dumps(
            {"run_id": run, "domain": domain, "started_at": started.isoformat(), **declaration},
            indent=1,
        )
        self._publish(f"{self._folder}/run.json", lambda path: Path(path).write_text(text, "utf-8"))

    def step(self, step, tokens_seen, loss, lr=None, grad_norm=None):
        """One optimizer step, counted from 1: tokens seen with it by all workers, the loss of its batch, the gradient norm before clipping."""
        elapsed = time.monotonic() - self._began
        self._rows.append((step, tokens_seen, loss, lr, grad_norm, elapsed))
        if len(self._rows) >= self._steps_per_part:
            self.flush()

    def evaluation(self, step, losses, folder="eval"):
        """What the model after this step makes of the held-out sequences, the same ones in the same order every time."""
        columns = {
            "sequence_id": (INTEGER, list(range(len(losses)))),
            "losses": (REALS, [[float(loss) for loss in sequence] for sequence in losses]),
        }
        self._table(f"{self._folder}/{folder}/step-{step:06d}.parquet", columns)

    def flush(self):
        """Ends the part; call it too when a checkpoint is saved."""
        if self._rows:
            steps, tokens, losses, rates, norms, elapsed = (list(c) for c in zip(*self._rows))
            columns = {
                "step": (INTEGER, steps),
                "tokens_seen": (INTEGER, tokens),
                "loss": (REAL, losses),
                "lr": (REAL, rates),
                "grad_norm": (REAL, norms),
                "elapsed_s": (REAL, elapsed),
            }
            self._rows = []
            self._table(f"{self._parts}-{steps[0]:010d}.parquet", columns)

    def close(self):
        self.flush()
        self._publish_waiting()
        if self._waiting:
            raise OSError(f"Not published: {', '.join(self._waiting)}")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def _table(self, name, columns):
        self._publish(name, lambda path: self._write(columns, path))

    def _publish(self, name, write):
        self._waiting[name] = write
        self._publish_waiting()

    def _publish_waiting(self):
        for name, write in list(self._waiting.items()):
            try:
                self._store.publish(name, write)
            except Exception as fault:
                warnings.warn(f"{name} is kept and tried again: {fault}")
            else:
                del self._waiting[name]
