package io.clrspark.examples.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clrspark.ClrException;
import io.clrspark.examples.ArrayBytes;
import io.clrspark.examples.ExampleBlock;
import io.clrspark.examples.ExampleLayout;
import io.clrspark.examples.Minibatch;
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
    List<AssignedBlock> blocks = blocks();
    WorkerExamples heap = new WorkerExamples(HeapExamples.of(layout(blocks), blocks.iterator()));
    Collections.shuffle(blocks, new Random(2));
    try (WorkerExamples file = new WorkerExamples(written(folder.resolve("x"), blocks))) {
      assertThat(file.count()).isEqualTo(heap.count()).isEqualTo(COUNT);
      int[] order = heap.order(true, 7, 3, 1);
      assertThat(file.order(true, 7, 3, 1)).isEqualTo(order);
      try (Minibatches expected = heap.minibatches(order, 16);
          Minibatches actual = file.minibatches(order, 16)) {
        for (int index = 0; index < 7; index++) {
          assertThat(actual.has(index)).isTrue();
          assertThat(bits(actual.get(index))).isEqualTo(bits(expected.get(index)));
        }
        assertThat(actual.has(7)).isFalse();
      }
    }
  }

  @Test
  void minibatches_useTheirArraysAgainButForTheLastShortOne() {
    List<AssignedBlock> blocks = blocks();
    WorkerExamples examples =
        new WorkerExamples(HeapExamples.of(layout(blocks), blocks.iterator()));
    int[] order = examples.order(true, 7, 3, 1);
    List<INDArray> arrays = new ArrayList<>();
    try (Minibatches all = examples.minibatches(order, 16);
        Minibatches one = examples.minibatches(order, 16)) {
      INDArray first = all.get(0).features()[0];
      List<Byte> bits = bits(all.get(0));
      assertThat(all.get(5).features()[0]).isSameAs(first);
      assertThat(bits(all.get(5))).isNotEqualTo(bits).isEqualTo(bits(one.get(5)));
      Minibatch last = all.get(6);
      assertThat(last.examples()).isEqualTo(COUNT - 6 * 16);
      assertThat(first.wasClosed()).isTrue();
      assertThat(bits(last)).isEqualTo(bits(one.get(6)));
      arrays.add(last.features()[0]);
    }
    assertThat(arrays.get(0).wasClosed()).isTrue();
  }

  private static List<Byte> bits(Minibatch batch) {
    List<Byte> bits = new ArrayList<>();
    INDArray[] masks = Objects.requireNonNull(batch.featuresMasks());
    for (INDArray array : List.of(batch.features()[0], batch.labels()[0], masks[0])) {
      for (byte value : ArrayBytes.bytes(array)) {
        bits.add(value);
      }
    }
    return bits;
  }

  @Test
  void file_isClosedWithItsExamples() {
    List<AssignedBlock> blocks = blocks();
    WorkerExamples examples = new WorkerExamples(written(folder.resolve("x"), blocks));
    assertThat(examples.isOpen()).isTrue();
    assertThat(examples.estimatedSize()).isLessThan(2000);
    examples.close();
    assertThat(examples.isOpen()).isFalse();
    int[] order = examples.order(false, 0, 0, 0);
    try (Minibatches minibatches = examples.minibatches(order, 10)) {
      assertThatThrownBy(() -> minibatches.get(0)).isInstanceOf(UncheckedIOException.class);
    }
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
                + ": No space left on device. Make room (1 MB per worker, and as much for Spark's"
                + " shuffle before), or name other folders in spark.local.dir.");
    assertThat(folder).isEmptyDirectory();
    assertThat(Path.of("/dev/full")).exists();
  }

  private static FileExamples written(Path path, List<AssignedBlock> blocks) {
    File file = path.toFile();
    FileExamples.write(file, layout(blocks), COUNT, WORKERS, blocks.iterator());
    return FileExamples.open(file, layout(blocks), COUNT);
  }

  private static ExampleLayout layout(List<AssignedBlock> blocks) {
    return blocks.get(0).block().layout();
  }

  /** The examples of one worker of three, with a mask, in blocks of seven and a short last one. */
  private static List<AssignedBlock> blocks() {
    Nd4j.getRandom().setSeed(1);
    List<AssignedBlock> blocks = new ArrayList<>();
    for (int from = 0; from < COUNT; from += 7) {
      int size = Math.min(7, COUNT - from);
      DataSet data = new DataSet(Nd4j.rand(size, 5, 2), Nd4j.rand(DataType.DOUBLE, size, 3));
      data.setFeaturesMaskArray(Nd4j.rand(size, 2));
      blocks.add(new AssignedBlock((long) from * WORKERS + 1, ExampleBlock.of(data)));
    }
    return blocks;
  }
}
