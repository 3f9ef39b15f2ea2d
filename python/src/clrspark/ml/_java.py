"""What the Python classes of the stages share."""

from __future__ import annotations

from typing import Any, Generic, TypeVar

import numpy
from pyspark.ml.common import _java2py
from pyspark.ml.util import JavaMLReadable, JavaMLReader
from pyspark.ml.wrapper import JavaWrapper
from pyspark.sql import DataFrame, SparkSession

from clrspark.gateway import session

T = TypeVar('T')
PACKAGE = 'io.clrspark.ml.'


class Reader(JavaMLReader, Generic[T]):
    """Reads a stage by the Java class of the same simple name."""

    @classmethod
    def _java_loader_class(cls, clazz: Any) -> str:
        session()
        return PACKAGE + clazz.__name__


class Readable(JavaMLReadable, Generic[T]):
    """A stage that was written to a folder can be read."""

    @classmethod
    def read(cls) -> Reader[T]:
        """Reads what ``write`` wrote."""
        return Reader(cls)


class Estimator:
    """Makes the Java estimator and takes the keyword arguments."""

    def __init__(self, **options: Any) -> None:
        super().__init__()
        session()
        self._java_obj = self._new_java_obj(PACKAGE + type(self).__name__, self.uid)
        self.setParams(**options)

    def setParams(self, **options: Any) -> Any:
        """Sets Params by their names.

        :raises TypeError: if there is no Param of a name
        """
        unknown = [name for name in options if not self.hasParam(name)]
        if unknown:
            raise TypeError(f'{type(self).__name__} has no Param {unknown[0]}; explainParams() lists them')
        return self._set(**options)


class ClrTrainingSummary(JavaWrapper):
    """How a model was trained: the views of the history, of its run alone."""

    def _frame(self, view: str) -> DataFrame:
        return DataFrame(getattr(self._java_obj, view)(), SparkSession.getActiveSession())

    @property
    def runId(self) -> str:
        """The run's id in the history."""
        return self._call_java('runId')

    @property
    def totalIterations(self) -> int:
        """Iterations that the run made."""
        return self._call_java('totalIterations')

    @property
    def trainLoss(self) -> float:
        """Mean loss of the last iteration over the workers, weighted by examples."""
        return self._call_java('trainLoss')

    @property
    def objectiveHistory(self) -> numpy.ndarray:
        """The mean loss of each iteration."""
        values = self._java_obj.objectiveHistory()
        return numpy.array(_java2py(SparkSession.getActiveSession().sparkContext, values), dtype=numpy.float64)

    @property
    def history(self) -> DataFrame:
        """One row per update of a worker."""
        return self._frame('history')

    @property
    def iterations(self) -> DataFrame:
        """One row per iteration."""
        return self._frame('iterations')

    @property
    def evaluations(self) -> DataFrame:
        """One row per scoring of held-out rows."""
        return self._frame('evaluations')

    @property
    def runs(self) -> DataFrame:
        """The run's row."""
        return self._frame('runs')


class Trained:
    """What a model tells of its training."""

    @property
    def trainingRunId(self) -> str:
        """The id of the run that trained it."""
        return self._call_java('trainingRunId')

    @property
    def hasSummary(self) -> bool:
        """Whether it was trained in this process, and has a summary."""
        return self._call_java('hasSummary')

    @property
    def summary(self) -> ClrTrainingSummary:
        """How it was trained.

        :raises RuntimeError: if it was loaded from a folder
        """
        if not self.hasSummary:
            raise RuntimeError(
                f'Cannot give the summary of model {self.uid}: it was not trained in this process. '
                f'Its run is {self.trainingRunId} in the history at historyPath, if that was set.'
            )
        return ClrTrainingSummary(self._java_obj.summary())
