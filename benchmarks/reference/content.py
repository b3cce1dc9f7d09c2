"""Lists by genres and years: NDCG@100, protocol strong_liked; ratings from the 40 most alike rated items: RMSE, protocol hash_20."""
import csv
import os
import re
import sys

import numpy as np

from movielens import biases, hash_20, mean_ndcg, read, rmse, strong_liked

rows = read(sys.argv[1])
rated = sorted({item for _, item, _, _ in rows})
genres, years = {}, {}
with open(os.path.join(sys.argv[1], "movies.csv"), newline="", encoding="utf-8") as file:
    for row in csv.DictReader(file):
        genres[int(row["movieId"])] = [g for g in row["genres"].split("|") if g != "(no genres listed)"]
        year = re.search(r"\((\d{4})\)\s*$", row["title"])
        years[int(row["movieId"])] = int(year.group(1)) if year else None
names = sorted({g for i in rated for g in genres[i]})
x = np.array([[g in genres[i] for g in names] for i in rated], dtype=float)
norm = np.sqrt(x.sum(axis=1))
x = np.divide(x, norm[:, None], out=np.zeros_like(x), where=norm[:, None] > 0)
year = np.array([np.nan if years[i] is None else years[i] for i in rated])
half = 0.5 * np.nanstd(year)
place = {item: at for at, item in enumerate(rated)}


def score(history):
    h = [place[i] for i in history]
    distance = np.abs(year[h][:, None] - year[None, :]) / half
    both = np.isnan(year[h])[:, None] & np.isnan(year)[None, :]
    distance = np.where(both, 0, np.where(np.isnan(distance), 1, distance))
    return dict(zip(rated, (x[h] @ x.T * 2.0 ** -distance).sum(axis=0)))


for fold in range(5):
    train, held = strong_liked(rows, fold)
    print("content: fold %d %.4f" % (fold, mean_ndcg(train, held, score)), flush=True)


def likeness(item):
    """[items] cosine of genres times closeness of years; without genres 0."""
    at = place[item]
    distance = np.abs(year[at] - year) / half
    both = np.isnan(year[at]) & np.isnan(year)
    return x @ x[at] * 2.0 ** -np.where(both, 0, np.where(np.isnan(distance), 1, distance))


for form in ("plain", "baseline"):
    train, test = hash_20(rows)
    mean, bu, bi = biases(train)
    cells = {}
    for u, i, r, _ in train:
        cells.setdefault(u, {})[i] = r
    known = {}

    def predict(user, item):
        if user not in cells:
            return None
        if item not in known:
            known[item] = likeness(item)
        like = known[item]
        best = sorted((-like[place[j]], j) for j in cells[user] if j != item and like[place[j]] > 0)[:40]
        own = mean + bu[user] + bi.get(item, 0) if form == "baseline" else 0
        if not best:
            return None if form == "plain" else min(5, max(.5, own))
        off = sum(-s * (cells[user][j] - (mean + bu[user] + bi[j] if form == "baseline" else 0)) for s, j in best)
        return min(5, max(.5, own + off / sum(-s for s, _ in best)))

    print("content ratings: %s %.4f over %d" % (form, *rmse(test, predict)), flush=True)
