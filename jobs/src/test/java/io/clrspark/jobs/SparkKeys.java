package io.clrspark.jobs;

import java.util.List;
import java.util.Set;
import org.apache.spark.internal.config.ConfigEntry;

/**
 * Which keys the Spark of the build knows: what its own registry has once the objects that declare
 * them are loaded, and lists for the modules that are not on the class path.
 */
final class SparkKeys {

  private static final List<String> DECLARING =
      List.of("package", "Deploy", "History", "Kryo", "Network", "Status", "UI", "Worker");

  /** Read by Spark without an entry in the registry: its configuration page, version 3.5.7. */
  private static final Set<String> WITHOUT_ENTRY = Set.of("spark.master", "spark.app.name");

  /** From Spark 3.5.7's pages "Running on YARN" and "Running on Kubernetes". */
  private static final Set<String> OF_OTHER_MODULES =
      Set.of(
          "spark.yarn.maxAppAttempts",
          "spark.yarn.queue",
          "spark.yarn.submit.waitAppCompletion",
          "spark.kubernetes.authenticate.driver.serviceAccountName",
          "spark.kubernetes.container.image",
          "spark.kubernetes.executor.request.cores",
          "spark.kubernetes.file.upload.path",
          "spark.kubernetes.namespace",
          "spark.kubernetes.submission.waitAppCompletion");

  /** What follows is the user's to choose. */
  private static final List<String> OPEN = List.of("spark.hadoop.", "spark.executorEnv.");

  static {
    for (String name : DECLARING) {
      try {
        Class.forName("org.apache.spark.internal.config." + name + "$");
      } catch (ClassNotFoundException e) {
        throw new ExceptionInInitializerError(e);
      }
    }
  }

  private SparkKeys() {}

  static boolean knows(String key) {
    return ConfigEntry.findEntry(key) != null
        || WITHOUT_ENTRY.contains(key)
        || OF_OTHER_MODULES.contains(key)
        || OPEN.stream().anyMatch(key::startsWith);
  }
}
