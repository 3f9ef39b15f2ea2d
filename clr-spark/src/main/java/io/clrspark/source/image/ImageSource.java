package io.clrspark.source.image;

import io.clrspark.ClrException;
import io.clrspark.Internal;
import io.clrspark.conf.ClrConf;
import io.clrspark.conf.Property;
import io.clrspark.source.BadValueException;
import io.clrspark.source.file.DataFile;
import io.clrspark.source.file.FileSource;
import java.util.List;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.util.SerializableConfiguration;

/** Images in a folder with a folder for each class. Rows are counted over all these folders. */
@Internal
public final class ImageSource {

  private ImageSource() {}

  /**
   * The images of a folder.
   *
   * @param property the property that names it
   * @param notes takes a line for what is left out
   * @throws ClrException if it has no classes, or its first image does not decode
   */
  public static FileSource of(
      JavaSparkContext spark, ClrConf conf, Property<String> property, Consumer<String> notes) {
    Configuration hadoop = spark.hadoopConfiguration();
    ImageFolder folder = ImageFolder.of(property, conf.get(property), hadoop, notes);
    ImageShape shape = ImageShape.of(conf).orElseGet(() -> shape(folder.files().get(0), hadoop));
    SerializableConfiguration sent = new SerializableConfiguration(hadoop);
    List<ImageChunk> chunks = ImageChunk.of(folder);
    return FileSource.of(
        spark.parallelize(chunks, chunks.size()).flatMap(chunk -> chunk.rows(sent.value())),
        (row, features, labels) -> row.read(shape, features, labels),
        List.of(folder.path()),
        shape.sizes(),
        folder.classes());
  }

  /**
   * Images without classes.
   *
   * @throws ClrException if the first image does not decode
   */
  public static FileSource unlabelled(JavaSparkContext spark, ClrConf conf, List<DataFile> images) {
    Configuration hadoop = spark.hadoopConfiguration();
    List<ImageFile> files = images.stream().map(image -> new ImageFile(image.path(), 0)).toList();
    ImageShape shape = ImageShape.of(conf).orElseGet(() -> shape(files.get(0), hadoop));
    SerializableConfiguration sent = new SerializableConfiguration(hadoop);
    String folder = new Path(files.get(0).path()).getParent().toString();
    List<ImageChunk> chunks = ImageChunk.of(folder, files);
    return FileSource.of(
        spark.parallelize(chunks, chunks.size()).flatMap(chunk -> chunk.rows(sent.value())),
        (row, features, labels) -> {
          row.read(shape, features, labels);
          labels.clear();
        },
        List.of(folder),
        shape.sizes(),
        List.of());
  }

  private static ImageShape shape(ImageFile file, Configuration hadoop) {
    try {
      return ImageDecoder.shape(file.bytes(hadoop));
    } catch (BadValueException e) {
      throw new ClrException("Cannot read " + file.path() + ": " + e.reason() + ".", e);
    }
  }
}
