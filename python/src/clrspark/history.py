"""The history of trainings: its views as DataFrames, and reports of runs."""

from __future__ import annotations

import html
from pathlib import Path
from typing import Any

from pyspark.sql import DataFrame, SparkSession

from clrspark.gateway import library, session


class Report:
    """A page that shows runs. A notebook shows it where it is the value of a cell.

    :param height: of the page in a notebook, in pixels
    """

    def __init__(self, java: Any, height: int = 900) -> None:
        self._java = java
        self.height = height

    def html(self) -> str:
        """The page, which loads nothing from elsewhere."""
        return self._java.html()

    def save(self, path: str | Path) -> None:
        """Writes the page to a file of this machine."""
        Path(path).write_text(self.html(), encoding='utf-8')

    def _repr_html_(self) -> str:
        page = html.escape(self.html(), quote=True)
        return f'<iframe srcdoc="{page}" width="100%" height="{self.height}" style="border: 0"></iframe>'


class History:
    """The views of a history, as they are at this moment. :func:`history` opens one."""

    def __init__(self, java: Any, spark: SparkSession) -> None:
        self._java = java
        self._spark = spark

    def _frame(self, java: Any) -> DataFrame:
        return DataFrame(java, self._spark)

    def history(self) -> DataFrame:
        """One row per update of a worker."""
        return self._frame(self._java.history())

    def iterations(self) -> DataFrame:
        """One row per iteration, of all workers together."""
        return self._frame(self._java.iterations())

    def evaluations(self) -> DataFrame:
        """One row per evaluation of a data set."""
        return self._frame(self._java.evaluations())

    def runs(self) -> DataFrame:
        """One row per run."""
        return self._frame(self._java.runs())

    def register(self) -> History:
        """Makes temporary views of those names, for ``spark.sql``, and the function ``clr_lr``."""
        self._java.register()
        return self

    def report(self, *runIds: str, height: int = 900) -> Report:
        """A page that shows one or several runs."""
        reports = library(self._spark).report.RunReport
        return Report(reports.of(self._java, list(runIds)), height)


def history(path: str | Path, spark: SparkSession | None = None) -> History:
    """Opens the history in a folder."""
    spark = session(spark)
    return History(library(spark).history.HistoryViews.of(spark._jsparkSession, str(path)), spark)
