package io.clrspark.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.clrspark.jobs.BinClr.Result;
import io.clrspark.jobs.command.Command;
import io.clrspark.jobs.launch.CdsArchive;
import io.clrspark.schedule.CyclicLR;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandsIT {

  private static final String ARCHIVED =
      "org.apache.spark.SparkContext source: shared objects file (top)";

  @TempDir private Path folder;

  @Test
  void previewCsv_isTheRatesAndNothingElse() throws Exception {
    Result preview =
        BinClr.run(
            folder,
            "preview",
            "--iterations",
            "1000",
            "--csv",
            "--conf",
            "spark.clr.mode=exp_range",
            "--conf",
            "spark.clr.gamma=0.999",
            "--conf",
            "spark.clr.stepSize=77");
    CyclicLR schedule = CyclicLR.expRange(0.001, 0.006, 77, 0.999);
    List<String> expected =
        Stream.concat(
                Stream.of("iteration,lr"),
                LongStream.range(0, 1000).mapToObj(i -> i + "," + schedule.rateAt(i)))
            .toList();
    assertThat(preview.status()).isZero();
    assertThat(preview.out().lines()).containsExactlyElementsOf(expected);
    assertThat(preview.err()).isEmpty();
  }

  @Test
  void preview_showsPlanChartAndWarnings() throws Exception {
    Result preview =
        BinClr.run(
            folder,
            "preview",
            "conf/digits.properties",
            "--iterations-per-epoch",
            "23",
            "--iterations",
            "100");
    assertThat(preview.out())
        .startsWith(
            "0.543478 cycles in 100 iterations (stepSize 92), not ending at the base rate 0.0005.");
    assertThat(preview.out().lines()).hasSize(27);
    assertThat(preview.err())
        .contains("Warning: The run does not end at the base rate but at")
        .contains("Warning: The run makes only 0.543478 cycles.");
  }

  @Test
  void preview_needsAnEpochsLength_forStepsInEpochs() throws Exception {
    Result preview = BinClr.run(folder, "preview", "conf/digits.properties", "--iterations", "9");
    assertThat(preview.status()).isEqualTo(2);
    assertThat(preview.err())
        .isEqualTo(
            "A length in epochs needs --iterations-per-epoch K.\nSee bin/clr preview --help.\n");
  }

  @Test
  void scaleOutsideItsRange_isRefusedBeforeAnyRate() throws Exception {
    Result preview =
        BinClr.run(
            folder,
            "preview",
            "--iterations",
            "90000",
            "--csv",
            "--conf",
            "spark.clr.scaleFn=x/10");
    assertThat(preview.status()).isEqualTo(1);
    assertThat(preview.out()).isEmpty();
    assertThat(preview.err())
        .isEqualTo(
            "Invalid spark.clr.scaleFn: x/10 (must be within 0 and 1, but is 1.1 for x = 11)\n");
  }

  static List<Command> commands() {
    return CommandsTest.own();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void helpOfACommand_isOnStandardOutput(Command command) throws Exception {
    Result help = BinClr.run(folder, command.name(), "--help");
    assertThat(help).isEqualTo(new Result(0, command.help(), ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-h", "--help"})
  void overview_isOnStandardOutput(String argument) throws Exception {
    Result help = BinClr.run(folder, argument);
    assertThat(help).isEqualTo(new Result(0, Commands.ALL.overview(), ""));
    assertThat(BinClr.run(folder)).isEqualTo(help);
  }

  @Test
  void unknownCommand_isWrongUsage() throws Exception {
    Result wrong = BinClr.run(folder, "tarin");
    assertThat(wrong.status()).isEqualTo(2);
    assertThat(wrong.err())
        .startsWith("Unknown command tarin. The commands are train, preview, ")
        .endsWith(".\nSee bin/clr --help.\n")
        .hasLineCount(2);
  }

  @Test
  void badRow_failsBeforeTheFirstRound_andLeavesNothing() throws Exception {
    Path data = Files.writeString(folder.resolve("data.csv"), "1,2,0\n1,x,1\n");
    Result failed =
        BinClr.run(
            folder,
            "train",
            "conf/digits.properties",
            "--conf",
            "spark.clr.data.path=" + data,
            "--conf",
            "spark.clr.history.path=" + folder.resolve("history"),
            "--conf",
            "spark.clr.model.save=" + folder.resolve("model.zip"));
    assertThat(failed.status()).isEqualTo(1);
    assertThat(failed.out()).isEmpty();
    assertThat(failed.err())
        .isEqualTo(
            "Cannot read file:%s: row 1 (zero-based): column 1 is \"x\", not a number (spark.clr.data.dropColumns leaves the column out, spark.clr.data.categoricalColumns takes its values as categories).\n"
                .formatted(data));
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).containsExactly(data);
    }
  }

  @Test
  void debug_showsTheStackTrace() throws Exception {
    Result failed =
        BinClr.run(
            folder,
            "train",
            "conf/digits.properties",
            "--debug",
            "--conf",
            "spark.clr.data.path=" + folder.resolve("nix.csv"));
    assertThat(failed.status()).isEqualTo(1);
    assertThat(failed.err())
        .startsWith("Invalid spark.clr.data.path: ")
        .contains("\tat io.clrspark.jobs.Train.");
  }

  @Test
  void classArchive_isMadeAndUsed_andNotNeeded() throws Exception {
    assertThat(loaded("-XX:+UseSerialGC")).contains(ARCHIVED);
    assertThat(CdsArchive.file(BinClr.ROOT)).exists();
    assertThat(loaded("-XX:+UseZGC")).contains("SparkContext").doesNotContain(ARCHIVED);
  }

  /** The classes that a query's process loads, and where from; it says nothing of the archive. */
  private String loaded(String option) throws Exception {
    Path log = folder.resolve("classes.log");
    Map<String, String> options =
        Map.of(
            "SPARK_SUBMIT_OPTS", option + " -XX:TieredStopAtLevel=1 -Xlog:class+load:file=" + log);
    Result query = BinClr.run(folder, options, "sql", "--history", folder + "/none", "SELECT 1");
    assertThat(query.out()).isEmpty();
    assertThat(query.err()).startsWith("Cannot read the history").hasLineCount(1);
    return Files.readString(log);
  }

  @ParameterizedTest
  @CsvSource({"1.8.0_392, true", "11.0.13, true", "25.0.1, true", "22, false", "26-ea, false"})
  void anotherJava_isNamed_beforeItRunsAnything(String version, boolean saysInAFile)
      throws Exception {
    Path home = Files.createDirectories(folder.resolve("jdk-" + version));
    Path java = Files.createDirectories(home.resolve("bin")).resolve("java");
    String said = saysInAFile ? "no" : version;
    Files.writeString(java, "#!/bin/sh\necho 'openjdk version \"" + said + "\" 2026-03-17' >&2\n");
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
    if (saysInAFile) {
      Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    }
    Result failed = BinClr.run(folder, Map.of("JAVA_HOME", home.toString()), "--help");
    assertThat(failed.status()).isEqualTo(1);
    assertThat(failed.out()).isEmpty();
    assertThat(failed.err())
        .isEqualTo(
            "Cannot run clr-spark: %s is Java %s, and it needs 17 to 21. Set JAVA_HOME to one.\n",
            java, version);
  }

  @Test
  void wrongJavaHome_isNamed() throws Exception {
    assertThat(BinClr.run(folder, Map.of("JAVA_HOME", "/nowhere"), "--help").err())
        .isEqualTo(
            "Cannot run clr-spark: JAVA_HOME = /nowhere has no bin/java. Set it to the folder of a"
                + " JDK 17, or unset it.\n");
  }

  @Test
  void anotherSpark_isNamed() throws Exception {
    Files.createDirectories(folder.resolve("bin"));
    Files.createDirectories(folder.resolve("jars"));
    Files.createFile(folder.resolve("jars/spark-core_2.13-4.0.0.jar"));
    Path submit = Files.createFile(folder.resolve("bin/spark-submit"));
    assertThat(submit.toFile().setExecutable(true)).isTrue();
    Result failed = BinClr.run(folder, Map.of("SPARK_HOME", folder.toString()), "train");
    assertThat(failed.status()).isEqualTo(1);
    assertThat(failed.err()).contains("(it has Spark 4.0.0 for Scala 2.13;");
  }
}
