"""Lists of what follows in order of time: NDCG@100, protocol strong_liked, fold 0."""
import sys

from movielens import mean_ndcg, read, strong_liked

WINDOW, K, HALF_LIFE = 10, 500, 100
rows = read(sys.argv[1])
times = {(user, item): time for user, item, _, time in rows}
train, held = strong_liked(rows)
owner = {}
for user in {row[0] for row in rows}:
    owner[user] = {row[1] for row in rows if row[0] == user}

follows = {}
for user, items in train.items():
    order = sorted(items, key=lambda item: (times[user, item], item))
    for at, item in enumerate(order):
        for distance, follower in enumerate(order[at + 1:at + 1 + WINDOW], 1):
            row = follows.setdefault(item, {})
            row[follower] = row.get(follower, 0) + WINDOW + 1 - distance
shares = {}
for item, row in follows.items():
    best = sorted(row, key=lambda follower: (-row[follower], follower))[:K]
    shares[item] = {follower: row[follower] / sum(row.values()) for follower in best}


def score(history):
    user = next(u for u, items in owner.items() if u not in train and items.issuperset(history))
    scores = {}
    for age, item in enumerate(sorted(history, key=lambda i: (-times[user, i], -i))):
        for follower, share in shares.get(item, {}).items():
            scores[follower] = scores.get(follower, 0) + share * 2 ** (-age / HALF_LIFE)
    return scores


print("markov: %.4f" % mean_ndcg(train, held, score))
