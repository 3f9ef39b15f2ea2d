package io.clrspark.history

import io.clrspark.history.log.HistoryRow
import io.clrspark.history.log.RunKind
import io.clrspark.history.log.RunRecord
import io.clrspark.history.log.RunSetup
import java.nio.file.{Files, Paths}
import java.time.Instant

import scala.collection.JavaConverters._

import io.clrspark.ClrException
import org.apache.spark.sql.SparkSession
import org.scalatest.BeforeAndAfterAll
import org.scalatest.funsuite.AnyFunSuite

/** The history as a Scala user writes and reads it. */
class HistorySuite extends AnyFunSuite with BeforeAndAfterAll {

  private lazy val spark = SparkSession
    .builder()
    .master("local[2]")
    .appName("HistorySuite")
    .config("spark.ui.enabled", value = false)
    .config("spark.sql.shuffle.partitions", 2L)
    .getOrCreate()

  override protected def afterAll(): Unit = spark.stop()

  test("a history written from Scala is read with Spark SQL") {
    val root = Files.createTempDirectory(Paths.get("target"), "history").toString
    write(root, "007")
    HistoryViews.register(spark, root)
    val best = spark
      .sql(
        "SELECT run_id, min_by(lr, loss), count(*), sum(workers) FROM iterations GROUP BY run_id"
      )
      .collect()
      .toSeq
      .map(row => (row.getString(0), row.getDouble(1), row.getLong(2), row.getLong(3)))
    assert(best === Seq(("007", 0.003, 4L, 8L)))
    assert(spark.sql("SELECT metrics['accuracy'] FROM runs").head().getDouble(0) === 0.97)
  }

  test("curves are arrays that zip") {
    val root = Files.createTempDirectory(Paths.get("target"), "history").toString
    write(root, "a")
    val curves = HistoryViews.of(spark, root).curves("a")
    assert(
      curves.rates.zip(curves.losses).toSeq ===
        Seq((0.0, 1.0), (0.001, 0.5), (0.002, 0.25), (0.003, 0.125))
    )
    assert(curves.accuracies.forall(_.isNaN))
    assert(
      intercept[ClrException](HistoryViews.of(spark, root).curves("b")).getMessage.contains("a.")
    )
  }

  private def write(root: String, runId: String): Unit = {
    val log = HistoryStore.at(root, spark.sparkContext.hadoopConfiguration).open(runId)
    val setup =
      new RunSetup(Map("spark.clr.maxLr" -> "0.006").asJava, "", Map.empty[String, String].asJava)
    val run = RunRecord.started(runId, RunKind.TRAIN, Instant.now(), setup)
    log.event(run)
    log.rows(
      (for (iteration <- 0 until 4; worker <- 0 until 2) yield row(iteration, worker)).asJava
    )
    log.event(run.finished(Instant.now(), Map[String, java.lang.Double]("accuracy" -> 0.97).asJava))
    log.close()
    assert(log.problems.isEmpty)
  }

  private def row(iteration: Int, worker: Int): HistoryRow = {
    val loss = math.pow(0.5, iteration.toDouble)
    new HistoryRow(
      iteration,
      0,
      0,
      worker,
      0.001 * iteration,
      loss,
      null,
      32,
      1.0,
      "driver",
      Instant.now()
    )
  }
}
