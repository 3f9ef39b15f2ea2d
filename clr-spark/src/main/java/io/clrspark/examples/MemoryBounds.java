package io.clrspark.examples;

import io.clrspark.ClrException;
import io.clrspark.Internal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.SparkEnv;

/**
 * Explains that a process has reached a limit of its memory: the limit of its heap, or JavaCPP's
 * limit of all its memory, most of which ND4J takes outside the heap. A task throws the explanation
 * in place of an {@link OutOfMemoryError}, for which Spark would end and restart the executor four
 * times, and then not name the reason.
 */
@Internal
public final class MemoryBounds {

  private static final Pattern REACHED =
      Pattern.compile("physicalBytes \\((\\w+)\\) > maxPhysicalBytes \\((\\w+)\\)");
  private static final String HEAP_IS_FULL = "Java heap space";
  private static final String BOUND = "org.bytedeco.javacpp.maxphysicalbytes";

  private MemoryBounds() {}

  /**
   * The error to throw instead.
   *
   * @throws OutOfMemoryError the given one, if neither limit is its reason
   */
  public static ClrException explained(OutOfMemoryError error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      Matcher reached = REACHED.matcher(String.valueOf(cause.getMessage()));
      if (reached.find()) {
        return inPlaceOf(error, reached(reached.group(1), reached.group(2)));
      }
    }
    if (HEAP_IS_FULL.equals(error.getMessage())) {
      return inPlaceOf(error, heapIsFull());
    }
    throw error;
  }

  private static String heapIsFull() {
    String property = properties() + "memory";
    return "Cannot train: the heap of %s is full at %s = %s. Raise that, or take fewer cores per"
            .formatted(process(), property, SparkEnv.get().conf().get(property, "1g"))
        + " executor, a smaller batchSize or network.";
  }

  private static String reached(String used, String bound) {
    return ("Cannot train: %s has %s in memory, over its %s = %s. Raise that in %sextraJavaOptions"
            + " (unset, it is 4 times the heap) and %smemoryOverhead with it, or take a smaller"
            + " batchSize or network.")
        .formatted(process(), used, BOUND, bound, properties(), properties());
  }

  private static boolean isDriver() {
    return SparkEnv.get().executorId().equals("driver");
  }

  private static String process() {
    return isDriver() ? "the driver" : "executor " + SparkEnv.get().executorId();
  }

  private static String properties() {
    return isDriver() ? "spark.driver." : "spark.executor.";
  }

  /** Without the error as its cause: Spark ends an executor if it finds the error there. */
  private static ClrException inPlaceOf(OutOfMemoryError error, String message) {
    ClrException explained = new ClrException(message);
    explained.setStackTrace(error.getStackTrace());
    return explained;
  }
}
