"""Lets PySpark find the Python classes of this library's stages.

PySpark reads the Python class of a stage that was saved by Java at the name of its Java class, with pyspark in place
of org.apache.spark. It looks for ``io.clrspark.ml.ClrClassifier``, so there must be a module of that name.
"""

import io
import sys
import types

from clrspark import ml


def register() -> None:
    """Makes ``clrspark.ml`` known as ``io.clrspark.ml`` too."""
    package = types.ModuleType('io.clrspark')
    package.ml = ml  # type: ignore[attr-defined]
    io.clrspark = package  # type: ignore[attr-defined]
    sys.modules['io.clrspark'] = package
    sys.modules['io.clrspark.ml'] = ml
