"""Restricted Boltzmann machine with softmax visibles (Salakhutdinov, Mnih, Hinton 2007), CD-1, RMSE of hash_20."""
import sys

import numpy as np

from movielens import hash_20, read, rmse

epochs, hidden, rate, momentum, decay, batch, deviation = 50, 50, 0.2, 0.8, 0.01, 100, 0.01


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def softmax(z):
    p = np.exp(z - z.max(axis=-1, keepdims=True))
    return p / p.sum(axis=-1, keepdims=True)


def fit(train, source):
    """Steps are divided by the users of the batch; items that nobody of the batch rated rest."""
    user_of = {key: at for at, key in enumerate(sorted({r[0] for r in train}))}
    item_of = {key: at for at, key in enumerate(sorted({r[1] for r in train}))}
    values = sorted({r[2] for r in train})
    rows = [([], []) for _ in user_of]
    count = np.zeros((len(item_of), len(values)))
    for user, item, rating, _ in train:
        i, c = item_of[item], values.index(rating)
        rows[user_of[user]][0].append(i)
        rows[user_of[user]][1].append(c)
        count[i, c] += 1
    rows = [(np.array(i), np.array(c)) for i, c in rows]
    b = np.log(count + len(values) * count.sum(axis=0) / count.sum())
    w, a = source.normal(0, deviation, (*b.shape, hidden)), np.zeros(hidden)
    step_w, step_b, step_a = np.zeros_like(w), np.zeros_like(b), np.zeros(hidden)
    for _ in range(epochs):
        order = source.permutation(len(rows))
        for first in range(0, len(rows), batch):
            users = order[first:first + batch]
            touched = np.unique(np.concatenate([rows[u][0] for u in users]))
            step_w[touched] = momentum * step_w[touched] - rate * decay * w[touched]
            step_b[touched] *= momentum
            step_a *= momentum
            for u in users:
                i, c = rows[u]
                h = sigmoid(a + w[i, c].sum(axis=0))
                state = (source.random(hidden) < h).astype(float)
                p = softmax(b[i] + w[i] @ state)
                sampled = (p.cumsum(axis=1) <= source.random(len(i))[:, None]).sum(axis=1).clip(0, len(values) - 1)
                made = sigmoid(a + w[i, sampled].sum(axis=0))
                size = rate / len(users)
                step_w[i, c] += size * h
                step_w[i, sampled] -= size * made
                step_b[i, c] += size
                step_b[i, sampled] -= size
                step_a += size * (h - made)
            w[touched] += step_w[touched]
            b[touched] += step_b[touched]
            a += step_a
    probabilities = [sigmoid(a + w[i, c].sum(axis=0)) for i, c in rows]

    def predict(user, item):
        if user not in user_of or item not in item_of:
            return None
        i = item_of[item]
        return float(softmax(b[i] + w[i] @ probabilities[user_of[user]]) @ values)

    return predict


rows = read(sys.argv[1])
for fold in range(int(sys.argv[2]) if len(sys.argv) > 2 else 1):
    train, test = hash_20(rows, fold)
    for seed in (1, 2):
        predict = fit(train, np.random.default_rng(seed))
        print("rbm: fold %d %.4f over %d" % (fold, *rmse(test, predict)), flush=True)
