package io.clrspark.training.round.channel;

import io.clrspark.training.round.RoundInput;
import io.clrspark.training.round.WorkerResult;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import org.apache.commons.io.input.ClassLoaderObjectInputStream;
import org.apache.commons.lang3.SerializationUtils;
import org.jspecify.annotations.Nullable;

/**
 * What tasks and the driver tell each other. It travels as bytes: Spark's RPC looks for classes
 * where an application's jar is not.
 */
sealed interface Message extends Serializable {

  default byte[] bytes() {
    return SerializationUtils.serialize(this);
  }

  static Message of(byte[] bytes) {
    try (ClassLoaderObjectInputStream in =
        new ClassLoaderObjectInputStream(
            Message.class.getClassLoader(), new ByteArrayInputStream(bytes))) {
      return (Message) in.readObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * A task asks for a round, and gets {@link Start} or {@link Leave}.
   *
   * @param worker the task's
   * @param iteration the first of the round before; -1 if the task has no result
   * @param done the result of the round before, without the state; null if it has none
   * @param state where the part of the average is that the result's state is in
   */
  record Ask(int worker, int iteration, @Nullable WorkerResult done, @Nullable PartPlace state)
      implements Message {}

  /** A task says that its worker no longer trains. */
  record Stop(int worker) implements Message {}

  /** A round to make. */
  record Start(RoundInput round, StatePlace state) implements Message {}

  /** There is no further round for the task. */
  record Leave() implements Message {}
}
