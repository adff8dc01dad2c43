"""A training loop in PyTorch that logs as it goes: a small transformer on the bytes of a text."""

import argparse
import math
import time
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import nn

from scaling_log import Folder, RunLog, with_duckdb, with_pyarrow

WIDTH, LAYERS, CONTEXT, BATCH, PEAK, WARMUP = 32, 2, 32, 16, 3e-3, 10
HELD_OUT_SEQUENCES = 8


class ByteModel(nn.Module):
    def __init__(self):
        super().__init__()
        self.tokens = nn.Embedding(256, WIDTH)
        self.places = nn.Embedding(CONTEXT, WIDTH)
        layer = nn.TransformerEncoderLayer(
            WIDTH, 4, 4 * WIDTH, dropout=0.0, batch_first=True, norm_first=True
        )
        self.blocks = nn.TransformerEncoder(layer, LAYERS, norm=nn.LayerNorm(WIDTH))
        self.head = nn.Linear(WIDTH, 256, bias=False)
        future = torch.triu(torch.full((CONTEXT, CONTEXT), float("-inf")), diagonal=1)
        self.register_buffer("future", future)

    def losses(self, windows):
        """Nats by token, [sequence, position], of windows of CONTEXT + 1 bytes."""
        given, wanted = windows[:, :-1], windows[:, 1:]
        hidden = self.tokens(given) + self.places.weight
        logits = self.head(self.blocks(hidden, mask=self.future))
        return F.cross_entropy(logits.transpose(1, 2), wanted, reduction="none")


def rate(step, steps):
    """Warm-up, then half a cosine down to a tenth of the peak."""
    if step <= WARMUP:
        return PEAK * step / WARMUP
    return PEAK * (0.55 + 0.45 * math.cos(math.pi * (step - WARMUP) / (steps - WARMUP)))


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--text", type=Path, default=Path(__file__).with_name("README.md"))
    arguments.add_argument("--logs", type=Path, required=True)
    arguments.add_argument("--run", required=True)
    arguments.add_argument("--steps", type=int, default=60)
    arguments.add_argument("--seed", type=int, default=int(time.time()))
    arguments.add_argument("--writer", choices=["pyarrow", "duckdb"], default="pyarrow")
    given = arguments.parse_args()

    torch.manual_seed(given.seed)
    text = torch.frombuffer(bytearray(given.text.read_bytes()), dtype=torch.uint8).long()
    window = CONTEXT + 1
    split = len(text) - HELD_OUT_SEQUENCES * window
    training, held_out = text[:split], text[split:].view(HELD_OUT_SEQUENCES, window)
    model = ByteModel()
    optimizer = torch.optim.AdamW(model.parameters(), lr=PEAK)
    tokens_per_step = BATCH * CONTEXT
    declaration = {
        "architecture": "transformer",
        "n_params": sum(p.numel() for p in model.blocks.parameters()),
        "n_params_total": sum(p.numel() for p in model.parameters()),
        "n_layer": LAYERS,
        "d_model": WIDTH,
        "n_ctx": CONTEXT,
        "vocab_size": 256,
        "tokens_per_step": tokens_per_step,
        "total_steps": given.steps,
        "warmup_steps": WARMUP,
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
            begins = torch.randint(len(training) - window, (BATCH,)).tolist()
            loss = model.losses(torch.stack([training[b : b + window] for b in begins])).mean()
            for group in optimizer.param_groups:
                group["lr"] = rate(step, given.steps)
            optimizer.zero_grad()
            loss.backward()
            norm = nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            log.step(
                step, step * tokens_per_step, loss.item(), rate(step, given.steps), norm.item()
            )
            if step % 20 == 0 or step == given.steps:
                with torch.no_grad():
                    log.evaluation(step, model.losses(held_out).tolist())
    print(f"{given.run}: {given.steps} steps, last loss {loss.item():.3f} nats per token")


if __name__ == "__main__":
    main()
