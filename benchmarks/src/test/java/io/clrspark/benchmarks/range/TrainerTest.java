package io.clrspark.benchmarks.range;

import static org.assertj.core.api.Assertions.assertThat;

import io.clrspark.examples.Minibatch;
import io.clrspark.network.replica.UpdateRows;
import io.clrspark.range.ExponentialSweep;
import io.clrspark.range.LrRangeTest;
import io.clrspark.range.curve.RangeCurve;
import io.clrspark.range.curve.RangeSettings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.dataset.DataSet;

class TrainerTest {

  private static final int ITERATIONS = 20;

  @TempDir Path folder;

  @Test
  void curve_isThatOfTheRangeTestOnSpark() throws Exception {
    NumericTable table = table();
    Setup setup = Setup.all().get(0);
    ExponentialSweep sweep = new ExponentialSweep(1e-3, 1, ITERATIONS, 0);
    Trainer.Seeded seeded = new Trainer(setup, table).seeded(3);
    UpdateRows rows = seeded.rows(ITERATIONS, sweep::rateAt);
    assertThat(seeded.updatesPerEpoch()).isGreaterThanOrEqualTo(ITERATIONS);

    RangeCurve onSpark = onSpark(setup, table);
    for (int i = 0; i < ITERATIONS; i++) {
      assertThat(rows.rate(i)).isEqualTo(onSpark.rates()[i]);
      assertThat(rows.loss(i)).isEqualTo(onSpark.losses()[i]);
      assertThat(rows.accuracy(i)).isEqualTo(onSpark.accuracies()[i]);
    }
  }

  @Test
  void score_isBetterWithRatesThatTrain() throws Exception {
    Trainer.Seeded seeded = new Trainer(Setup.all().get(0), table()).seeded(1);
    assertThat(seeded.score(60, i -> 0.1)).isGreaterThan(seeded.score(60, i -> 1e-6) + 0.2);
  }

  @Test
  void slide_ofALineIsTheLastInterval_andOfABendItsStart() {
    double[] rates =
        IntStream.range(0, 100).mapToDouble(i -> Math.pow(10, -6 + i / 20.0)).toArray();
    double[] none = new double[100];
    Arrays.fill(none, Double.NaN);
    double[] line = IntStream.range(0, 100).mapToDouble(i -> 2 - 0.01 * i).toArray();
    double[] bend =
        IntStream.range(0, 100).mapToDouble(i -> i < 80 ? 1 : 1 + (i - 80) * 0.1).toArray();
    RangeSettings raw = new RangeSettings(100, 0, 1e9);
    assertThat(FastaiSlide.rate(RangeCurve.of(rates, line, none, raw))).hasValue(rates[80]);
    assertThat(FastaiSlide.rate(RangeCurve.of(rates, bend, none, raw))).hasValue(rates[66]);
  }

  /** 1,000 rows of three features; the label is whether the first two sum to more than 0. */
  private NumericTable table() throws Exception {
    Random random = new Random(1);
    List<String> lines =
        IntStream.range(0, 1000)
            .mapToObj(
                i -> {
                  double first = random.nextGaussian();
                  double second = random.nextGaussian();
                  int label = first + second > 0 ? 1 : 0;
                  return first + "," + second + "," + random.nextGaussian() + "," + label;
                })
            .toList();
    return NumericTable.read(Files.write(folder.resolve("01-sum.csv"), lines));
  }

  /** One worker, with the examples in the order of the trainer's first epoch. */
  private static RangeCurve onSpark(Setup setup, NumericTable table) {
    SparkConf conf =
        new SparkConf().setMaster("local[1]").setAppName("test").set("spark.ui.enabled", "false");
    try (JavaSparkContext spark = new JavaSparkContext(conf);
        Minibatch all = Minibatch.of(table.split(3).train())) {
      int[] order = IntStream.range(0, all.examples()).toArray();
      Trainer.shuffle(order, new Random(3));
      DataSet mixed = new DataSet(all.features()[0].getRows(order), all.labels()[0].getRows(order));
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      mixed.save(bytes);
      JavaRDD<DataSet> data =
          spark.parallelize(List.of(bytes.toByteArray()), 1).map(TrainerTest::load);
      return LrRangeTest.exponential(1e-3, 1, ITERATIONS)
          .stopFactor(1e9)
          .run(setup.network(table, 3), data, run -> run.workers(1).batchSize(32).shuffle(false))
          .curve();
    }
  }

  private static DataSet load(byte[] bytes) {
    DataSet data = new DataSet();
    data.load(new ByteArrayInputStream(bytes));
    return data;
  }
}
