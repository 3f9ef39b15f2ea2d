package io.clrspark.training.data;

import io.clrspark.ClrException;
import java.io.EOFException;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.Iterator;
import org.bytedeco.javacpp.BytePointer;
import org.jspecify.annotations.Nullable;

/**
 * A worker's examples in a file, one after the other in the worker's part of the global order, each
 * with all of its arrays. A minibatch reads its examples from there; what the machine's memory has
 * room for, the system keeps of the file.
 *
 * <p>The file has no name once it is open: the system frees its space when it is closed, or when
 * the process ends, however that ends.
 */
final class FileExamples implements ExampleStore {

  private static final long serialVersionUID = 1L;
  private static final long OBJECT_BYTES = 1024;

  private final ExampleLayout layout;
  private final int count;
  private final int[] offsets;
  private final transient @Nullable FileChannel channel; // none in another process

  private FileExamples(ExampleLayout layout, int count, FileChannel channel) {
    this.layout = layout;
    this.count = count;
    this.offsets = layout.offsets();
    this.channel = channel;
  }

  /**
   * Writes a worker's examples.
   *
   * @param file where there is nothing yet
   * @param count how many the worker has
   * @param workers how many workers there are
   * @param dealt the worker's blocks, in any order
   * @throws ClrException if the file cannot be written, for instance since its disk is full
   */
  static FileExamples write(
      File file, ExampleLayout layout, int count, int workers, Iterator<DealtBlock> dealt) {
    try {
      FileExamples written = new FileExamples(layout, count, open(file));
      written.writeAll(dealt, workers);
      return written;
    } catch (IOException e) {
      throw new ClrException(
          "Cannot train: a worker's examples, more than memory has room for, cannot be written to"
              + " %s: %s. Make room (%d MB a worker, and as much for Spark's shuffle before), or"
                  .formatted(file.getParent(), e.getMessage(), megabytes(layout, count))
              + " name other folders in spark.local.dir.",
          e);
    }
  }

  private static long megabytes(ExampleLayout layout, int count) {
    return (((long) count * layout.bytes()) >> 20) + 1;
  }

  private static FileChannel open(File file) throws IOException {
    FileChannel channel =
        FileChannel.open(
            file.toPath(),
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE);
    Files.delete(file.toPath());
    return channel;
  }

  private void writeAll(Iterator<DealtBlock> dealt, int workers) throws IOException {
    boolean done = false;
    try {
      while (dealt.hasNext()) {
        DealtBlock block = dealt.next();
        write(block.block(), block.first() / workers); // a worker has one example of each group
      }
      done = true;
    } finally {
      if (!done) {
        close();
      }
    }
  }

  private void write(ExampleBlock block, long example) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(examples(block));
    long position = example * layout.bytes();
    while (bytes.hasRemaining()) {
      position += channel().write(bytes, position);
    }
  }

  /** A block's bytes example by example, where it has them array by array. */
  private byte[] examples(ExampleBlock block) {
    byte[] bytes = new byte[block.count() * layout.bytes()];
    for (int a = 0; a < offsets.length; a++) {
      int size = layout.has(a) ? layout.bytes(a) : 0;
      for (int i = 0; i < block.count(); i++) {
        System.arraycopy(block.bytes(a), i * size, bytes, i * layout.bytes() + offsets[a], size);
      }
    }
    return bytes;
  }

  @Override
  public int count() {
    return count;
  }

  @Override
  public ExampleLayout layout() {
    return layout;
  }

  @Override
  public Minibatch.Source source(int[] order, int from, int examples) {
    long size = layout.bytes();
    return (i, array, bytes, target) -> read(order[from + i] * size + offsets[array], target);
  }

  private void read(long from, BytePointer target) {
    ByteBuffer bytes = target.asByteBuffer();
    long position = from;
    try {
      while (bytes.hasRemaining()) {
        int read = channel().read(bytes, position);
        if (read < 0) {
          throw new EOFException("the file of a worker's examples ends at " + position);
        }
        position += read;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private FileChannel channel() throws IOException {
    if (channel == null) {
      throw new IOException("the file of a worker's examples is in another process");
    }
    return channel;
  }

  @Override
  public long heapBytes() {
    return OBJECT_BYTES;
  }

  @Override
  public boolean isOpen() {
    return channel != null && channel.isOpen();
  }

  @Override
  public void close() {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
