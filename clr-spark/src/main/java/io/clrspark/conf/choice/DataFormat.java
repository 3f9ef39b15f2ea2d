package io.clrspark.conf.choice;

import java.util.Locale;

/** What the files of a job's data are. */
public enum DataFormat {
  /** Lines of numbers. */
  CSV,
  /** Tables of Parquet. */
  PARQUET,
  /** Lines of a label and of indexed numbers. */
  LIBSVM,
  /** Arrays as MNIST comes in, features and labels apart. */
  IDX,
  /** A folder of encoded images for each class. */
  IMAGES;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
