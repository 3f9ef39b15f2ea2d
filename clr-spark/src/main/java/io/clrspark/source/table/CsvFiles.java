package io.clrspark.source.table;

import io.clrspark.ClrException;
import io.clrspark.MessageText;
import io.clrspark.conf.ClrConf;
import io.clrspark.conf.DataProperties;
import io.clrspark.source.file.DataFile;
import io.clrspark.source.file.FileContent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * CSV files as frames of texts. What the first lines show is checked before any row is read: a
 * header, the separator.
 */
final class CsvFiles {

  private static final Pattern NUMBER =
      Pattern.compile("[-+]?(\\d+[.,]?\\d*|[.,]\\d+)([eE][-+]?\\d+)?");

  private final SparkSession session;
  private final CsvDialect dialect;
  private final boolean isCaseSensitive;
  private final boolean takesEmpty;
  private final Consumer<String> notes;
  private final Configuration hadoop;

  /**
   * @param isCaseSensitive whether names that differ in case differ
   * @param notes takes a line for what looks like a mistake
   */
  CsvFiles(SparkSession session, ClrConf conf, boolean isCaseSensitive, Consumer<String> notes) {
    this.isCaseSensitive = isCaseSensitive;
    this.notes = notes;
    this.session = session;
    this.dialect = CsvDialect.of(conf);
    this.takesEmpty =
        Stream.of(
                DataProperties.DROP_COLUMNS,
                DataProperties.FEATURE_COLUMNS,
                DataProperties.MISSING,
                DataProperties.IMPUTE)
            .anyMatch(property -> conf.set(property).isPresent());
    this.hadoop = session.sparkContext().hadoopConfiguration();
  }

  List<TableFiles> frames(List<DataFile> files) {
    FileContent.requireReadable(files, hadoop);
    Map<String, CsvHead> heads = new HashMap<>();
    List<DataFile> filled = new ArrayList<>();
    for (DataFile file : files) {
      CsvHead head = CsvHead.of(file, dialect, hadoop);
      if (!head.isEmpty()) {
        heads.put(file.path(), head);
        filled.add(file);
        require(head);
      }
    }
    List<TableFiles> frames = new ArrayList<>();
    for (List<DataFile> some :
        TableFormats.groups(filled, file -> key(heads.get(file.path()), file))) {
      frames.add(frame(some, heads.get(some.get(0).path())));
    }
    return frames;
  }

  private String key(CsvHead head, DataFile file) {
    return (dialect.hasHeader() ? head.names().toString() : head.count())
        + " "
        + file.values().keySet();
  }

  private TableFiles frame(List<DataFile> files, CsvHead head) {
    List<String> names = names(head);
    StructType schema = new StructType();
    for (String name : names) {
      schema = schema.add(name, DataTypes.StringType);
    }
    Dataset<Row> frame = dialect.hasBlanks() ? blanks(files, names) : frame(files, schema);
    List<String> shown =
        dialect.hasHeader()
            ? List.of()
            : IntStream.range(0, names.size()).mapToObj(String::valueOf).toList();
    return new TableFiles(frame, files, isCaseSensitive, shown);
  }

  private Dataset<Row> frame(List<DataFile> files, StructType schema) {
    return ListedFiles.frame(
        session,
        TableFormats.format(session, "csv"),
        schema.add(CsvDialect.REST, DataTypes.StringType),
        dialect.options().parameters(),
        files);
  }

  /** Lines cut at runs of blanks, which Spark's CSV reader does not know. */
  private Dataset<Row> blanks(List<DataFile> files, List<String> names) {
    Dataset<Row> lines = ListedFiles.lines(session, files);
    Column line = functions.trim(functions.regexp_replace(lines.col("value"), "\\s+", " "));
    Dataset<Row> cut =
        lines
            .where(line.notEqual(""))
            .select(line.as("line"), functions.split(line, " ").as("cells"));
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      columns.add(functions.col("cells").getItem(i).as(names.get(i)));
    }
    Column isWhole = functions.size(functions.col("cells")).equalTo(names.size());
    columns.add(functions.when(functions.not(isWhole), functions.col("line")).as(CsvDialect.REST));
    Dataset<Row> rows = cut.select(columns.toArray(new Column[0]));
    return dialect.hasHeader() ? rows.where(functions.not(isHeader(rows, names))) : rows;
  }

  private static Column isHeader(Dataset<Row> rows, List<String> names) {
    Column all = functions.lit(true);
    for (int i = 0; i < names.size(); i++) {
      all = all.and(rows.col("`" + names.get(i) + "`").eqNullSafe(names.get(i)));
    }
    return all;
  }

  /** The names of the columns, as Spark makes them where there is none. */
  private List<String> names(CsvHead head) {
    List<String> given = dialect.hasHeader() ? head.names() : List.of();
    Set<String> seen = new HashSet<>();
    List<String> names = new ArrayList<>();
    for (int i = 0; i < head.count(); i++) {
      String name = given.isEmpty() || given.get(i).isEmpty() ? "_c" + i : given.get(i);
      if (!seen.add(name)) {
        throw new ClrException(
            "Cannot read %s: two columns are named %s. Give each a name of its own."
                .formatted(head.file(), MessageText.of(name)));
      }
      names.add(name);
    }
    return names;
  }

  /** Refuses, or notes, what the first lines show to be another format than the properties say. */
  private void require(CsvHead head) {
    @Nullable String[] first = head.lines().get(0);
    @Nullable String[] last = head.lines().get(head.lines().size() - 1);
    if (first.length == 1 && first[0] != null && !dialect.hasBlanks()) {
      requireSeparator(head, first[0]);
    }
    if (dialect.hasHeader()) {
      noteNumbers(head, first);
    } else {
      requireNoHeader(head, first, last);
    }
    boolean isBlank = dialect.options().delimiter().isBlank() && !dialect.hasBlanks();
    if (isBlank && Arrays.stream(last).anyMatch(CsvFiles::isEmpty) && !takesEmpty) {
      throw hint(
          head,
          "it has empty columns. For runs of blanks, set %s=blanks",
          DataProperties.SEPARATOR);
    }
    if (isEmpty(first[first.length - 1]) && isEmpty(last[last.length - 1]) && !takesEmpty) {
      throw hint(
          head,
          "its lines end with a separator. To leave out the empty column, set %s="
              + (last.length - 1),
          DataProperties.DROP_COLUMNS);
    }
  }

  private static void requireSeparator(CsvHead head, String line) {
    for (String separator : List.of(";", "\t", "|", ",", " ")) {
      String[] cells = line.strip().split(Pattern.quote(separator), -1);
      if (cells.length > 1 && Arrays.stream(cells).anyMatch(cell -> isNumber(cell.strip()))) {
        String name = separator.equals("\t") ? "tab" : separator.equals(" ") ? "blanks" : separator;
        throw hint(
            head,
            "it has one column, \"" + MessageText.of(line) + "\". Set %s=" + name,
            DataProperties.SEPARATOR);
      }
    }
  }

  private void noteNumbers(CsvHead head, @Nullable String[] first) {
    if (Arrays.stream(first).allMatch(CsvFiles::isNumber)) {
      notes.accept(
          "The header of %s is numbers, %s: if it is a row, set %s=false."
              .formatted(
                  head.file(),
                  MessageText.of(String.join(",", head.names())),
                  DataProperties.HEADER));
    }
  }

  private void requireNoHeader(CsvHead head, @Nullable String[] first, @Nullable String[] second) {
    boolean isText = first.length > 1 && Arrays.stream(first).noneMatch(CsvFiles::isNumber);
    if (isText && Arrays.stream(second).anyMatch(CsvFiles::isNumber)) {
      throw hint(
          head,
          "its first line, "
              + MessageText.of(String.join(",", head.names()))
              + ", has no number. If it names the columns, set %s=true",
          DataProperties.HEADER);
    }
    List<String> names = head.names();
    boolean counts =
        IntStream.range(0, names.size()).allMatch(i -> names.get(i).equals(String.valueOf(i)))
            || IntStream.range(0, names.size())
                .allMatch(i -> names.get(i).equals(String.valueOf(i + 1)));
    if (counts && names.size() > 2) {
      notes.accept(
          "The first line of %s is %s: if it names the columns, set %s=true."
              .formatted(
                  head.file(), MessageText.of(String.join(",", names)), DataProperties.HEADER));
    }
  }

  private static boolean isNumber(@Nullable String cell) {
    return cell != null && NUMBER.matcher(cell).matches();
  }

  private static boolean isEmpty(@Nullable String cell) {
    return cell == null || cell.isEmpty();
  }

  private static ClrException hint(CsvHead head, String text, Object property) {
    return new ClrException(
        "Cannot read " + head.file() + ": " + text.replace("%s", property.toString()) + ".");
  }
}
