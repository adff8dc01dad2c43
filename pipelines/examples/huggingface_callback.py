"""A callback that logs what the Trainer of Hugging Face transformers trains.

    arguments = TrainingArguments(..., logging_steps=1, eval_strategy="steps")
    log = RunLog(Folder("logs"), "language", "gpt2-seed-1", declaration)
    Trainer(model, arguments, ..., callbacks=[ScalingLogCallback(log, tokens_per_step)])

The Trainer logs the mean loss since it last logged: with logging_steps=1 that is the loss of the step. tokens_per_step counts all
devices and accumulated batches: per_device_train_batch_size * devices * gradient_accumulation_steps * sequence length.
"""

import torch
import torch.nn.functional as F
from transformers import TrainerCallback


class ScalingLogCallback(TrainerCallback):
    def __init__(self, log, tokens_per_step):
        self.run_log, self.tokens_per_step = log, tokens_per_step

    def on_log(self, args, state, control, logs=None, **_):
        # Summaries, which have no loss of a step, go through here too.
        if state.is_world_process_zero and logs and "loss" in logs:
            self.run_log.step(
                state.global_step,
                state.global_step * self.tokens_per_step,
                logs["loss"],
                logs.get("learning_rate"),
                logs.get("grad_norm"),
            )

    def on_evaluate(self, args, state, control, model=None, eval_dataloader=None, **_):
        """Losses by token of the held-out sequences that this process has; not for a model that is sharded over processes."""
        if state.is_world_process_zero:
            was_training = model.training
            model.eval()
            sequences = []
            with torch.no_grad():
                for batch in eval_dataloader:
                    sequences += losses(model, batch)
            model.train(was_training)
            self.run_log.evaluation(state.global_step, sequences)

    def on_save(self, args, state, control, **_):
        if state.is_world_process_zero:
            self.run_log.flush()

    def on_train_end(self, args, state, control, **_):
        if state.is_world_process_zero:
            self.run_log.close()


def losses(model, batch):
    """Nats by token, a list for each sequence; padding, which lies at its end and has the label -100, is left out."""
    device = next(model.parameters()).device
    tokens, labels = batch["input_ids"].to(device), batch["labels"][:, 1:].to(device)
    logits = model(input_ids=tokens).logits[:, :-1].float()
    by_token = F.cross_entropy(logits.transpose(1, 2), labels, ignore_index=-100, reduction="none")
    return [row[label != -100].tolist() for row, label in zip(by_token, labels)]
