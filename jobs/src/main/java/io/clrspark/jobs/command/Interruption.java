package io.clrspark.jobs.command;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.util.ShutdownHookManager;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;

/**
 * Lets a training end in order when its process is told to end, as by Ctrl-C: it records what it
 * has, and says so, before Spark stops.
 */
public final class Interruption {

  /** Above those of Spark and of Hadoop's file systems, which the end of a training needs. */
  private static final int FIRST = 100;

  private static final int PATIENCE_SECONDS = 20;
  private static final long LOOK_MILLIS = 50;

  private static final CountDownLatch TOLD = new CountDownLatch(1);

  private Interruption() {}

  /** From now on the end of the process interrupts this thread, and waits for what it tells. */
  public static void ofThisThread() {
    Thread main = Thread.currentThread();
    ShutdownHookManager.get()
        .addShutdownHook(() -> end(main), FIRST, PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  private static void end(Thread main) {
    if (TOLD.getCount() > 0) {
      Configurator.setLevel("org.apache.spark", Level.OFF); // it would tell of each task it stops
      main.interrupt();
    }
    try {
      while (main.isAlive() && !TOLD.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
        // until it has told its end; the hook's time is limited
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the time is over
    }
  }

  /** The command has told its end. */
  static void told() {
    TOLD.countDown();
  }
}
