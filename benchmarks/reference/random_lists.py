"""NDCG@100 of uniform scores, protocol strong_liked, fold 0, mean of 20 draws."""
import random
import sys

from movielens import mean_ndcg, read, strong_liked

train, held = strong_liked(read(sys.argv[1]))
items = sorted({i for each in train.values() for i in each})
draws = []
for seed in range(20):
    source = random.Random(seed)
    draws.append(mean_ndcg(train, held, lambda history: {i: source.random() for i in items}))
print(f"random: {sum(draws) / len(draws):.4f}, from {min(draws):.4f} to {max(draws):.4f}")
