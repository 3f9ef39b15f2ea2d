"""A session with the library, and small tables."""

import pytest
from pyspark.ml.linalg import Vectors
from pyspark.sql import functions

import clrspark


@pytest.fixture(scope='session')
def spark():
    session = (
        clrspark.builder()
        .master('local[2]')
        .config('spark.ui.enabled', 'false')
        .config('spark.sql.shuffle.partitions', '1')
        .config('spark.default.parallelism', '2')
        .getOrCreate()
    )
    session.sparkContext.setLogLevel('ERROR')
    yield session
    session.stop()


@pytest.fixture(scope='session')
def xor(spark):
    """Forty rows of the exclusive or, with a string, a number and a vector."""
    corners = [(a, b, float(a != b), 'yes' if a != b else 'no') for a in (0.0, 1.0) for b in (0.0, 1.0)]
    rows = [(Vectors.dense(a, b), a, b, label, word) for a, b, label, word in corners * 10]
    return spark.createDataFrame(rows, ['features', 'a', 'b', 'label', 'word']).cache()


@pytest.fixture(scope='session')
def line(spark):
    """Rows of y = 2a + 1."""
    frame = spark.range(64).select((functions.col('id') / 64).alias('a'))
    return frame.select(functions.array('a').alias('features'), (2 * functions.col('a') + 1).alias('label')).cache()
