package io.clrspark.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.clrspark.ClrException;
import io.clrspark.conf.ClrConf;
import io.clrspark.input.ScoringData;
import io.clrspark.input.ScoringNeeds;
import io.clrspark.network.Network;
import io.clrspark.source.encode.FittedEncoding;
import io.clrspark.source.scale.FittedScaling;
import io.clrspark.testing.LocalSpark;
import io.clrspark.testing.SampleNetworks;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.preprocessor.NormalizerMinMaxScaler;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

class PredictionFilesTest {

  private static final LocalSpark SPARK = LocalSpark.ofTwoCores();
  private static final List<String> NAMES = List.of("low", "mid", "high");

  /** Four features of four rows, from 0 to 15. */
  private static final float[][] ROWS = {
    {0, 1, 2, 3}, {4, 5, 6, 7}, {8, 9, 10, 11}, {15, 14, 13, 12}
  };

  @TempDir private Path folder;
  private int outputs;

  @AfterAll
  static void stop() {
    SPARK.close();
  }

  @Test
  void rowsOfTables_arePredictedByTheirColumnsNames_andScaled() throws IOException {
    Path data = Files.createDirectory(folder.resolve("data"));
    Files.writeString(data.resolve("a.csv"), "id,d,c,b,a\nx,3,2,1,0\ny,7,6,5,4\n");
    Files.writeString(data.resolve("b.csv"), "id,d,c,b,a\nz,11,10,9,8\nu,12,13,14,15\n");
    MultiLayerNetwork network = SampleNetworks.twoLayers(4);
    Dataset<Row> predicted =
        predict(network, needs(List.of("a", "b", "c", "d")), "parquet", "header=true", data);
    assertThat(predicted.columns())
        .containsExactly("file", "row", "prediction", "name", "probability");
    List<Row> rows = predicted.orderBy("file", "row").collectAsList();
    assertThat(rows).hasSize(4);
    INDArray expected = network.output(Nd4j.createFromArray(ROWS).div(16));
    for (int i = 0; i < 4; i++) {
      assertThat(rows.get(i).getString(0)).endsWith(i < 2 ? "/data/a.csv" : "/data/b.csv");
      assertThat(rows.get(i).getLong(1)).isEqualTo(i % 2);
      List<Float> probability = rows.get(i).getList(4);
      int best = expected.getRow(i).argMax().getInt(0);
      assertThat(rows.get(i).getInt(2)).isEqualTo(best);
      assertThat(rows.get(i).getString(3)).isEqualTo(NAMES.get(best));
      for (int k = 0; k < 3; k++) {
        assertThat(probability.get(k)).isCloseTo(expected.getFloat(i, k), within(1e-6f));
      }
    }
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder("data", "out1");
    }
  }

  @Test
  void otherFormats_areReadWithoutLabels_andGiveTheSame() throws IOException {
    MultiLayerNetwork network = SampleNetworks.twoLayers(4);
    Path svm = folder.resolve("rows.svm");
    Path idx = folder.resolve("rows.idx");
    Path images = Files.createDirectory(folder.resolve("images"));
    float[][] pixels = new float[4][4];
    StringBuilder lines = new StringBuilder();
    ByteBuffer bytes = ByteBuffer.allocate(12 + 16);
    bytes.putInt(0x0802).putInt(4).putInt(4);
    for (int i = 0; i < 4; i++) {
      lines.append("-9");
      BufferedImage image = new BufferedImage(2, 2, BufferedImage.TYPE_BYTE_GRAY);
      for (int j = 0; j < 4; j++) {
        lines.append(' ').append(j + 1).append(':').append(ROWS[i][j]);
        bytes.put((byte) ROWS[i][j]);
        image.getRaster().setSample(j % 2, j / 2, 0, (int) ROWS[i][j]);
        pixels[i][j] = image.getRGB(j % 2, j / 2) & 0xFF; // Java takes gray as linear
      }
      lines.append('\n');
      ImageIO.write(image, "png", images.resolve(i + ".png").toFile());
    }
    Files.writeString(svm, lines);
    Files.write(idx, bytes.array());
    for (Map.Entry<String, Path> each :
        Map.of("libsvm", svm, "idx", idx, "images", images).entrySet()) {
      String format = "format=" + each.getKey();
      boolean isImages = each.getKey().equals("images");
      INDArray expected = network.output(Nd4j.createFromArray(isImages ? pixels : ROWS).div(16));
      Dataset<Row> predicted = predict(network, needs(List.of()), "csv", format, each.getValue());
      assertThat(predicted.columns())
          .endsWith("name", "probability_low", "probability_mid", "probability_high");
      List<Row> rows = predicted.orderBy("file", "row").collectAsList();
      assertThat(rows).as(format).hasSize(4);
      for (int i = 0; i < 4; i++) {
        assertThat(Float.parseFloat(rows.get(i).getString(4)))
            .as(format)
            .isCloseTo(expected.getFloat(i, 0), within(1e-6f));
      }
      if (isImages) {
        assertThat(rows.get(3).getString(0)).endsWith("/images/3.png");
      }
    }
  }

  @Test
  void oneSigmoidUnit_hasTwoClasses_andNumbersStayNumbers() throws IOException {
    Path data = Files.writeString(folder.resolve("rows.csv"), "0,1,2,3\n4,5,6,7\n");
    MultiLayerNetwork unit =
        SampleNetworks.twoLayers(4, LossFunction.XENT, Activation.SIGMOID, 1, DataType.DOUBLE);
    MultiLayerNetwork numbers =
        SampleNetworks.twoLayers(4, LossFunction.MSE, Activation.IDENTITY, 1, DataType.FLOAT);
    Row ofUnit = predict(unit, needs(List.of()), "parquet", "header=false", data).first();
    List<Double> both = ofUnit.getList(4);
    double expected =
        unit.output(Nd4j.createFromArray(ROWS).castTo(DataType.DOUBLE).div(16)).getDouble(0);
    assertThat(both).containsExactly(1 - expected, expected);
    assertThat(ofUnit.getString(3)).isEqualTo(expected > 0.5 ? "1" : "0");
    Dataset<Row> number = predict(numbers, needs(List.of()), "parquet", "header=false", data);
    assertThat(number.columns()).containsExactly("file", "row", "prediction");
    assertThat(number.first().getFloat(2))
        .isCloseTo(numbers.output(Nd4j.createFromArray(ROWS).div(16)).getFloat(0), within(1e-6f));
  }

  @Test
  void otherData_isRefused() throws IOException {
    Path narrow = Files.writeString(folder.resolve("narrow.csv"), "1,2,3\n");
    Path text = Files.writeString(folder.resolve("text.csv"), "1,2,3,4\n1,2,x,4\n");
    MultiLayerNetwork network = SampleNetworks.twoLayers(4);
    assertThatThrownBy(() -> predict(network, needs(List.of()), "csv", "header=false", narrow))
        .isInstanceOf(ClrException.class)
        .hasMessage(
            ("Cannot score %s: its rows have 3 features, but the model takes 4 (shape 4). Choose"
                    + " them by spark.clr.data.featureColumns, or leave the label out by"
                    + " spark.clr.data.labelColumn.")
                .formatted(narrow));
    assertThatThrownBy(() -> predict(network, needs(List.of("q")), "csv", "header=false", narrow))
        .hasMessageContaining("it has no column q, which the model takes; it has 3 columns");
    assertThatThrownBy(() -> predict(network, needs(List.of()), "csv", "header=false", text))
        .hasMessageContaining("row 1 (zero-based)");
    assertThat(folder.resolve("out1")).doesNotExist();
  }

  @Test
  void failure_leavesNothing() throws IOException {
    Path data = Files.writeString(folder.resolve("rows.csv"), "0,1,2,3\n");
    MultiLayerNetwork takesMore = SampleNetworks.twoLayers(5);
    assertThatThrownBy(() -> predict(takesMore, needs(List.of()), "csv", "header=false", data))
        .isInstanceOf(ClrException.class)
        .hasMessageStartingWith("Cannot write predictions to ");
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).containsExactly(data);
    }
  }

  private ScoringNeeds needs(List<String> features) {
    NormalizerMinMaxScaler scaler = new NormalizerMinMaxScaler(0, 1);
    scaler.setFeatureStats(
        Nd4j.zeros(DataType.DOUBLE, 1, 4), Nd4j.valueArrayOf(new long[] {1, 4}, 16.0));
    return new ScoringNeeds(
        List.of(4),
        features,
        List.of(),
        new FittedEncoding(Optional.of(FittedScaling.of(scaler, 1)), List.of(), List.of()),
        0,
        3,
        NAMES,
        DataType.FLOAT);
  }

  /** Predicts into the folder out, and reads what is there. */
  private Dataset<Row> predict(
      MultiLayerNetwork model, ScoringNeeds needs, String format, String property, Path data) {
    Map<String, String> properties = new TreeMap<>();
    String[] words = property.split("=", -1);
    properties.put("spark.clr.data." + words[0], words[1]);
    Network network = Network.of(model);
    ScoringNeeds typed =
        new ScoringNeeds(
            needs.shape(),
            needs.features(),
            List.of(),
            needs.encoding(),
            0,
            3,
            NAMES,
            network.architecture().type());
    String out = folder.resolve("out" + ++outputs).toString();
    List<String> names = new ArrayList<>(NAMES);
    try (ScoringData rows =
        ScoringData.unlabelled(
            SPARK.context(), ClrConf.of(properties), List.of(data.toString()), typed)) {
      PredictionFiles.at("--output", out, format, new Configuration())
          .write(
              SPARK.context(),
              network,
              OutputMeaning.of(network, names),
              rows,
              SPARK.context().sc().longAccumulator());
    }
    Dataset<Row> written =
        SPARK.session().read().format(format).option("header", true).load(out).cache();
    assertThat(written.count()).isPositive();
    return written;
  }
}
