"""Skip-gram with negative sampling over sets of liked items (Barkan and Koenigstein 2016), NDCG@100 of strong_liked, fold 0."""
import sys

import numpy as np

from movielens import mean_ndcg, read, strong_liked

width, epochs, pairs, negatives, rate, power, batch = 64, 40, 5, 5, 0.05, 0.75, 64
for setting in sys.argv[2:]:
    name, value = setting.split("=")
    globals()[name] = type(globals()[name])(value)


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def fit(histories, items, source):
    """Input and output vectors; every item of a history meets `pairs` others of it in an epoch, each beside `negatives` drawn ones."""
    owners = np.concatenate([np.full(len(h), at) for at, h in enumerate(histories)])
    flat, lengths = np.concatenate(histories), np.array([len(h) for h in histories])
    starts = np.concatenate([[0], np.cumsum(lengths)])[:-1]
    counts = np.bincount(flat, minlength=items).astype(float) ** power
    cumulative = np.cumsum(counts / counts.sum())
    inputs, outputs = (source.random((items, width)) - 0.5) / width, np.zeros((items, width))
    for epoch in range(epochs):
        step = rate * (1 - epoch / epochs)
        for _ in range(pairs):
            order = source.permutation(len(flat))
            for first in range(0, len(order), batch):
                at = order[first:first + batch]
                owner = owners[at]
                other = starts[owner] + (at - starts[owner] + 1 + source.integers(0, np.maximum(1, lengths[owner] - 1))) % lengths[owner]
                center, context = flat[at], flat[other]
                drawn = np.searchsorted(cumulative, source.random((len(at), negatives)))
                targets = np.concatenate([context[:, None], drawn], axis=1)
                labels = np.zeros(targets.shape)
                labels[:, 0] = 1
                x, y = inputs[center], outputs[targets]
                g = step * (labels - sigmoid(np.einsum("bd,bkd->bk", x, y)))
                np.add.at(inputs, center, np.einsum("bk,bkd->bd", g, y))
                np.add.at(outputs, targets, g[:, :, None] * x[:, None, :])
    return inputs, outputs


def main():
    train, held = strong_liked(read(sys.argv[1]))
    ids = sorted({item for items in train.values() for item in items})
    place = {item: at for at, item in enumerate(ids)}
    histories = [np.array([place[i] for i in items]) for items in train.values() if len(items) > 1]
    inputs, outputs = fit(histories, len(ids), np.random.default_rng(1))
    unit = inputs / np.maximum(1e-12, np.linalg.norm(inputs, axis=1, keepdims=True))
    forms = {"mean of units, cosine": (unit, unit), "mean, dot with outputs": (inputs, outputs), "units, dot outputs": (unit, outputs), "mean, cosine": (inputs, unit)}
    for name, (of_history, of_item) in forms.items():
        print("%s: %.4f" % (name, mean_ndcg(train, held, lambda h: dict(zip(ids, of_item @ of_history[[place[i] for i in h]].mean(axis=0))))))


main()
