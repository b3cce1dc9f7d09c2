"""Lists by genres and years: NDCG@100, protocol strong_liked."""
import csv
import os
import re
import sys

import numpy as np

from movielens import mean_ndcg, read, strong_liked

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
