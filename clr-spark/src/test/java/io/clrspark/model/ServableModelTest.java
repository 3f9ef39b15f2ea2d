package io.clrspark.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clrspark.ClrException;
import io.clrspark.network.Network;
import io.clrspark.schedule.CyclicLR;
import io.clrspark.schedule.Reset;
import io.clrspark.testing.SampleDataSets;
import io.clrspark.testing.SampleNetworks;
import java.io.File;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.dataset.api.preprocessor.NormalizerMinMaxScaler;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.linalg.schedule.ScheduleType;
import org.nd4j.linalg.schedule.StepSchedule;

/** Saved models load wherever DL4J is, and are trained on under their schedule here. */
class ServableModelTest {

  private static final CyclicLR RATES =
      CyclicLR.triangular2(0.001, 0.006, 4).reset(9, Reset.none().maxLr(0.003));

  @TempDir private Path folder;

  @Test
  void dl4jWithoutThisLibrary_loadsTheModel_andGivesTheSame() throws Exception {
    Network layers = Network.of(layers(RATES));
    Network graph = Network.of(graph());
    layers.count(6, 2);
    String first = save("layers.zip", layers);
    String second = save("graph.zip", graph);
    List<String> told = withDl4jAlone(first, second);
    assertThat(told)
        .containsExactly(
            "output " + Arrays.toString(Dl4jAlone.output(layers.model())),
            "entries configuration.json clr-spark/schedule.json clr-spark/model.json"
                + " coefficients.bin updaterState.bin normalizer.bin",
            "output " + Arrays.toString(Dl4jAlone.output(graph.model())),
            "entries configuration.json clr-spark/schedule.json clr-spark/model.json"
                + " coefficients.bin updaterState.bin normalizer.bin");
  }

  @Test
  void dl4j_trainsOnAtTheRateOfTheNextUpdate() throws IOException {
    Network trained = Network.of(layers(RATES));
    trained.count(6, 2);
    MultiLayerNetwork read = MultiLayerNetwork.load(new File(save("m.zip", trained)), true);
    Adam updater = (Adam) read.getLayer(1).conf().getLayer().getUpdaterByParam("W");
    assertThat(updater.getLearningRateSchedule()).isNull();
    assertThat(updater.getLearningRate()).isEqualTo(RATES.rateAt(6));
    assertThat(read.getIterationCount()).isEqualTo(6);
    assertThat(read.getUpdater().getStateViewArray())
        .isEqualTo(trained.updater().getStateViewArray());
    assertThat(
            ModelSerializer.<NormalizerMinMaxScaler>restoreNormalizerFromFile(
                folder.resolve("m.zip").toFile()))
        .isEqualTo(scaler());
  }

  @Test
  void everyUpdater_hasItsOwnScheduleAgain() {
    for (Network network : List.of(Network.of(layers(RATES)), Network.of(graph()), frozen())) {
      SavedModel read = SavedModel.load(save("m.zip", network), new Configuration());
      assertThat(read.schedule()).isPresent();
      assertThat(Network.of(read.network()).architecture().toJson())
          .isEqualTo(network.architecture().toJson());
      assertThat(read.network().params()).isEqualTo(network.parameters());
    }
  }

  @Test
  void dl4jsOwnSchedule_staysInTheConfiguration() throws IOException {
    ISchedule steps = new StepSchedule(ScheduleType.ITERATION, 0.1, 0.5, 10);
    String file = save("m.zip", Network.of(layers(steps)));
    MultiLayerNetwork read = MultiLayerNetwork.load(new File(file), true);
    Adam updater = (Adam) read.getLayer(0).conf().getLayer().getUpdaterByParam("W");
    assertThat(updater.getLearningRateSchedule()).isEqualTo(steps);
    assertThat(SavedModel.load(file, new Configuration()).schedule()).contains(steps);
  }

  @Test
  void namesShapeAndVersions_areReadAgain() {
    String file = save("m.zip", Network.of(layers(RATES)));
    assertThat(SavedModel.load(file, new Configuration()).info()).contains(info());
  }

  @Test
  void scheduleOfAnotherConfiguration_isAnError() throws IOException {
    Path file = Path.of(save("m.zip", Network.of(layers(RATES))));
    Files.delete(folder.resolve(".m.zip.crc")); // Hadoop's checksum of the whole file
    try (FileSystem entries = FileSystems.newFileSystem(file)) {
      Path entry = entries.getPath("clr-spark/schedule.json");
      Files.writeString(entry, Files.readString(entry).replace("/confs/1/", "/confs/7/"));
    }
    assertThatThrownBy(() -> SavedModel.load(file.toString(), new Configuration()))
        .isInstanceOf(ClrException.class)
        .hasMessage(
            "Cannot load the model %s: its clr-spark/schedule.json is not for its".formatted(file)
                + " configuration.json.");
  }

  @Test
  void scheduleOfAForeignClass_isRefused() throws IOException {
    Path file = Path.of(save("m.zip", Network.of(layers(RATES))));
    Files.delete(folder.resolve(".m.zip.crc"));
    try (FileSystem entries = FileSystems.newFileSystem(file)) {
      Path entry = entries.getPath("clr-spark/schedule.json");
      Files.writeString(
          entry, Files.readString(entry).replace(CyclicLR.class.getName(), "com.example.Runs"));
    }
    assertThatThrownBy(() -> SavedModel.load(file.toString(), new Configuration()))
        .isInstanceOf(ClrException.class)
        .hasMessageContaining("it names the class com.example.Runs, which is none of DL4J's");
  }

  private String save(String name, Network network) {
    Path file = folder.resolve(name);
    ModelFile.at(file.toString(), new Configuration()).save(network, Optional.of(scaler()), info());
    return file.toString();
  }

  private static ModelInfo info() {
    return ModelInfo.none()
        .withClasses(List.of("Zürich", "b", "c"))
        .withFeatures(List.of("x"))
        .withLabel("y")
        .withShape(List.of(8))
        .withData(Map.of("spark.clr.data.header", "true"))
        .withVersions(Map.of("dl4j", "1.0.0-M2.1"));
  }

  private static NormalizerMinMaxScaler scaler() {
    NormalizerMinMaxScaler scaler = new NormalizerMinMaxScaler(0, 1);
    scaler.setFeatureStats(Nd4j.zeros(DataType.DOUBLE, 1, 8), Nd4j.ones(DataType.DOUBLE, 1, 8));
    return scaler;
  }

  /** Trained, so that its updater has a state; biases have an updater of their own. */
  private static MultiLayerNetwork layers(ISchedule schedule) {
    MultiLayerNetwork network =
        SampleNetworks.mlp(
            new Adam(schedule), options -> options.biasUpdater(new Nesterovs(schedule)));
    network.fit(SampleDataSets.make(5));
    return network;
  }

  private static ComputationGraph graph() {
    ComputationGraph graph =
        new ComputationGraph(
            new NeuralNetConfiguration.Builder()
                .updater(new Adam(RATES))
                .graphBuilder()
                .addInputs("in")
                .addLayer("a~b", SampleNetworks.tanhLayer(8, 4).build(), "in")
                .addLayer("out", SampleNetworks.outputLayer(4).build(), "a~b")
                .setOutputs("out")
                .build());
    graph.init();
    return graph;
  }

  /** A frozen layer keeps the schedule that it was trained under before. */
  private static Network frozen() {
    IUpdater before = new Adam(CyclicLR.triangular(0.1, 0.2, 3));
    MultiLayerNetwork network =
        SampleNetworks.initialized(
            new NeuralNetConfiguration.Builder()
                .updater(new Adam(RATES))
                .list()
                .layer(new FrozenLayer(SampleNetworks.tanhLayer(8, 4).updater(before).build()))
                .layer(SampleNetworks.outputLayer(4).build())
                .build());
    return Network.of(network);
  }

  /** In a process whose class path has no class of this library but the program itself. */
  private List<String> withDl4jAlone(String... files) throws IOException, InterruptedException {
    String program = Dl4jAlone.class.getName().replace('.', '/') + ".class";
    Path copy = folder.resolve("classes").resolve(program);
    Files.createDirectories(copy.getParent());
    Files.copy(Path.of("target/test-classes").resolve(program), copy);
    String libraries =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> entry.endsWith(".jar") && !entry.contains("surefire"))
            .filter(entry -> !new File(entry).getName().startsWith("clr-"))
            .collect(Collectors.joining(File.pathSeparator));
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("java.home") + "/bin/java");
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp"));
    command.add(folder.resolve("classes") + File.pathSeparator + libraries);
    command.add(Dl4jAlone.class.getName());
    command.addAll(List.of(files));
    Path out = folder.resolve("out.txt");
    Path err = folder.resolve("err.txt");
    int status =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start()
            .waitFor();
    assertThat(status).as(Files.readString(err)).isZero();
    return Files.readAllLines(out).stream()
        .filter(line -> line.startsWith("output ") || line.startsWith("entries "))
        .toList();
  }
}
