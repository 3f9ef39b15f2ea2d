package io.clrspark.model.file;

import io.clrspark.conf.DataProperties;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import org.nd4j.linalg.dataset.api.preprocessor.Normalizer;
import org.nd4j.linalg.dataset.api.preprocessor.NormalizerMinMaxScaler;
import org.nd4j.linalg.dataset.api.preprocessor.NormalizerStandardize;

/**
 * Reads a normalizer that DL4J stored with a model. DL4J's own reader makes an object of any class
 * that the file names, or deserializes the bytes.
 */
final class NormalizerReader {

  private NormalizerReader() {}

  /**
   * @throws IOException if it is neither of the two kinds that scale rows, or cut short
   */
  static Normalizer<?> read(byte[] bytes) throws IOException {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    ArrayReader arrays = new ArrayReader(in);
    try {
      if (!arrays.text().equals("NORMALIZER") || in.getInt() != 1) {
        throw new IOException("its normalizer.bin is none that DL4J 1.0.0-M2.1 writes");
      }
      String type = arrays.text();
      in.get(); // whether it scales labels too: the two arrays after those of the features
      return switch (type) {
        case "STANDARDIZE" -> new NormalizerStandardize(arrays.row(), arrays.row());
        case "MIN_MAX" -> minMax(in.getDouble(), in.getDouble(), arrays);
        default ->
            throw new IOException(
                "its normalizer is neither NormalizerStandardize nor NormalizerMinMaxScaler; save"
                    + " it without, and set "
                    + DataProperties.SCALE);
      };
    } catch (BufferUnderflowException e) {
      throw new IOException("its normalizer.bin is cut short", e);
    }
  }

  private static Normalizer<?> minMax(double min, double max, ArrayReader arrays)
      throws IOException {
    NormalizerMinMaxScaler normalizer = new NormalizerMinMaxScaler(min, max);
    normalizer.setFeatureStats(arrays.row(), arrays.row());
    return normalizer;
  }
}
