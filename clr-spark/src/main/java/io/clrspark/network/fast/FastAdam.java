package io.clrspark.network.fast;

import io.clrspark.network.PrivateFields;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.AdamUpdater;
import org.nd4j.linalg.learning.config.Adam;

/** DL4J's {@link AdamUpdater} in vector instructions, which libnd4j does not use. */
final class FastAdam extends AdamUpdater implements DividingUpdater {

  private final FloatChunk gradients = new FloatChunk();
  private final FloatChunk firsts = new FloatChunk();
  private final FloatChunk seconds = new FloatChunk();
  private final INDArray one = Nd4j.create(DataType.FLOAT, 1);
  private final INDArray oneFirst = Nd4j.create(DataType.FLOAT, 1);
  private final INDArray oneSecond = Nd4j.create(DataType.FLOAT, 1);
  private int divisor = 1;

  FastAdam(AdamUpdater updater) {
    super(updater.getConfig());
    PrivateFields.copy(AdamUpdater.class, updater, this);
  }

  @Override
  public void divideNextBy(int examples) {
    divisor = examples;
  }

  @Override
  public void applyUpdater(INDArray gradient, int iteration, int epoch) {
    Adam config = getConfig();
    float rate = rate(config, iteration, epoch);
    gradients.open(gradient);
    firsts.open(getM());
    seconds.open(getV());
    FloatChunk.change(
        gradient.length(), size -> step(config, size, rate), gradients, firsts, seconds);
    divisor = 1;
  }

  /**
   * The learning rate with Adam's corrections for the first iterations, as libnd4j computes it: an
   * update of a single value with both moments 1 and no epsilon. If the result is zero, libnd4j
   * takes epsilon.
   */
  private float rate(Adam config, int iteration, int epoch) {
    one.putScalar(0, 1);
    oneFirst.putScalar(0, 1);
    oneSecond.putScalar(0, 1);
    Nd4j.exec(
        new org.nd4j.linalg.api.ops.impl.updaters.AdamUpdater(
            one,
            oneSecond,
            oneFirst,
            config.getLearningRate(iteration, epoch),
            config.getBeta1(),
            config.getBeta2(),
            0,
            iteration));
    float rate = one.getFloat(0);
    return rate == 0 ? (float) config.getEpsilon() : rate;
  }

  private void step(Adam config, int size, float rate) {
    step(
        gradients.values,
        firsts.values,
        seconds.values,
        size,
        divisor,
        (float) config.getBeta1(),
        (float) config.getBeta2(),
        (float) config.getEpsilon(),
        rate);
  }

  private static void step(
      float[] gradient,
      float[] first,
      float[] second,
      int size,
      float divisor,
      float beta1,
      float beta2,
      float epsilon,
      float rate) {
    float rest1 = 1 - beta1;
    float rest2 = 1 - beta2;
    for (int i = 0; i < size; i++) {
      float g = gradient[i] / divisor;
      float m = beta1 * first[i] + g * rest1;
      float v = beta2 * second[i] + g * g * rest2;
      first[i] = m;
      second[i] = v;
      gradient[i] = (m * rate) / ((float) Math.sqrt(v) + epsilon);
    }
  }
}
