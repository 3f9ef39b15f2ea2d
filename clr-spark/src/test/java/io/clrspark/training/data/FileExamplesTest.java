package io.clrspark.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clrspark.ClrException;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.apache.spark.SparkConf;
import org.apache.spark.serializer.JavaSerializer;
import org.apache.spark.serializer.SerializerInstance;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import scala.reflect.ClassTag;

/** A worker's examples in a file: the minibatches are those of examples on the heap. */
class FileExamplesTest {

  private static final int WORKERS = 3;
  private static final int COUNT = 100;

  @TempDir Path folder;

  @Test
  void minibatches_areThoseOfTheHeap() {
    List<DealtBlock> blocks = blocks();
    WorkerExamples heap = new WorkerExamples(HeapExamples.of(layout(blocks), blocks.iterator()));
    Collections.shuffle(blocks, new Random(2));
    try (WorkerExamples file = new WorkerExamples(written(folder.resolve("x"), blocks))) {
      assertThat(file.count()).isEqualTo(heap.count()).isEqualTo(COUNT);
      int[] order = heap.order(true, 7, 3, 1);
      assertThat(file.order(true, 7, 3, 1)).isEqualTo(order);
      for (int index = 0; index * 16 < COUNT; index++) {
        assertSame(heap.minibatch(order, index, 16), file.minibatch(order, index, 16));
      }
    }
  }

  private static void assertSame(Minibatch expected, Minibatch actual) {
    try (expected;
        actual) {
      assertThat(bits(actual)).isEqualTo(bits(expected));
    }
  }

  private static List<Byte> bits(Minibatch batch) {
    List<Byte> bits = new ArrayList<>();
    INDArray[] masks = Objects.requireNonNull(batch.featuresMasks());
    for (INDArray array : List.of(batch.features()[0], batch.labels()[0], masks[0])) {
      for (byte value : RawArrays.bytes(array)) {
        bits.add(value);
      }
    }
    return bits;
  }

  @Test
  void file_isClosedWithItsExamples() {
    List<DealtBlock> blocks = blocks();
    WorkerExamples examples = new WorkerExamples(written(folder.resolve("x"), blocks));
    assertThat(examples.isOpen()).isTrue();
    assertThat(examples.estimatedSize()).isLessThan(2000);
    examples.close();
    assertThat(examples.isOpen()).isFalse();
    int[] order = examples.order(false, 0, 0, 0);
    assertThatThrownBy(() -> examples.minibatch(order, 0, 10))
        .isInstanceOf(UncheckedIOException.class);
  }

  @Test
  void examples_inAnotherProcess_areNotOpen() {
    SerializerInstance java = new JavaSerializer(new SparkConf(false)).newInstance();
    ClassTag<WorkerExamples> type = ClassTag.apply(WorkerExamples.class);
    try (WorkerExamples examples = new WorkerExamples(written(folder.resolve("x"), blocks()))) {
      WorkerExamples elsewhere = java.deserialize(java.serialize(examples, type), type);
      assertThat(elsewhere.isOpen()).isFalse();
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void diskThatIsFull_isNamed() throws IOException {
    Path full = Files.createSymbolicLink(folder.resolve("x"), Path.of("/dev/full"));
    assertThatThrownBy(() -> written(full, blocks()))
        .isInstanceOf(ClrException.class)
        .hasMessage(
            "Cannot train: a worker's examples, more than memory has room for, cannot be written to "
                + folder
                + ": No space left on device. Make room (1 MB a worker, and as much for Spark's"
                + " shuffle before), or name other folders in spark.local.dir.");
    assertThat(folder).isEmptyDirectory();
    assertThat(Path.of("/dev/full")).exists();
  }

  private static FileExamples written(Path path, List<DealtBlock> blocks) {
    File file = path.toFile();
    FileExamples.write(file, layout(blocks), COUNT, WORKERS, blocks.iterator());
    return FileExamples.open(file, layout(blocks), COUNT);
  }

  private static ExampleLayout layout(List<DealtBlock> blocks) {
    return blocks.get(0).block().layout();
  }

  /** The examples of one worker of three, with a mask, in blocks of seven and a short last one. */
  private static List<DealtBlock> blocks() {
    Nd4j.getRandom().setSeed(1);
    List<DealtBlock> blocks = new ArrayList<>();
    for (int from = 0; from < COUNT; from += 7) {
      int size = Math.min(7, COUNT - from);
      DataSet data = new DataSet(Nd4j.rand(size, 5, 2), Nd4j.rand(DataType.DOUBLE, size, 3));
      data.setFeaturesMaskArray(Nd4j.rand(size, 2));
      blocks.add(new DealtBlock((long) from * WORKERS + 1, ExampleBlock.of(data)));
    }
    return blocks;
  }
}
