package io.clrspark.network.replica;

import io.clrspark.Internal;
import io.clrspark.network.Architecture;
import java.io.Serializable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.schedule.ISchedule;

/**
 * The replicas of one run in one executor, made as the driver's process makes networks. Broadcast
 * it: every executor then has one pool, and when the broadcast is destroyed the replicas go with
 * it. Building a network takes tens of milliseconds, so tasks use them again.
 *
 * <p>The configuration is kept as Java-serialized bytes, whatever serializer Spark uses: DL4J's
 * classes are {@link Serializable}, but not all of them are fit for Kryo.
 */
@Internal
public final class ReplicaPool implements Serializable {

  private static final long serialVersionUID = 1L;

  private final byte[] architecture;
  private final long parameters;
  private final boolean oneDnn;
  private transient volatile @Nullable ConcurrentLinkedQueue<Replica> idle;

  /**
   * @param architecture the network's; any schedule in it is overridden
   * @param parameters how many parameters the network has
   */
  public ReplicaPool(Architecture architecture, long parameters) {
    this.architecture = JavaBytes.of(architecture);
    this.parameters = parameters;
    this.oneDnn = OneDnn.isFor(this.architecture);
  }

  /**
   * Does something with a replica under the schedule, whose state is that of any earlier task. A
   * replica that failed is used no more.
   *
   * @param scheduleId tells schedules apart, as the id of their broadcast does
   * @param schedule the schedule, Java-serialized
   */
  public <T> T with(long scheduleId, byte[] schedule, Function<Replica, T> work) {
    Replica replica = borrow(scheduleId, schedule);
    T result = replica.fast().during(() -> work.apply(replica));
    idle().add(replica);
    return result;
  }

  private Replica borrow(long scheduleId, byte[] schedule) {
    Replica replica = idle().poll();
    if (replica != null && replica.scheduleId() == scheduleId) {
      return replica;
    }
    return OneDnn.with(
        oneDnn,
        () ->
            new Replica(
                JavaBytes.read(architecture, Architecture.class),
                parameters,
                JavaBytes.read(schedule, ISchedule.class),
                scheduleId));
  }

  private ConcurrentLinkedQueue<Replica> idle() {
    ConcurrentLinkedQueue<Replica> known = idle;
    if (known == null) {
      synchronized (architecture) {
        known = idle;
        if (known == null) {
          known = new ConcurrentLinkedQueue<>();
          idle = known;
        }
      }
    }
    return known;
  }
}
