"""Schedules, histories, reports, range tests, and sessions without the library."""

import subprocess
import sys

import numpy
import pytest

import clrspark
from clrspark import CyclePlan, CyclicLR
from clrspark.ml import ClrClassifier


def test_rates_are_those_of_the_formula(spark):
    rates = CyclicLR(0.001, 0.006, 2000).rates(8001)
    n = numpy.arange(8001)
    x = numpy.abs(n / 2000 - 2 * numpy.floor(1 + n / 4000) + 1)
    assert rates.dtype == numpy.float64
    numpy.testing.assert_allclose(rates, 0.001 + 0.005 * numpy.maximum(0, 1 - x), rtol=1e-12)


def test_schedules_have_modes_scales_and_resets(spark):
    halving = CyclicLR(0.001, 0.006, 10, mode='triangular2')
    assert halving.rates(51)[[10, 30, 50]].tolist() == pytest.approx([0.006, 0.0035, 0.00225], rel=1e-15)
    assert halving == CyclicLR(0.001, 0.006, 10, mode='triangular2') != CyclicLR(0.001, 0.006, 10)
    assert CyclicLR(0, 1, 10, scaleFn='1/x').rate(30) == 0.5
    reset = halving.reset(30, maxLr=0.002, stepSize=5)
    assert reset.rates(5, first=30)[0] == 0.001 and reset.rate(35) == 0.002
    assert reset.rates(30).tolist() == halving.rates(30).tolist()
    with pytest.raises(Exception, match='Invalid maxLr: 0.0001'):
        CyclicLR(0.001, 0.0001)


def test_plan_warns(spark):
    plan = CyclePlan(CyclicLR(stepSize=2000), 10000, 500)
    assert plan.cycles == 2.5 and not plan.endsAtBase and plan.warnings()


def test_range_test_history_and_report(spark, xor, tmp_path):
    estimator = ClrClassifier(batchSize=4, modelHidden=[8], historyPath=str(tmp_path / 'history'), runId='range')
    found = clrspark.range_test(estimator, xor, 1e-4, 1.0, 50)
    assert found.rates.shape == found.losses.shape == found.smoothedAccuracies.shape
    assert found.rates[0] == 1e-4 and found.runId == 'range' and found.end
    assert all(one.baseLr <= one.maxLr for one in found.suggestions)
    history = clrspark.history(tmp_path / 'history').register()
    assert history.iterations().count() == len(found.rates) == spark.table('iterations').count()
    assert [row.run_id for row in history.runs().collect()] == ['range']
    report = history.report('range')
    assert report._repr_html_().startswith('<iframe srcdoc="&lt;!') and '"' not in report._repr_html_().split('"')[1]
    report.save(tmp_path / 'report.html')
    assert (tmp_path / 'report.html').read_text() == report.html()


def python(*lines, **environment):
    """What a Python of its own prints at last."""
    import os

    done = subprocess.run(
        [sys.executable, '-c', '\n'.join(lines)],
        env={**os.environ, 'SPARK_LOCAL_IP': '127.0.0.1', **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    return done.stdout.splitlines()[-1]


def test_session_without_the_library_gets_one_line():
    said = python(
        'from pyspark.sql import SparkSession',
        'SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false").getOrCreate()',
        'from clrspark.ml import ClrClassifier',
        'ClrClassifier()',
    )
    assert said == (
        'clrspark.gateway.NoLibraryError: Cannot use clrspark: this Spark session was started without its jar. '
        'Stop it and start one with clrspark.builder(), or with --jars and the path that clrspark.jar() gives.'
    )


def test_wrong_jar_and_no_session_get_one_line():
    assert python('import clrspark', 'clrspark.builder()', CLRSPARK_JAR='/no.jar') == (
        'clrspark.gateway.NoLibraryError: Invalid CLRSPARK_JAR: /no.jar (there is no such file)'
    )
    assert python('import clrspark', 'clrspark.CyclicLR()').endswith(
        'there is no Spark session. Start one with clrspark.builder().'
    )
