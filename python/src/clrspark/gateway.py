"""Where the jar is, and the way to its classes in a session's JVM."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from pyspark.sql import SparkSession

JAR_VARIABLE = 'CLRSPARK_JAR'
_HERE = Path(__file__).resolve().parent
_NAME = 'clr-jobs.jar'


class NoLibraryError(RuntimeError):
    """The jar was not found, or the session was started without it."""


def jar() -> str:
    """The path of the jar.

    It is the one that the environment variable ``CLRSPARK_JAR`` names, or else the one in the installed package, or
    else the one that was built in the checkout that this package is part of.

    :raises NoLibraryError: if there is none
    """
    named = os.environ.get(JAR_VARIABLE)
    if named:
        if not Path(named).is_file():
            raise NoLibraryError(f'Invalid {JAR_VARIABLE}: {named} (there is no such file)')
        return named
    places = [_HERE / 'jars' / _NAME, _HERE.parents[2] / 'jobs/target' / _NAME]
    found = next((place for place in places if place.is_file()), None)
    if found is None:
        raise NoLibraryError(
            f'Cannot find {_NAME}: this package was installed before it was built. '
            f'Run bin/clr in a checkout and install again, or set {JAR_VARIABLE} to its path.'
        )
    return str(found)


def builder() -> SparkSession.Builder:
    """Spark's builder of sessions, with the jar: ``clrspark.builder().master('local[2]').getOrCreate()``.

    :raises NoLibraryError: if there is no jar
    """
    return SparkSession.builder.config('spark.jars', jar())


def session(spark: SparkSession | None = None) -> SparkSession:
    """The given session, or else the active one, which must have the library.

    :raises NoLibraryError: if there is no session, or it was started without the jar
    """
    spark = spark or SparkSession.getActiveSession()
    if spark is None:
        raise NoLibraryError('Cannot use clrspark: there is no Spark session. Start one with clrspark.builder().')
    loader = spark._jvm.java.lang.Thread.currentThread().getContextClassLoader()
    if loader.getResource('io/clrspark/schedule/CyclicLR.class') is None:
        raise NoLibraryError(
            'Cannot use clrspark: this Spark session was started without its jar. '
            'Stop it and start one with clrspark.builder(), or with --jars and the path that clrspark.jar() gives.'
        )
    return spark


def library(spark: SparkSession | None = None) -> Any:
    """The Java packages below io.clrspark, in the JVM of a session."""
    return session(spark)._jvm.io.clrspark
