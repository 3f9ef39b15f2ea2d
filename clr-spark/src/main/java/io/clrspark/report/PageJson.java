package io.clrspark.report;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.clrspark.PlainNumber;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** Writes the runs as JSON for the page's script. Numbers in columns have six digits. */
final class PageJson {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(SerializationFeature.WRITE_ENUMS_USING_TO_STRING)
          .addModule(new SimpleModule().addSerializer(double[].class, new ColumnWriter()))
          .build();

  private PageJson() {}

  static String of(List<RunData> runs) {
    try {
      return JSON.writeValueAsString(runs);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(double value, JsonGenerator to) throws IOException {
    if (!Double.isFinite(value)) {
      to.writeNull(); // leaves a gap in the chart
    } else if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      to.writeNumber((long) value);
    } else {
      to.writeNumber(Double.parseDouble(PlainNumber.compact(value)));
    }
  }

  /** Writes a column. */
  private static final class ColumnWriter extends JsonSerializer<double[]> {
    @Override
    public void serialize(double[] column, JsonGenerator to, SerializerProvider all)
        throws IOException {
      to.writeStartArray();
      for (double value : column) {
        write(value, to);
      }
      to.writeEndArray();
    }
  }

  /** Writes a number as in a column. */
  static final class NumberWriter extends JsonSerializer<Double> {
    @Override
    public void serialize(Double value, JsonGenerator to, SerializerProvider all)
        throws IOException {
      write(value, to);
    }
  }
}
