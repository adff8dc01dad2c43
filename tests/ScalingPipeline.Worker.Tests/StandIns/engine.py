"""The other end of engine.mjs."""

import json
import os
import subprocess
from pathlib import Path


class Engine:
    def __init__(self):
        self._process = subprocess.Popen(
            ["node", str(Path(__file__).with_name("engine.mjs")), os.environ["STAND_IN_NODE"]],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def ask(self, **request):
        self._process.stdin.write(json.dumps(request, allow_nan=False) + "\n")
        self._process.stdin.flush()
        answer = json.loads(self._process.stdout.readline() or '{"fault": "the engine ended"}')
        if "fault" in answer:
            raise RuntimeError(answer["fault"])

    def close(self):
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()
