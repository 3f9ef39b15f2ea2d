package io.clrspark;

import static org.assertj.core.api.Assertions.assertThat;

import io.clrspark.history.HistoryViews;
import io.clrspark.schedule.CyclicLR;
import io.clrspark.testing.LocalSpark;
import io.clrspark.training.ClrTrainer;
import io.clrspark.training.TrainingResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;

/** The README's ten lines of Java, run as they stand there. */
class ReadmeTest {

  @Test
  void libraryExample_trainsAndAnswers() throws IOException {
    Files.deleteIfExists(Path.of("out/model.zip"));
    try (LocalSpark local = LocalSpark.ofTwoCores()) {
      SparkSession spark = local.session();
      TrainingResult result = train(spark, network(), data(spark));
      assertThat(result.iterations()).isEqualTo(10);
      assertThat(spark.table("iterations").where("run_id = '" + result.runId() + "'").count())
          .isEqualTo(10);
      assertThat(Path.of("out/model.zip")).exists();
    }
  }

  @Test
  void libraryExample_isTheOneAbove() throws IOException {
    assertThat(block(Path.of("../README.md"), "```java\n(.*?)\n```"))
        .isEqualTo(
            block(
                Path.of("src/test/java/io/clrspark/ReadmeTest.java"),
                "// README\n(.*?)\n *// end"));
  }

  private static TrainingResult train(
      SparkSession spark, MultiLayerNetwork network, JavaRDD<DataSet> data) {
    // README
    CyclicLR rates = CyclicLR.triangular2(0.001, 0.006, 2000);
    TrainingResult result =
        ClrTrainer.builder(rates)
            .workers(4)
            .batchSize(64)
            .epochs(10)
            .history("out/history")
            .saveModel("out/model.zip")
            .build()
            .fit(network, data); // a MultiLayerNetwork and a JavaRDD<DataSet>
    HistoryViews.register(spark, "out/history");
    spark.sql("SELECT iteration, lr, loss, accuracy FROM iterations ORDER BY iteration").show();
    // end
    return result;
  }

  private static MultiLayerNetwork network() {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .updater(new Adam())
                .list()
                .layer(
                    new OutputLayer.Builder().nIn(3).nOut(2).activation(Activation.SOFTMAX).build())
                .build());
    network.init();
    return network;
  }

  private static JavaRDD<DataSet> data(SparkSession spark) {
    List<DataSet> examples = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      float label = i % 2;
      examples.add(
          new DataSet(
              Nd4j.createFromArray(new float[][] {{i, label, 1}}),
              Nd4j.createFromArray(new float[][] {{1 - label, label}})));
    }
    return JavaSparkContext.fromSparkContext(spark.sparkContext()).parallelize(examples, 2);
  }

  /** The lines of a file's block, without what all are indented by. */
  private static String block(Path file, String pattern) throws IOException {
    Matcher block = Pattern.compile(pattern, Pattern.DOTALL).matcher(Files.readString(file));
    assertThat(block.find()).isTrue();
    return block.group(1).stripIndent().strip();
  }
}
