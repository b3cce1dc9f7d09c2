"""Protocols global_time and rolling, fold 0, of docs/evaluation.md; prints the entries of tests/golden/models/splits.json.

Run as movielens.py says, with one folder or several: each has its name as the key of the entries.
"""
import hashlib
import json
import os
import sys
from fractions import Fraction

import movielens


def start(rows, share):
    """The first day, not the first of all, before which at least this share of all rows lies."""
    days = sorted(time // 86400 for *_, time in rows)
    for before, day in enumerate(days):
        if day > days[before - 1] and before > 0 and Fraction(before, len(days)) >= share:
            return day * 86400
    return float("inf")


def split(rows, windows):
    first = start(rows, Fraction(4, 5))
    end = start(rows, Fraction(4, 5) + Fraction(1, 5 * windows)) if windows > 1 else float("inf")
    train = [row for row in rows if row[3] < first]
    users, items = {row[0] for row in train}, {row[1] for row in train}
    test = sorted((u, i) for u, i, rating, time in rows if first <= time < end and rating >= 4 and u in users and i in items)
    lines = "".join(f"{user},{item}\n" for user, item in test)
    return {
        "test": len(test), "train": len(train), "testUsers": len({user for user, _ in test}), "testRowsItemNotInTrain": 0,
        "sha256Test": hashlib.sha256(lines.encode()).hexdigest(), "first": test[:5]}


for folder in sys.argv[1:]:
    ratings = movielens.read(folder)
    print(json.dumps({os.path.basename(folder): {"global_time": split(ratings, 1), "rolling": split(ratings, 5)}}))
