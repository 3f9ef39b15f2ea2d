package io.clrspark.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clrspark.conf.ClrConf;
import io.clrspark.conf.DataProperties;
import io.clrspark.conf.schedule.ScheduleConf;
import io.clrspark.jobs.command.PropertyFiles;
import io.clrspark.schedule.length.RunLength;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.launcher.JavaModuleOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The files of conf/: examples, which train by themselves, and clusters, which are given after. */
class ConfFilesTest {

  private static final Path ROOT = Path.of("..");
  private static final String OURS = "spark.clr.";

  static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(ROOT.resolve("conf"))) {
      return files.filter(file -> file.toString().endsWith(".properties")).toList();
    }
  }

  static List<Path> examples() throws IOException {
    return files().stream().filter(ConfFilesTest::isExample).toList();
  }

  static List<Path> clusters() throws IOException {
    return files().stream().filter(file -> !isExample(file)).toList();
  }

  @Test
  void files_areAnExampleAndOneForEachKindOfCluster() throws IOException {
    assertThat(examples()).isNotEmpty();
    assertThat(clusters())
        .extracting(file -> file.getFileName().toString())
        .containsExactlyInAnyOrder(
            "standalone.properties", "yarn.properties", "kubernetes.properties");
  }

  @ParameterizedTest
  @MethodSource("files")
  void everyFile_knowsItsKeys(Path file) {
    assertThat(unknown(read(file))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void everyExample_loads(Path file) {
    ClrConf conf = ClrConf.of(read(file));
    assertThat(ScheduleConf.of(conf).schedule(new RunLength(100, 0), 0)).isNotNull();
  }

  @Test
  void digits_areThere() {
    ClrConf conf = ClrConf.of(read(ROOT.resolve("conf/digits.properties")));
    assertThat(ROOT.resolve(conf.get(DataProperties.PATH))).exists();
  }

  @ParameterizedTest
  @MethodSource("clusters")
  void everyCluster_takesTheExamplesPlace_andNothingElseOfIt(Path file) {
    String example = ROOT.resolve("conf/digits.properties").toString();
    Map<String, String> alone = read(file);
    Map<String, String> merged = PropertyFiles.merged(List.of(example, file.toString()));
    assertThat(alone.keySet()).noneMatch(key -> key.startsWith(OURS));
    assertThat(merged).containsAllEntriesOf(alone);
    assertThat(merged.get("spark.master")).doesNotStartWith("local[");
    assertThat(ClrConf.of(merged).asMap()).isEqualTo(ClrConf.of(read(Path.of(example))).asMap());
  }

  @Test
  void standaloneDriver_getsTheModulesThatSparkOpens() {
    String options =
        read(ROOT.resolve("conf/standalone.properties")).get("spark.driver.extraJavaOptions");
    assertThat(options.split("\\s+", -1))
        .containsExactly(JavaModuleOptions.defaultModuleOptions().strip().split("\\s+", -1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"spark.executor.memroy", "spark.yarn.maxAppAttempt", "spark.task.cpu", "spark.x"})
  void unknownKeyOfSparks_isFound(String key) {
    assertThat(unknown(Map.of(key, "1", "spark.task.cpus", "1"))).containsExactly(key);
  }

  @Test
  void unknownKeyOfOurs_isFound() {
    assertThatThrownBy(() -> ClrConf.of(Map.of("spark.clr.maxLR", "1")))
        .hasMessageStartingWith("Unknown property spark.clr.maxLR. The nearest known one is");
  }

  private static boolean isExample(Path file) {
    return read(file).containsKey(DataProperties.PATH.key());
  }

  private static Map<String, String> read(Path file) {
    return PropertyFiles.read(file.toString());
  }

  /** Keys that neither we nor Spark know; wrong ones of ours are an error already. */
  private static List<String> unknown(Map<String, String> properties) {
    Map<String, String> sparks = new TreeMap<>(properties);
    sparks.keySet().removeAll(ClrConf.of(properties).asMap().keySet());
    return sparks.keySet().stream().filter(key -> !SparkKeys.knows(key)).toList();
  }
}
