package io.clrspark.network.fast;

import io.clrspark.network.PrivateFields;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.BaseShapeInfoProvider;
import org.nd4j.linalg.api.ndarray.ShapeInfoProvider;
import org.nd4j.linalg.api.shape.LongShapeDescriptor;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The descriptions of shapes that arrays of one replica share. ND4J has such a cache, but new
 * arrays ask for theirs by a method that does not look there: each makes five objects outside the
 * heap to be told an address that is always the same. For one thread at a time.
 */
final class ShapeCache {

  /**
   * Bytes of an array from which on it is described anew: JavaCPP then looks whether the process
   * has come to the bound on its memory.
   */
  static final int LARGE = 1 << 20;

  /** As many as ND4J's own would keep; there are dozens in a network. */
  static final int MOST = 1000;

  private static final ThreadLocal<@Nullable ShapeCache> IN_USE = new ThreadLocal<>();

  private final Map<LongShapeDescriptor, Pair<DataBuffer, long[]>> known = new HashMap<>();

  /** The arrays that this thread makes meanwhile share descriptions; others are as they were. */
  public <T> T during(Supplier<T> work) {
    install();
    ShapeCache before = IN_USE.get();
    IN_USE.set(this);
    try {
      return work.get();
    } finally {
      IN_USE.set(before);
    }
  }

  int size() {
    return known.size();
  }

  /** Only where the address is the same for all: of a GPU each has its own. */
  private static synchronized void install() {
    ShapeInfoProvider nd4js = Nd4j.getShapeInfoProvider();
    if (!(nd4js instanceof Provider) && Nd4j.getEnvironment().isCPU()) {
      PrivateFields.setStatic(Nd4j.class, "shapeInfoProvider", new Provider(nd4js));
    }
  }

  /** ND4J asks it for every array of the process. */
  private static final class Provider extends BaseShapeInfoProvider {

    private final ShapeInfoProvider nd4js;

    Provider(ShapeInfoProvider nd4js) {
      this.nd4js = nd4js;
    }

    @Override
    public Pair<DataBuffer, long[]> createShapeInformation(
        long[] lengths, long[] strides, long step, char order, DataType type, boolean empty) {
      ShapeCache cache = IN_USE.get();
      if (cache == null || isLarge(lengths, type)) {
        return nd4js.createShapeInformation(lengths, strides, step, order, type, empty);
      }
      long kind = 2L * type.toInt() + (empty ? 1 : 0);
      var shape = new LongShapeDescriptor(lengths, strides, 0, step, order, kind);
      Pair<DataBuffer, long[]> found = cache.known.get(shape);
      if (found == null) {
        found = nd4js.createShapeInformation(lengths, strides, step, order, type, empty);
        if (cache.known.size() < MOST) {
          cache.known.put(shape, found);
        }
      }
      return found;
    }

    private static boolean isLarge(long[] lengths, DataType type) {
      long bytes = type.width();
      for (long length : lengths) {
        bytes *= length;
      }
      return bytes >= LARGE;
    }

    @Override
    public Pair<DataBuffer, long[]> createShapeInformation(
        long[] lengths, long[] strides, long step, char order, long extras) {
      return nd4js.createShapeInformation(lengths, strides, step, order, extras);
    }

    @Override
    public void purgeCache() {
      nd4js.purgeCache();
    }

    @Override
    public long getCachedBytes() {
      return nd4js.getCachedBytes();
    }
  }
}
