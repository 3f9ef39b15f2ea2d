package io.clrspark.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clrspark.ClrException;
import io.clrspark.testing.JobDataLoader;
import io.clrspark.testing.LocalSpark;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files as people have them, in every format of tables. */
class DataFaultsTest {

  @RegisterExtension static final LocalSpark SPARK = LocalSpark.ofTwoCores();
  @TempDir private Path folder;
  private final List<String> properties = new ArrayList<>();
  private boolean hasHeader;

  @BeforeEach
  void everyRow() {
    properties.clear();
    set("testFraction", "0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"csv", "parquet", "orc", "json"})
  void tables_areReadAlike_inTheOrderOfTheirFiles(String format) {
    table(
        format,
        "d",
        2,
        "double(id) / 4 x",
        "id % 2 = 1 flag",
        "cast(id as decimal(9,1)) y",
        "id % 3 z");
    JobData data = load("d", "format", format, "featureColumns", "x,flag,y", "labelColumn", "z");
    assertThat(JobDataLoader.rows(data.train()))
        .hasSize(8)
        .contains("[0.0, 0.0, 0.0] 0", "[0.25, 1.0, 1.0] 1", "[0.5, 0.0, 2.0] 2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"csv", "parquet", "orc", "json"})
  void labelsOfAnyKind_areNamed(String format) {
    table(format, "t", 1, "id x", "if(id % 2 = 0, 'no', 'yes') label");
    assertThat(
            JobDataLoader.rows(
                load("t", "format", format, "labelColumn", "label", "classNames", "yes,no")
                    .train()))
        .startsWith("[0.0] 1", "[1.0] 0");
    table(format, "n", 1, "id x", "if(id % 2 = 0, -1, 1) label");
    everyRow();
    assertThat(
            JobDataLoader.rows(
                load("n", "format", format, "labelColumn", "label", "classNames", "-1,1").train()))
        .startsWith("[0.0] 0", "[1.0] 1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"csv", "parquet", "orc", "json"})
  void heldOutColumns_goByName(String format) {
    table(format, "train", 1, "id a", "-id b", "id % 2 label");
    table(format, "test", 1, "id % 2 label", "double(-id) b", "double(id) a", "7 more");
    properties.clear();
    JobData data =
        load(
            "train",
            "format",
            format,
            "labelColumn",
            "label",
            "testPath",
            folder.resolve("test").toString());
    assertThat(JobDataLoader.rows(data.test().orElseThrow()))
        .contains("[1.0, -1.0] 1", "[7.0, -7.0] 1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"csv", "parquet", "orc"})
  void partitionFolders_areColumns(String format) {
    table(format, "d/label=0", 1, "id x");
    table(format, "d/label=1", 1, "id + 100 x");
    for (String path : List.of("d", "d/label=*")) {
      everyRow();
      assertThat(JobDataLoader.rows(load(path, "format", format, "labelColumn", "label").train()))
          .hasSize(16)
          .contains("[0.0] 0", "[107.0] 1");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"label", "LABEL", "`label`", "last", "2"})
  void label_isNoFeature_howeverItIsNamed(String name) {
    table("parquet", "t", 1, "id a", "-id b", "id % 2 label");
    assertThat(load("t", "format", "parquet", "labelColumn", name).features()).isEqualTo(2);
    properties.clear();
    assertThatThrownBy(
            () -> load("t", "format", "parquet", "labelColumn", name, "featureColumns", "a,Label"))
        .hasMessage("Invalid spark.clr.data.featureColumns: Label (it is the label: leave it out)");
  }

  @Test
  void namesOfAnyKind_areFound() {
    String[] columns = {
      "id `a.b`", "id + 1 `a,b`", "id + 2 `a``b`", "id + 3 `a b`", "id % 2 `my.label`"
    };
    table("parquet", "t", 1, columns);
    assertThat(JobDataLoader.rows(load("t", "format", "parquet").train()))
        .startsWith("[0.0, 1.0, 2.0, 3.0] 0");
    everyRow();
    assertThat(
            JobDataLoader.rows(
                load(
                        "t",
                        "format",
                        "parquet",
                        "labelColumn",
                        "my.label",
                        "featureColumns",
                        "`a``b`,`a,b`,a.b,a b")
                    .train()))
        .startsWith("[2.0, 1.0, 0.0, 3.0] 0");
  }

  @Test
  void droppedColumnsAndQueries_chooseAndCast() {
    table("csv", "t", 1, "id x", "concat('p', id) name", "id % 2 label");
    set("dropColumns", "name");
    assertThat(load("t", "format", "csv").features()).isEqualTo(1);
    everyRow();
    String sql = "SELECT double(substring(name, 2)) * 2 AS twice, label FROM data WHERE x <> '0'";
    JobData data = load("t", "format", "csv", "query", sql);
    assertThat(JobDataLoader.rows(data.train())).startsWith("[2.0] 1", "[4.0] 0").hasSize(7);
    assertThatThrownBy(() -> load("t", "format", "csv", "query", "SELECT nothing FROM data"))
        .hasMessageStartingWith(
            "Invalid spark.clr.data.query: SELECT nothing FROM data ([UNRESOLVED_COLUMN");
  }

  @Test
  void tablesOfTheCatalog_needNoPath() {
    SPARK
        .session()
        .range(0, 8, 1, 1)
        .selectExpr("id x", "id % 2 label")
        .createOrReplaceGlobalTempView("some");
    set("query", "SELECT * FROM global_temp.some");
    properties.set(1, "0.25");
    JobData data = JobDataLoader.load(SPARK, false, properties.toArray(String[]::new));
    assertThat(data.trainExamples() + data.testExamples()).isEqualTo(8);
    assertThat(JobDataLoader.rows(data.train()))
        .doesNotContainAnyElementsOf(data.test().map(JobDataLoader::rows).orElse(List.of()));
  }

  @Test
  void typesThatDiffer_areWidened_andEmptyPartsSkipped() {
    table("parquet", "d/a", 1, "int(id) x", "id % 2 label");
    table("parquet", "d/b", 1, "double(id) + 0.5 x", "double(id % 2) label");
    SPARK.session().range(0).selectExpr("int(id) x", "id % 2 label").write().parquet(path("d/0"));
    assertThat(JobDataLoader.rows(load("d/*", "format", "parquet").train()))
        .hasSize(16)
        .contains("[7.0] 1", "[7.5] 1");
  }

  @Test
  void indexOfPandas_isNoFeature() throws IOException {
    table("parquet", "t", 1, "id x", "id % 2 label", "id __index_level_0__");
    JobData data = load("t", "format", "parquet");
    assertThat(data.features()).isEqualTo(1);
    assertThat(data.outputs()).isEqualTo(2);
    assertThat(data.notes())
        .hasSize(1)
        .first()
        .asString()
        .startsWith("Not a feature: __index_level_0__ of");
    write("t.csv", ",x,label\n0,1.5,0\n1,2.5,1\n");
    assertThat(JobDataLoader.rows(load("t.csv", "format", "csv", "header", "true").train()))
        .containsExactly("[1.5] 0", "[2.5] 1");
  }

  @Test
  void columnsThatNobodySelects_mayBeOfAnyType() {
    table(
        "parquet",
        "t",
        1,
        "id x",
        "id % 2 label",
        "named_struct('a', map(1, 2)) odd",
        "x'00' bytes");
    assertThat(
            load("t", "format", "parquet", "labelColumn", "label", "featureColumns", "x")
                .features())
        .isEqualTo(1);
    assertThatThrownBy(
            () -> load("t", "format", "parquet", "labelColumn", "label", "featureColumns", "odd"))
        .hasMessageStartingWith(
            "Invalid spark.clr.data.featureColumns: odd (it is struct<a:map<int,int>>; give");
  }

  @Test
  void columnsThatSparkCannotRead_doNotMatterUnlessTheyAreSelected() throws IOException {
    MessageType schema =
        MessageTypeParser.parseMessageType(
            "message m { required double x; required int64 t (TIMESTAMP(NANOS,true)); required int64 u"
                + " (TIME(NANOS,true)); required fixed_len_byte_array(2) half; required int32 label; }");
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(new org.apache.hadoop.fs.Path(path("t.parquet")))
            .withType(schema)
            .build()) {
      for (int row = 0; row < 4; row++) {
        writer.write(
            new SimpleGroup(schema)
                .append("x", row + 0.5)
                .append("t", 1L)
                .append("u", 1L)
                .append("half", Binary.fromConstantByteArray(new byte[2]))
                .append("label", row % 2));
      }
    }
    String[] columns = {"format", "parquet", "featureColumns", "x"};
    assertThat(JobDataLoader.rows(load("t.parquet", columns).train()))
        .startsWith("[0.5] 0", "[1.5] 1");
    columns[3] = "u";
    assertThatThrownBy(() -> load("t.parquet", columns))
        .hasMessageMatching(
            "Invalid spark.clr.data.featureColumns: u \\(file:.*: no column has that name.*\\)");
  }

  @Test
  void avroWithoutItsJar_isNamedWithItsCoordinates() throws IOException {
    write("a.avro", "Obj\1");
    assertThatThrownBy(() -> load("a.avro", "format", "avro"))
        .isInstanceOf(ClrException.class)
        .hasMessageEndingWith("Start with --packages org.apache.spark:spark-avro_2.12:3.5.7.");
  }

  @Test
  void foldersAndHiddenFiles_areNoted_filesWithPatternCharactersRead() throws IOException {
    write("d/x[1].csv", "1,0\n");
    write("d/x1.csv", "2,1\n");
    write("d/empty.csv", "");
    write("d/.secret.csv", "3,1\n");
    write("d/sub/y.csv", "4,1\n");
    JobData data = load("d", "format", "csv");
    assertThat(JobDataLoader.rows(data.train())).containsExactly("[2.0] 1", "[1.0] 0");
    assertThat(data.notes())
        .satisfiesExactlyInAnyOrder(
            note ->
                assertThat(note)
                    .matches("Not read: the folder file:.*/d/sub, with 1 file in it; .*"),
            note ->
                assertThat(note)
                    .matches("Not read in file:.*/d, for its name starts .*: .secret.csv."),
            note -> assertThat(note).matches("No rows are in file:.*/d/empty.csv."));
    assertThat(JobDataLoader.rows(load("d/x[1].csv", "format", "csv", "classes", "2").train()))
        .containsExactly("[1.0] 0");
  }

  @ParameterizedTest
  @CsvSource({
    "a.csv, gzip, 'it is gzip: name it a.csv.gz, or unpack it.'",
    "a.csv.bz2, plain, 'its name ends with .bz2, but it is not bzip2. Give it a name that fits.'",
    "a.csv.gz, plain, 'its name ends with .gz, but it is not gzip. Give it a name that fits.'",
    "a.csv.lz4, plain, '.lz4 files are not read. Unpack it, or compress it with gzip.'",
    "a.csv, zip, 'it is a zip archive. Unpack it, or compress it with gzip.'",
    "a.csv, utf16, 'it is UTF-16. Set spark.clr.data.options to encoding=UTF-16,multiLine=true, or save it as UTF-8.'"
  })
  void contentThatDoesNotFitTheName_isNamed(String name, String content, String reason)
      throws IOException {
    String text = "1,0\n2,1\n";
    byte[] bytes =
        switch (content) {
          case "gzip" -> gzip(text);
          case "zip" -> "PK\3\4...".getBytes(StandardCharsets.ISO_8859_1);
          case "utf16" -> text.getBytes(StandardCharsets.UTF_16);
          default -> text.getBytes(StandardCharsets.UTF_8);
        };
    Files.write(folder.resolve(name), bytes);
    assertThatThrownBy(() -> load(name, "format", "csv"))
        .isInstanceOf(ClrException.class)
        .hasMessage("Cannot read file:%s: %s", folder.resolve(name), reason);
  }

  @Test
  void csvOfTheWorld_isReadByOptions() throws IOException {
    csv("[1.5] 2", "1.5 2\n  3   1\n", "separator", "blanks");
    csv("[1.5] 2", "x   y\n1.5 2\n  3\t1\n", "separator", "blanks", "header", "true");
    csv("[1.5] 2", "1.5,2,\n3,1,\n", "dropColumns", "2");
    csv("[1.5] 2", "1,5;2\n3;1\n", "separator", ";", "decimal", ",");
    csv("[1.5] 2", "1.5,2\r\n3,1\n");
    csv("[1.5] 2", "\ufeff1.5,2\n3,1\n");
    csv("[1.5] 2", "#c\n1.5,2\n3,1\n", "options", "comment=#");
    csv("[-1.0] 1", "1.5,2\nNA,1\n?,0\n", "missing", "-1", "missingTexts", "NA,?");
    csv("[-1.0] 1", "1.5,2\n,1\n", "missing", "-1");
    csv("[1.5] 2", "1.5||2\n3||1\n", "separator", "||");
    Files.write(folder.resolve("w.csv"), "1.5,2\n3,1\n".getBytes(StandardCharsets.UTF_16));
    assertThat(rows("w.csv", "options", "encoding=UTF-16,multiLine=true")).contains("[1.5] 2");
    csv("[1.5] 2", "1.5,\"a\nb\",2\n3,c,1\n", "options", "multiLine=true", "dropColumns", "1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a,b,label;1,2,0 | its first line, a,b,label, has no number. If it names the columns, set spark.clr.data.header=true.",
        "1.5\t2;3\t1 | it has one column, \"1.5\\t2\". Set spark.clr.data.separator=tab.",
        "1.5,2,;3,1, | its lines end with a separator. To leave out the empty column, set spark.clr.data.dropColumns=2.",
        "1.5,2;1 5,2 | row 1 (zero-based): column 0 is \"1 5\", not a number (spark.clr.data.dropColumns leaves the column out, spark.clr.data.categoricalColumns takes its values as categories).",
        "1.5,2;?,2 | row 1 (zero-based): column 0 is \"?\", not a number (for a missing value, set spark.clr.data.missingTexts=? and spark.clr.data.missing).",
        "1.5,2;3,2,1 | row 1 (zero-based): it has 3 columns, the first row has 2.",
        "1.5,2;3,no | row 1 (zero-based): column 1 is \"no\", not a number (to train on texts, name them in spark.clr.data.classNames)."
      })
  void csvThatNeedsAnOption_isToldWhich(String text, String reason) throws IOException {
    write("a.csv", text.replace(';', '\n') + "\n");
    assertThatThrownBy(() -> load("a.csv", "format", "csv"))
        .isInstanceOf(ClrException.class)
        .hasMessage("Cannot read file:%s: %s", folder.resolve("a.csv"), reason);
  }

  @Test
  void headersThatDoNotFit_areErrorsOrNotes() throws IOException {
    write("a.csv", "a,b,a\n1,2,0\n3,4,1\n");
    assertThatThrownBy(() -> load("a.csv", "format", "csv", "header", "true"))
        .hasMessageEndingWith("two columns are named a. Give each a name of its own.");
    write("b.csv", "1.5,2,0\n1,2,0\n3,4,1\n");
    assertThat(load("b.csv", "format", "csv", "header", "true").notes())
        .containsExactly(
            "The header of file:%s is numbers, 1.5,2,0: if it is a row, set spark.clr.data.header=false."
                .formatted(folder.resolve("b.csv")));
    write("c.csv", "1,2,3\n1,2,0\n3,4,1\n");
    everyRow();
    assertThat(load("c.csv", "format", "csv").notes())
        .contains(
            "The first line of file:%s is 1,2,3: if it names the columns, set spark.clr.data.header=true."
                .formatted(folder.resolve("c.csv")));
    write("h/1.csv", "a,label\n1,0\n");
    write("h/2.csv", "label,a\n1,5\n");
    everyRow();
    assertThat(
            JobDataLoader.rows(
                load("h", "format", "csv", "header", "true", "labelColumn", "label").train()))
        .containsExactly("[1.0] 0", "[5.0] 1");
  }

  @Test
  void libsvm_takesWhatSvmLightWrites_andNarrowerTests() throws IOException {
    write("a.svm", "1 qid:3 1:0.5\t4:2 # a comment\n# none\n0 2:1\n");
    write("t.svm", "1 1:3\n");
    properties.clear();
    JobData data =
        load("a.svm", "format", "libsvm", "testPath", folder.resolve("t.svm").toString());
    assertThat(JobDataLoader.rows(data.train()))
        .containsExactly("[0.5, 0.0, 0.0, 2.0] 1", "[0.0, 1.0, 0.0, 0.0] 0");
    assertThat(JobDataLoader.rows(data.test().orElseThrow()))
        .containsExactly("[3.0, 0.0, 0.0, 0.0] 1");
    write("t.svm", "1 9:3\n");
    assertThatThrownBy(this::again)
        .hasMessageEndingWith(
            "(it has 9 features, but the rows to train on have 4. Set spark.clr.data.shape to the larger number)");
    set("shape", "9");
    assertThat(again().features()).isEqualTo(9);
  }

  @Test
  void classes_thatAreMissingOrMany_areNoted() throws IOException {
    write("a.csv", "1,1\n2,3\n3,1\n");
    assertThat(load("a.csv", "format", "csv").notes())
        .containsExactly(
            "No row to train on has the class 0, 2, of 4. If the labels start at 1, name them in"
                + " spark.clr.data.classNames: 1,3.");
    StringBuilder prices = new StringBuilder();
    for (int i = 0; i < 200; i++) {
      prices.append(i).append(',').append(i * 37 % 101).append('\n');
    }
    write("b.csv", prices.toString());
    everyRow();
    assertThat(load("b.csv", "format", "csv").notes())
        .containsExactly(
            "The labels are 101 whole numbers from 0 to 100, each trained as a class. If they are numbers to"
                + " predict, set spark.clr.data.task = regression.");
  }

  @Test
  void bzip2_isReadWhole_inEveryFormatOfItsKind() throws IOException {
    table("csv", "t", 1, "id x", "id % 2 label");
    SPARK
        .session()
        .read()
        .text(path("t"))
        .coalesce(1)
        .write()
        .option("compression", "bzip2")
        .text(path("z"));
    assertThat(JobDataLoader.rows(load("z", "format", "csv").train())).hasSize(8);
  }

  private void csv(String expected, String text, String... more) throws IOException {
    write("w.csv", text);
    assertThat(rows("w.csv", more)).contains(expected);
  }

  private List<String> rows(String name, String... more) {
    everyRow();
    set("format", "csv");
    return JobDataLoader.rows(load(name, more).train());
  }

  private void set(String key, String value) {
    properties.add(key);
    properties.add(value);
  }

  private JobData load(String name, String... more) {
    set("path", path(name));
    if (hasHeader) {
      set("header", "true");
    }
    properties.addAll(List.of(more));
    return again();
  }

  private JobData again() {
    return JobDataLoader.load(SPARK, false, properties.toArray(String[]::new));
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  /** Eight rows in files of a format. CSV has a header. */
  private void table(String format, String name, int files, String... expressions) {
    SPARK
        .session()
        .range(0, 8, 1, files)
        .selectExpr(expressions)
        .write()
        .option("header", "true")
        .format(format)
        .save(path(name));
    hasHeader = format.equals("csv");
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return zipped.toByteArray();
  }
}
