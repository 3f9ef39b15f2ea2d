package io.clrspark.jobs.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clrspark.ClrException;
import io.clrspark.jobs.command.CommandLine;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StandaloneMasterTest {

  private static final String MASTER = "spark://host:7077";
  private static final String MODE = "--deploy-mode";
  private static final String OPTIONS = "--driver-java-options";

  @Test
  void address_whereNothingListens_isNamedAtOnce() throws IOException {
    String closed = address();
    assertThatThrownBy(() -> StandaloneMaster.requireReachable("spark://" + closed))
        .isInstanceOf(ClrException.class)
        .hasMessage(
            "Cannot reach the Spark master at spark://"
                + closed
                + ": Connection refused. Start it, or correct spark.master.");
    assertThatThrownBy(() -> StandaloneMaster.requireReachable("spark://nowhere.invalid:7077"))
        .hasMessageContaining(": there is no host nowhere.invalid. Start it");
    assertThatThrownBy(() -> StandaloneMaster.requireReachable("spark://127.0.0.1:99999"))
        .hasMessageContaining("port out of range:99999");
  }

  @Test
  void oneOfSeveralMasters_isEnough_andOthersAreNoneOfOurs() throws IOException {
    try (ServerSocket open = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      StandaloneMaster.requireReachable(
          "spark://" + address() + ",127.0.0.1:" + open.getLocalPort());
    }
    StandaloneMaster.requireReachable("yarn");
    StandaloneMaster.requireReachable("local[2]");
  }

  @Test
  void driverOnAWorker_getsTheModulesOpened_withTheUsersOptions() {
    assertThat(options(Map.of(), MODE, "cluster", OPTIONS, "-Dmine=1"))
        .hasSize(2)
        .startsWith(OPTIONS)
        .last()
        .asString()
        .contains("--add-opens=java.base/sun.nio.ch=ALL-UNNAMED ")
        .endsWith(" -Dmine=1");
    assertThat(
            options(
                Map.of(
                    "spark.submit.deployMode",
                    "cluster",
                    "spark.driver.extraJavaOptions",
                    "-Dmine=2")))
        .last()
        .asString()
        .endsWith(" -Dmine=2");
  }

  @Test
  void otherDrivers_getTheirsFromSpark() {
    CommandLine cluster = line(MODE, "cluster");
    assertThat(options(Map.of())).isEmpty();
    assertThat(options(Map.of(), MODE, "client")).isEmpty();
    assertThat(StandaloneMaster.driverOptions("yarn", cluster, Map.of())).isEmpty();
  }

  private static List<String> options(Map<String, String> properties, String... arguments) {
    return StandaloneMaster.driverOptions(MASTER, line(arguments), properties);
  }

  private static CommandLine line(String... arguments) {
    return CommandLine.parse(List.of(arguments), Set.of(MODE, OPTIONS), Set.of());
  }

  /** An address that was free a moment ago. */
  private static String address() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return "127.0.0.1:" + taken.getLocalPort();
    }
  }
}
