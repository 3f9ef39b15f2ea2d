package io.clrspark.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clrspark.conf.ClrConf;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

class ImageNetworksTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "lenet | 1,28,28 | 431080",
        "lenet | 3,32,32 | 657080",
        "lenet | 1,16,16 | 56080",
        "lenet | 1,15,16 | 431080",
        "lenet | 1,8,8   | 131080",
        "lenet | 1,1,1   | 56080",
        "lenet | 1,1,28  | 206080",
        "cifar | 3,32,32 | 89578",
        "cifar | 1,28,28 | 87978",
        "cifar | 1,8,8   | 78378",
        "cifar | 1,1,1   | 78378",
      })
  void parameters_areAsManyAsTheLayersNeed(String type, String shape, long parameters) {
    MultiLayerNetwork network = create(type, shape, Map.of());
    assertThat(network.numParams()).isEqualTo(parameters);
    assertThat(network.params().dataType()).isEqualTo(DataType.FLOAT);
    assertThat(network.output(images(shape, 2)).shape()).containsExactly(2, 10);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "lenet | 1,28,28 | 20x24x24 20x12x12 50x8x8 50x4x4 500 10",
        "lenet | 1,8,8   | 20x8x8 20x4x4 50x4x4 50x2x2 500 10",
        "cifar | 3,32,32 | 32x32x32 32x16x16 32x16x16 32x8x8 64x8x8 64x4x4 10",
      })
  void layers_giveThoseShapes(String type, String shape, String expected) {
    List<String> shapes =
        create(type, shape, Map.of()).feedForward(images(shape, 1)).stream()
            .skip(1)
            .map(ImageNetworksTest::example)
            .toList();
    assertThat(String.join(" ", shapes)).isEqualTo(expected);
  }

  @Test
  void sizes_areThoseOfTheProperties() {
    Map<String, String> lenet = Map.of("spark.clr.model.maps", "4,6", "spark.clr.model.dense", "9");
    assertThat(create("lenet", "1,28,28", lenet).numParams())
        .isEqualTo((25 + 1) * 4 + (4 * 25 + 1) * 6 + (6 * 16 + 1) * 9 + (9 + 1) * 10);
    Map<String, String> cifar = Map.of("spark.clr.model.maps", "2,3,4");
    assertThat(create("cifar", "3,32,32", cifar).numParams())
        .isEqualTo((3 * 25 + 1) * 2 + (2 * 25 + 1) * 3 + (3 * 25 + 1) * 4 + (4 * 16 + 1) * 10);
  }

  @ParameterizedTest
  @ValueSource(strings = {"lenet", "cifar"})
  void seed_decidesTheWeights(String type) {
    INDArray weights = create(type, "1,8,8", Map.of()).params();
    assertThat(create(type, "1,8,8", Map.of()).params()).isEqualTo(weights);
    assertThat(create(type, "1,8,8", Map.of("spark.clr.seed", "1")).params()).isNotEqualTo(weights);
  }

  @ParameterizedTest
  @ValueSource(strings = {"lenet", "cifar"})
  void everyUpdater_learns(String type) {
    for (String updater : List.of("sgd", "nesterovs", "adam", "amsgrad", "nadam", "rmsprop")) {
      MultiLayerNetwork network = small(type, "updater", updater);
      assertThat(updaterOf(network)).isEqualToIgnoringCase(updater);
      learns(network);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"lenet", "cifar"})
  void activation_isThatOfAllHiddenLayers_withWeightsFitForIt(String type) {
    Map<String, WeightInit> weights =
        Map.of(
            "relu", WeightInit.RELU,
            "tanh", WeightInit.XAVIER,
            "selu", WeightInit.LECUN_NORMAL);
    weights.forEach(
        (activation, weightInit) -> {
          MultiLayerNetwork network = small(type, "activation", activation);
          List<BaseLayer> hidden = sized(network).subList(0, sized(network).size() - 1);
          assertThat(hidden)
              .hasSize(3)
              .allMatch(layer -> layer.getActivationFn().toString().equals(activation))
              .allMatch(
                  layer -> layer.getWeightInitFn().equals(weightInit.getWeightInitFunction()));
          learns(network);
        });
  }

  @Test
  void networkTooLarge_isRefused() {
    assertThatThrownBy(
            () -> create("lenet", "1,28,28", Map.of("spark.clr.model.dense", "2000000000")))
        .hasMessage(
            "Invalid spark.clr.model.type: lenet (with spark.clr.model.maps = [20, 50],"
                + " spark.clr.model.dense = 2000000000, images of 1,28,28 and 10 classes the network"
                + " has 1.62e+12 parameters; at most 500000000)");
    assertThatThrownBy(
            () -> create("cifar", "3,32,32", Map.of("spark.clr.model.maps", "9,2147483647,9")))
        .hasMessage(
            "Invalid spark.clr.model.type: cifar (with spark.clr.model.maps = [9, 2147483647, 9],"
                + " images of 3,32,32 and 10 classes the network has 9.69e+11 parameters; at most"
                + " 500000000)");
  }

  private static void learns(MultiLayerNetwork network) {
    INDArray labels = Nd4j.zeros(DataType.FLOAT, 4, 10);
    for (int row = 0; row < 4; row++) {
      labels.putScalar(row, row, 1);
    }
    DataSet four = new DataSet(images("1,8,8", 4), labels);
    network.setLearningRate(0.001);
    double before = network.score(four);
    for (int i = 0; i < 8; i++) {
      network.fit(four);
    }
    assertThat(network.score(four)).isLessThan(before);
  }

  private static INDArray images(String shape, int count) {
    long[] sizes =
        Arrays.stream((count + "," + shape).split(",", -1)).mapToLong(Long::parseLong).toArray();
    double numbers = Arrays.stream(sizes).reduce(1, Math::multiplyExact);
    return Nd4j.arange(numbers).castTo(DataType.FLOAT).divi(numbers).reshape('c', sizes);
  }

  private static String example(INDArray batch) {
    return Arrays.stream(batch.shape())
        .skip(1)
        .mapToObj(String::valueOf)
        .reduce((one, other) -> one + "x" + other)
        .orElseThrow();
  }

  private static List<BaseLayer> sized(MultiLayerNetwork network) {
    return Arrays.stream(network.getLayers())
        .map(layer -> layer.conf().getLayer())
        .filter(BaseLayer.class::isInstance)
        .map(BaseLayer.class::cast)
        .toList();
  }

  private static String updaterOf(MultiLayerNetwork network) {
    return sized(network).get(0).getIUpdater().getClass().getSimpleName();
  }

  private static MultiLayerNetwork small(String type, String name, String value) {
    String maps = type.equals("lenet") ? "4,6" : "4,6,8";
    return create(
        type, "1,8,8", Map.of("spark.clr.model.maps", maps, "spark.clr.model." + name, value));
  }

  private static MultiLayerNetwork create(String type, String shape, Map<String, String> more) {
    Map<String, String> properties = new HashMap<>(more);
    properties.put("spark.clr.model.type", type);
    properties.put("spark.clr.data.shape", shape);
    ConfiguredNetwork configured =
        ConfiguredNetwork.of(ClrConf.of(properties), new Configuration());
    return (MultiLayerNetwork)
        configured.network(Arrays.stream(shape.split(",", -1)).map(Integer::valueOf).toList(), 10);
  }
}
