package io.clrspark.testing;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.util.Progressable;

/**
 * The local file system as {@code flaky:}, whose next creations and renames fail as often as asked,
 * or whose creations hang until they are let go.
 */
public final class FlakyFileSystem extends RawLocalFileSystem {

  public static final AtomicInteger FAILING_CREATIONS = new AtomicInteger();
  public static final AtomicInteger FAILING_RENAMES = new AtomicInteger();
  public static final AtomicInteger RENAMES_WITHOUT_ANSWER = new AtomicInteger();
  public static volatile CountDownLatch gate = new CountDownLatch(0);

  public static Configuration configuration() {
    Configuration hadoop = new Configuration();
    hadoop.set("fs.flaky.impl", FlakyFileSystem.class.getName());
    return hadoop;
  }

  public static void heal() {
    FAILING_CREATIONS.set(0);
    FAILING_RENAMES.set(0);
    RENAMES_WITHOUT_ANSWER.set(0);
    gate.countDown();
  }

  @Override
  public URI getUri() {
    return URI.create("flaky:///");
  }

  @Override
  public FSDataOutputStream create(
      Path path,
      boolean overwrite,
      int bufferSize,
      short replication,
      long blockSize,
      Progressable progress)
      throws IOException {
    pass();
    FSDataOutputStream out =
        super.create(path, overwrite, bufferSize, replication, blockSize, progress);
    if (takeOne(FAILING_CREATIONS)) {
      out.write("half".getBytes(StandardCharsets.UTF_8));
      out.close();
      throw new IOException("disk full");
    }
    return out;
  }

  @Override
  public boolean rename(Path from, Path to) throws IOException {
    if (takeOne(FAILING_RENAMES)) {
      return false;
    }
    boolean renamed = super.rename(from, to);
    if (takeOne(RENAMES_WITHOUT_ANSWER)) {
      throw new IOException("connection lost");
    }
    return renamed;
  }

  private static boolean takeOne(AtomicInteger count) {
    return count.getAndUpdate(n -> Math.max(0, n - 1)) > 0;
  }

  private static void pass() throws IOException {
    try {
      gate.await();
    } catch (InterruptedException e) {
      throw new InterruptedIOException("interrupted");
    }
  }
}
