package io.clrspark.training.data;

import io.clrspark.ClrException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.SparkEnv;

/**
 * What a task says when its process has reached the bound that JavaCPP keeps on memory, most of
 * which ND4J takes outside the heap. An {@link OutOfMemoryError} would make Spark end the executor
 * and start another one, four times, and then say nothing of the reason.
 */
public final class OffHeapMemory {

  private static final Pattern REACHED =
      Pattern.compile("physicalBytes \\((\\w+)\\) > maxPhysicalBytes \\((\\w+)\\)");
  private static final String BOUND = "org.bytedeco.javacpp.maxphysicalbytes";

  private OffHeapMemory() {}

  /**
   * The error to throw in its place.
   *
   * @throws OutOfMemoryError the one given, where that bound was not its reason
   */
  public static ClrException explained(OutOfMemoryError error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      Matcher reached = REACHED.matcher(String.valueOf(cause.getMessage()));
      if (reached.find()) {
        return reached(SparkEnv.get().executorId(), reached.group(1), reached.group(2), error);
      }
    }
    throw error;
  }

  private static ClrException reached(
      String executor, String used, String bound, OutOfMemoryError error) {
    boolean driver = executor.equals("driver");
    String properties = driver ? "spark.driver." : "spark.executor.";
    ClrException explained =
        new ClrException(
            ("Cannot train: %s has %s in memory, over its %s = %s. Raise that in %sextraJavaOptions"
                    + " (unset, it is 4 times the heap) and %smemoryOverhead with it, or take a smaller"
                    + " batchSize or network.")
                .formatted(
                    driver ? "the driver" : "executor " + executor,
                    used,
                    BOUND,
                    bound,
                    properties,
                    properties));
    // Not the error as its cause: Spark ends an executor for one that it finds there.
    explained.setStackTrace(error.getStackTrace());
    return explained;
  }
}
