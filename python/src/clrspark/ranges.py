"""The LR range test: a short training whose rate rises once, and the ranges that its loss suggests."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy
from pyspark.ml.common import _java2py
from pyspark.sql import DataFrame, SparkSession

from clrspark.gateway import library


@dataclass(frozen=True)
class Suggestion:
    """A range of rates.

    :param rule: the name of the rule that suggests it
    """

    rule: str
    baseLr: float
    maxLr: float


@dataclass(frozen=True)
class RangeTest:
    """What a range test found. Its arrays have one element per iteration.

    :param end: why it ended
    :param suggestions: one for each rule that finds a range
    :param recommended: the one to take; None if no rule finds a range
    """

    rates: numpy.ndarray
    losses: numpy.ndarray
    smoothedLosses: numpy.ndarray
    accuracies: numpy.ndarray
    smoothedAccuracies: numpy.ndarray
    end: str
    suggestions: list[Suggestion]
    recommended: Suggestion | None
    runId: str

    def by(self, rule: str) -> Suggestion | None:
        """The suggestion of a rule, such as descent or smith."""
        return next((one for one in self.suggestions if one.rule == rule), None)


def range_test(
    estimator: Any,
    frame: DataFrame,
    minLr: float = 1e-6,
    maxLr: float = 10.0,
    iterations: int = 200,
    mode: str = 'exponential',
) -> RangeTest:
    """Trains for a short time with a rate that rises from minLr to maxLr, and stops where the loss explodes.

    :param estimator: a ClrClassifier or ClrRegressor: its network, columns, workers, batchSize, seed and history count
    :param mode: exponential or linear
    """
    java = library(frame.sparkSession)
    if mode not in ('exponential', 'linear'):
        raise ValueError(f'Invalid mode: {mode} (must be exponential or linear)')
    sweep = getattr(java.range.LrRangeTest, mode)(float(minLr), float(maxLr), iterations)
    return _result(frame.sparkSession, estimator._to_java().rangeTest(frame._jdf, sweep))


def _result(spark: SparkSession, java: Any) -> RangeTest:
    curve, suggestions = java.curve(), java.suggestions()

    def array(values: Any) -> numpy.ndarray:
        return numpy.array(_java2py(spark.sparkContext, values), dtype=numpy.float64)

    def suggestion(one: Any) -> Suggestion:
        return Suggestion(one.rule().toString(), one.baseLr(), one.maxLr())

    recommended = suggestions.recommended()
    return RangeTest(
        array(curve.rates()),
        array(curve.losses()),
        array(curve.smoothedLosses()),
        array(curve.accuracies()),
        array(curve.smoothedAccuracies()),
        curve.end().toString(),
        [suggestion(one) for one in suggestions.all()],
        suggestion(recommended.get()) if recommended.isPresent() else None,
        java.run().runId(),
    )
