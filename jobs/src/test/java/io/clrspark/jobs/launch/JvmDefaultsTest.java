package io.clrspark.jobs.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class JvmDefaultsTest {

  private static final String HELPERS = "-Dorg.eclipse.deeplearning4j.helpers.disable=false";

  @Test
  void beside_otherOptions_areBoth() {
    assertThat(JvmDefaults.beside("-Da=b")).containsExactly("-XX:+UseParallelGC", HELPERS);
  }

  @Test
  void beside_anotherCollectorOrTheUsersNo_yields() {
    assertThat(JvmDefaults.beside("-Da=b -XX:+UseG1GC")).containsExactly(HELPERS);
    assertThat(JvmDefaults.beside("-Dorg.eclipse.deeplearning4j.helpers.disable=true"))
        .containsExactly("-XX:+UseParallelGC");
  }

  @Test
  void properties_areForDriverAndExecutors() {
    assertThat(JvmDefaults.properties(Map.of("spark.driver.extraJavaOptions", "-XX:+UseZGC")))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "spark.driver.defaultJavaOptions",
                HELPERS,
                "spark.executor.defaultJavaOptions",
                "-XX:+UseParallelGC"));
    assertThat(
            JvmDefaults.properties(
                Map.of(
                    "spark.driver.defaultJavaOptions", "",
                    "spark.executor.defaultJavaOptions", "-Xss2m")))
        .isEmpty();
  }
}
