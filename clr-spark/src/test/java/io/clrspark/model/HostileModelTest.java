package io.clrspark.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clrspark.ClrException;
import io.clrspark.conf.ClrConf;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.schedule.ISchedule;

/**
 * Model files made to run code: no class that they name is loaded, and no object deserialized. What
 * would run is proved to, by DL4J's own reader.
 */
class HostileModelTest {

  /** What the files' classes leave where they run; set from classes that are not loaded yet. */
  static final class Ran {
    static final AtomicBoolean RAN = new AtomicBoolean();

    private Ran() {}
  }

  /** Runs when it is deserialized. */
  static final class Deserialized implements Serializable {
    private static final long serialVersionUID = 1L;

    private void readObject(ObjectInputStream in) {
      Ran.RAN.set(true);
    }
  }

  /** Runs when its class is initialized; of no type that a configuration has. */
  static final class Loaded {
    static {
      Ran.RAN.set(true);
    }

    private Loaded() {}
  }

  /** The same, for a file that DL4J loads it from. */
  static final class LoadedByDl4j {
    static {
      Ran.RAN.set(true);
    }

    private LoadedByDl4j() {}
  }

  /** Runs when it is made; of a type that a configuration has. */
  public static final class Made implements IDropout {
    private static final long serialVersionUID = 1L;

    public Made() {
      Ran.RAN.set(true);
    }

    @Override
    public INDArray applyDropout(
        INDArray in, INDArray result, int iteration, int epoch, LayerWorkspaceMgr workspaces) {
      return in;
    }

    @Override
    public INDArray backprop(INDArray in, INDArray gradient, int iteration, int epoch) {
      return gradient;
    }

    @Override
    public void clear() {}

    @Override
    @SuppressWarnings("MethodDoesntCallSuperMethod")
    public IDropout clone() {
      return this;
    }
  }

  /** Runs when it is made; a schedule. */
  public static final class MadeSchedule implements ISchedule {
    private static final long serialVersionUID = 1L;

    public MadeSchedule() {
      Ran.RAN.set(true);
    }

    @Override
    public double valueAt(int iteration, int epoch) {
      return 0.1;
    }

    @Override
    @SuppressWarnings("MethodDoesntCallSuperMethod")
    public ISchedule clone() {
      return this;
    }
  }

  @TempDir private Path folder;
  private final Map<String, byte[]> entries = new LinkedHashMap<>();

  @BeforeEach
  void saveModel() throws IOException {
    Ran.RAN.set(false);
    MultiLayerNetwork network = new MultiLayerNetwork(NETWORK.build());
    network.init();
    Path file = folder.resolve("good.zip");
    ModelSerializer.writeModel(network, file.toFile(), true);
    try (ZipFile zip = new ZipFile(file.toFile())) {
      for (ZipEntry entry : zip.stream().toList()) {
        entries.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
      }
    }
  }

  private static final NeuralNetConfiguration.ListBuilder NETWORK =
      new NeuralNetConfiguration.Builder()
          .seed(1)
          .updater(new Adam(0.1))
          .list()
          .layer(new DenseLayer.Builder().nIn(2).nOut(3).dropOut(0.5).build())
          .layer(new OutputLayer.Builder().nIn(3).nOut(2).activation(Activation.SOFTMAX).build());

  @Test
  void serializedPreprocessor_isNotDeserialized() throws IOException {
    entries.put(ModelSerializer.PREPROCESSOR_BIN, serialized(new Deserialized()));
    Path file = write();
    assertThatThrownBy(() -> ModelSerializer.restoreMultiLayerNetwork(file.toFile(), true));
    assertThat(Ran.RAN).as("the class works").isTrue();
    Ran.RAN.set(false);
    assertThat(SavedModel.load(file.toString(), new Configuration()).network()).isNotNull();
    assertThat(Ran.RAN).isFalse();
  }

  @Test
  void serializedNormalizer_isNotDeserialized() throws IOException {
    entries.put(ModelSerializer.NORMALIZER_BIN, serialized(new Deserialized()));
    refuses("its normalizer.bin is none that DL4J 1.0.0-M2.1 writes.");
    assertThat(Ran.RAN).isFalse();
  }

  @Test
  void normalizersClass_isNotLoaded() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeUTF("NORMALIZER");
      out.writeInt(1);
      out.writeUTF("CUSTOM");
      out.writeUTF(Loaded.class.getName());
    }
    entries.put(ModelSerializer.NORMALIZER_BIN, bytes.toByteArray());
    refuses(
        "its normalizer is neither NormalizerStandardize nor NormalizerMinMaxScaler; save it"
            + " without, and set spark.clr.data.scale.");
    assertThat(Ran.RAN).isFalse();
  }

  @Test
  void classOfTheConfiguration_isNotMade_unlessAllowed() throws IOException {
    String dropout = "org.deeplearning4j.nn.conf.dropout.Dropout";
    configure(json -> json.replace(dropout, Made.class.getName()));
    Path file = write();
    refusesClass(Made.class.getName());
    assertThat(Ran.RAN).isFalse();
    SavedModel.load(
        file.toString(),
        new Configuration(),
        List.of(HostileModelTest.class.getPackageName() + "."));
    assertThat(Ran.RAN).as("the class works").isTrue();
  }

  @Test
  void classOfTheSchedule_isNotMade() throws IOException {
    configure(
        json ->
            json.replaceFirst(
                "\"learningRate\" : 0.1",
                "\"learningRateSchedule\" : {\"@class\": \""
                    + Matcher.quoteReplacement(MadeSchedule.class.getName())
                    + "\"}"));
    refusesClass(MadeSchedule.class.getName());
    assertThat(Ran.RAN).isFalse();
  }

  /** Jackson takes the class's name in several forms, and the first of two. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"@class\": \"CLASS\"}",
        "{\"@class\": \"CLASS\", \"@class\": \"org.deeplearning4j.nn.conf.dropout.Dropout\"}",
        "[\"CLASS\", {}]",
        "{\"p\": 0.5, \"@class\": \"CLASS\"}",
        "{\"@class\": \"org.nd4j.linalg.X<CLASS>\"}",
        "{\"@class\": \"java.util.ArrayList<CLASS>\"}",
        "{\"@class\": \"org.deeplearning4j.nn.conf.dropout.Dropout<CLASS>\"}",
        "{\"@class\": \"[LCLASS;\"}",
      })
  void classOfNoFittingType_isNotEvenLoaded(String dropout) throws IOException {
    String name = HostileModelTest.class.getName() + "$Loaded";
    configure(
        json ->
            json.replaceFirst(
                "(?s)\"idropout\" : \\{.*?}",
                Matcher.quoteReplacement("\"idropout\" : " + dropout.replace("CLASS", name))));
    assertThatThrownBy(() -> SavedModel.load(write().toString(), new Configuration()))
        .isInstanceOf(ClrException.class)
        .hasMessageStartingWith("Cannot load the model ")
        .hasMessageNotContaining("\n");
    Path json = folder.resolve("m.json");
    Files.write(json, entries.get(ModelSerializer.CONFIGURATION_JSON));
    assertThatThrownBy(() -> configured(json)).isInstanceOf(ClrException.class);
    assertThat(Ran.RAN).isFalse();
  }

  /** DL4J reads the distribution of its old form with a mapper of its own. */
  @Test
  void classOfADistributionInTheOldForm_isNotLoaded() throws IOException {
    String name = HostileModelTest.class.getName() + "$LoadedByDl4j";
    configure(
        json ->
            json.replaceFirst(
                    "DenseLayer\",",
                    Matcher.quoteReplacement(
                        "DenseLayer\", \"dist\": {\"type\": \"NAME\"}, \"weightInit\": \"DISTRIBUTION\","
                            .replace("NAME", name)))
                .replaceAll("(?s)\"weightInitFn\" : \\{.*?}", "\"weightInitFn\" : null"));
    refusesClass(name);
    assertThat(Ran.RAN).isFalse();
    Path json = folder.resolve("m.json");
    Files.write(json, entries.get(ModelSerializer.CONFIGURATION_JSON));
    assertThatThrownBy(() -> configured(json)).hasMessageContaining(name);
    assertThat(Ran.RAN).isFalse();
    ModelSerializer.restoreMultiLayerNetwork(folder.resolve("m.zip").toFile(), true);
    assertThat(Ran.RAN).as("DL4J loads the class").isTrue();
  }

  @Test
  void yamlTag_isNoWayAround() throws IOException {
    String yaml = NETWORK.build().toYaml();
    String name = HostileModelTest.class.getName() + "$Loaded";
    String tagged = yaml.replace("org.deeplearning4j.nn.conf.dropout.Dropout", name);
    assertThat(tagged).isNotEqualTo(yaml);
    Path file = Files.writeString(folder.resolve("m.yaml"), tagged);
    assertThatThrownBy(() -> configured(file)).isInstanceOf(ClrException.class);
    assertThat(Ran.RAN).isFalse();
  }

  @Test
  void configurationNestedTooDeep_isRefused() throws IOException {
    String deep = "[".repeat(200_000);
    configure(json -> "{\"confs\": " + deep);
    assertThatThrownBy(() -> SavedModel.load(write().toString(), new Configuration()))
        .isInstanceOf(ClrException.class)
        .hasMessageNotContaining("\n");
    Path file = Files.writeString(folder.resolve("m.json"), "{\"confs\": " + deep);
    assertThatThrownBy(() -> configured(file)).isInstanceOf(ClrException.class);
  }

  private interface Change {
    String of(String json);
  }

  private void configure(Change change) {
    String json =
        new String(entries.get(ModelSerializer.CONFIGURATION_JSON), StandardCharsets.UTF_8);
    String changed = change.of(json);
    assertThat(changed).isNotEqualTo(json);
    entries.put(ModelSerializer.CONFIGURATION_JSON, changed.getBytes(StandardCharsets.UTF_8));
  }

  private static void configured(Path file) {
    ConfiguredNetwork.of(
        ClrConf.of(Map.of("spark.clr.model.configuration", file.toString())), new Configuration());
  }

  private void refusesClass(String name) throws IOException {
    refuses(
        "it names the class "
            + name
            + ", which is none of DL4J's. If you trust the file, set spark.clr.model.classes = "
            + name
            + ".");
  }

  private void refuses(String reason) throws IOException {
    Path file = write();
    assertThatThrownBy(() -> SavedModel.load(file.toString(), new Configuration()))
        .isInstanceOf(ClrException.class)
        .hasMessage("Cannot load the model %s: %s", file, reason);
  }

  private Path write() throws IOException {
    Path file = folder.resolve("m.zip");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
      }
    }
    return file;
  }

  private static byte[] serialized(Serializable object) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(object);
    }
    return bytes.toByteArray();
  }
}
