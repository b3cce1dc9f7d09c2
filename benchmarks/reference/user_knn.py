"""User-user neighbourhoods: NDCG@100 (strong_liked, five folds) and RMSE (hash_20, fold 0) by dense matrices."""
import sys

import numpy as np

from movielens import biases, hash_20, mean_ndcg, read, rmse, strong_liked

K, SHRINKAGE = 50, 10
rows = read(sys.argv[1])


def lists(fold):
    train, held = strong_liked(rows, fold)
    items = sorted({i for each in train.values() for i in each})
    place = {item: at for at, item in enumerate(items)}
    x = np.zeros((len(train), len(items)))
    for u, user in enumerate(sorted(train)):
        x[u, [place[i] for i in train[user]]] = 1
    norms = np.sqrt(x.sum(axis=1))

    def score(history):
        h = np.zeros(len(items))
        h[[place[i] for i in history]] = 1
        sim = x @ h / (norms * np.sqrt(h.sum()) + SHRINKAGE)
        best = np.lexsort((np.arange(len(sim)), -sim))[:K]
        return dict(zip(items, sim[best] @ x[best]))

    return mean_ndcg(train, held, score)


def ratings(measure, form, k=40):
    train, test = hash_20(rows)
    users, items = sorted({r[0] for r in train}), sorted({r[1] for r in train})
    pu, pi = {u: at for at, u in enumerate(users)}, {i: at for at, i in enumerate(items)}
    r, known = np.zeros((len(users), len(items))), np.zeros((len(users), len(items)))
    for u, i, rating, _ in train:
        r[pu[u], pi[i]], known[pu[u], pi[i]] = rating, 1
    counts = known.sum(axis=1)
    mean = r.sum(axis=1) / counts
    spread = np.sqrt((((r - mean[:, None]) * known) ** 2).sum(axis=1) / counts)
    spread[spread == 0] = 1
    common = known @ known.T
    damped = common / (common + SHRINKAGE)
    with np.errstate(divide="ignore", invalid="ignore"):
        if measure == "cosine":
            norm = np.sqrt((r ** 2).sum(axis=1))
            sim = r @ r.T / (np.outer(norm, norm) + SHRINKAGE)
        elif measure == "pearson":
            c = (r - mean[:, None]) * known
            squares = c ** 2 @ known.T
            sim = np.nan_to_num(c @ c.T / np.sqrt(squares * squares.T)) * damped
        else:
            squares = (r ** 2) @ known.T
            sim = np.where(common > 0, damped / (1 + (squares + squares.T - 2 * r @ r.T) / np.maximum(common, 1)), 0)
    np.fill_diagonal(sim, 0)
    m, bu, bi = biases(train)
    b = m + np.array([bu[u] for u in users])[:, None] + np.array([bi[i] for i in items])[None, :]
    centre = {"plain": np.zeros_like(r), "centred": mean[:, None] + 0 * r, "zscore": mean[:, None] + 0 * r, "baseline": b}[form]
    scale = spread if form == "zscore" else np.ones(len(users))

    def predict(user, item):
        if user not in pu or item not in pi:
            return None
        u, i = pu[user], pi[item]
        raters = np.flatnonzero(known[:, i])
        raters = raters[sim[u, raters] > 0]
        raters = raters[np.lexsort((raters, -sim[u, raters]))][:k]
        if len(raters) == 0:
            return None if form == "plain" else min(5, max(.5, centre[u, i]))
        s = sim[u, raters]
        return min(5, max(.5, centre[u, i] + scale[u] * (s @ ((r[raters, i] - centre[raters, i]) / scale[raters])) / s.sum()))

    return rmse(test, predict)


folds = [lists(fold) for fold in range(5)]
print("lists: %.4f, fold 0 %.4f" % (sum(folds) / 5, folds[0]))
for measure in ["msd", "cosine", "pearson"]:
    for form in ["plain", "centred", "zscore", "baseline"]:
        print("%s %s: %.4f over %d" % (measure, form, *ratings(measure, form)))
