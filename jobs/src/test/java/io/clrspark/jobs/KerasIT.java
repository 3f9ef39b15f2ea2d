package io.clrspark.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.clrspark.jobs.BinClr.Result;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Keras model trained on, in a process of its own. */
class KerasIT {

  private static final String MODEL = "clr-spark/src/test/resources/keras/mlp.h5";
  private static final String IMPORT = "org/deeplearning4j/nn/modelimport/keras/KerasModel.class";

  @TempDir private Path folder;

  @Test
  void kerasModel_trainsOn_withDl4jsImportInJars() throws Exception {
    Path saved = folder.resolve("model.zip");
    Result trained = train("--jars", jars(), "--conf", "spark.clr.model.save=" + saved);
    assertThat(trained.status()).as(trained.toString()).isZero();
    assertThat(trained.value("iterations")).isEqualTo("92");
    assertThat(trained.err())
        .startsWith("A fresh cycle starts at iteration 0 of the loaded model.\n")
        .doesNotContain("WARN", "ERROR");
    assertThat(Double.parseDouble(trained.value("train loss"))).isLessThan(2);
    MultiLayerNetwork network = MultiLayerNetwork.load(saved.toFile(), true);
    assertThat(network.getIterationCount()).isEqualTo(92);
  }

  @Test
  void withoutTheImport_twoLinesSayHowToGetIt() throws Exception {
    try (JarFile jar = new JarFile(BinClr.ROOT.resolve("jobs/target/clr-jobs.jar").toFile())) {
      assumeThat(jar.getEntry(IMPORT)).as("built with -Pkeras").isNull();
    }
    Result failed = train();
    assertThat(failed.status()).isEqualTo(1);
    assertThat(failed.err())
        .isEqualTo(
            "Cannot load the Keras model "
                + MODEL
                + ": DL4J's import of those, or HDF5, is not on the class path.\n"
                + "Add org.deeplearning4j:deeplearning4j-modelimport; for bin/clr: echo -Pkeras"
                + " >>.mvn/maven.config\n");
  }

  private Result train(String... more) throws Exception {
    Path properties =
        Files.writeString(
            folder.resolve("keras.properties"),
            """
            spark.clr.data.path conf/data/digits.csv.gz
            spark.clr.data.divide 16
            spark.clr.model.load %s
            spark.clr.baseLr 0.0005
            spark.clr.maxLr 0.008
            spark.clr.stepSize 2 epochs
            spark.clr.epochs 4
            spark.master local[2]
            spark.ui.enabled false
            """
                .formatted(MODEL));
    List<String> arguments = new ArrayList<>(List.of("train", properties.toString()));
    arguments.addAll(List.of(more));
    return BinClr.run(folder, arguments.toArray(String[]::new));
  }

  /** DL4J's import, HDF5, and its natives for this platform. */
  private static String jars() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .filter(entry -> entry.matches(".*/(deeplearning4j-modelimport|hdf5)-[^/]*\\.jar"))
        .collect(Collectors.joining(","));
  }
}
