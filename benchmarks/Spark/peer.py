"""PySpark on the rows of SparkBenchmarks.cs: what a plain Python function costs there. Prints table lines.

  SPARK_HOME=... PYTHONPATH=$(echo $SPARK_HOME/python/lib/*.zip | tr " " :) python3 benchmarks/Spark/peer.py [local[2]]

Needs NumPy. Rows travel pickled, as they do for every udf without Arrow; PySpark's Arrow forms need pyarrow, which is not used here.
"""
import sys
import time

import numpy as np
from pyspark.sql import SparkSession
from pyspark.sql.functions import udf

ROWS = 4_000_000


def best(rounds, action):
    seconds = []
    for _ in range(rounds):
        start = time.time()
        action()
        seconds.append(time.time() - start)
    return min(seconds)


def check(found, expected):
    if abs(found - expected) > 1e-6 * abs(expected):
        raise SystemExit(f"found {found}, expected {expected}")


def kernel():
    steps = np.arange(64, dtype=np.float32)
    weights = steps * np.float32(0.01)
    return lambda value: float(np.dot(steps + np.float32(value), weights))


def main():
    master = sys.argv[1] if len(sys.argv) > 1 else "local[2]"
    spark = (SparkSession.builder.master(master).config("spark.driver.memory", "2g").config("spark.ui.enabled", "false").config("spark.ui.showConsoleProgress", "false")
             .config("spark.sql.execution.arrow.pyspark.enabled", "false").config("spark.sql.shuffle.partitions", 2).getOrCreate())
    spark.sparkContext.setLogLevel("ERROR")
    rows = spark.range(0, ROWS, 1, 2).selectExpr("id", "cast(id as int) i", "cast(id as float) f")
    print(f"| PySpark {spark.version}, {master} | |")
    identity = rows.select(udf(lambda value: value, "long")("id").alias("x")).selectExpr("sum(x)")
    seconds = best(2, lambda: check(identity.first()[0], ROWS * (ROWS - 1) / 2))
    print(f"| Python udf, identity of one column | {ROWS / seconds / 1e6:.2f} M rows/s |")
    dots = rows.select(udf(kernel(), "double")("f").alias("y")).selectExpr("count(y)")
    seconds = best(2, lambda: check(dots.first()[0], ROWS))
    print(f"| Python udf, dot product of 64 per row (NumPy) | {ROWS / seconds / 1e6:.2f} M rows/s |")
    spark.stop()


if __name__ == "__main__":
    main()
