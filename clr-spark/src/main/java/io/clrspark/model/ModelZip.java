package io.clrspark.model;

import io.clrspark.files.ErrorText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.dataset.api.preprocessor.DataNormalization;
import org.nd4j.linalg.dataset.api.preprocessor.serializer.NormalizerSerializer;

/**
 * Models in the format of DL4J's {@code ModelSerializer}. Its own way to write a normalizer fails
 * with the commons-io that Spark has (it flushes a stream that it has closed), so that entry is put
 * in here.
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
      try (InputStream in = Files.newInputStream(plain)) {
        copy(in, normalizer.get(), out);
      }
    } finally {
      Files.delete(plain);
    }
  }

  /** A failure here is not one of the model's path. */
  static void write(Model network, Path plain) throws IOException {
    try {
      ModelSerializer.writeModel(network, plain.toFile(), true);
    } catch (IOException e) {
      throw new IOException(
          "%s in the folder for temporary files, java.io.tmpdir = %s"
              .formatted(ErrorText.reason(e), plain.getParent()),
          e);
    }
  }

  private static void copy(InputStream from, DataNormalization normalizer, OutputStream to)
      throws IOException {
    ZipInputStream in = new ZipInputStream(from);
    ZipOutputStream out = new ZipOutputStream(to);
    for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
      out.putNextEntry(new ZipEntry(entry.getName()));
      in.transferTo(out);
    }
    out.putNextEntry(new ZipEntry(ModelSerializer.NORMALIZER_BIN));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    NormalizerSerializer.getDefault().write(normalizer, bytes);
    bytes.writeTo(out);
    out.finish();
  }
}
