"""Logs through AzureContainer to a stand-in for azure.storage.blob.ContainerClient, which is away for the first part and keeps its blobs in a folder.

Usage: drive_azure.py LOGS RUN
"""

import sys
import warnings
from pathlib import Path

from scaling_log import AzureContainer, RunLog, with_duckdb


class ContainerClient:
    def __init__(self, folder):
        self.folder, self.uploads = Path(folder), 0

    def upload_blob(self, name, data, overwrite):
        assert overwrite
        self.uploads += 1
        if self.uploads == 2:
            raise ConnectionError("the container is away")
        target = self.folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)


def main(logs, run):
    declaration = {"architecture": "any", "n_params": 8, "total_steps": 9, "loss_unit": "nats"}
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        log = RunLog(
            AzureContainer(ContainerClient(logs)),
            "language",
            run,
            declaration,
            with_duckdb,
            steps_per_part=3,
        )
        for step in range(1, 10):
            log.step(step, 100 * step, 3.0 - 0.1 * step, grad_norm=None)
        log.close()
    assert ["is kept and tried again" in str(w.message) for w in said] == [True], said


main(*sys.argv[1:])
