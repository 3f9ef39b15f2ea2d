package io.clrspark.network;

import io.clrspark.ClrException;
import io.clrspark.Internal;
import java.util.Map;
import java.util.Set;
import org.deeplearning4j.nn.api.Trainable;
import org.deeplearning4j.nn.api.TrainingConfig;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayerWithBackprop;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.wrapper.BaseWrapperLayer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.AdaBelief;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.schedule.ISchedule;

/**
 * Makes a schedule the learning rate of every trainable parameter: weights and biases, wrapped and
 * bidirectional layers. DL4J's own {@code setLearningRate} skips some of these.
 *
 * <p>Parameters that DL4J leaves without an updater stay so: the parameters of frozen layers, and
 * the running mean and variance of batch normalization.
 */
@Internal
public final class ScheduleOverride {

  private ScheduleOverride() {}

  /**
   * A copy of the configuration under the schedule. Neither the original nor anything that it
   * refers to is changed.
   */
  public static Architecture applied(Architecture architecture, ISchedule schedule) {
    Architecture copy = architecture.copy();
    for (Layer layer : copy.layers()) {
      apply(layer, schedule);
    }
    return copy;
  }

  /**
   * Completes the override on an initialized network, where wrapped layers hold copies of their
   * configuration. Call it before the network's updater is made.
   *
   * @throws ClrException if a trainable parameter's updater has no learning rate or is AdaBelief,
   *     or no parameter has one
   */
  public static void complete(Network network, ISchedule schedule) {
    boolean any = false;
    for (Trainable part : network.parts()) {
      TrainingConfig config = part.getConfig();
      for (String parameter : parameters(part)) {
        any |=
            apply(config.getUpdaterByParam(parameter), schedule, config.getLayerName(), parameter);
      }
    }
    if (!any) {
      throw new ClrException(
          "Cannot train: no parameter of the network has an updater with a learning rate. Give at"
              + " least one layer that is not frozen an updater such as Adam or Nesterovs.");
    }
  }

  /**
   * The learning rate of the network's next update, of its first parameter that has one; 0 if none
   * has. Training gives all of them the same.
   */
  public static double nextRate(Network network) {
    for (Trainable part : network.parts()) {
      for (String parameter : parameters(part)) {
        @Nullable IUpdater updater = part.getConfig().getUpdaterByParam(parameter);
        if (updater != null && updater.hasLearningRate()) {
          return updater.getLearningRate(network.iteration(), network.epoch());
        }
      }
    }
    return 0;
  }

  private static Set<String> parameters(Trainable part) {
    @Nullable Map<String, INDArray> table = part.paramTable(false);
    return table == null ? Set.of() : table.keySet();
  }

  private static void apply(@Nullable Layer layer, ISchedule schedule) {
    if (layer == null || layer instanceof FrozenLayer || layer instanceof FrozenLayerWithBackprop) {
      return;
    }
    if (layer instanceof BaseWrapperLayer wrapper) {
      apply(wrapper.getUnderlying(), schedule);
    } else if (layer instanceof Bidirectional both) {
      apply(both.getFwd(), schedule);
      apply(both.getBwd(), schedule);
    } else {
      requireNoUsersNoOp(layer);
      for (String parameter : layer.initializer().paramKeys(layer)) {
        apply(layer.getUpdaterByParam(parameter), schedule, layer.getLayerName(), parameter);
      }
    }
  }

  /** DL4J itself gives some parameters a NoOp. A NoOp of the user applies the raw gradient. */
  private static void requireNoUsersNoOp(Layer layer) {
    if (layer instanceof BaseLayer base
        && (base.getIUpdater() instanceof NoOp || base.getBiasUpdater() instanceof NoOp)) {
      throw new ClrException(
          ("Cannot train layer \"%s\" under a schedule: its updater NoOp has no learning rate, and"
                  + " applies gradients as they are. Use one that has, such as Adam, or freeze the"
                  + " layer.")
              .formatted(layer.getLayerName()));
    }
  }

  private static boolean apply(
      @Nullable IUpdater updater, ISchedule schedule, @Nullable String layer, String parameter) {
    if (updater == null || updater instanceof NoOp) {
      return false;
    }
    if (updater instanceof AdaBelief) { // DL4J itself fails with "index 1 out of bounds"
      throw new ClrException(
          ("Cannot train layer \"%s\": DL4J cannot train with AdaBelief, the updater of its"
                  + " parameter %s. Use another, such as Adam, or freeze the layer.")
              .formatted(layer, parameter));
    }
    if (!updater.hasLearningRate()) {
      throw new ClrException(
          ("Cannot train layer \"%s\" under a schedule: the updater of its parameter %s, %s, has no"
                  + " learning rate. Use one that has, such as Adam, or freeze the layer.")
              .formatted(layer, parameter, updater.getClass().getSimpleName()));
    }
    updater.setLrAndSchedule(Double.NaN, schedule);
    return true;
  }
}
