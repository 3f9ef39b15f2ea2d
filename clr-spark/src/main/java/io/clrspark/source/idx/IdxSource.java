package io.clrspark.source.idx;

import io.clrspark.ClrException;
import io.clrspark.Internal;
import io.clrspark.conf.ClrConf;
import io.clrspark.conf.DataProperties;
import io.clrspark.conf.Property;
import io.clrspark.source.ClassNames;
import io.clrspark.source.RowReader;
import io.clrspark.source.file.DataFile;
import io.clrspark.source.file.DataFiles;
import io.clrspark.source.file.FileContent;
import io.clrspark.source.file.FilePartitions;
import io.clrspark.source.file.FileSource;
import java.util.List;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Rows of IDX files, plain or compressed, with labels from other IDX files. Both are paired in the
 * order of their names. There is one partition per file.
 */
@Internal
public final class IdxSource {

  private IdxSource() {}

  /**
   * The rows of these files.
   *
   * @param property the property that names the files of labels
   * @param notes takes a line for what is left out
   * @throws ClrException if there are not as many files of labels, or one has not as many rows
   */
  public static FileSource of(
      JavaSparkContext spark,
      ClrConf conf,
      List<DataFile> examples,
      Property<String> property,
      Consumer<String> notes) {
    Configuration hadoop = spark.hadoopConfiguration();
    List<DataFile> answers = DataFiles.of(property, conf.get(property), hadoop, false, notes);
    FileContent.requireReadable(examples, hadoop);
    FileContent.requireReadable(answers, hadoop);
    List<String> files = examples.stream().map(DataFile::path).toList();
    List<String> labels = answers.stream().map(DataFile::path).toList();
    if (labels.size() != files.size()) {
      throw ClrException.invalid(
          property,
          conf.get(property),
          "it has %s files, for %s of examples: give one for each"
              .formatted(labels.size(), files.size()));
    }
    for (int i = 0; i < labels.size(); i++) {
      requireFit(files.get(i), labels.get(i), hadoop);
    }
    List<String> classes = conf.set(DataProperties.CLASS_NAMES).orElse(List.of());
    RowReader<IdxRow> reader = IdxRow::read;
    return FileSource.of(
        FilePartitions.of(
            spark, files, (index, file, tasks) -> new IdxRows(file, labels.get(index), tasks)),
        classes.isEmpty() ? reader : new ClassNames(classes).named(reader),
        files,
        IdxHeader.of(files.get(0), hadoop).imageShape(),
        classes);
  }

  /**
   * The rows of these files without labels.
   *
   * @throws ClrException if one cannot be read
   */
  public static FileSource unlabelled(JavaSparkContext spark, List<DataFile> examples) {
    Configuration hadoop = spark.hadoopConfiguration();
    FileContent.requireReadable(examples, hadoop);
    List<String> files = examples.stream().map(DataFile::path).toList();
    RowReader<IdxRow> reader = IdxRow::read;
    return FileSource.of(
        FilePartitions.of(spark, files, (index, file, tasks) -> new IdxRows(file, null, tasks)),
        reader,
        files,
        IdxHeader.of(files.get(0), hadoop).imageShape(),
        List.of());
  }

  private static void requireFit(String file, String labelFile, Configuration hadoop) {
    IdxHeader header = IdxHeader.of(file, hadoop);
    IdxHeader labels = IdxHeader.of(labelFile, hadoop);
    if (labels.numbers() != 1) {
      throw new ClrException(
          "Cannot read %s: its %s are no labels. Give one per row."
              .formatted(labelFile, labels.layout()));
    }
    if (header.rows() != labels.rows()) {
      throw new ClrException(
          "Cannot read %s: its %s labels are not for the %s rows of %s."
                  .formatted(labelFile, labels.rows(), header.rows(), file)
              + " Give files that belong together.");
    }
  }
}
