package io.clrspark.jobs;

import io.clrspark.ClrException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.launcher.JavaModuleOptions;

/** What Spark leaves to the user of a standalone cluster ({@code spark://HOST:PORT}). */
final class StandaloneMaster {

  /** Its URLs; several masters stand by for each other. */
  static final String URL = "spark://[^,]+:\\d{1,5}(,[^,]+:\\d{1,5})*";

  private static final String SCHEME = "spark://";
  private static final String SECRET = "spark.authenticate.secret";
  private static final String WORKERS_SECRET = "_SPARK_AUTH_SECRET";
  private static final String END_WHEN_FULL = "-XX:+ExitOnOutOfMemoryError";
  private static final int TIMEOUT_MS = 5000;

  private StandaloneMaster() {}

  /**
   * Finds a wrong address at once: Spark tries for a minute, then fails with another error.
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
   * The driver's Java options on one of the cluster's workers: Spark 3.5 opens the JDK's modules to
   * every process but this. A driver whose heap is full ends, as bin/clr's own does.
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

  /**
   * Takes the secret of {@code spark.authenticate} from where a worker puts it for a driver that it
   * runs. Spark hands it on to executors, but its driver looks among the properties alone.
   */
  static void takeSecret(SparkConf spark, Map<String, String> environment) {
    String secret = environment.get(WORKERS_SECRET);
    if (secret != null && spark.getBoolean("spark.authenticate", false)) {
      spark.setIfMissing(SECRET, secret);
    }
  }
}
