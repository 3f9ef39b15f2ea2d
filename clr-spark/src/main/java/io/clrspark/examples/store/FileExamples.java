package io.clrspark.examples.store;

import io.clrspark.ClrException;
import io.clrspark.examples.ExampleBlock;
import io.clrspark.examples.ExampleLayout;
import io.clrspark.examples.Minibatch;
import java.io.EOFException;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.Iterator;
import org.bytedeco.javacpp.BytePointer;
import org.jspecify.annotations.Nullable;

/**
 * A worker's examples in a file, in the worker's part of the global order, each with all of its
 * arrays. A minibatch reads its examples from the file; the operating system caches what fits into
 * free memory.
 */
final class FileExamples extends ExampleStore {

  private static final long serialVersionUID = 1L;
  private static final long OBJECT_BYTES = 1024;

  private final int[] offsets;
  private final transient @Nullable FileChannel channel; // null in another process

  private FileExamples(ExampleLayout layout, int count, FileChannel channel) {
    super(layout, count);
    this.offsets = layout.offsets();
    this.channel = channel;
  }

  /**
   * Opens a file that {@link #write} has made.
   *
   * @throws ClrException if it does not exist or cannot be read
   */
  static FileExamples open(File file, ExampleLayout layout, int count) {
    try {
      return new FileExamples(
          layout, count, FileChannel.open(file.toPath(), StandardOpenOption.READ));
    } catch (IOException e) {
      throw new ClrException("Cannot train: a worker's examples cannot be read back: " + e, e);
    }
  }

  /**
   * Writes a worker's examples; deletes the file after a failure.
   *
   * @param file a file that does not exist yet
   * @param workers how many workers there are
   * @param assigned the worker's blocks, in any order
   * @throws ClrException if the file cannot be written, for instance because its disk is full
   */
  static void write(
      File file, ExampleLayout layout, int count, int workers, Iterator<AssignedBlock> assigned) {
    boolean done = false;
    try (FileChannel channel =
        FileChannel.open(file.toPath(), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      writeAll(channel, layout, workers, assigned);
      done = true;
    } catch (IOException e) {
      throw new ClrException(
          "Cannot train: a worker's examples, more than memory has room for, cannot be written to"
              + " %s: %s. Make room (%d MB per worker, and as much for Spark's shuffle before), or"
                  .formatted(file.getParent(), e.getMessage(), megabytes(layout, count))
              + " name other folders in spark.local.dir.",
          e);
    } finally {
      if (!done) {
        file.delete();
      }
    }
  }

  private static long megabytes(ExampleLayout layout, int count) {
    return (((long) count * layout.bytes()) >> 20) + 1;
  }

  private static void writeAll(
      FileChannel channel, ExampleLayout layout, int workers, Iterator<AssignedBlock> assigned)
      throws IOException {
    while (assigned.hasNext()) {
      AssignedBlock block = assigned.next();
      long example = block.first() / workers; // a worker has one example of each group
      ByteBuffer bytes = ByteBuffer.wrap(examples(block.block(), layout));
      long position = example * layout.bytes();
      while (bytes.hasRemaining()) {
        position += channel.write(bytes, position);
      }
    }
  }

  /** A block's bytes, example by example; the block has them array by array. */
  private static byte[] examples(ExampleBlock block, ExampleLayout layout) {
    int[] offsets = layout.offsets();
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
  Minibatch.Source source(int[] order, int from, int examples) {
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
  long heapBytes() {
    return OBJECT_BYTES;
  }

  @Override
  boolean isOpen() {
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
