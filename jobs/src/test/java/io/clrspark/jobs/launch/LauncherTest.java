package io.clrspark.jobs.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clrspark.jobs.Commands;
import io.clrspark.jobs.Train;
import io.clrspark.jobs.command.Command;
import io.clrspark.jobs.command.CommandLine;
import io.clrspark.jobs.command.SparkSubmitOptions;
import io.clrspark.jobs.command.Submission;
import io.clrspark.jobs.command.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LauncherTest {

  private static final String DRIVERS =
      "spark.driver.defaultJavaOptions=-XX:+UseParallelGC"
          + " -Dorg.eclipse.deeplearning4j.helpers.disable=false";
  private static final String EXECUTORS = "spark.executor.defaultJavaOptions=-XX:+UseParallelGC";

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final String COPIED = ROOT.resolve("jobs/target/clr-jobs.jar").toString();
  private static final String JAR = "local:" + COPIED;

  @TempDir private Path folder;
  private String one;
  private String two;

  @BeforeEach
  void write() throws Exception {
    one = file("one", "spark.clr.maxLr 0.1\nspark.clr.baseLr 0.01\nspark.driver.memory 3g\n");
    two = file("two", "spark.clr.maxLr 0.2\n");
  }

  @Test
  void kryoThatRequiresRegistration_getsTheRegistrator_unlessThereIsOne() throws Exception {
    Map<String, String> home = Map.of("SPARK_HOME", distribution("spark-core_2.12-3.5.7.jar"));
    String required = file("kryo", "spark.kryo.registrationRequired true\n");
    String ours = "spark.kryo.registrator=io.clrspark.kryo.ClrRegistrator";
    assertThat(words(home, "train", required)).contains(ours);
    assertThat(words(home, "train", one)).doesNotContain(ours);
    assertThat(words(home, "train", required, "--conf", "spark.kryo.registrator=x.Y"))
        .doesNotContain(ours);
  }

  @Test
  void distribution_getsTheLongForm() throws Exception {
    String home = distribution("spark-core_2.12-3.5.7.jar");
    assertThat(
            words(
                Map.of("SPARK_HOME", home),
                "train",
                one,
                two,
                "--conf",
                "spark.clr.seed=1",
                "--master",
                "local[3]",
                "--debug",
                "--verbose"))
        .containsExactly(
            "env",
            "OMP_NUM_THREADS=1",
            "env",
            "SPARK_SUBMIT_OPTS=-Dlog4j2.configurationFile=file://%s/bin/log4j2.properties -XX:+ExitOnOutOfMemoryError -Dclr.trace=full -Dclr.frames=^$"
                .formatted(ROOT),
            home + "/bin/spark-submit",
            "--class",
            "io.clrspark.jobs.Train",
            "--properties-file",
            two,
            "--conf",
            "spark.clr.baseLr=0.01",
            "--conf",
            "spark.driver.memory=3g",
            "--conf",
            "spark.broadcast.compress=false",
            "--conf",
            "spark.task.maxDirectResultSize=64m",
            "--conf",
            DRIVERS,
            "--conf",
            EXECUTORS,
            "--master",
            "local[3]",
            "--verbose",
            "--conf",
            "spark.clr.seed=1",
            JAR,
            "--debug");
  }

  /** As Spark does for executors, so that sums are cut into as many parts. */
  @Test
  void localRun_hasTheThreadsOfATask() throws Exception {
    String home = distribution("spark-core_2.12-3.5.7.jar");
    Map<String, String> plain = Map.of("SPARK_HOME", home);
    Map<String, String> hadoop = Map.of("SPARK_HOME", home, "HADOOP_CONF_DIR", "/hadoop");
    assertThat(words(plain, "train", one, "--conf", "spark.task.cpus=2"))
        .startsWith("env", "OMP_NUM_THREADS=2");
    assertThat(words(plain, "range-test", one)).startsWith("env", "OMP_NUM_THREADS=1");
    assertThat(words(Map.of("SPARK_HOME", home, "OMP_NUM_THREADS", "4"), "train", one))
        .noneMatch(word -> word.startsWith("OMP_NUM_THREADS"));
    for (String master : List.of("yarn", "local-cluster[2,1,1024]")) {
      assertThat(words(hadoop, "train", one, "--master", master))
          .noneMatch(word -> word.startsWith("OMP_NUM_THREADS"));
    }
  }

  /** A distribution's own defaults may name a master that the launcher does not know of. */
  @Test
  void jar_isCopiedUnlessTasksCertainlyRunInTheDriver() throws Exception {
    String home = distribution("spark-core_2.12-3.5.7.jar");
    assertThat(words(Map.of(), "train", one)).endsWith(JAR);
    assertThat(words(Map.of("SPARK_HOME", home), "train", one, "--master", "local")).endsWith(JAR);
    assertThat(words(Map.of("SPARK_HOME", home), "train", one)).endsWith(COPIED);
    assertThat(words(Map.of("SPARK_CONF_DIR", "conf"), "train", one)).endsWith(COPIED);
    assertThat(words(Map.of(), "train", one, "--master", "local-cluster[2,1,1024]"))
        .endsWith(COPIED);
    Map<String, String> hadoop = Map.of("SPARK_HOME", home, "HADOOP_CONF_DIR", "/hadoop");
    assertThat(words(hadoop, "train", one, "--master", "yarn")).endsWith(COPIED);
    assertThat(SubmitCommand.onlyHere(Path.of("/a b/c.jar"))).isEqualTo("/a b/c.jar");
  }

  @Test
  void roundsDefaults_yieldToTheUsers() throws Exception {
    String direct = "spark.task.maxDirectResultSize=64m";
    String own = file("own", "spark.broadcast.compress true\n");
    assertThat(words(Map.of(), "train", own))
        .contains(direct)
        .doesNotContain("spark.broadcast.compress=false");
    assertThat(words(Map.of(), "train", two)).contains(direct, "spark.broadcast.compress=false");
    assertThat(words(Map.of(), "train", two, "--conf", "spark.task.maxDirectResultSize=1m"))
        .doesNotContain(direct);
  }

  @Test
  void cdsArchive_isUsedWhereItFits() throws Exception {
    Path other = folder.resolve("root");
    Files.createDirectories(other.resolve("jobs/target"));
    String option = "-XX:SharedArchiveFile=" + CdsArchive.file(other);
    assertThat(embedded(other, "")).noneMatch(word -> word.contains("Archive"));
    Files.createFile(CdsArchive.file(other));
    assertThat(embedded(other, "")).containsSubsequence(option, "-Xlog:cds=off", "-cp");
    assertThat(embedded(other, "", "--driver-class-path", "mine.jar")).doesNotContain(option);
    assertThat(embedded(other, "-XX:SharedArchiveFile=mine.jsa")).doesNotContain(option);
  }

  private static List<String> embedded(Path root, String jvmOptions, String... options) {
    CommandLine line = CommandLine.parse(List.of(options), SparkSubmitOptions.WITH_VALUE, Set.of());
    return new EmbeddedSpark(root, Map.of(), jvmOptions).submit(line, Map.of());
  }

  @Test
  void driverOptions_areTheUsersAfterOurs_andTellTheLogWhatToShow() throws Exception {
    String home = distribution("spark-core_2.12-3.5.7.jar");
    String full = "SPARK_SUBMIT_OPTS=-Dlog4j2.configurationFile=file://%s/bin/log4j2.properties %s";
    String end = "-XX:+ExitOnOutOfMemoryError";
    Map<String, String> given = Map.of("SPARK_HOME", home, "SPARK_SUBMIT_OPTS", "-Xss2m");
    String[] query = {"sql", "--history", "dir", "SELECT 1"};
    assertThat(words(given, query)).contains(full.formatted(ROOT, end + " -Dclr.log=off -Xss2m"));
    Files.createDirectories(Path.of(home, "conf"));
    Files.createFile(Path.of(home, "conf", "log4j2.properties"));
    assertThat(words(given, query)).contains("SPARK_SUBMIT_OPTS=" + end + " -Dclr.log=off -Xss2m");
    assertThat(words(Map.of(), query)).containsSubsequence(end, "-Dclr.log=off", "-cp");
    assertThat(words(Map.of(), "verify", "--history", "dir", "--debug"))
        .contains("-Dclr.trace=full")
        .doesNotContain("-Dclr.log=off");
    assertThat(words(Map.of(), "train", one)).noneMatch(word -> word.startsWith("-Dclr."));
  }

  @Test
  void commandOfAnotherModule_ordersToBuildIt() throws Exception {
    assertThat(order(Map.of(), "bench", "--help")).containsExactly("build", "benchmarks");
  }

  @Test
  void jarsOfACommand_comeBeforeTheUsers() {
    CommandLine line =
        CommandLine.parse(List.of("--jars", "mine.jar"), SparkSubmitOptions.WITH_VALUE, Set.of());
    List<Path> jars = List.of(Path.of("/lib/a.jar"), Path.of("/lib/b.jar"));
    Submission property =
        Submission.empty()
            .withSettings(
                Map.of("spark.jars", "other.jar", "spark.master", "local-cluster[1,1,512]"));
    SubmitCommand submit = new SubmitCommand(ROOT, Map.of());
    assertThat(submit.words(Train.class, line, Submission.empty(), jars))
        .containsSequence("--jars", "local:/lib/a.jar,local:/lib/b.jar,mine.jar");
    assertThat(submit.words(Train.class, line, Submission.empty(), List.of()))
        .containsSequence("--jars", "mine.jar");
    CommandLine none = CommandLine.parse(List.of(), Set.of(), Set.of());
    assertThat(submit.words(Train.class, none, property, jars))
        .containsSequence("--jars", "/lib/a.jar,/lib/b.jar,other.jar");
    assertThat(submit.words(Train.class, none, property, List.of())).doesNotContain("--jars");
  }

  @Test
  void resume_isAProperty() throws Exception {
    String run = file("run", "spark.clr.checkpoint.path dir\nspark.clr.runId first\n");
    assertThat(words(Map.of(), "train", run, "--resume", "first"))
        .containsSequence("--conf", "spark.clr.resume=first");
    assertThatThrownBy(() -> words(Map.of(), "range-test", run, "--resume", "first"))
        .hasMessage("Unknown option --resume.");
  }

  @Test
  void embeddedSpark_listensOnLoopback_withTheMemoryAsked() throws Exception {
    List<String> words = words(Map.of("JAVA_HOME", "/jdk"), "train", two, one);
    assertThat(words)
        .startsWith("env")
        .contains("SPARK_LOCAL_IP=127.0.0.1", "/jdk/bin/java", "-Xmx3g")
        .endsWith(
            "org.apache.spark.deploy.SparkSubmit",
            "--class",
            "io.clrspark.jobs.Train",
            "--properties-file",
            one,
            "--conf",
            "spark.broadcast.compress=false",
            "--conf",
            "spark.task.maxDirectResultSize=64m",
            "--conf",
            DRIVERS,
            "--conf",
            EXECUTORS,
            JAR);
    assertThat(words(Map.of(), "train", one, "--driver-memory", "2g")).contains("-Xmx2g");
  }

  @Test
  void noFile_isTheExample_withItsDataWhereverItIsCalled() throws Exception {
    String data = "spark.clr.data.path=" + ROOT.resolve("conf/data/digits.csv.gz");
    assertThat(words(Map.of(), "train"))
        .contains(ROOT.resolve("conf/digits.properties").toString(), data);
    assertThat(words(Map.of(), "train", "--conf", "spark.clr.data.path=mine.csv"))
        .doesNotContain(data);
  }

  @Test
  void sql_handsOnFolderAndQuery() throws Exception {
    assertThat(words(Map.of(), "sql", "SELECT 1", "--csv", "--history", "dir"))
        .endsWith(JAR, "--history", "dir", "--csv", "SELECT 1");
  }

  @Test
  void rangeTest_isSubmittedAsTrainingIs_afterItsPropertiesAreChecked() throws Exception {
    assertThat(words(Map.of(), "range-test", two, one))
        .containsSubsequence("--class", "io.clrspark.jobs.RangeTest", "--properties-file", one)
        .endsWith(JAR);
    assertThatThrownBy(
            () -> words(Map.of(), "range-test", one, "--conf", "spark.clr.range.minLr=0"))
        .hasMessage(
            "Invalid spark.clr.range.minLr: 0 (must be > 0 with spark.clr.range.mode ="
                + " exponential)");
  }

  @Test
  void help_asksForNoCommand() throws Exception {
    assertThat(words(Map.of(), "range-test", "--help")).isEmpty();
    assertThat(words(Map.of(), "train", "--help")).isEmpty();
    assertThat(words(Map.of(), "sql", "--help")).isEmpty();
  }

  @Test
  void wrongDistribution_saysWhatItFound() throws Exception {
    String rule =
        "; it must be Spark 3.5 for Scala 2.12). Unset it to run the Spark that comes"
            + " with the build.";
    String scala = distribution("spark-core_2.13-3.5.7.jar");
    fails("Invalid SPARK_HOME: " + scala + " (it has Spark 3.5.7 for Scala 2.13" + rule, scala);
    String spark = distribution("spark-core_2.12-3.4.1.jar");
    fails("Invalid SPARK_HOME: " + spark + " (it has Spark 3.4.1 for Scala 2.12" + rule, spark);
    String none = distribution("other.jar");
    fails("Invalid SPARK_HOME: " + none + " (it has no jars/spark-core_*.jar" + rule, none);
    fails("Invalid SPARK_HOME: /nowhere (it has no bin/spark-submit" + rule, "/nowhere");
  }

  @Test
  void wrongPropertyOrMaster_isFoundBeforeSpark() {
    assertThatThrownBy(() -> words(Map.of(), "train", one, "--conf", "spark.clr.baseLr=0.5"))
        .hasMessage("Invalid spark.clr.maxLr: 0.1 (must be >= spark.clr.baseLr = 0.5)");
    assertThatThrownBy(() -> words(Map.of(), "train", one, "--master", "foo"))
        .hasMessage(
            "Invalid spark.master: foo (must be local, local[N], spark://HOST:PORT, yarn or"
                + " k8s://URL)");
  }

  @Test
  void secretOrLongValue_ofAnEarlierFile_isKeptOffTheCommandLine() throws Exception {
    String secret = file("secret", "spark.hadoop.fs.s3a.secret.key hush\n");
    String options = file("options", "spark.executor.extraJavaOptions -Dx.password=hush\n");
    String middle = ", and files before the last one go onto Spark's command line. Put it into ";
    String own = file("own", "spark.my.magic hush\nspark.redaction.regex magic\n");
    for (String file : List.of(secret, options, own)) {
      assertThatThrownBy(() -> words(Map.of(), "train", file, one))
          .hasMessageStartingWith("Cannot hand on spark.")
          .hasMessageEndingWith(": it is a secret" + middle + one + ", or name its file last.");
      assertThat(words(Map.of(), "train", one, file)).noneMatch(word -> word.contains("hush"));
    }
    String names = file("names", "spark.executor.extraClassPath " + "x".repeat(1 << 20) + "\n");
    assertThatThrownBy(() -> words(Map.of(), "train", names, one))
        .hasMessage(
            "Cannot hand on spark.executor.extraClassPath: it is 1048576 characters long%s%s, or name its"
                + " file last.",
            middle, one);
    assertThat(words(Map.of(), "train", one, names)).noneMatch(word -> word.length() > 10_000);
  }

  @Test
  void wrongUsage_isToldApart() {
    List<String> names = Commands.ALL.commands().stream().map(Command::name).toList();
    assertThatThrownBy(() -> words(Map.of(), "bogus"))
        .isInstanceOf(UsageException.class)
        .hasMessage("Unknown command bogus. The commands are %s.", String.join(", ", names));
    assertThatThrownBy(() -> words(Map.of(), "sql", "SELECT 1"))
        .isInstanceOf(UsageException.class)
        .hasMessage("Which history? Give --history DIR.");
    assertThatThrownBy(() -> words(Map.of(), "sql", "--history", "d", "SELECT", "1"))
        .isInstanceOf(UsageException.class)
        .hasMessage("Give one query, in quotes; there are 2.");
    assertThatThrownBy(() -> words(Map.of(), "train", "--class", "x"))
        .isInstanceOf(UsageException.class)
        .hasMessage("Unknown option --class.");
  }

  @Test
  void clusterManagerThatCannotBeUsed_isToldBeforeSpark() throws Exception {
    String home = distribution("spark-core_2.12-3.5.7.jar");
    for (String master : List.of("yarn", "k8s://https://127.0.0.1:1")) {
      assertThatThrownBy(() -> words(Map.of(), "train", one, "--master", master))
          .hasMessage(
              "Cannot use spark.master = %s: the Spark that comes with the build has no classes for"
                  + " it. Set SPARK_HOME to a distribution of Spark 3.5 for Scala 2.12.",
              master);
    }
    assertThatThrownBy(() -> words(Map.of("SPARK_HOME", home), "train", one, "--master", "yarn"))
        .hasMessage(
            "Cannot use spark.master = yarn: HADOOP_CONF_DIR is not set. Set it to the folder that"
                + " has the cluster's core-site.xml and yarn-site.xml.");
    assertThat(
            words(
                Map.of("SPARK_HOME", home, "YARN_CONF_DIR", "/conf"),
                "train",
                one,
                "--master",
                "yarn"))
        .contains("yarn");
  }

  @Test
  void hadoopsConfiguration_isOnTheClassPathOfTheEmbeddedSpark() throws Exception {
    String jars = ROOT.resolve("jobs/target/spark/jars/*").toString();
    assertThat(words(Map.of("HADOOP_CONF_DIR", "/hadoop"), "train", one))
        .containsSequence("-cp", jars + ":/hadoop");
  }

  private void fails(String message, String home) {
    assertThatThrownBy(() -> words(Map.of("SPARK_HOME", home), "train", one)).hasMessage(message);
  }

  /** The command; none where the launcher orders none. */
  private List<String> words(Map<String, String> environment, String... arguments)
      throws Exception {
    List<String> order = order(environment, arguments);
    if (order.isEmpty()) {
      return order;
    }
    assertThat(order).startsWith("exec");
    return order.subList(1, order.size());
  }

  private List<String> order(Map<String, String> environment, String... arguments)
      throws Exception {
    Path output = folder.resolve("order");
    new Launcher(Commands.ALL, ROOT, environment).launch(List.of(arguments), output);
    if (!Files.exists(output)) {
      return List.of();
    }
    String text = Files.readString(output);
    Files.delete(output);
    return List.of(text.split("\0", 0));
  }

  private String distribution(String jar) throws IOException {
    Path home = Files.createTempDirectory(folder, "spark");
    Files.createDirectories(home.resolve("bin"));
    Files.createDirectories(home.resolve("jars"));
    Files.createFile(home.resolve("jars").resolve(jar));
    Path submit = Files.createFile(home.resolve("bin/spark-submit"));
    assertThat(submit.toFile().setExecutable(true)).isTrue();
    return home.toString();
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }
}
