"""A training loop in JAX that logs as it goes: a small network on pairs of bytes of a text."""

import argparse
import math
import time
from pathlib import Path

import jax
import jax.numpy as jnp
import numpy as np

from scaling_log import Folder, RunLog, with_duckdb, with_pyarrow

WIDTH, CONTEXT, BATCH, PEAK = 32, 32, 16, 1.0
HELD_OUT_SEQUENCES = 8


def losses(parameters, windows):
    """Nats by token, [sequence, position], of windows of CONTEXT + 1 bytes."""
    given, wanted = windows[:, :-1], windows[:, 1:]
    hidden = jnp.tanh(parameters["embedding"][given] @ parameters["hidden"])
    logarithms = jax.nn.log_softmax(hidden @ parameters["output"], axis=-1)
    return -jnp.take_along_axis(logarithms, wanted[..., None], axis=-1)[..., 0]


def mean_loss(parameters, windows):
    return losses(parameters, windows).mean()


@jax.jit
def update(parameters, windows, rate):
    loss, gradient = jax.value_and_grad(mean_loss)(parameters, windows)
    norm = jnp.sqrt(sum(jnp.sum(g * g) for g in jax.tree_util.tree_leaves(gradient)))
    stepped = jax.tree_util.tree_map(lambda p, g: p - rate * g, parameters, gradient)
    return stepped, loss, norm


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--text", type=Path, default=Path(__file__).with_name("README.md"))
    arguments.add_argument("--logs", type=Path, required=True)
    arguments.add_argument("--run", required=True)
    arguments.add_argument("--steps", type=int, default=60)
    arguments.add_argument("--seed", type=int, default=int(time.time()))
    arguments.add_argument("--writer", choices=["pyarrow", "duckdb"], default="pyarrow")
    given = arguments.parse_args()

    draw = np.random.default_rng(given.seed)
    text = np.frombuffer(given.text.read_bytes(), dtype=np.uint8).astype(np.int32)
    window = CONTEXT + 1
    split = len(text) - HELD_OUT_SEQUENCES * window
    training, held_out = text[:split], text[split:].reshape(HELD_OUT_SEQUENCES, window)
    shapes = {"embedding": (256, WIDTH), "hidden": (WIDTH, WIDTH), "output": (WIDTH, 256)}
    parameters = {
        name: jnp.asarray(draw.normal(0, shape[0] ** -0.5, shape).astype(np.float32))
        for name, shape in shapes.items()
    }
    tokens_per_step = BATCH * CONTEXT
    declaration = {
        "architecture": "pairs",
        "n_params": WIDTH * WIDTH,
        "n_params_total": sum(math.prod(shape) for shape in shapes.values()),
        "d_model": WIDTH,
        "n_ctx": CONTEXT,
        "vocab_size": 256,
        "tokens_per_step": tokens_per_step,
        "total_steps": given.steps,
        "learning_rate": PEAK,
        "schedule": "cosine",
        "loss_unit": "nats",
        "bytes_per_token": 1,
        "seed": given.seed,
    }
    write = {"pyarrow": with_pyarrow, "duckdb": with_duckdb}[given.writer]
    with RunLog(
        Folder(given.logs), "language", given.run, declaration, write, steps_per_part=25
    ) as log:
        for step in range(1, given.steps + 1):
            begins = draw.integers(len(training) - window, size=BATCH)
            windows = jnp.asarray(np.stack([training[b : b + window] for b in begins]))
            rate = PEAK * 0.5 * (1 + math.cos(math.pi * (step - 1) / given.steps))
            parameters, loss, norm = update(parameters, windows, rate)
            log.step(step, step * tokens_per_step, float(loss), rate, float(norm))
            if step % 20 == 0 or step == given.steps:
                log.evaluation(step, losses(parameters, jnp.asarray(held_out)).tolist())
    print(f"{given.run}: {given.steps} steps, last loss {float(loss):.3f} nats per token")


if __name__ == "__main__":
    main()
