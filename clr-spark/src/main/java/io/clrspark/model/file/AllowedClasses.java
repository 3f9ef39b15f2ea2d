package io.clrspark.model.file;

import io.clrspark.Internal;
import io.clrspark.MessageText;
import io.clrspark.conf.ModelProperties;
import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.distribution.Distribution;
import org.deeplearning4j.nn.conf.serde.JsonMappers;
import org.nd4j.shade.jackson.core.JsonProcessingException;
import org.nd4j.shade.jackson.databind.JavaType;
import org.nd4j.shade.jackson.databind.JsonMappingException;
import org.nd4j.shade.jackson.databind.JsonNode;
import org.nd4j.shade.jackson.databind.ObjectMapper;
import org.nd4j.shade.jackson.databind.cfg.MapperConfig;
import org.nd4j.shade.jackson.databind.jsontype.PolymorphicTypeValidator;
import org.nd4j.shade.jackson.databind.type.TypeFactory;
import org.nd4j.shade.jackson.databind.util.LRUMap;
import org.nd4j.shade.jackson.databind.util.LookupCache;

/**
 * The classes that a configuration may name. DL4J's own mappers load any class that a file names.
 * These mappers refuse a name before its class is loaded.
 */
@Internal
public final class AllowedClasses {

  /** Packages of DL4J's and ND4J's configurations and of our schedules. */
  private static final List<String> KNOWN =
      List.of(
          "org.deeplearning4j.nn.",
          "org.deeplearning4j.earlystopping.",
          "org.nd4j.linalg.",
          "org.nd4j.weightinit.",
          "io.clrspark.schedule.");

  private final List<String> allowed;

  /**
   * @param more names of other classes, or of packages with a dot at the end
   */
  public AllowedClasses(List<String> more) {
    this.allowed = Stream.concat(KNOWN.stream(), more.stream()).toList();
  }

  public ObjectMapper json() {
    return guarded(JsonMappers.getMapper());
  }

  public ObjectMapper yaml() {
    return guarded(JsonMappers.getMapperYaml());
  }

  private ObjectMapper guarded(ObjectMapper mapper) {
    ObjectMapper guarded = mapper.copy();
    guarded.setPolymorphicTypeValidator(new Validator(allowed));
    guarded.setTypeFactory(new Types(allowed));
    return guarded;
  }

  /**
   * Checks the distributions of DL4J's old format, which DL4J reads with a mapper of its own.
   *
   * @param mapper one of this class's mappers
   * @throws JsonProcessingException if one names a class that a file may not name, or cannot be
   *     read
   */
  public static void checkOldForm(ObjectMapper mapper, JsonNode configuration)
      throws JsonProcessingException {
    for (JsonNode distribution : configuration.findValues("dist")) {
      mapper.treeToValue(distribution, Distribution.class);
    }
  }

  private static String refusal(String name) {
    String shown = MessageText.of(name);
    return "it names the class %s, which is none of DL4J's. If you trust the file, set %s = %s"
        .formatted(shown, ModelProperties.CLASSES, shown);
  }

  private static boolean isAllowed(List<String> allowed, String name) {
    return allowed.stream()
        .anyMatch(start -> start.endsWith(".") ? name.startsWith(start) : name.equals(start));
  }

  /** Jackson asks it for each name in a file before it loads the class. */
  private static final class Validator extends PolymorphicTypeValidator.Base {
    private static final long serialVersionUID = 1L;

    private final transient List<String> allowed;

    Validator(List<String> allowed) {
      this.allowed = allowed;
    }

    @Override
    public Validity validateBaseType(MapperConfig<?> config, JavaType baseType) {
      return Validity.INDETERMINATE;
    }

    @Override
    public Validity validateSubClassName(MapperConfig<?> config, JavaType base, String name)
        throws JsonMappingException {
      if (isAllowed(allowed, name)) {
        return Validity.ALLOWED;
      }
      throw new JsonMappingException(null, refusal(name));
    }

    @Override
    public Validity validateSubType(MapperConfig<?> config, JavaType baseType, JavaType subType) {
      return Validity.DENIED; // asked only if the name decided nothing
    }
  }

  /**
   * Loads classes by name. Jackson does not ask the validator for the type arguments of a class, so
   * this class checks them.
   */
  private static final class Types extends TypeFactory {
    private static final long serialVersionUID = 1L;

    private final transient List<String> allowed;

    Types(List<String> allowed) {
      super(cache());
      this.allowed = allowed;
    }

    private static LookupCache<Object, JavaType> cache() {
      return new LRUMap<>(16, 200); // the sizes of Jackson's own cache
    }

    @Override
    public Class<?> findClass(String name) throws ClassNotFoundException {
      if (!isAllowed(allowed, name)) {
        throw new IllegalArgumentException(refusal(name));
      }
      return super.findClass(name);
    }
  }
}
