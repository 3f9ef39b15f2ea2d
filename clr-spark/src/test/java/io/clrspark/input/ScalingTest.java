package io.clrspark.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clrspark.conf.ClrConf;
import io.clrspark.examples.ExampleBlock;
import io.clrspark.model.SavedModel;
import io.clrspark.network.Network;
import io.clrspark.schedule.CyclicLR;
import io.clrspark.source.encode.FittedEncoding;
import io.clrspark.source.scale.FittedScaling;
import io.clrspark.testing.LocalSpark;
import io.clrspark.training.ClrTrainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.apache.hadoop.conf.Configuration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.preprocessor.DataNormalization;
import org.nd4j.linalg.dataset.api.preprocessor.NormalizerStandardize;
import org.nd4j.linalg.factory.Nd4j;

/** Features scaled by statistics of the training data alone, which the model keeps. */
class ScalingTest {

  @RegisterExtension
  static final LocalSpark SPARK = LocalSpark.ofTwoCores().splittingFiles(1 << 20);

  @TempDir private Path folder;

  /** Three features, the last one constant, in two files. */
  @BeforeEach
  void write() throws IOException {
    Random random = new Random(4);
    for (String name : List.of("a.csv", "b.csv")) {
      List<String> lines = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        lines.add(random.nextInt(1000) + "," + (5 + random.nextGaussian()) + ",3," + i % 2);
      }
      Files.write(folder.resolve(name), lines);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"standardize", "minMax"})
  void scaling_isThatOfDl4jsNormalizer_fittedToTheTrainingRows(String scale) {
    JobData raw = load(Map.of());
    JobData scaled = load(Map.of("data.scale", scale, "data.divide", "10"));
    DataNormalization normalizer = scaled.normalizer().orElseThrow();
    assertThat(raw.normalizer()).isEmpty();
    assertThat(scaled.testExamples()).isPositive();
    for (boolean test : new boolean[] {false, true}) {
      DataSet expected = all(raw, test);
      normalizer.transform(expected);
      INDArray actual = all(scaled, test).getFeatures();
      assertThat(actual.sub(expected.getFeatures()).amaxNumber().doubleValue()).isLessThan(1e-4);
    }
    INDArray train = all(scaled, false).getFeatures();
    if (scale.equals("standardize")) {
      assertThat(train.mean(0).amaxNumber().doubleValue()).isLessThan(1e-4);
      assertThat(train.std(false, 0).getDouble(0)).isBetween(0.999, 1.001);
    } else {
      assertThat(train.min(0).toFloatVector()).containsExactly(0, 0, 0);
      assertThat(train.max(0).toFloatVector()).containsExactly(1, 1, 0);
    }
  }

  @Test
  void channelsOfImages_areScaledAlike() {
    JobData images =
        load(Map.of("data.scale", "standardize", "data.shape", "1,1,3", "model.load", "m"));
    INDArray train = all(images, false).getFeatures();
    assertThat(train.shape()).endsWith(1, 1, 3);
    assertThat(train.meanNumber().doubleValue()).isBetween(-1e-4, 1e-4);
    assertThat(train.stdNumber().doubleValue()).isBetween(0.99, 1.01);
  }

  @Test
  void model_keepsItsScaling_andGoesOnWithIt() {
    JobData data = load(Map.of("data.scale", "standardize", "data.divide", "10"));
    String file = folder.resolve("model.zip").toString();
    MultiLayerNetwork network = network();
    ClrTrainer.builder(CyclicLR.triangular(0.001, 0.01, 4))
        .saveModel(file)
        .normalizer(data.normalizer().orElseThrow())
        .build()
        .fit(Network.of(network), data.train());
    SavedModel saved = SavedModel.load(file, new Configuration());
    FittedScaling scaling = FittedScaling.of(saved.normalizer().orElseThrow(), 10);
    JobData again =
        JobData.load(
            SPARK.context(),
            conf(Map.of("data.divide", "10", "data.testFraction", "0.5")),
            new NetworkNeeds(false, 2, false, 0, encoding(scaling)));
    DataSet expected = all(load(Map.of("data.testFraction", "0.5")), false);
    data.normalizer().orElseThrow().transform(expected);
    assertThat(
            all(again, false).getFeatures().sub(expected.getFeatures()).amaxNumber().doubleValue())
        .isLessThan(1e-4);
    JobData none =
        JobData.load(
            SPARK.context(),
            conf(Map.of("data.scale", "none")),
            new NetworkNeeds(false, 2, false, 0, encoding(scaling)));
    assertThat(none.normalizer()).isEmpty();
  }

  @Test
  void scalingOfAnotherNumberOfFeatures_isAnError() {
    NormalizerStandardize two = new NormalizerStandardize(Nd4j.ones(1, 2), Nd4j.ones(1, 2));
    NetworkNeeds expected =
        new NetworkNeeds(false, 2, false, 0, encoding(FittedScaling.of(two, 1)));
    assertThatThrownBy(() -> JobData.load(SPARK.context(), conf(Map.of()), expected))
        .hasMessage(
            "Cannot scale as the loaded model does: it was trained on 2 features, but the rows have"
                + " 3. Set spark.clr.data.scale.");
  }

  private static FittedEncoding encoding(FittedScaling scaling) {
    return new FittedEncoding(Optional.of(scaling), List.of(), List.of());
  }

  private static MultiLayerNetwork network() {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .list()
                .layer(
                    new OutputLayer.Builder().nIn(3).nOut(2).activation(Activation.SOFTMAX).build())
                .build());
    network.init();
    return network;
  }

  private JobData load(Map<String, String> properties) {
    boolean shaped = properties.containsKey("data.shape");
    return JobData.load(
        SPARK.context(),
        conf(properties),
        new NetworkNeeds(shaped, 0, false, 0, FittedEncoding.none()));
  }

  private ClrConf conf(Map<String, String> properties) {
    Map<String, String> all = new HashMap<>();
    all.put("spark.clr.data.path", folder.resolve("*.csv").toString());
    properties.forEach((key, value) -> all.put("spark.clr." + key, value));
    return ClrConf.of(all);
  }

  private static DataSet all(JobData data, boolean test) {
    return DataSet.merge(
        (test ? data.test().orElseThrow() : data.train()).map(ExampleBlock::dataSet).collect());
  }
}
