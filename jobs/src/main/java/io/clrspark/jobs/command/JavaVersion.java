package io.clrspark.jobs.command;

import io.clrspark.ClrException;

/**
 * The versions of Java that commands run on. On newer ones Hadoop 3.3 fails with an error that
 * names neither. bin/clr checks the same before it starts a JVM.
 */
final class JavaVersion {

  private static final int OLDEST = 17;
  private static final int NEWEST = 21;

  private JavaVersion() {}

  /**
   * Refuses the versions that do not work.
   *
   * @param home where that Java is, for the message
   */
  static void require(int version, String home) {
    if (version < OLDEST || version > NEWEST) {
      throw new ClrException(
          "Cannot run clr-spark: "
              + home
              + " is Java %d, and it needs %d to %d. Set JAVA_HOME to one."
                  .formatted(version, OLDEST, NEWEST));
    }
  }
}
