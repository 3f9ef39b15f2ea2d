package io.clrspark.training.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.clrspark.ClrException;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.spark.SparkException;
import org.junit.jupiter.api.Test;

/** What is told of a failed job. */
class TaskFailuresTest {

  @Test
  void rootCause_isNamed() {
    SparkException failed = new SparkException("a page of words", new IllegalStateException("it"));
    assertThat(TaskFailures.failure("train", failed))
        .hasMessage("Cannot train: IllegalStateException: it")
        .hasCause(failed);
  }

  @Test
  void ownError_isShownAsItIs() {
    ClrException own = new ClrException("Cannot do it.", null);
    assertThat(TaskFailures.failure("train", new SparkException("words", own))).isSameAs(own);
  }

  @Test
  void fullDisk_isExplained() {
    IOException full = new IOException("No space left on device");
    assertThat(TaskFailures.failure("train", new UncheckedIOException(full)))
        .hasMessage(
            "Cannot train: IOException: No space left on device. Make room where Spark keeps"
                + " temporary files (spark.local.dir, SPARK_LOCAL_DIRS or java.io.tmpdir of the"
                + " driver and of each executor), or name other folders.");
  }

  @Test
  void interrupt_isLeftForTheCaller() {
    TaskFailures.failure("train", new RuntimeException(new InterruptedException("stop")));
    assertThat(Thread.interrupted()).isTrue();
  }
}
