"""Skip-gram with negative sampling over sets of liked items (Barkan and Koenigstein 2016), NDCG@100 of strong_liked, fold 0."""
import sys

import numpy as np

from movielens import mean_ndcg, read, strong_liked

width, pairs_per_item, negatives, rate, power, batch, seeds = 32, 1500, 5, 0.06, 0.75, 64, 3


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def fit(histories, items, source):
    """Input and output vectors; in a pass every item of a history meets another one of it, beside `negatives` drawn ones."""
    owners = np.concatenate([np.full(len(h), at) for at, h in enumerate(histories)])
    flat, lengths = np.concatenate(histories), np.array([len(h) for h in histories])
    starts = np.concatenate([[0], np.cumsum(lengths)])[:-1]
    counts = np.bincount(flat, minlength=items).astype(float) ** power
    cumulative = np.cumsum(counts / counts.sum())
    inputs, outputs = (source.random((items, width)) - 0.5) / width, np.zeros((items, width))
    passes = round(items * pairs_per_item / len(flat))
    for at_pass in range(passes):
        step = rate * (1 - at_pass / passes)
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
    for seed in range(seeds):
        inputs, outputs = fit(histories, len(ids), np.random.default_rng(seed))
        units = inputs / np.maximum(1e-12, np.linalg.norm(inputs, axis=1, keepdims=True))
        lists = mean_ndcg(train, held, lambda h: dict(zip(ids, outputs @ units[[place[i] for i in h]].mean(axis=0))))
        cosines = mean_ndcg(train, held, lambda h: dict(zip(ids, units @ units[[place[i] for i in h]].mean(axis=0))))
        print("item2vec, seed %d: %.4f; by cosines of the inputs alone %.4f" % (seed, lists, cosines), flush=True)


main()
