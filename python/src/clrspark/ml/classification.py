"""The classifier and its model."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pyspark.ml.classification import _JavaProbabilisticClassificationModel, _JavaProbabilisticClassifier
from pyspark.ml.util import JavaMLWritable

from clrspark.ml._java import Estimator, Readable, Trained
from clrspark.ml._params import ClrParams, ClrSetters

if TYPE_CHECKING:
    from typing_extensions import Unpack

    from clrspark.ml._options import ClassifierOptions


class ClrClassificationModel(
    Trained, _JavaProbabilisticClassificationModel, ClrParams, JavaMLWritable, Readable['ClrClassificationModel']
):
    """A network that :class:`ClrClassifier` trained.

    ``rawPrediction`` is DL4J's own output, ``probability`` the same as a distribution, ``prediction`` the class of
    the largest probability after its threshold.
    """


class ClrClassifier(Estimator, _JavaProbabilisticClassifier, ClrSetters, JavaMLWritable, Readable['ClrClassifier']):
    """Trains a DL4J network that tells classes apart, with a learning rate that cycles.

    Each option of a training, a schedule and a network is a Param, with the name, default and rule of its property::

        classifier = ClrClassifier(maxLr=0.01, stepSize='2 epochs', epochs=10, modelHidden=[64, 32])
        model = classifier.fit(train)
        model.transform(test).select('prediction').show()
        model.summary.iterations.show()

    Features are an ML vector, an array of numbers or a number. Labels are class numbers 0, 1, 2 ...
    """

    if TYPE_CHECKING:

        def __init__(self, **options: Unpack[ClassifierOptions]) -> None: ...

        def setParams(self, **options: Unpack[ClassifierOptions]) -> ClrClassifier:
            """Sets Params by their names."""

    def _create_model(self, java_model: Any) -> ClrClassificationModel:
        return ClrClassificationModel(java_model)
