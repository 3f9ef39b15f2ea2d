package io.clrspark.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.clrspark.model.file.SavedSchedules;
import io.clrspark.network.Network;
import io.clrspark.network.ScheduleOverride;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.deeplearning4j.nn.conf.serde.JsonMappers;
import org.deeplearning4j.util.ModelSerializer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.preprocessor.DataNormalization;
import org.nd4j.linalg.dataset.api.preprocessor.serializer.NormalizerSerializer;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.shade.jackson.databind.JsonNode;
import org.nd4j.shade.jackson.databind.ObjectMapper;

/**
 * Writes models in the format of DL4J's {@code ModelSerializer}, with two more entries: the
 * schedule and {@link ModelInfo}. In the configuration, the rate of the network's next update takes
 * the place of the schedule, so that DL4J reads the file without this library.
 *
 * <p>DL4J's own writer would write the schedule, and cannot write a normalizer with Spark's version
 * of commons-io (it flushes a closed stream).
 */
final class ModelZip {

  private static final int BUFFER = 1 << 16;

  private final ZipOutputStream zip;

  private ModelZip(ZipOutputStream zip) {
    this.zip = zip;
  }

  static void write(
      Network network, Optional<DataNormalization> normalizer, ModelInfo info, OutputStream out)
      throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      ModelZip entries = new ModelZip(zip);
      entries.configuration(network);
      entries.add(ModelInfo.ENTRY, info.toJson());
      entries.add(ModelSerializer.COEFFICIENTS_BIN, network.parameters());
      @Nullable INDArray state = network.updater().getStateViewArray();
      if (state != null && !state.isEmpty()) {
        entries.add(ModelSerializer.UPDATER_BIN, state);
      }
      if (normalizer.isPresent()) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        NormalizerSerializer.getDefault().write(normalizer.get(), bytes);
        entries.add(ModelSerializer.NORMALIZER_BIN, bytes.toByteArray());
      }
    }
  }

  private void configuration(Network network) throws IOException {
    ObjectMapper json = JsonMappers.getMapper();
    String whole = network.architecture().toJson();
    JsonNode configuration = json.readTree(whole);
    JsonNode schedules = SavedSchedules.takeFrom(configuration, ScheduleOverride.nextRate(network));
    String plain = schedules.isEmpty() ? whole : json.writeValueAsString(configuration);
    add(ModelSerializer.CONFIGURATION_JSON, plain.getBytes(UTF_8));
    if (!schedules.isEmpty()) {
      add(SavedSchedules.ENTRY, json.writeValueAsBytes(schedules));
    }
  }

  private void add(String name, byte[] bytes) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(bytes);
    zip.closeEntry();
  }

  private void add(String name, INDArray array) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    DataOutputStream data = new DataOutputStream(new BufferedOutputStream(zip, BUFFER));
    Nd4j.write(array, data);
    data.flush();
    zip.closeEntry();
  }
}
