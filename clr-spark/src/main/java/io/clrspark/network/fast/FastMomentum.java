package io.clrspark.network.fast;

import io.clrspark.network.PrivateFields;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.NesterovsUpdater;

/** DL4J's {@link NesterovsUpdater} in vector instructions, which libnd4j does not use. */
final class FastMomentum extends NesterovsUpdater implements DividingUpdater {

  private final FloatChunk gradients = new FloatChunk();
  private final FloatChunk velocities = new FloatChunk();
  private int divisor = 1;

  FastMomentum(NesterovsUpdater updater) {
    super(updater.getConfig());
    PrivateFields.copy(NesterovsUpdater.class, updater, this);
  }

  @Override
  public void divideNextBy(int examples) {
    divisor = examples;
  }

  @Override
  public void applyUpdater(INDArray gradient, int iteration, int epoch) {
    float rate = (float) getConfig().getLearningRate(iteration, epoch);
    float momentum = (float) getConfig().currentMomentum(iteration, epoch);
    gradients.open(gradient);
    velocities.open(getV());
    FloatChunk.change(
        gradient.length(),
        size -> step(gradients.values, velocities.values, size, divisor, rate, momentum),
        gradients,
        velocities);
    divisor = 1;
  }

  private static void step(
      float[] gradient, float[] velocity, int size, float divisor, float rate, float momentum) {
    float back = -momentum - 1;
    for (int i = 0; i < size; i++) {
      float kept = momentum * velocity[i];
      float now = kept - rate * (gradient[i] / divisor);
      velocity[i] = now;
      gradient[i] = kept + back * now;
    }
  }
}
