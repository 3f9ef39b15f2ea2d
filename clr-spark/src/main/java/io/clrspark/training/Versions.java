package io.clrspark.training;

import java.util.Map;
import org.nd4j.versioncheck.VersionCheck;

/** What software a run used. */
final class Versions {

  private Versions() {}

  static Map<String, String> all() {
    return Map.of(
        "java", Runtime.version().toString(),
        "spark", org.apache.spark.package$.MODULE$.SPARK_VERSION(),
        "scala", scala.util.Properties.versionNumberString(),
        "dl4j", dl4j());
  }

  private static String dl4j() {
    return VersionCheck.getVersionInfos().stream()
        .filter(info -> "nd4j-api".equals(info.getArtifactId()))
        .map(info -> info.getBuildVersion())
        .findFirst()
        .orElse("unknown");
  }
}
