package io.clrspark.jobs.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clrspark.ClrException;
import io.clrspark.conf.ClrConf;
import io.clrspark.conf.DataProperties;
import io.clrspark.conf.Property;
import io.clrspark.conf.RangeProperties;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JobPathsTest {

  private static final Configuration HADOOP = new Configuration();

  private static List<Property<String>> all() {
    return JobPaths.ALL;
  }

  @Test
  void everyPropertyThatIsAPath_isChecked() {
    Stream<String> paths =
        ClrConf.properties().stream()
            .filter(property -> property.doc().matches("(?i).*\\b(file|folder)\\b.*"))
            .filter(property -> property.type().equals("text"))
            .map(Property::key)
            .filter(key -> !key.equals(RangeProperties.PROPERTIES.key()));
    assertThat(JobPaths.ALL).extracting(Property::key).containsAll(paths.toList());
  }

  @ParameterizedTest
  @MethodSource("all")
  void fileSystemThatIsMissing_isNamedWithItsProperty(Property<String> path) {
    assertThatThrownBy(() -> JobPaths.require(conf(path, "s3a://b/x"), HADOOP))
        .isInstanceOf(ClrException.class)
        .hasMessageStartingWith(
            "Invalid " + path + ": s3a://b/x (there is no file system for s3a (");
  }

  @ParameterizedTest
  @MethodSource("all")
  void homeFolder_isRefusedBeforeSparkStarts(Property<String> path) {
    assertThatThrownBy(() -> JobPaths.requireNoHome(conf(path, "~/x")))
        .hasMessageStartingWith("Invalid " + path + ": ~/x (only a shell knows");
  }

  @Test
  void suggestionInAFolderOfAContainer_isRefused(@TempDir Path folder) {
    SparkConf onCluster = new SparkConf(false).set("spark.submit.deployMode", "cluster");
    assertThatThrownBy(() -> JobPaths.suggested(ClrConf.of(Map.of()), onCluster, HADOOP))
        .isInstanceOf(ClrException.class)
        .hasMessageStartingWith("Invalid spark.clr.range.properties: suggested.properties (in");
    String shared = folder.resolve("suggested.properties").toUri().toString();
    ClrConf conf = conf(RangeProperties.PROPERTIES, shared);
    assertThat(JobPaths.suggested(conf, onCluster, HADOOP)).hasToString(shared);
  }

  private static ClrConf conf(Property<String> path, String value) {
    Map<String, String> properties = new TreeMap<>();
    if (path.name().endsWith("abelsPath")) { // only IDX has labels in files of their own
      properties.put(DataProperties.FORMAT.key(), "idx");
      properties.put(DataProperties.TEST_PATH.key(), "x");
    }
    properties.put(path.key(), value);
    return ClrConf.of(properties);
  }
}
