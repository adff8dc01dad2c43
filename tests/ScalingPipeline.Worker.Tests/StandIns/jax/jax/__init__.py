"""Stand-in for JAX: parameters are dictionaries of tensors, differentiated by PyTorch."""

import torch

from . import nn, numpy, tree_util  # noqa: F401


def jit(function):
    return function


def value_and_grad(function):
    def both(parameters, *rest):
        leaves = {name: p.detach().requires_grad_() for name, p in parameters.items()}
        value = function(leaves, *rest)
        gradients = torch.autograd.grad(value, list(leaves.values()))
        return value.detach(), dict(zip(leaves, gradients))

    return both
