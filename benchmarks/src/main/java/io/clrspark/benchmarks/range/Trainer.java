package io.clrspark.benchmarks.range;

import io.clrspark.examples.ExampleBlock;
import io.clrspark.examples.Minibatch;
import io.clrspark.network.Network;
import io.clrspark.network.NetworkState;
import io.clrspark.network.replica.Replica;
import io.clrspark.network.replica.ReplicaPool;
import io.clrspark.network.replica.UpdateRows;
import java.util.Random;
import java.util.function.Function;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.apache.commons.lang3.SerializationUtils;

/**
 * Trains one setup on one table by the engine's own replica, as one worker does, without Spark
 * around it. All trainings of a seed start from the same weights and see the same minibatches.
 */
final class Trainer {

  private final Setup setup;
  private final NumericTable table;
  private final ReplicaPool replicas;
  private final byte[] schedule = SerializationUtils.serialize(new CurrentRate());

  Trainer(Setup setup, NumericTable table) {
    this.setup = setup;
    this.table = table;
    Network network = Network.of(setup.network(table, 0));
    this.replicas = new ReplicaPool(network.architecture(), network.parameters().length());
  }

  /** The trainings of a seed: its split, first weights and order of examples. */
  Seeded seeded(long seed) {
    return new Seeded(seed);
  }

  /** The trainings of one seed. */
  final class Seeded {

    private final long seed;
    private final NumericTable.Split split;
    private final NetworkState start;
    private final int batch;

    private Seeded(long seed) {
      this.seed = seed;
      this.split = table.split(seed);
      this.start = NetworkState.of(Network.of(setup.network(table, seed)), false);
      this.batch = Math.min(32, split.train().count() / 4);
    }

    /** Updates per epoch, of full minibatches. */
    int updatesPerEpoch() {
      return split.train().count() / batch;
    }

    /** The rows of a number of updates. */
    UpdateRows rows(int updates, IntToDoubleFunction rates) {
      return with(replica -> train(replica, updates, rates));
    }

    /** The held-out accuracy, or R2 but not below 0, after a number of updates. */
    double score(int updates, IntToDoubleFunction rates) {
      return with(
          replica -> {
            train(replica, updates, rates);
            try (Minibatch all = Minibatch.of(split.test())) {
              Replica.Score score = replica.score(all);
              double unexplained = score.loss() / split.testVariance();
              return table.isRegression()
                  ? (unexplained < 1 ? 1 - unexplained : 0)
                  : (double) score.right() / score.counted();
            }
          });
    }

    private <T> T with(Function<Replica, T> work) {
      return replicas.with(0, schedule, work);
    }

    private UpdateRows train(Replica replica, int updates, IntToDoubleFunction rates) {
      replica.load(start, 0, 0);
      UpdateRows rows = new UpdateRows();
      Random random = new Random(seed);
      int[] order = IntStream.range(0, split.train().count()).toArray();
      try (Minibatch minibatch = Minibatch.of(first(split.train()))) {
        for (int update = 0; update < updates; update++) {
          int from = update % updatesPerEpoch() * batch;
          if (from == 0) {
            shuffle(order, random);
          }
          minibatch.fill(
              (i, array, size, target) ->
                  target.put(split.train().bytes(array), order[from + i] * size, size));
          CurrentRate.set(rates.applyAsDouble(update));
          replica.train(minibatch, rows);
        }
      }
      return rows;
    }

    private ExampleBlock first(ExampleBlock all) {
      byte[][] bytes = new byte[all.layout().arrays()][];
      for (int array = 0; array < bytes.length; array++) {
        bytes[array] = all.bytes(array);
      }
      return new ExampleBlock(all.layout(), batch, bytes);
    }
  }

  static void shuffle(int[] order, Random random) {
    for (int i = order.length - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      int kept = order[i];
      order[i] = order[other];
      order[other] = kept;
    }
  }
}
