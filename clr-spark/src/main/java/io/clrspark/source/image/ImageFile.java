package io.clrspark.source.image;

import io.clrspark.ClrException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** A file in the folder of a class. Sent to the tasks. */
final class ImageFile implements Serializable {

  private static final long serialVersionUID = 1L;

  private final String path;
  private final int label;

  ImageFile(String path, int label) {
    this.path = path;
    this.label = label;
  }

  String path() {
    return path;
  }

  /** The number of its class. */
  int label() {
    return label;
  }

  /** The class's folder and the file's name. */
  String name() {
    Path file = new Path(path);
    return file.getParent().getName() + "/" + file.getName();
  }

  /**
   * The bytes of the file.
   *
   * @throws ClrException if it cannot be read
   */
  byte[] bytes(Configuration hadoop) {
    Path file = new Path(path);
    try (InputStream in = file.getFileSystem(hadoop).open(file)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new ClrException("Cannot read " + path + ": " + e.getMessage() + ".", e);
    }
  }
}
