package io.clrspark.training.run;

import io.clrspark.Internal;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Properties;
import org.nd4j.linalg.schedule.ISchedule;

/** The versions of the software that a run uses. */
@Internal
public final class Versions {

  private static final String UNKNOWN = "unknown";

  private Versions() {}

  /** By name. */
  public static Map<String, String> all() {
    return Map.of(
        "java", Runtime.version().toString(),
        "spark", org.apache.spark.package$.MODULE$.SPARK_VERSION(),
        "scala", scala.util.Properties.versionNumberString(),
        "dl4j", ofArtifact(ISchedule.class, "org.nd4j/nd4j-api"),
        "clr-spark", ofArtifact(Versions.class, "io.clrspark/clr-spark"));
  }

  /** The version that Maven wrote into the class's jar; unknown outside a jar. */
  private static String ofArtifact(Class<?> in, String artifact) {
    String resource = "/META-INF/maven/" + artifact + "/pom.properties";
    try (InputStream properties = in.getResourceAsStream(resource)) {
      if (properties == null) {
        return UNKNOWN;
      }
      Properties read = new Properties();
      read.load(properties);
      return read.getProperty("version", UNKNOWN);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
