"""Cyclical learning rates for Deeplearning4j networks on Apache Spark.

``builder()`` starts a Spark session that has the library, ``clrspark.ml`` has the estimators and models, ``CyclicLR``
the rates, ``history`` the views of what was trained, ``range_test`` finds the bounds of the rate.
"""

from clrspark import _stages
from clrspark.gateway import NoLibraryError, builder, jar
from clrspark.history import History, Report, history
from clrspark.ranges import RangeTest, Suggestion, range_test
from clrspark.schedule import CyclePlan, CyclicLR, Schedule

__all__ = [
    'CyclePlan',
    'CyclicLR',
    'History',
    'NoLibraryError',
    'RangeTest',
    'Report',
    'Schedule',
    'Suggestion',
    'builder',
    'history',
    'jar',
    'range_test',
]

_stages.register()
