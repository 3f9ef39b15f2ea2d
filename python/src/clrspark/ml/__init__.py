"""Estimators and models of Spark ML."""

from clrspark.ml._java import ClrTrainingSummary
from clrspark.ml._params import ClrParams
from clrspark.ml.classification import ClrClassificationModel, ClrClassifier
from clrspark.ml.regression import ClrRegressionModel, ClrRegressor

__all__ = [
    'ClrClassificationModel',
    'ClrClassifier',
    'ClrParams',
    'ClrRegressionModel',
    'ClrRegressor',
    'ClrTrainingSummary',
]
