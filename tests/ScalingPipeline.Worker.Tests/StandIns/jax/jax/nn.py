import torch


def log_softmax(values, axis):
    return torch.log_softmax(values, dim=axis)
