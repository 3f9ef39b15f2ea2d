package io.clrspark.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.util.Progressable;

/** The local file system as {@code hooked:}, where a test says what happens at a call. */
public final class HookedFileSystem extends RawLocalFileSystem {

  /** What happens at a call that a test waits for. */
  public interface Hook {
    void run() throws IOException;
  }

  /** A call that a test waits for, once: its name and the start of the file's. */
  private record Awaited(String call, String file, Hook hook) {}

  private static final Deque<Awaited> AWAITED = new ArrayDeque<>();

  public static Configuration configuration() {
    Configuration hadoop = new Configuration();
    hadoop.set("fs.hooked.impl", HookedFileSystem.class.getName());
    return hadoop;
  }

  /** At the next such call: create, open, list, sync, rename or renamed, which is after it. */
  public static void at(String call, String file, Hook hook) {
    AWAITED.add(new Awaited(call, file, hook));
  }

  /** Forgets what has not come. */
  public static List<String> reset() {
    List<String> left = new ArrayList<>();
    AWAITED.forEach(one -> left.add(one.call() + " " + one.file()));
    AWAITED.clear();
    return left;
  }

  private static void call(String name, Path path) throws IOException {
    for (Awaited one : List.copyOf(AWAITED)) {
      if (one.call().equals(name) && path.getName().startsWith(one.file())) {
        AWAITED.remove(one);
        one.hook().run();
        return;
      }
    }
  }

  @Override
  public URI getUri() {
    return URI.create("hooked:///");
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
    call("create", path);
    OutputStream out = super.create(path, overwrite, bufferSize, replication, blockSize, progress);
    return new FSDataOutputStream(out, null) {
      @Override
      public void hsync() throws IOException {
        call("sync", path);
      }
    };
  }

  @Override
  public FSDataInputStream open(Path path, int bufferSize) throws IOException {
    call("open", path);
    return super.open(path, bufferSize);
  }

  @Override
  public FileStatus[] listStatus(Path path) throws IOException {
    call("list", path);
    return super.listStatus(path);
  }

  @Override
  public boolean rename(Path from, Path to) throws IOException {
    call("rename", to);
    boolean renamed = super.rename(from, to);
    call("renamed", to);
    return renamed;
  }
}
