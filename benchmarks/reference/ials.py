"""Implicit ALS with the objective of Rendle et al. 2022: NDCG@100, protocol strong_liked, by dense NumPy systems.

Minimises sum over likes of (x.y - 1)^2 + w * sum over all cells of (x.y)^2 + lambda * sum over rows of (n + w * m)^nu * |x|^2, where n are
the likes of a row and m the rows of the other side with likes. Arguments: folder, w, lambda, nu.
"""
import sys

import numpy as np

from movielens import mean_ndcg, read, strong_liked

RANK, ITERATIONS = 64, 10
W, LAMBDA, NU = [float(each) for each in sys.argv[2:5]] if len(sys.argv) > 4 else (0.5, 0.003, 1)
rows = read(sys.argv[1])


def solve(source, likes, known):
    """Factors of a row that has likes among the rows of source."""
    y = source[likes]
    ridge = LAMBDA * (len(likes) + W * known) ** NU
    return np.linalg.solve(W * solve.gram + y.T @ y + ridge * np.eye(RANK), y.sum(axis=0))


def half(source, lists):
    solve.gram = source.T @ source
    return np.array([solve(source, likes, len(source)) for likes in lists])


def fold_ndcg(fold):
    train, held = strong_liked(rows, fold)
    items = sorted({i for each in train.values() for i in each})
    place = {item: at for at, item in enumerate(items)}
    by_user = [[place[i] for i in train[u]] for u in sorted(train)]
    by_item = [[] for _ in items]
    for u, likes in enumerate(by_user):
        for i in likes:
            by_item[i].append(u)
    x = np.random.default_rng(fold).normal(size=(len(by_user), RANK))
    x /= np.linalg.norm(x, axis=1)[:, None]
    for _ in range(ITERATIONS):
        y = half(x, by_item)
        x = half(y, by_user)
    solve.gram = y.T @ y
    return mean_ndcg(train, held, lambda history: dict(zip(items, y @ solve(y, [place[i] for i in history], len(items)))))


found = [fold_ndcg(fold) for fold in range(5)]
print("ials w %g lambda %g nu %g: mean %.4f, folds %s" % (W, LAMBDA, NU, sum(found) / 5, " ".join("%.4f" % each for each in found)))
