package io.clrspark.training.replica;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.NesterovsUpdater;

/** DL4J's {@link NesterovsUpdater} in vector instructions, which libnd4j's has none of. */
final class ThriftyMomentum extends NesterovsUpdater implements ThriftyStep {

  private final FloatPiece gradients = new FloatPiece();
  private final FloatPiece velocities = new FloatPiece();
  private int divisor = 1;

  ThriftyMomentum(NesterovsUpdater updater) {
    super(updater.getConfig());
    Fields.copy(NesterovsUpdater.class, updater, this);
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
    long length = gradient.length();
    for (long from = 0; from < length; from += FloatPiece.LENGTH) {
      int size = (int) Math.min(FloatPiece.LENGTH, length - from);
      gradients.read(from, size);
      velocities.read(from, size);
      step(gradients.values, velocities.values, size, divisor, rate, momentum);
      gradients.write(from, size);
      velocities.write(from, size);
    }
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
