"""SLIM with candidates by cosine: NDCG@100, protocol strong_liked. Each item's weights by SciPy's non-negative least squares."""
import sys

import numpy as np
from scipy.optimize import nnls

from movielens import mean_ndcg, read, strong_liked

CANDIDATES, L1, L2 = 100, 0.1, 60.0
rows = read(sys.argv[1])


def fit(train):
    """[items × items] weights: column j foretells item j."""
    items = sorted({i for each in train.values() for i in each})
    place = {item: at for at, item in enumerate(items)}
    x = np.zeros((len(train), len(items)))
    for at, user in enumerate(sorted(train)):
        x[at, [place[i] for i in train[user]]] = 1
    gram = x.T @ x
    norm = np.sqrt(np.diag(gram))
    weights = np.zeros_like(gram)
    for j in range(len(items)):
        cosine = gram[j] / (norm[j] * norm)
        cosine[j] = 0
        near = np.lexsort((np.arange(len(items)), -cosine))[:CANDIDATES]
        near = np.sort(near[cosine[near] > 0])
        # ½ wᵀ(G + L2)w − (b − L1)ᵀw is ½ ‖Rᵀw − R⁻¹(b − L1)‖² but for a constant, with R Rᵀ = G + L2.
        root = np.linalg.cholesky(gram[np.ix_(near, near)] + L2 * np.eye(len(near)))
        if len(near):
            weights[near, j] = nnls(root.T, np.linalg.solve(root, gram[near, j] - L1), maxiter=10000)[0]
    return items, place, weights


for fold in range(int(sys.argv[2]) if len(sys.argv) > 2 else 1):
    train, held = strong_liked(rows, fold)
    items, place, weights = fit(train)
    score = lambda history: dict(zip(items, weights[[place[i] for i in history]].sum(axis=0)))
    print("slim: fold %d %.4f" % (fold, mean_ndcg(train, held, score)), flush=True)
