"""The regressor and its model."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pyspark.ml.regression import _JavaRegressionModel, _JavaRegressor
from pyspark.ml.util import JavaMLWritable

from clrspark.ml._java import Estimator, Readable, Trained
from clrspark.ml._params import ClrParams, ClrSetters

if TYPE_CHECKING:
    from typing_extensions import Unpack

    from clrspark.ml._options import RegressorOptions


class ClrRegressionModel(Trained, _JavaRegressionModel, ClrParams, JavaMLWritable, Readable['ClrRegressionModel']):
    """A network that :class:`ClrRegressor` trained; ``prediction`` is DL4J's own output."""


class ClrRegressor(Estimator, _JavaRegressor, ClrSetters, JavaMLWritable, Readable['ClrRegressor']):
    """Trains a DL4J network that predicts a number, with a learning rate that cycles.

    Each option of a training, a schedule and a network is a Param, with the name, default and rule of its property.
    Features are an ML vector, an array of numbers or a number. Labels are finite numbers.
    """

    if TYPE_CHECKING:

        def __init__(self, **options: Unpack[RegressorOptions]) -> None: ...

        def setParams(self, **options: Unpack[RegressorOptions]) -> ClrRegressor:
            """Sets Params by their names."""

    def _create_model(self, java_model: Any) -> ClrRegressionModel:
        return ClrRegressionModel(java_model)
