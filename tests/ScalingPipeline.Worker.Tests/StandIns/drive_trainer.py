"""Calls the callback of the example in the order and with the arguments in which the Trainer of transformers does (trainer_callback.py).

Usage: drive_trainer.py LOGS RUN
"""

import sys
from types import SimpleNamespace

import torch
from torch import nn

from huggingface_callback import ScalingLogCallback
from scaling_log import Folder, RunLog, with_duckdb

VOCABULARY, LENGTH, BATCH, STEPS = 50, 17, 4, 12


class Model(nn.Module):
    """Answers as a causal language model does: logits for every token, labels not shifted."""

    def __init__(self):
        super().__init__()
        self.embedding = nn.Embedding(VOCABULARY, 8)
        self.head = nn.Linear(8, VOCABULARY)

    def forward(self, input_ids):
        return SimpleNamespace(logits=self.head(self.embedding(input_ids)))


def batch(padding):
    tokens = torch.randint(VOCABULARY, (BATCH, LENGTH))
    labels = tokens.clone()
    labels[0, LENGTH - padding :] = -100
    return {"input_ids": tokens, "labels": labels}


def main(logs, run):
    torch.manual_seed(1)
    tokens_per_step = BATCH * LENGTH
    declaration = {
        "architecture": "gpt2",
        "n_params": 8,
        "n_ctx": LENGTH - 1,
        "tokens_per_step": tokens_per_step,
        "total_steps": STEPS,
        "loss_unit": "nats",
    }
    log = RunLog(Folder(logs), "language", run, declaration, with_duckdb)
    callback = ScalingLogCallback(log, tokens_per_step)
    state = SimpleNamespace(global_step=0, is_world_process_zero=True)
    model, held_out = Model(), [batch(padding=5), batch(padding=1)]
    for step in range(1, STEPS + 1):
        state.global_step = step
        logs = {"loss": 4.0 - 0.1 * step, "grad_norm": 1.5, "learning_rate": 1e-3, "epoch": 0.1}
        callback.on_log(None, state, None, logs=logs, model=model)
        if step % 6 == 0:
            callback.on_log(None, state, None, logs={"eval_loss": 3.9, "epoch": 0.1}, model=model)
            callback.on_evaluate(
                None, state, None, metrics={"eval_loss": 3.9}, model=model, eval_dataloader=held_out
            )
            callback.on_save(None, state, None, model=model)
    callback.on_log(None, state, None, logs={"train_loss": 3.5, "train_runtime": 1.0}, model=model)
    callback.on_train_end(None, state, None, model=model)


main(*sys.argv[1:])
