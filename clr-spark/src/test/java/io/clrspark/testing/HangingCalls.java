package io.clrspark.testing;

import java.io.File;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

/** Hangs the first times that any process comes there, which it notes in a folder. */
public final class HangingCalls implements Serializable {

  private static final long serialVersionUID = 1L;
  private static volatile CountDownLatch end = new CountDownLatch(1);

  private final String folder;
  private final int times;

  public HangingCalls(String folder, int times) {
    this.folder = folder;
    this.times = times;
  }

  public void hang() {
    if (IntStream.range(0, times).anyMatch(this::isFirst)) {
      try {
        end.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** Ends what hangs in this process. */
  public static void release() {
    end.countDown();
    end = new CountDownLatch(1);
  }

  private boolean isFirst(int time) {
    try {
      return new File(folder, String.valueOf(time)).createNewFile();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
