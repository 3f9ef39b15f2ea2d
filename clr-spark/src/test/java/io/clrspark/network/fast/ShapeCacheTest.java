package io.clrspark.network.fast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class ShapeCacheTest {

  private final ShapeCache cache = new ShapeCache();

  @Test
  void arraysOfOneShape_shareItsDescription() {
    List<INDArray> arrays =
        cache.during(() -> List.of(Nd4j.create(3, 4), Nd4j.ones(3, 4), Nd4j.create(3, 4).add(1)));
    assertThat(descriptions(arrays)).hasSize(1);
    assertThat(arrays.get(1).sumNumber().intValue()).isEqualTo(12);
  }

  @Test
  void arraysThatDiffer_haveTheirOwn() {
    List<INDArray> arrays =
        cache.during(
            () ->
                List.of(
                    Nd4j.create(DataType.FLOAT, 3, 4),
                    Nd4j.create(DataType.DOUBLE, 3, 4),
                    Nd4j.create(DataType.FLOAT, 4, 3),
                    Nd4j.create(DataType.FLOAT, 12),
                    Nd4j.createUninitialized(DataType.FLOAT, new long[] {3, 4}, 'f'),
                    Nd4j.create(DataType.FLOAT, 6, 8)
                        .get(NDArrayIndex.interval(0, 3), NDArrayIndex.interval(0, 4)),
                    Nd4j.empty(DataType.FLOAT),
                    Nd4j.scalar(1f)));
    assertThat(descriptions(arrays)).hasSize(arrays.size());
    assertThat(arrays.get(1).dataType()).isEqualTo(DataType.DOUBLE);
    assertThat(arrays.get(2).shape()).containsExactly(4, 3);
    assertThat(arrays.get(4).ordering()).isEqualTo('f');
    assertThat(arrays.get(5).stride()).containsExactly(8, 1);
    assertThat(arrays.get(6).isEmpty()).isTrue();
    assertThat(arrays.get(7).isScalar()).isTrue();
  }

  /** MemoryBoundsTest shows why. */
  @Test
  void largeArrays_areDescribedEachByItself() {
    int length = ShapeCache.LARGE / Float.BYTES;
    List<INDArray> arrays =
        cache.during(
            () ->
                List.of(
                    Nd4j.createUninitialized(DataType.FLOAT, length),
                    Nd4j.createUninitialized(DataType.FLOAT, length),
                    Nd4j.createUninitialized(DataType.FLOAT, length - 1),
                    Nd4j.createUninitialized(DataType.FLOAT, length - 1)));
    assertThat(descriptions(arrays)).hasSize(3);
  }

  @Test
  void arraysMadeElsewhere_areAsNd4jHasThem() {
    int known =
        cache.during(
            () -> {
              INDArray here = Nd4j.create(5, 6);
              int before = cache.size();
              INDArray there = CompletableFuture.supplyAsync(() -> Nd4j.create(7, 8)).join();
              assertThat(there.shape()).containsExactly(7, 8);
              assertThat(here.shapeInfoDataBuffer()).isNotSameAs(there.shapeInfoDataBuffer());
              return before;
            });
    Nd4j.create(9, 10);
    assertThat(cache.size()).isEqualTo(known);
  }

  @Test
  void workThatFails_endsIt() {
    assertThatThrownBy(
            () ->
                cache.during(
                    () -> {
                      throw new IllegalStateException("expected");
                    }))
        .hasMessage("expected");
    int known = cache.size();
    Nd4j.create(11, 12);
    assertThat(cache.size()).isEqualTo(known);
  }

  @Test
  void moreShapesThanItKeeps_areRightToo() {
    int size =
        cache.during(
            () -> {
              for (int i = 1; i <= ShapeCache.MOST + 10; i++) {
                assertThat(Nd4j.createUninitialized(DataType.FLOAT, i).length()).isEqualTo(i);
              }
              return cache.size();
            });
    assertThat(size).isEqualTo(ShapeCache.MOST);
  }

  private static Set<DataBuffer> descriptions(List<INDArray> arrays) {
    Set<DataBuffer> distinct = Collections.newSetFromMap(new IdentityHashMap<>());
    arrays.forEach(array -> distinct.add(array.shapeInfoDataBuffer()));
    return distinct;
  }
}
