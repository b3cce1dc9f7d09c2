"""Popular items of the genres of a history: NDCG@100, protocol strong_liked."""
import csv
import os
import sys

from movielens import mean_ndcg, read, strong_liked

rows = read(sys.argv[1])
genres = {}
with open(os.path.join(sys.argv[1], "movies.csv"), newline="", encoding="utf-8") as file:
    for row in csv.DictReader(file):
        genres[int(row["movieId"])] = {g for g in row["genres"].split("|") if g != "(no genres listed)"}

for fold in range(5):
    train, held = strong_liked(rows, fold)
    count = {}
    for items in train.values():
        for item in items:
            count[item] = count.get(item, 0) + 1

    def score(history):
        share = {}
        for item in history:
            for genre in genres[item]:
                share[genre] = share.get(genre, 0) + 1
        return {i: n * sum(share.get(g, 0) for g in genres[i]) / len(history) for i, n in count.items()}

    print("genre-popularity: fold %d %.4f" % (fold, mean_ndcg(train, held, score)), flush=True)
