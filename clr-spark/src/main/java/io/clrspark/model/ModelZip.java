package io.clrspark.model;

import io.clrspark.files.ErrorText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.dataset.api.preprocessor.DataNormalization;
import org.nd4j.linalg.dataset.api.preprocessor.serializer.NormalizerSerializer;

/**
 * Writes models in the format of DL4J's {@code ModelSerializer}. DL4J cannot write a normalizer
 * with Spark's version of commons-io (it flushes a closed stream), so this class adds that entry.
 */
final class ModelZip {

  private ModelZip() {}

  static void write(Model network, Optional<DataNormalization> normalizer, OutputStream out)
      throws IOException {
    if (normalizer.isEmpty()) {
      ModelSerializer.writeModel(network, out, true);
      return;
    }
    Path plain = Files.createTempFile("clr-model", ".zip");
    try {
      write(network, plain);
      add(normalizer.get(), plain);
      Files.copy(plain, out);
    } finally {
      Files.delete(plain);
    }
  }

  static void write(Model network, Path plain) throws IOException {
    try {
      ModelSerializer.writeModel(network, plain.toFile(), true);
    } catch (IOException e) {
      throw failure(plain, e);
    }
  }

  private static void add(DataNormalization normalizer, Path zip) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    NormalizerSerializer.getDefault().write(normalizer, bytes);
    try (FileSystem entries = FileSystems.newFileSystem(zip)) {
      Files.write(entries.getPath(ModelSerializer.NORMALIZER_BIN), bytes.toByteArray());
    } catch (IOException e) {
      throw failure(zip, e);
    }
  }

  /** An error that names the temporary folder, because the model's path is not the cause. */
  private static IOException failure(Path plain, IOException cause) {
    return new IOException(
        "%s in the folder for temporary files, java.io.tmpdir = %s"
            .formatted(ErrorText.reason(cause), plain.getParent()),
        cause);
  }
}
