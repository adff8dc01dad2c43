"""Stand-in for Hugging Face transformers: what a callback derives from."""


class TrainerCallback:
    pass
