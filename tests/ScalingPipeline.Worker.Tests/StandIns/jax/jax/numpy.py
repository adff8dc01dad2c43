import torch
from torch import sqrt, sum, tanh  # noqa: F401


def asarray(values):
    given = torch.as_tensor(values)
    return given if given.is_floating_point() else given.long()


def take_along_axis(values, indices, axis):
    return torch.take_along_dim(values, indices, axis)
