"""Schedules: functions from an iteration to a learning rate. The library's own classes compute them."""

from __future__ import annotations

from typing import Any

import numpy
from pyspark.ml.common import _java2py
from pyspark.sql import SparkSession

from clrspark.gateway import library, session


class Schedule:
    """A schedule of the library, of whatever kind."""

    def __init__(self, java: Any, spark: SparkSession | None = None) -> None:
        self._java = java
        self._spark = session(spark)

    def rate(self, iteration: int) -> float:
        """The rate of an iteration, counted from 0."""
        return self._java.rateAt(iteration)

    def rates(self, iterations: int, first: int = 0) -> numpy.ndarray:
        """The rates of that many iterations, as float64."""
        rates = library(self._spark).schedule.Rates.of(self._java, first, iterations)
        return numpy.array(_java2py(self._spark.sparkContext, rates), dtype=numpy.float64)

    def __repr__(self) -> str:
        return self._java.toString()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Schedule) and self._java.equals(other._java)

    def __hash__(self) -> int:
        return self._java.hashCode()


class CyclicLR(Schedule):
    """A rate that rises from ``baseLr`` to ``maxLr`` in ``stepSize`` iterations and falls back in as many.

    :param mode: triangular, triangular2 or exp_range
    :param gamma: for exp_range, what the amplitude is multiplied with each iteration
    :param scaleFn: instead of a mode, the scale of the amplitude as a formula in x, such as ``1/x``
    :param scaleMode: what x is: cycle (1, 2, 3 ...) or iterations
    """

    def __init__(
        self,
        baseLr: float = 0.001,
        maxLr: float = 0.006,
        stepSize: int = 2000,
        mode: str | None = None,
        gamma: float | None = None,
        scaleFn: str | None = None,
        scaleMode: str | None = None,
        spark: SparkSession | None = None,
    ) -> None:
        java = library(spark).schedule
        builder = java.CyclicLR.builder().baseLr(float(baseLr)).maxLr(float(maxLr)).stepSize(stepSize)
        if mode is not None:
            builder.mode(java.Mode.of(mode))
        if gamma is not None:
            builder.gamma(float(gamma))
        if scaleFn is not None:
            builder.scaleFn(scaleFn)
        if scaleMode is not None:
            builder.scaleMode(java.ScaleMode.of(scaleMode))
        super().__init__(builder.build(), spark)

    @property
    def baseLr(self) -> float:
        """The lower bound of the rate."""
        return self._java.baseLr()

    @property
    def maxLr(self) -> float:
        """The upper bound of the rate."""
        return self._java.maxLr()

    @property
    def stepSize(self) -> int:
        """Half a cycle, in iterations."""
        return self._java.stepSize()

    def reset(
        self, at: int, baseLr: float | None = None, maxLr: float | None = None, stepSize: int | None = None
    ) -> CyclicLR:
        """The same schedule before iteration ``at``, and from there a fresh cycle; what is not given stays."""
        changes = library(self._spark).schedule.Reset.none()
        if baseLr is not None:
            changes = changes.baseLr(float(baseLr))
        if maxLr is not None:
            changes = changes.maxLr(float(maxLr))
        if stepSize is not None:
            changes = changes.stepSize(stepSize)
        changed = CyclicLR.__new__(CyclicLR)
        Schedule.__init__(changed, self._java.reset(at, changes), self._spark)
        return changed

    def segments(self) -> list[str]:
        """From which iteration which bounds count, in words."""
        return [segment.toString() for segment in self._java.segments()]


class CyclePlan:
    """What a run will make of a schedule: its cycles, and where it ends.

    :param iterations: how many the run makes
    :param iterationsPerEpoch: how many of them are an epoch
    """

    def __init__(self, schedule: CyclicLR, iterations: int, iterationsPerEpoch: int, first: int = 0) -> None:
        plans = library(schedule._spark).schedule.plan.CyclePlan
        self._java = plans.of(schedule._java, first, iterations, iterationsPerEpoch)

    @property
    def cycles(self) -> float:
        """How many cycles the run makes."""
        return self._java.cycles()

    @property
    def endsAtBase(self) -> bool:
        """Whether the last rate is the base rate, or next to it."""
        return self._java.endsAtBase()

    def warnings(self) -> list[str]:
        """What is wrong with the plan, and what would be better."""
        return list(self._java.warnings())

    def __repr__(self) -> str:
        return self._java.summary()
