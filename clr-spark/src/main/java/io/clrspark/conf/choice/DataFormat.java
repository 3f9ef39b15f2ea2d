package io.clrspark.conf.choice;

import java.util.Locale;

/** What the files of a job's data are. */
public enum DataFormat {
  /** Lines of numbers. */
  CSV,
  /** Tables of Parquet. */
  PARQUET,
  /** Tables of ORC. */
  ORC,
  /** Lines of JSON. */
  JSON,
  /** Records of Avro. */
  AVRO,
  /** Lines of a label and of indexed numbers. */
  LIBSVM,
  /** Arrays as MNIST comes in, features and labels apart. */
  IDX,
  /** A folder of encoded images for each class. */
  IMAGES;

  /** Whether the files are tables with columns. */
  public boolean isTable() {
    return this != LIBSVM && this != IDX && this != IMAGES;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
