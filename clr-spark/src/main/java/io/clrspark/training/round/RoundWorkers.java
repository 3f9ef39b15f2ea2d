package io.clrspark.training.round;

import io.clrspark.Internal;
import io.clrspark.examples.load.TrainingData;
import io.clrspark.training.average.TreeShape;
import io.clrspark.training.settings.TrainerSettings;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.nd4j.linalg.api.buffer.DataType;

/** Which workers still have data in a round's part of the epoch. */
@Internal
public final class RoundWorkers implements Serializable {

  private static final long serialVersionUID = 1L;

  private final boolean[] flags;
  private final DataType type;

  private RoundWorkers(boolean[] flags, DataType type) {
    this.flags = flags;
    this.type = type;
  }

  /**
   * The workers that have a minibatch in a round.
   *
   * @param type the network's data type
   */
  public static RoundWorkers of(
      TrainingData data, TrainerSettings settings, RoundInput round, DataType type) {
    long used = (long) round.firstMinibatch() * settings.batchSize();
    boolean[] flags = new boolean[settings.workers()];
    for (int worker = 0; worker < flags.length; worker++) {
      flags[worker] = data.examples(worker) > used;
    }
    return new RoundWorkers(flags, type);
  }

  /** The same without some workers. */
  public RoundWorkers without(Set<Integer> excluded) {
    boolean[] fewer = flags.clone();
    excluded.forEach(worker -> fewer[worker] = false);
    return new RoundWorkers(fewer, type);
  }

  /** By worker. */
  public boolean[] flags() {
    return flags;
  }

  public DataType type() {
    return type;
  }

  /** How their states are averaged. */
  public TreeShape tree() {
    return new TreeShape(flags, type);
  }

  /** The numbers of those that are present, as Spark takes them. */
  public List<Object> partitions() {
    List<Object> partitions = new ArrayList<>();
    for (int worker = 0; worker < flags.length; worker++) {
      if (flags[worker]) {
        partitions.add(worker);
      }
    }
    return partitions;
  }
}
