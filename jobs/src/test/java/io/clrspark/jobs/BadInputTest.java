package io.clrspark.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.clrspark.ClrException;
import io.clrspark.conf.ClrConf;
import io.clrspark.history.HistoryStore;
import io.clrspark.history.log.HistoryRow;
import io.clrspark.history.log.RunLog;
import io.clrspark.jobs.command.ExitStatus;
import io.clrspark.jobs.command.PropertyFiles;
import io.clrspark.jobs.driver.TrainingJob;
import io.clrspark.jobs.launch.Launcher;
import io.clrspark.jobs.output.QueryPrinter;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import javax.imageio.ImageIO;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What bin/clr train says to bad input of every kind, and to values of every kind: status 1, one or
 * two lines that name the file or property, and nothing new on the disk.
 */
class BadInputTest {

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final int BYTE = 0x08;
  private static final int DOUBLE = 0x0E;
  private static final String[] IDX = {"data.format", "idx", "data.classes", ""};
  private static final String[] LOADED = {
    "model.hidden", "", "model.activation", "", "model.updater", ""
  };

  private static JavaSparkContext spark;

  @TempDir private Path folder;
  private Path inputs;

  @BeforeAll
  static void start() {
    spark =
        new JavaSparkContext(
            new SparkConf()
                .setMaster("local[2]")
                .setAppName("bad input")
                .set("spark.ui.enabled", "false")
                .set("spark.driver.host", "127.0.0.1")
                .set("spark.driver.bindAddress", "127.0.0.1"));
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  @BeforeEach
  void makeFolder() throws IOException {
    inputs = Files.createDirectory(folder.resolve("inputs"));
  }

  @Test
  void idx() throws IOException {
    byte[] good = idx(BYTE, new int[] {2, 2}, 1, 2, 3, 4);
    refusesIdx("x.idx", new byte[0], "it ends within its header");
    refusesIdx("x.idx", Arrays.copyOf(good, 7), "it ends within its header");
    refusesIdx("x.idx", Arrays.copyOf(good, good.length - 1), "it ends within row 1 (zero-based)");
    refusesIdx("x.idx", idx(BYTE, new int[] {-2, 2}), "a dimension has the size -2");
    refusesIdx(
        "x.idx",
        idx(BYTE, new int[] {2, 65536, 65536, 65536, 65536}),
        "a row would have 65536x65536x65536x65536 numbers");
    refusesIdx(
        "x.idx",
        idx(DOUBLE, new int[] {2, 1 << 28}),
        "a row would have 268435456 numbers"); // 2 GB, more than an array has
    refusesIdx("x.idx", idx(DOUBLE, new int[] {2, 1 << 24}), "it ends within row 0");
    refusesIdx("x.idx", idx(BYTE, new int[] {Integer.MAX_VALUE, 2}), "2 labels are not for the");
    byte[] dimensions = idx(BYTE, IntStream.range(0, 255).map(i -> Integer.MAX_VALUE).toArray());
    refusesIdx("x.idx", dimensions, "... (");
    byte[] zipped = zipped(idx(BYTE, new int[] {2, 2000}, new int[4000]));
    refusesIdx("x.idx.gz", Arrays.copyOf(zipped, zipped.length / 2), ". Give ");
    refusesIdx("x.idx.gz", Arrays.copyOf(zipped, zipped.length - 6), "Give the whole file.");
    refusesIdx("x.idx.gz", new byte[0], "it ends within its header");
    refusesIdx("x.idx.gz", "no gzip".getBytes(UTF_8), ". Give ");
  }

  private void refusesIdx(String name, byte[] bytes, String reason) throws IOException {
    Path file = file(name, bytes);
    Path labels = file("labels", idx(BYTE, new int[] {2}, 0, 1));
    refuses(
        "Cannot read file:" + inputs,
        reason,
        IDX,
        "data.path",
        file.toString(),
        "data.labelsPath",
        labels.toString());
  }

  @Test
  void csv() throws IOException {
    refusesCsv("", "it has no rows");
    refusesCsv("\n\n", "it has no rows");
    refusesCsv("1\n0\n", "it has no column but the label");
    refusesCsv("1,2,0\n1,1\n", "row 1 (zero-based): it has 2 columns, the first row has 3.");
    refusesCsv("1,2,0\n1,x,1\n", "row 1 (zero-based): column 1 is \"x\", not a number.");
    refusesCsv("1,2,0\n1,,1\n", "row 1 (zero-based): column 1 is empty.");
    refusesCsv(
        "1,2,0\n1," + "x".repeat(1 << 20) + ",1\n",
        "column 1 is \"" + "x".repeat(100) + "... (1048576 characters)\", not a number.");
    refusesCsv("1,2,0\n1,a\u001b[31mb\u0000c,1\n", "column 1 is \"a\\u001b[31mb\\u0000c\", not");
    refusesCsv("1,2,0\n1,NaN,1\n", "column 1 is NaN, not a finite number.");
    refusesCsv("1,2,0\n1,1e40,1\n", " among its features is too large for a float.");
    refusesCsv("1,2,0\n1,2,5\n", "the label is 5, not a whole number from 0 to 1.");
    refusesCsv("1,2,0\n1,2,-1\n", "the label is -1, not a whole number from 0 to 1.");
    refusesCsv("1,2,0\n1,2,0.5\n", "the label is 0.5, not a whole number from 0 to 1.");
    String header =
        IntStream.range(0, 5000).mapToObj(i -> "c" + i).collect(Collectors.joining(","));
    Path wide = file("x.csv", (header + "\n").getBytes(UTF_8));
    refuses(
        "Invalid spark.clr.data.labelColumn: y",
        "its header has c0, c1, c2",
        new String[] {"data.header", "true", "data.labelColumn", "y"},
        "data.path",
        wide.toString());
  }

  private void refusesCsv(String text, String reason) throws IOException {
    String path = file("x.csv", text.getBytes(UTF_8)).toString();
    refuses(path, reason, new String[] {"data.classes", "2"}, "data.path", path);
  }

  @Test
  void paths() throws IOException {
    Path empty = Files.createDirectory(inputs.resolve("empty"));
    refusesPath(empty.toString(), "the folder has no files");
    refusesPath(inputs.resolve("none").toString(), "does not exist");
    refusesPath(inputs.resolve("\u00e9\uD83D\uDE00").toString(), "does not exist");
    refusesPath(inputs.resolve("[a").toString(), "");
    refusesPath("a:b:c", "");
    refusesPath("nofs://x", "No FileSystem for scheme \"nofs\"");
    refusesPath("x".repeat(1 << 20), "x... (1048576 characters)");
  }

  private void refusesPath(String path, String reason) throws IOException {
    refuses("Invalid spark.clr.data.path: ", reason, new String[0], "data.path", path);
  }

  @Test
  void parquet() throws IOException {
    refusesParquet(
        "SELECT CAST(NULL AS double) AS x, 0 AS y UNION ALL SELECT 1, 1", "row 0 (zero-based)");
    refusesParquet("SELECT array(1, 2) AS x, 0 AS y UNION ALL SELECT array(1), 1", "features");
    refusesParquet("SELECT array(1, null) AS x, 0 AS y", "null");
    refusesParquet("SELECT 'a' AS x, 0 AS y", "x");
    refusesParquet("SELECT 1 AS x, 7 AS y", "the label is 7, not a whole number from 0 to 1.");
    refusesParquet("SELECT 1 AS x, 0.5 AS y", "the label is 0.5, not a whole number from 0 to 1.");
    refusesParquet("SELECT 1 AS x, CAST(NULL AS int) AS y", "null");
    refusesParquet("SELECT 1 AS z, 1 AS y", "x");
    for (String bytes : List.of("", "PAR1", "PAR1 garbage PAR1")) {
      refuses(
          file("x.parquet", bytes.getBytes(UTF_8)).toString(),
          "",
          PARQUET,
          "data.path",
          inputs.resolve("x.parquet").toString());
    }
    Path whole = parquet("SELECT id AS x, id % 2 AS y FROM range(1000)");
    byte[] bytes = Files.readAllBytes(whole);
    Arrays.fill(bytes, 4, bytes.length / 2, (byte) 7);
    String damaged = file("x.parquet", bytes).toString();
    refuses(damaged, "", PARQUET, "data.path", damaged);
  }

  private static final String[] PARQUET = {
    "data.format",
    "parquet",
    "data.labelColumn",
    "y",
    "data.featureColumns",
    "x",
    "data.classes",
    "2"
  };

  private void refusesParquet(String query, String reason) throws IOException {
    refuses("", reason, PARQUET, "data.path", parquet(query).toString());
  }

  private Path parquet(String query) throws IOException {
    Path path = Files.createTempDirectory(inputs, "parquet");
    Dataset<Row> rows = new SparkSession(spark.sc()).sql(query);
    rows.coalesce(1).write().mode("overwrite").parquet(path.toString());
    try (Stream<Path> files = Files.list(path)) {
      return files.filter(file -> file.toString().endsWith(".parquet")).findFirst().orElseThrow();
    }
  }

  @Test
  void libsvm() throws IOException {
    refusesLibsvm("1 1:0.5\n0 x:1\n", "it is no line of LIBSVM's format");
    refusesLibsvm("1 1:0.5\n0 0:1\n", "it is no line of LIBSVM's format");
    refusesLibsvm("1 1:0.5\n0 1:" + "x".repeat(1 << 20) + "\n", "it is no line of LIBSVM's format");
    refusesLibsvm(
        "1 1:0.5\n0 2147483647:1\n",
        "it has the index 2147483647, but there are 16777216 features");
    refusesLibsvm("", "it has no rows");
  }

  private void refusesLibsvm(String text, String reason) throws IOException {
    Path file = file("x.svm", text.getBytes(UTF_8));
    refuses("", reason, new String[] {"data.format", "libsvm"}, "data.path", file.toString());
  }

  @Test
  void images() throws IOException {
    refusesImage(new byte[0], "b/1.png: it is no image that Java can read.");
    refusesImage("text".getBytes(UTF_8), "b/1.png: it is no image that Java can read.");
    byte[] small = image(4, 4);
    refusesImage(Arrays.copyOf(small, small.length / 2), "b/1.png: its image does not decode");
    refusesImage(
        image(4, 5), "b/1.png: its image is 4 wide and 5 high, not 4 and 4 as the others.");
    byte[] huge = small.clone();
    ByteBuffer.wrap(huge).putInt(16, 60_000).putInt(20, 60_000);
    refusesImage(huge, "b/1.png: its image");
  }

  private void refusesImage(byte[] bytes, String reason) throws IOException {
    file("a/1.png", image(4, 4));
    file("b/1.png", bytes);
    refuses(
        "Cannot read file:" + inputs,
        reason,
        new String[] {"data.format", "images", "data.classes", ""},
        "data.path",
        inputs.toString());
    Files.delete(inputs.resolve("a/1.png"));
    Files.delete(inputs.resolve("b/1.png"));
  }

  @Test
  void models() throws IOException {
    byte[] good = model();
    refusesModel(new byte[0], "it is no model of DL4J's ModelSerializer, or not a whole one.");
    refusesModel("text".getBytes(UTF_8), "it is no model of DL4J's");
    for (int length : new int[] {10, good.length / 4, good.length / 2, good.length - 200}) {
      refusesModel(Arrays.copyOf(good, length), "");
    }
    for (int at : new int[] {60, good.length / 2}) {
      byte[] damaged = good.clone();
      damaged[at] ^= 0x55;
      damaged[at + 1] ^= 0x55;
      refusesModel(damaged, "");
    }
    refuses("Cannot load the model " + inputs, "", LOADED, "model.load", inputs.toString());
    refuses("Cannot load the model none", "there is no such file.", LOADED, "model.load", "none");
  }

  private void refusesModel(byte[] bytes, String reason) throws IOException {
    Path file = file("m.zip", bytes);
    refuses("Cannot load the model " + file, reason, LOADED, "model.load", file.toString());
  }

  @Test
  void histories() throws IOException {
    Path root = inputs.resolve("history");
    try (RunLog log = HistoryStore.at(root.toString(), spark.hadoopConfiguration()).open("a")) {
      log.rows(List.of(new HistoryRow(0, 0, 0, 0, 0.1, 1.5, null, 8, 2.5, "0", Instant.EPOCH)));
    }
    Path segment = root.resolve("history/run_id=a/segment-00000000.parquet");
    file("history/history/run_id=a/segment-00000009.parquet", "foreign".getBytes(UTF_8));
    file("history/history/run_id=a/notes.txt", "foreign".getBytes(UTF_8));
    file("history/history/part-0.parquet", new byte[0]);
    String read = sql(root, 0);
    assertThat(read).isEmpty();
    byte[] whole = Files.readAllBytes(segment);
    for (int length : new int[] {0, 7, whole.length / 2, whole.length - 1}) {
      Files.write(segment, Arrays.copyOf(whole, length));
      assertThat(sql(root, 1))
          .isEqualTo(
              "Cannot read the history: file:%s is damaged or not there. Put the file back, or"
                  + " leave its run out of the query: WHERE run_id <> 'a'\n",
              segment);
    }
    Files.delete(segment);
    assertThat(sql(root, 1)).startsWith("Cannot read the history: file:" + segment + " is damaged");
    Path manifest = root.resolve("manifests/run_id=a/manifest-00000007.json");
    Files.write(manifest, new byte[0]);
    assertThat(sql(root, 1)).startsWith("Cannot read the history: file:" + manifest + ": ");
    assertThat(sql(inputs.resolve("none"), 1)).contains("there is no such folder");
  }

  /** What a query over the history says on standard error. */
  private static String sql(Path root, int expected) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int status =
        ExitStatus.of(
            "sql",
            List.of(),
            all ->
                QueryPrinter.print(
                    new SparkSession(spark.sc()),
                    root.toString(),
                    "SELECT sum(loss) FROM history",
                    true),
            new PrintStream(bytes, true, UTF_8));
    String message = bytes.toString(UTF_8);
    assertThat(status).as(message).isEqualTo(expected);
    assertThat(message.lines()).hasSizeBetween(0, 2);
    return message;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "workers | NaN | must be a whole number from 1 to 100000",
        "workers | -5 | must be a whole number from 1 to 100000",
        "workers | 99999999999999999999 | must be a whole number from 1 to 100000",
        "maxLr | NaN | must be a finite number >= 0",
        "maxLr | Infinity | must be a finite number >= 0",
        "maxLr | 1e999 | must be a finite number >= 0",
        "baseLr | -1 | must be a finite number >= 0",
        "seed | \u00e9 | must be a whole number of 64 bits",
        "shuffle | 1 | must be one of true, false",
        "epochs | 2147483647 | ",
        "data.shape | 100000,100000 | must have a product of at most 16777216 numbers",
        "data.classes | 2147483647 | at most 500000000",
        "data.labelColumn | -1 | has no such column",
        "data.testFraction | 0.999999999 | it leaves none of the",
        "model.hidden | 2147483647 | at most 500000000",
        "model.configuration | none.json | ",
        "model.save | /proc/none/model.zip | ",
        "history.path | /proc/none/history | ",
        "runId | ../x | ",
        "runId | \u00e9 | ",
        "scaleFn | 1e9^x | ",
        "scaleFn | java.lang.Runtime.getRuntime() | unknown name 'java'",
        "reset.1.atIteration | -1 | ",
        "nothing | 1 | The nearest known one is",
      })
  void values(String name, String value, String reason) throws IOException {
    refuses("", reason == null ? value : reason, new String[0], name, value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "workers",
        "maxLr",
        "seed",
        "mode",
        "scaleFn",
        "stepSize",
        "runId",
        "data.path",
        "data.labelColumn",
        "data.separator",
        "data.shape",
        "model.hidden",
        "model.save",
        "model.configuration",
        "history.path"
      })
  void longValues(String name) throws IOException {
    for (String value : List.of("x".repeat(1 << 20), "1,".repeat(1 << 19) + "1", "a\n\u001bb\nc")) {
      refuses("spark.clr." + name + ": ", "", new String[0], name, value);
    }
  }

  /** Runs the launcher's checks, then the job, and looks at what they say and leave. */
  private void refuses(String start, String part, String[] some, String... more)
      throws IOException {
    Path work = folder.resolve("work");
    Map<String, String> properties = new TreeMap<>();
    properties.put("spark.clr.history.path", work.resolve("history").toString());
    properties.put("spark.clr.model.save", work.resolve("model.zip").toString());
    set(properties, some);
    set(properties, more);
    List<String> before = tree();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int status =
        ExitStatus.of(
            "train", List.of(), all -> train(properties), new PrintStream(bytes, true, UTF_8));
    String message = bytes.toString(UTF_8);
    assertThat(status).as(message).isEqualTo(1);
    assertThat(message.lines())
        .as(message)
        .hasSizeBetween(1, 2)
        .allMatch(line -> line.length() < 1000)
        .noneMatch(line -> line.matches(".*(Cannot go on|Exception|\\bat io\\.clr|null:).*"));
    assertThat(message).contains(start).contains(part);
    assertThat(tree()).isEqualTo(before);
  }

  private void train(Map<String, String> properties) throws Exception {
    Path file = folder.resolve("given.properties");
    StringBuilder text = new StringBuilder();
    properties.forEach((key, value) -> text.append(line(key, value)));
    Files.writeString(file, text);
    Path command = folder.resolve("command");
    try {
      String example = ROOT.resolve("conf/digits.properties").toString();
      new Launcher(Commands.ALL, ROOT, Map.of())
          .launch(List.of("train", example, file.toString()), command);
      Map<String, String> all = PropertyFiles.merged(List.of(example, file.toString()));
      all.compute(
          "spark.clr.data.path",
          (key, path) ->
              path == null || !path.startsWith("conf/") ? path : ROOT.resolve(path).toString());
      new TrainingJob(ClrConf.of(all)).run(spark, all);
    } finally {
      Files.delete(file);
      Files.deleteIfExists(command);
    }
    throw new ClrException("Cannot be: it was taken");
  }

  private static String line(String key, String value) {
    return key + "=" + value.replace("\\", "\\\\").replace("\n", "\\n") + "\n";
  }

  private static void set(Map<String, String> properties, String... namesAndValues) {
    for (int i = 0; i < namesAndValues.length; i += 2) {
      properties.put("spark.clr." + namesAndValues[i], namesAndValues[i + 1]);
    }
  }

  /** All files and folders, and what of ours is in the folder for temporary files. */
  private List<String> tree() throws IOException {
    Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
    try (Stream<Path> files = Files.walk(folder);
        Stream<Path> others = Files.list(temporary)) {
      return Stream.concat(
              files, others.filter(file -> file.getFileName().toString().startsWith("clr-model")))
          .map(Path::toString)
          .sorted()
          .toList();
    }
  }

  private Path file(String name, byte[] bytes) throws IOException {
    Path file = inputs.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.write(file, bytes);
  }

  private static byte[] model() throws IOException {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .list()
                .layer(new OutputLayer.Builder().nIn(64).nOut(10).build())
                .build());
    network.init();
    Path file = Files.createTempFile("model", ".zip");
    network.save(file.toFile(), true);
    byte[] bytes = Files.readAllBytes(file);
    Files.delete(file);
    return bytes;
  }

  private static byte[] image(int width, int height) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY), "png", bytes);
    return bytes.toByteArray();
  }

  private static byte[] zipped(byte[] bytes) throws IOException {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
      out.write(bytes);
    }
    return zipped.toByteArray();
  }

  private static byte[] idx(int type, int[] sizes, int... numbers) {
    ByteBuffer bytes = ByteBuffer.allocate(4 + 4 * sizes.length + numbers.length);
    bytes.put(new byte[] {0, 0, (byte) type, (byte) sizes.length});
    Arrays.stream(sizes).forEach(bytes::putInt);
    Arrays.stream(numbers).forEach(number -> bytes.put((byte) number));
    return bytes.array();
  }
}
