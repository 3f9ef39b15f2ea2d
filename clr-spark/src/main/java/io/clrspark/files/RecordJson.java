package io.clrspark.files;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.cfg.MutableCoercionConfig;
import com.fasterxml.jackson.databind.deser.std.StdDelegatingDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.databind.util.StdConverter;
import io.clrspark.Internal;
import java.io.IOException;
import java.time.Instant;

/**
 * Records as JSON objects: the components in order, with names in snake case. NaN, infinities and
 * times are strings; constants of enums are as their {@code toString} says.
 *
 * <p>A component must be in the JSON, and not be null, unless it is a {@code Double}, an {@code
 * Integer} or annotated with {@link JsonSetter}. Numbers are not read from strings, nor strings
 * from numbers. Properties that the record does not have are ignored.
 */
@Internal
public final class RecordJson {

  private static final JsonMapper JSON = mapper();

  private RecordJson() {}

  private static JsonMapper mapper() {
    JsonMapper.Builder mapper =
        JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .defaultSetterInfo(JsonSetter.Value.construct(Nulls.FAIL, Nulls.FAIL))
            .withConfigOverride(Double.class, type -> type.setSetterInfo(nullable()))
            .withConfigOverride(Integer.class, type -> type.setSetterInfo(nullable()))
            .withCoercionConfig(LogicalType.Textual, RecordJson::refuseNumbers)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .enable(DeserializationFeature.READ_ENUMS_USING_TO_STRING)
            .enable(SerializationFeature.WRITE_ENUMS_USING_TO_STRING);
    SimpleModule times = new SimpleModule();
    times.addSerializer(Instant.class, ToStringSerializer.instance);
    times.addDeserializer(Instant.class, new StdDelegatingDeserializer<>(new TimeParser()));
    return mapper.addModule(times).build();
  }

  private static JsonSetter.Value nullable() {
    return JsonSetter.Value.forValueNulls(Nulls.SET);
  }

  private static void refuseNumbers(MutableCoercionConfig text) {
    text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
        .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
        .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
  }

  /** The record on one line. */
  public static byte[] write(Record record) throws IOException {
    return JSON.writeValueAsBytes(record);
  }

  /** The record on several lines, for people. */
  public static byte[] writeIndented(Record record) throws IOException {
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(record);
  }

  /**
   * Any JSON, to look at before it is read as a record.
   *
   * @throws JsonProcessingException if it is no JSON
   */
  public static JsonNode tree(byte[] json) throws IOException {
    return JSON.readTree(json);
  }

  /**
   * Reads a record.
   *
   * @throws JsonProcessingException if it is no JSON, or none of such a record
   */
  public static <T extends Record> T read(JsonNode json, Class<T> type) throws IOException {
    if (!json.isObject()) {
      throw JsonMappingException.from(JSON.treeAsTokens(json), "it is no JSON object");
    }
    return JSON.treeToValue(json, type);
  }

  /**
   * Reads a record whose property {@code format} must have one value.
   *
   * @throws JsonProcessingException if it is no JSON, or none of such a record
   * @throws IOException if its format is another one
   */
  public static <T extends Record> T read(byte[] json, int format, Class<T> type)
      throws IOException {
    JsonNode tree = tree(json);
    if (tree.path("format").asInt() != format) {
      throw new IOException("its format is not " + format + ", the one that this version reads");
    }
    return read(tree, type);
  }

  private static final class TimeParser extends StdConverter<String, Instant> {
    @Override
    public Instant convert(String text) {
      return Instant.parse(text);
    }
  }
}
