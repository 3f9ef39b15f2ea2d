package io.clrspark.examples;

import io.clrspark.ClrException;
import io.clrspark.Internal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.SparkEnv;

/**
 * What a task says when its process has reached a bound on its memory: that of its heap, or the one
 * that JavaCPP keeps on all of it, most of which ND4J takes outside the heap. An {@link
 * OutOfMemoryError} would make Spark end the executor and start another one, four times, and then
 * say nothing of the reason.
 */
@Internal
public final class MemoryBounds {

  private static final Pattern REACHED =
      Pattern.compile("physicalBytes \\((\\w+)\\) > maxPhysicalBytes \\((\\w+)\\)");
  private static final String HEAP_IS_FULL = "Java heap space";
  private static final String BOUND = "org.bytedeco.javacpp.maxphysicalbytes";

  private MemoryBounds() {}

  /**
   * The error to throw in its place.
   *
   * @throws OutOfMemoryError the one given, where neither bound was its reason
   */
  public static ClrException explained(OutOfMemoryError error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      Matcher reached = REACHED.matcher(String.valueOf(cause.getMessage()));
      if (reached.find()) {
        return reached(SparkEnv.get().executorId(), reached.group(1), reached.group(2), error);
      }
    }
    if (HEAP_IS_FULL.equals(error.getMessage())) {
      return heapIsFull(SparkEnv.get().executorId(), error);
    }
    throw error;
  }

  private static ClrException heapIsFull(String executor, OutOfMemoryError error) {
    String property = isDriver(executor) ? "spark.driver.memory" : "spark.executor.memory";
    return inPlaceOf(
        error,
        "Cannot train: the heap of %s is full at %s = %s. Raise that, or take fewer cores an executor,"
                .formatted(name(executor), property, SparkEnv.get().conf().get(property, "1g"))
            + " a smaller batchSize or network.");
  }

  private static boolean isDriver(String executor) {
    return executor.equals("driver");
  }

  private static String name(String executor) {
    return isDriver(executor) ? "the driver" : "executor " + executor;
  }

  /** Without the error as its cause: Spark ends an executor for one that it finds there. */
  private static ClrException inPlaceOf(OutOfMemoryError error, String message) {
    ClrException explained = new ClrException(message);
    explained.setStackTrace(error.getStackTrace());
    return explained;
  }

  private static ClrException reached(
      String executor, String used, String bound, OutOfMemoryError error) {
    String properties = isDriver(executor) ? "spark.driver." : "spark.executor.";
    return inPlaceOf(
        error,
        ("Cannot train: %s has %s in memory, over its %s = %s. Raise that in %sextraJavaOptions"
                + " (unset, it is 4 times the heap) and %smemoryOverhead with it, or take a smaller"
                + " batchSize or network.")
            .formatted(name(executor), used, BOUND, bound, properties, properties));
  }
}
