package io.clrspark.network.replica;

import io.clrspark.Internal;
import io.clrspark.network.Architecture;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import org.apache.commons.io.input.ClassLoaderObjectInputStream;
import org.apache.commons.lang3.SerializationUtils;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.schedule.ISchedule;

/**
 * The replicas of one run in one executor. Its broadcast gives every executor one pool, and the
 * replicas go when the broadcast is destroyed. Tasks share replicas, since building a network takes
 * tens of milliseconds. Replicas use oneDNN if the driver's process does.
 *
 * <p>The configuration is kept as Java-serialized bytes, whatever serializer Spark uses: DL4J's
 * classes are {@link Serializable}, but Kryo cannot serialize all of them.
 */
@Internal
public final class ReplicaPool implements Serializable {

  private static final long serialVersionUID = 1L;

  private final byte[] architecture;
  private final long parameters;
  private final boolean oneDnn;
  private transient @Nullable ConcurrentLinkedQueue<Replica> idle; // none before the first use

  /**
   * @param architecture the network's configuration; any schedule in it is overridden
   * @param parameters how many parameters the network has
   */
  public ReplicaPool(Architecture architecture, long parameters) {
    this.architecture = SerializationUtils.serialize(architecture);
    this.parameters = parameters;
    this.oneDnn = OneDnn.isFor(this.architecture);
  }

  /**
   * Does something with a replica under the schedule. The replica's state may come from any earlier
   * task. A replica whose work failed is not used again.
   *
   * @param scheduleId differs between schedules, as the ids of their broadcasts do
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
                read(architecture, Architecture.class),
                parameters,
                read(schedule, ISchedule.class),
                scheduleId));
  }

  /** Finds classes where the task's jars are: spark-submit does not put them on the class path. */
  static <T> T read(byte[] bytes, Class<T> type) {
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    try (ClassLoaderObjectInputStream in =
        new ClassLoaderObjectInputStream(loader, new ByteArrayInputStream(bytes))) {
      return type.cast(in.readObject());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  private synchronized ConcurrentLinkedQueue<Replica> idle() {
    if (idle == null) {
      idle = new ConcurrentLinkedQueue<>();
    }
    return idle;
  }
}
