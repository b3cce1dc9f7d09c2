"""MovieLens latest-small with the protocols of docs/evaluation.md, in plain Python: what the reference scripts in this folder stand on.

Every script is run by hand from the root of the repository as
PYTHONPATH=benchmarks/reference python3 benchmarks/reference/<model>.py data/ml-latest-small
with Python 3.11 and NumPy; each prints the numbers that stand in the tests of its model.
"""
import csv
import math
import os

MASK = (1 << 64) - 1
P1, P2, P3, P4, P5 = 0x9E3779B185EBCA87, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0x85EBCA77C2B2AE63, 0x27D4EB2F165667C5


def rotate(x, by):
    return ((x << by) | (x >> (64 - by))) & MASK


def xxh64(value, seed):
    """XXH64 of the eight little-endian bytes of a number."""
    h = (seed + P5 + 8) & MASK
    h ^= rotate((value & MASK) * P2 & MASK, 31) * P1 & MASK
    h = (rotate(h, 27) * P1 + P4) & MASK
    h = (h ^ (h >> 33)) * P2 & MASK
    h = (h ^ (h >> 29)) * P3 & MASK
    return h ^ (h >> 32)


def split_hash(*columns):
    """Spark's xxhash64 of bigint columns, signed."""
    h = 42
    for column in columns:
        h = xxh64(column, h)
    return h - (1 << 64) if h >> 63 else h


def read(folder):
    """Rows (user id, item id, rating, time)."""
    with open(os.path.join(folder, "ratings.csv"), newline="", encoding="utf-8") as file:
        return [(int(r["userId"]), int(r["movieId"]), float(r["rating"]), int(r["timestamp"])) for r in csv.DictReader(file)]


def hash_20(rows, fold=0, seed=42):
    """(train, test) rows."""
    train, test = [], []
    for row in rows:
        (test if split_hash(seed, row[0], row[1]) % 10000 // 2000 == fold else train).append(row)
    return train, test


def strong_liked(rows, fold=0, seed=42):
    """({user: [items]} of train users, [(history, targets)] of test users); rows of 4 stars and more."""
    liked = {}
    for user, item, rating, _ in rows:
        if rating >= 4:
            liked.setdefault(user, []).append(item)
    order = sorted((u for u in liked if len(liked[u]) >= 5), key=lambda u: (split_hash(seed, u), u))
    role = {}
    for place, u in enumerate(order):
        is_valid = place % 5 == (fold + 1) % 5 and place // 5 % 2 == 0
        role[u] = "test" if place % 5 == fold else "valid" if is_valid else "train"
    train = {u: sorted(liked[u]) for u in order if role[u] == "train"}
    known = {item for items in train.values() for item in items}
    held = []
    for u in order:
        left = sorted((i for i in liked[u] if i in known), key=lambda i: (split_hash(seed, u, i), i))
        if role[u] == "test" and len(left) >= 5:
            hidden = max(1, len(left) // 5)
            held.append((sorted(left[hidden:]), set(left[:hidden])))
    return train, held


def ndcg(items, targets, n=100):
    """Binary gain of a list, cut at n."""
    gain = sum(1 / math.log2(rank + 2) for rank, item in enumerate(items[:n]) if item in targets)
    return gain / sum(1 / math.log2(rank + 2) for rank in range(min(n, len(targets))))


def mean_ndcg(train, held, score):
    """score(history) gives {item: score}; what it lacks scores 0. Order: score, popularity, item."""
    popularity = {}
    for items in train.values():
        for item in items:
            popularity[item] = popularity.get(item, 0) + 1
    total = 0
    for history, targets in held:
        scores, seen = score(history), set(history)
        order = sorted((i for i in popularity if i not in seen), key=lambda i: (-scores.get(i, 0), -popularity[i], i))
        total += ndcg(order, targets)
    return total / len(held)


def rmse(test, predict):
    """Root mean square over test rows that predict(user, item) has a number for, and how many these are."""
    errors = [(predict(u, i), r) for u, i, r, _ in test]
    errors = [(p - r) ** 2 for p, r in errors if p is not None]
    return math.sqrt(sum(errors) / len(errors)), len(errors)


def biases(train, damping=5, sweeps=20):
    """(mean, {user: b}, {item: b}): alternating, items first."""
    mean = sum(r for _, _, r, _ in train) / len(train)
    by_user, by_item = {}, {}
    for u, i, r, _ in train:
        by_user.setdefault(u, []).append((i, r))
        by_item.setdefault(i, []).append((u, r))
    bu, bi = dict.fromkeys(by_user, 0.0), dict.fromkeys(by_item, 0.0)
    for _ in range(sweeps):
        for i, rows in by_item.items():
            bi[i] = sum(r - mean - bu[u] for u, r in rows) / (damping + len(rows))
        for u, rows in by_user.items():
            bu[u] = sum(r - mean - bi[i] for i, r in rows) / (damping + len(rows))
    return mean, bu, bi
