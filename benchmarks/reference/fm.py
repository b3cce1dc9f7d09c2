"""Factorisation machine of user, item and genres by stochastic gradient descent, RMSE of hash_20, fold 0."""
import csv
import os
import sys

import numpy as np

from movielens import hash_20, read, rmse

epochs, rank, rate, reg, deviation, seeds = 50, 20, 0.01, 0.07, 0.03, 2


def genres(folder):
    with open(os.path.join(folder, "movies.csv"), newline="", encoding="utf-8") as file:
        of = {int(r["movieId"]): [g for g in r["genres"].split("|") if g != "(no genres listed)"] for r in csv.DictReader(file)}
    names = sorted({g for each in of.values() for g in each})
    return {item: np.array([names.index(g) for g in each], int) for item, each in of.items()}, len(names)


def fit(train, of, count, source):
    users, items = sorted({r[0] for r in train}), sorted({r[1] for r in train})
    pu, pi = {u: at for at, u in enumerate(users)}, {i: at for at, i in enumerate(items)}
    mean = sum(r[2] for r in train) / len(train)
    bu, bi, w = np.zeros(len(users)), np.zeros(len(items)), np.zeros(count)
    p, v, g = (source.normal(0, deviation, (n, rank)) for n in (len(users), len(items), count))

    def item_part(i):
        """(value, categories, q, what the item adds to every rating of it)."""
        mine = of[i]
        x = 1 / np.sqrt(len(mine)) if len(mine) else 0
        own = v[pi[i]] if i in pi else np.zeros(rank)
        q = own + x * g[mine].sum(axis=0)
        pairs = (q @ q - own @ own - x * x * (g[mine] ** 2).sum()) / 2
        return x, mine, q, x * w[mine].sum() + pairs

    rows = [(u, i, r) for u, i, r, _ in train]
    for _ in range(epochs):
        for at in source.permutation(len(rows)):
            user, item, r = rows[at]
            u, i = pu[user], pi[item]
            x, mine, q, own = item_part(item)
            e = r - (mean + bu[u] + bi[i] + own + p[u] @ q)
            s = p[u] + q
            bu[u] += rate * (e - reg * bu[u])
            bi[i] += rate * (e - reg * bi[i])
            p[u] += rate * (e * q - reg * p[u])
            v[i] += rate * (e * (s - v[i]) - reg * v[i])
            g[mine] += rate * (e * x * (s - x * g[mine]) - reg * g[mine])
            w[mine] += rate * (e * x - reg * w[mine])

    def predict(user, item):
        if user not in pu or (item not in pi and not len(of[item])):
            return None
        _, _, q, own = item_part(item)
        return min(5, max(.5, mean + bu[pu[user]] + (bi[pi[item]] if item in pi else 0) + own + p[pu[user]] @ q))

    return predict, pi


rows = read(sys.argv[1])
train, test = hash_20(rows)
of, count = genres(sys.argv[1])
for seed in range(seeds):
    predict, known = fit(train, of, count, np.random.default_rng(seed))
    print("fm, seed %d: %.4f over %d; known items %.4f over %d" % (
        seed, *rmse(test, predict), *rmse(test, lambda u, i: predict(u, i) if i in known else None)), flush=True)
