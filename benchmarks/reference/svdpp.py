"""SVD++ and SVD by stochastic gradient descent, RMSE of hash_20."""
import sys

import numpy as np

from movielens import hash_20, read, rmse

epochs, rank, rate, reg = 50, 20, 0.01, 0.07


def fit(train, is_plus_plus, source):
    """Biases and factors; a user's implicit part is updated once after the user's rows, with the sum of their gradients."""
    users, items = sorted({r[0] for r in train}), sorted({r[1] for r in train})
    pu, pi = {u: at for at, u in enumerate(users)}, {i: at for at, i in enumerate(items)}
    mean = sum(r[2] for r in train) / len(train)
    bu, bi = np.zeros(len(users)), np.zeros(len(items))
    deviation = 0.01 if is_plus_plus else 0.03
    p, q, y = (source.normal(0, deviation, (n, rank)) for n in (len(users), len(items), len(items)))
    y *= is_plus_plus
    by_user = [[] for _ in users]
    for u, i, r, _ in train:
        by_user[pu[u]].append((pi[i], r))
    for _ in range(epochs):
        for u in source.permutation(len(users)):
            mine = np.array([i for i, _ in by_user[u]])
            size = 1 / np.sqrt(len(mine))
            implicit = y[mine].sum(axis=0) * size
            gradient = np.zeros(rank)
            for at in source.permutation(len(mine)):
                i, r = by_user[u][at]
                error = r - (mean + bu[u] + bi[i] + q[i] @ (p[u] + implicit))
                bu[u] += rate * (error - reg * bu[u])
                bi[i] += rate * (error - reg * bi[i])
                gradient += error * q[i]
                old = q[i].copy()
                q[i] += rate * (error * (p[u] + implicit) - reg * q[i])
                p[u] += rate * (error * old - reg * p[u])
            if is_plus_plus:
                y[mine] = y[mine] * (1 - rate * reg) ** len(mine) + rate * size * gradient
    full = p + np.array([y[[i for i, _ in rows]].sum(axis=0) / np.sqrt(len(rows)) for rows in by_user])

    def predict(user, item):
        if user not in pu or item not in pi:
            return None
        u, i = pu[user], pi[item]
        return min(5, max(.5, mean + bu[u] + bi[i] + full[u] @ q[i]))

    return predict


rows = read(sys.argv[1])
train, test = hash_20(rows)
for name in ("svd", "svdpp"):
    for seed in (1, 2):
        predict = fit(train, name == "svdpp", np.random.default_rng(seed))
        print("%s: %.4f over %d" % (name, *rmse(test, predict)), flush=True)
