"""AutoRec (Sedhain et al. 2015) in its item and user form, RMSE of hash_20: rows one by one, only their ratings as input and in the loss."""
import sys

import numpy as np

from movielens import hash_20, read, rmse

epochs, hidden, rate, reg, deviation = 100, 20, 0.01, 0.05, 0.03


def fit(train, own, source):
    """Rows are items (own 1) or users (own 0). The input is divided by the root of the row's ratings."""
    row_of = {key: at for at, key in enumerate(sorted({r[own] for r in train}))}
    column_of = {key: at for at, key in enumerate(sorted({r[1 - own] for r in train}))}
    mean = sum(r[2] for r in train) / len(train)
    rows = [[] for _ in row_of]
    for r in train:
        rows[row_of[r[own]]].append((column_of[r[1 - own]], r[2] - mean))
    rows = [(np.array([c for c, _ in row]), np.array([x for _, x in row])) for row in rows]
    encoder, decoder = (source.normal(0, deviation, (len(column_of), hidden)) for _ in range(2))
    inner, outer = np.zeros(hidden), np.zeros(len(column_of))

    def encode(c, x):
        return 1 / (1 + np.exp(-(inner + x @ encoder[c] / np.sqrt(len(c)))))

    for _ in range(epochs):
        for at in source.permutation(len(rows)):
            c, x = rows[at]
            h = encode(c, x)
            error = x - outer[c] - decoder[c] @ h
            gradient = (error @ decoder[c]) * h * (1 - h)
            decoder[c] += rate * (np.outer(error, h) - reg * decoder[c])
            outer[c] += rate * (error - reg * outer[c])
            encoder[c] += rate * (np.outer(x, gradient) / np.sqrt(len(c)) - reg * encoder[c])
            inner += rate * gradient
    made = [encode(c, x) for c, x in rows]

    def predict(user, item):
        row, column = (item, user) if own else (user, item)
        if row not in row_of or column not in column_of:
            return None
        at = column_of[column]
        return min(5, max(.5, mean + outer[at] + decoder[at] @ made[row_of[row]]))

    return predict


rows = read(sys.argv[1])
for fold in range(int(sys.argv[2]) if len(sys.argv) > 2 else 1):
    train, test = hash_20(rows, fold)
    for form in ("item", "user"):
        for seed in (1, 2):
            predict = fit(train, form == "item", np.random.default_rng(seed))
            print("autorec %s: fold %d %.4f over %d" % (form, fold, *rmse(test, predict)), flush=True)
