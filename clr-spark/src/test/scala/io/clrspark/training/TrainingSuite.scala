package io.clrspark.training

import io.clrspark.history.HistoryViews
import io.clrspark.schedule.{CyclicLR, Reset, ScaleFunction, ScaleMode}
import org.apache.spark.api.java.JavaSparkContext
import org.apache.spark.sql.SparkSession
import org.deeplearning4j.nn.conf.NeuralNetConfiguration
import org.deeplearning4j.nn.conf.layers.OutputLayer
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork
import org.nd4j.linalg.activations.Activation
import org.nd4j.linalg.dataset.DataSet
import org.nd4j.linalg.factory.Nd4j
import org.nd4j.linalg.learning.config.Sgd
import org.scalatest.BeforeAndAfterAll
import org.scalatest.funsuite.AnyFunSuite

/** Training as a Scala user writes it, its rates computed once more in Scala. */
class TrainingSuite extends AnyFunSuite with BeforeAndAfterAll {

  private val Examples = 90
  private lazy val spark = SparkSession
    .builder()
    .master("local[2]")
    .appName("TrainingSuite")
    .config("spark.ui.enabled", value = false)
    .config("spark.sql.shuffle.partitions", 2L)
    .getOrCreate()

  override protected def afterAll(): Unit = spark.stop()

  test("every worker's rates are the formula's, through a reset within a round") {
    val schedule = CyclicLR
      .triangular2(0.01, 0.09, 3)
      .reset(10, Reset.none().maxLr(0.05).stepSize(4))
    val rows = rates(schedule)
    assert(rows.map(_._1).distinct === (0 until 36))
    for ((iteration, rate) <- rows) {
      val expected =
        if (iteration < 10) triangular2(0.01, 0.09, 3, iteration)
        else triangular2(0.01, 0.05, 4, iteration - 10)
      assert(math.abs(rate - expected) <= 1e-15 * expected)
    }
  }

  test("a Scala function scales the amplitude on every worker") {
    val half: ScaleFunction = x => if (x < 9) 1.0 else 0.5
    val schedule =
      CyclicLR.builder().stepSize(2).scaleFn(half).scaleMode(ScaleMode.ITERATIONS).build()
    val peaks = rates(schedule).filter(_._1 % 4 == 2).map(_._2).distinct
    assert(peaks === Seq(0.006, 0.0035))
  }

  /** Iteration and rate of each worker's updates, ordered by iteration. */
  private def rates(schedule: CyclicLR): Seq[(Int, Double)] = {
    val result = ClrTrainer
      .builder(schedule)
      .workers(3)
      .batchSize(5)
      .averagingFrequency(4)
      .epochs(6)
      .build()
      .fit(network(), data())
    val history: HistoryViews = result.history(spark)
    history
      .history()
      .orderBy("iteration", "worker")
      .select("iteration", "lr")
      .collect()
      .toSeq
      .map(row => (row.getInt(0), row.getDouble(1)))
  }

  private def triangular2(base: Double, max: Double, step: Int, n: Int): Double = {
    val cycle = math.floor(1 + n / (2.0 * step))
    val x = math.abs(n.toDouble / step - 2 * cycle + 1)
    base + (max - base) * math.max(0, 1 - x) / math.pow(2, cycle - 1)
  }

  private def network(): MultiLayerNetwork = {
    val layer = new OutputLayer.Builder().nIn(2).nOut(2).activation(Activation.SOFTMAX).build()
    val network = new MultiLayerNetwork(
      new NeuralNetConfiguration.Builder().updater(new Sgd()).list().layer(layer).build()
    )
    network.init()
    network
  }

  private def data() = {
    val examples = (0 until Examples).map { i =>
      val label = (i % 2).toFloat
      new DataSet(
        Nd4j.createFromArray(Array(Array(label, i.toFloat / Examples))),
        Nd4j.createFromArray(Array(Array(1 - label, label)))
      )
    }
    JavaSparkContext.fromSparkContext(spark.sparkContext).parallelize(toJava(examples), 2)
  }

  private def toJava(examples: Seq[DataSet]): java.util.List[DataSet] = {
    val list = new java.util.ArrayList[DataSet]
    examples.foreach(example => list.add(example))
    list
  }
}
