package io.clrspark.jobs.launch;

import io.clrspark.ClrException;
import io.clrspark.jobs.command.CommandLine;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.launcher.JavaModuleOptions;

/** Checks and options for a standalone cluster ({@code spark://HOST:PORT}) that Spark lacks. */
final class StandaloneMaster {

  /** The form of its URL, which may name several masters that stand by for each other. */
  static final String URL = "spark://[^,]+:\\d{1,5}(,[^,]+:\\d{1,5})*";

  private static final String SCHEME = "spark://";
  private static final String END_WHEN_FULL = "-XX:+ExitOnOutOfMemoryError";
  private static final int TIMEOUT_MS = 5000;

  private StandaloneMaster() {}

  /**
   * Checks that a master listens: Spark would try for a minute, then fail with another error.
   *
   * @throws ClrException if nothing listens at any of the master's addresses
   */
  static void requireReachable(String master) {
    if (!master.startsWith(SCHEME)) {
      return;
    }
    String reason = "";
    for (String address : master.substring(SCHEME.length()).split(",", -1)) {
      int colon = address.lastIndexOf(':');
      String host = address.substring(0, colon);
      int port = Integer.parseInt(address.substring(colon + 1));
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(host, port), TIMEOUT_MS);
        return;
      } catch (UnknownHostException e) {
        reason = "there is no host " + host;
      } catch (IOException | IllegalArgumentException e) {
        reason = String.valueOf(e.getMessage());
      }
    }
    throw new ClrException(
        "Cannot reach the Spark master at "
            + master
            + ": "
            + reason
            + ". Start it, or correct spark.master.");
  }

  /**
   * The Java options of a driver that runs on a worker of the cluster: Spark 3.5 opens the modules
   * of the JDK to every process but this one. The driver ends when its heap is full.
   */
  static List<String> driverOptions(
      String master, CommandLine line, Map<String, String> properties) {
    boolean onWorker =
        line.option("--deploy-mode", properties, "spark.submit.deployMode")
            .filter("cluster"::equals)
            .isPresent();
    if (!onWorker || !master.startsWith(SCHEME)) {
      return List.of();
    }
    Stream<String> users =
        line.option("--driver-java-options", properties, "spark.driver.extraJavaOptions").stream();
    String options =
        String.join(
            " ",
            Stream.concat(Stream.of(JavaModuleOptions.defaultModuleOptions(), END_WHEN_FULL), users)
                .toList());
    return List.of("--driver-java-options", options);
  }
}
