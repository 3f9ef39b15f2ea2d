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
 * A cache of the shape descriptions that arrays of one replica share. ND4J has such a cache, but
 * the method that new arrays call does not use it: each array makes five objects outside the heap
 * to get an address that is always the same. For one thread at a time.
 */
final class ShapeCache {

  /**
   * Bytes of an array from which on it gets a new description: JavaCPP then checks whether the
   * process has reached its memory limit.
   */
  static final int LARGE = 1 << 20;

  /** The limit of ND4J's own cache; a network has dozens of shapes. */
  static final int MOST = 1000;

  private static final ThreadLocal<@Nullable ShapeCache> IN_USE = new ThreadLocal<>();

  private final Map<LongShapeDescriptor, Pair<DataBuffer, long[]>> known = new HashMap<>();

  /** Arrays that this thread makes during the work share descriptions; other threads' do not. */
  <T> T during(Supplier<T> work) {
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

  /** On CPUs only: each GPU has an address of its own. */
  private static synchronized void install() {
    ShapeInfoProvider nd4js = Nd4j.getShapeInfoProvider();
    if (!(nd4js instanceof Provider) && Nd4j.getEnvironment().isCPU()) {
      PrivateFields.setStatic(Nd4j.class, "shapeInfoProvider", new Provider(nd4js));
    }
  }

  /** Replaces ND4J's provider, which serves every array of the process. */
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
