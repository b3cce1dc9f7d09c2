"""Ratings from neighbours, user- and item-based, in four forms: RMSE (hash_20, mean of five folds and fold 0), with lists and dicts alone.

The neighbours of an item are the items that its user rated; those of a user the raters of the item.
"""
import math
import sys

from movielens import biases, hash_20, read

K, SHRINKAGE, LOW, HIGH = 40, 10, .5, 5
rows = read(sys.argv[1])


def tables(train, by_item):
    """{row: {column: rating}} and its transpose."""
    forth, back = {}, {}
    for u, i, r, _ in train:
        row, column = (i, u) if by_item else (u, i)
        forth.setdefault(row, {})[column] = r
        back.setdefault(column, {})[row] = r
    return forth, back


def similarities(row, forth, back, measure, means):
    """{other row: similarity}, sums over the columns of the row in ascending order."""
    mean = means[row] if measure == "pearson" else 0
    sums = {}
    for column in sorted(forth[row]):
        a = forth[row][column] - mean
        for other, b in back[column].items():
            if other != row:
                b -= means[other] if measure == "pearson" else 0
                s = sums.setdefault(other, [0, 0, 0, 0, 0])
                s[0] += 1
                s[1] += a * b
                s[2] += (a - b) * (a - b)
                s[3] += a * a
                s[4] += b * b
    found = {}
    for other, (n, dot, distance, aa, bb) in sums.items():
        if measure == "msd":
            found[other] = n / (n + SHRINKAGE) / (1 + distance / n)
        elif measure == "pearson":
            found[other] = dot / math.sqrt(aa * bb) * n / (n + SHRINKAGE) if aa * bb > 0 else 0
        else:
            full = math.sqrt(sum(x * x for x in forth[row].values()) * sum(x * x for x in forth[other].values()))
            found[other] = dot / (full + SHRINKAGE)
    return found


def squares(train, test, measure, forms, by_item):
    """{form: [squared errors]}."""
    forth, back = tables(train, by_item)
    means = {row: sum(cells.values()) / len(cells) for row, cells in forth.items()}
    spreads = {row: math.sqrt(sum((r - means[row]) ** 2 for r in cells.values()) / len(cells)) or 1 for row, cells in forth.items()}
    mean, bu, bi = biases(train)
    first, second = (bi, bu) if by_item else (bu, bi)
    centre = {"plain": lambda row, column: 0, "centred": lambda row, column: means[row], "zscore": lambda row, column: means[row],
              "baseline": lambda row, column: mean + first[row] + second[column]}
    wanted, errors = {}, {form: [] for form in forms}
    for u, i, r, _ in test:
        row, column = (i, u) if by_item else (u, i)
        if row in forth and column in back:
            wanted.setdefault(row, []).append((column, r))
    for row, cells in wanted.items():
        sim = similarities(row, forth, back, measure, means)
        for column, rating in cells:
            best = sorted((-sim[o], o) for o in back[column] if sim.get(o, 0) > 0)[:K]
            weights = sum(-s for s, _ in best)
            for form in forms:
                own, of = spreads[row] if form == "zscore" else 1, centre[form]
                if best:
                    p = of(row, column) + own / weights * sum(
                        -s * (back[column][o] - of(o, column)) / (spreads[o] if form == "zscore" else 1) for s, o in best)
                elif form == "plain":
                    continue
                else:
                    p = of(row, column)
                errors[form].append((min(HIGH, max(LOW, p)) - rating) ** 2)
    return errors


def rmse(errors):
    return math.sqrt(sum(errors) / len(errors))


folds = range(int(sys.argv[2]) if len(sys.argv) > 2 else 5)
for by_item in (True, False):
    for measure in ("msd", "pearson", "cosine"):
        forms = ("plain", "centred", "zscore", "baseline")
        found = [squares(*hash_20(rows, fold), measure, forms, by_item) for fold in folds]
        for form in forms:
            print("%s %s %s: %.4f, fold 0 %.4f over %d" % (
                "item" if by_item else "user", measure, form, sum(rmse(f[form]) for f in found) / len(found), rmse(found[0][form]),
                len(found[0][form])), flush=True)
