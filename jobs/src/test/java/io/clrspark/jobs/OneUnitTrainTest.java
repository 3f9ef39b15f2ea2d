package io.clrspark.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clrspark.conf.ClrConf;
import io.clrspark.jobs.driver.TrainingJob;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Jobs with a network of one sigmoid output, on data of two classes. */
class OneUnitTrainTest {

  @TempDir private Path folder;

  @Test
  void oneSigmoidOutput_learnsTheProbabilityOfClassOne() throws IOException {
    String told = train(rows(200));
    assertThat(told).containsPattern("test accuracy: (1|0\\.9\\d*)\n");
    MultiLayerNetwork trained = MultiLayerNetwork.load(folder.resolve("m.zip").toFile(), false);
    float[][] sides = {{1, 0.1f}, {-1, 0.1f}};
    float[] outputs = trained.output(Nd4j.createFromArray(sides)).toFloatVector();
    assertThat(outputs[0]).isGreaterThan(0.8f);
    assertThat(outputs[1]).isLessThan(0.2f);
  }

  @Test
  void thirdClass_isRefused() throws IOException {
    String rows = rows(20) + "0.5,0.5,2\n";
    assertThatThrownBy(() -> train(rows))
        .hasMessageContaining("the label is 2, not a whole number from 0 to 1");
  }

  /** Label 1 where the first feature is positive. */
  private static String rows(int count) {
    Random random = new Random(5);
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < count; i++) {
      float first = random.nextFloat() * 2 - 1;
      rows.append(first).append(',').append(random.nextFloat()).append(',');
      rows.append(first > 0 ? 1 : 0).append('\n');
    }
    return rows.toString();
  }

  private String train(String rows) throws IOException {
    Map<String, String> all = new TreeMap<>();
    all.put("data.path", Files.writeString(folder.resolve("rows.csv"), rows).toString());
    all.put("model.configuration", Files.writeString(folder.resolve("net.json"), net()).toString());
    all.put("model.save", folder.resolve("m.zip").toString());
    all.put("maxLr", "0.05");
    all.put("stepSize", "2 epochs");
    all.put("batchSize", "8");
    all.put("epochs", "8");
    Map<String, String> properties = new TreeMap<>();
    all.forEach((key, value) -> properties.put("spark.clr." + key, value));
    ByteArrayOutputStream told = new ByteArrayOutputStream();
    PrintStream out = System.out;
    try (PrintStream kept = new PrintStream(told, true, UTF_8)) {
      System.setOut(kept);
      new TrainingJob(ClrConf.of(properties)).run(LocalSpark.context(), properties);
    } finally {
      System.setOut(out);
    }
    return told.toString(UTF_8);
  }

  private static String net() {
    return new NeuralNetConfiguration.Builder()
        .updater(new Adam())
        .list()
        .layer(new DenseLayer.Builder().nIn(2).nOut(8).activation(Activation.RELU).build())
        .layer(
            new OutputLayer.Builder(LossFunction.XENT)
                .nIn(8)
                .nOut(1)
                .activation(Activation.SIGMOID)
                .build())
        .build()
        .toJson();
  }
}
