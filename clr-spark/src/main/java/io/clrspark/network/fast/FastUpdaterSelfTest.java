package io.clrspark.network.fast;

import io.clrspark.examples.ArrayBytes;
import java.util.Arrays;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.AdamUpdater;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.NesterovsUpdater;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;

/**
 * Tests whether the faster updaters give the bits of DL4J's in this process, with numbers of all
 * magnitudes. They do not where libnd4j multiplies and adds with one rounding, as builds for newer
 * processors do.
 */
final class FastUpdaterSelfTest {

  static final boolean MOMENTUM =
      holds(new Nesterovs(0.013, 0.9), dl4js -> new FastMomentum((NesterovsUpdater) dl4js));
  static final boolean ADAM = holds(new Adam(0.0013), dl4js -> new FastAdam((AdamUpdater) dl4js));

  private static final int EXAMPLES = 7;
  private static final int UPDATES = 3;

  private FastUpdaterSelfTest() {}

  @SuppressWarnings("try") // the workspace is a scope
  private static boolean holds(IUpdater config, UnaryOperator<GradientUpdater<?>> faster) {
    try (MemoryWorkspace out = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
      INDArray numbers = numbers();
      long stateSize = config.stateSize(numbers.length());
      INDArray state = Nd4j.create(DataType.FLOAT, stateSize);
      INDArray fastState = Nd4j.create(DataType.FLOAT, stateSize);
      GradientUpdater<?> dl4js = config.instantiate(state, true);
      GradientUpdater<?> fast = faster.apply(config.instantiate(fastState, true));
      boolean same = true;
      for (int i = 0; i < UPDATES; i++) {
        INDArray update = numbers.div(EXAMPLES);
        dl4js.applyUpdater(update, i, 0);
        INDArray fastUpdate = numbers.dup();
        ((DividingUpdater) fast).divideNextBy(EXAMPLES);
        fast.applyUpdater(fastUpdate, i, 0);
        same &= same(update, fastUpdate) && same(state, fastState);
      }
      return same;
    }
  }

  /** Numbers of both signs and all magnitudes, more than a {@link FloatChunk} holds. */
  private static INDArray numbers() {
    Random random = new Random(1);
    float[] numbers = new float[2 * FloatChunk.LENGTH + 3];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) Math.scalb(random.nextGaussian(), random.nextInt(-145, 20));
    }
    return Nd4j.createFromArray(numbers);
  }

  private static boolean same(INDArray one, INDArray other) {
    return Arrays.equals(ArrayBytes.bytes(one), ArrayBytes.bytes(other));
  }
}
