"""The table of measured models in docs/models.md, from the run.json of a run: python3 benchmarks/models_table.py OUT/run.json

Values are means over the folds of a protocol: lists by strong_liked (hits by loo_last), ratings by hash_20.
"""
import json
import sys

run = json.load(open(sys.argv[1], encoding="utf-8"))


def mean(values):
    return sum(values) / len(values) if values else None


def metric(model, protocol, name, cutoff):
    return mean([m["value"] for m in run["metrics"]
                 if (m["model"], m["protocol"], m["metric"], m["cutoff"], m["slice"]) == (model, protocol, name, cutoff, "all")
                 and m["value"] is not None])


def seconds(model, protocols, key):
    return mean([t[key] for t in run["evaluation"]["times"] if t["model"] == model and t["protocol"] in protocols])


def cell(value, form):
    return "" if value is None else format(value, form)


names = list(dict.fromkeys(m["model"] for m in run["metrics"]))
print("| model | RMSE | NDCG@100 | HitRate@10 | coverage@10 | diversity@10 | novelty rank@10 | fit, s |")
print("| --- | --- | --- | --- | --- | --- | --- | --- |")
for name in sorted(names, key=lambda n: (-(metric(n, "strong_liked", "NDCG", 100) or 0), metric(n, "hash_20", "RMSE", 0) or 9)):
    print(f"| `{name}` | {cell(metric(name, 'hash_20', 'RMSE', 0), '.4f')} | {cell(metric(name, 'strong_liked', 'NDCG', 100), '.4f')} "
          f"| {cell(metric(name, 'loo_last', 'HitRate', 10), '.4f')} | {cell(metric(name, 'strong_liked', 'CatalogueCoverage', 10), '.3f')} "
          f"| {cell(metric(name, 'strong_liked', 'Diversity', 10), '.3f')} | {cell(metric(name, 'strong_liked', 'NoveltyRank', 10), '.0f')} "
          f"| {cell(seconds(name, ('strong_liked', 'hash_20'), 'fit_seconds'), '.2f')} |")
