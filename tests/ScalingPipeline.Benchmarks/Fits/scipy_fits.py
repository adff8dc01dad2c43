"""The Chinchilla fit and its bootstrap with scipy, for FitsBenchmark: reads the points, prints one line of JSON.

Hoffmann et al. 2022 (arXiv 2203.15556), section 3.3: sum of Huber(1e-3) of the residual of log L, from 4,500 starts, L-BFGS-B;
the gradient is analytic. The bootstrap converges every resample again from the optimum of all the points.
"""

import csv
import itertools
import json
import sys
import time

import numpy as np
from scipy.optimize import minimize

DELTA = 1e-3


def objective(theta, log_n, log_d, log_loss, weight):
    a, b, e, alpha, beta = theta
    z = np.stack([a - alpha * log_n, b - beta * log_d, np.full_like(log_n, e)])
    top = z.max(axis=0)
    q = np.exp(z - top)
    total = q.sum(axis=0)
    q /= total
    r = top + np.log(total) - log_loss
    size = np.abs(r)
    value = np.where(size <= DELTA, 0.5 * r * r, DELTA * (size - 0.5 * DELTA))
    psi = weight * np.clip(r, -DELTA, DELTA)
    p0, p1 = psi * q[0], psi * q[1]
    gradient = np.array([p0.sum(), p1.sum(), psi @ q[2], -(p0 @ log_n), -(p1 @ log_d)])
    return weight @ value, gradient


def solve(start, data, weight, **options):
    return minimize(objective, start, args=(*data, weight), jac=True, method="L-BFGS-B", options=options)


def main(points, resamples):
    rows = list(csv.DictReader(open(points)))
    n = np.array([float(r["Model Size"]) for r in rows])
    c = np.array([float(r["Training FLOP"]) for r in rows])
    loss = np.array([float(r["loss"]) for r in rows])
    kept = np.argsort(loss)[:-5]
    data = (np.log(n[kept]), np.log(c[kept] / (6 * n[kept])), np.log(loss[kept]))
    count = len(kept)
    one = np.ones(count)

    began = time.perf_counter()
    best = None
    grid = (np.arange(0, 26, 5), np.arange(0, 26, 5), np.arange(-1, 1.01, 0.5), np.arange(0, 2.01, 0.5), np.arange(0, 2.01, 0.5))
    for start in itertools.product(*grid):
        found = solve(np.array(start, dtype=float), data, one)
        if best is None or found.fun < best.fun:
            best = found
    fit_seconds = time.perf_counter() - began

    random = np.random.default_rng(42)
    began = time.perf_counter()
    replicates = []
    for _ in range(resamples):
        weight = np.bincount(random.integers(0, count, count), minlength=count).astype(float)
        # The usual tolerance stops at once near the old optimum: standard errors come out ten times too small.
        replicates.append(solve(best.x, data, weight, ftol=1e-12, gtol=1e-8).x)
    bootstrap_seconds = time.perf_counter() - began
    deviation = np.std(np.array(replicates), axis=0, ddof=1)
    print(json.dumps({
        "fit_seconds": fit_seconds,
        "objective": best.fun,
        "bootstrap_seconds": bootstrap_seconds,
        "alpha_error": deviation[3],
        "beta_error": deviation[4],
    }))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
