package io.clrspark.training.round.channel;

import io.clrspark.Internal;
import io.clrspark.training.average.PartialState;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apache.spark.SparkContext;
import org.apache.spark.rpc.RpcAddress;
import org.apache.spark.rpc.RpcCallContext;
import org.apache.spark.rpc.RpcEnv;
import org.apache.spark.rpc.ThreadSafeRpcEndpoint;
import org.jspecify.annotations.Nullable;
import scala.Function1;
import scala.PartialFunction;
import scala.runtime.AbstractPartialFunction;
import scala.runtime.BoxedUnit;

/** The driver's end of a channel: tasks ask it for rounds, and it fetches their results. */
@Internal
public final class DriverChannel implements ThreadSafeRpcEndpoint, AutoCloseable {

  /** What the names of channels begin with, and of blocks. */
  static final String NAME = "clr_rounds_";

  private static final byte[] LEAVE = new Message.Leave().bytes();

  private final RpcEnv rpc;
  private final long broadcast;
  private final String name;
  private final RoundSource rounds;
  private final FetchQueue fetches = new FetchQueue();
  // For Spark's dispatcher alone.
  private final Map<RpcAddress, Set<Integer>> workers = new HashMap<>();
  private final Map<String, CompletableFuture<Void>> sums = new HashMap<>(); // of that iteration
  private int iteration = -1;
  // Guarded by this: the latest work and how tasks are told of it.
  private @Nullable Work latest;
  private @Nullable StatePlace place;
  private byte[] message = LEAVE;
  private int count;

  private DriverChannel(RpcEnv rpc, long broadcast, String name, RoundSource rounds) {
    this.rpc = rpc;
    this.broadcast = broadcast;
    this.name = name;
    this.rounds = rounds;
  }

  /**
   * Opens a channel.
   *
   * @param id differs between the channels of a driver
   * @param broadcast one of the run: the blocks of states go with it
   */
  public static DriverChannel open(
      SparkContext spark, long id, long broadcast, RoundSource rounds) {
    DriverChannel channel = new DriverChannel(spark.env().rpcEnv(), broadcast, name(id), rounds);
    channel.rpc.setupEndpoint(channel.name, channel);
    return channel;
  }

  static String name(long id) {
    return NAME + id;
  }

  @Override
  public RpcEnv rpcEnv() {
    return rpc;
  }

  @Override
  public PartialFunction<Object, BoxedUnit> receiveAndReply(RpcCallContext call) {
    return new Receiver(message -> answer((Message.Ask) message, call));
  }

  @Override
  public PartialFunction<Object, BoxedUnit> receive() {
    return new Receiver(message -> rounds.stop(((Message.Stop) message).worker()));
  }

  @Override
  public void onDisconnected(RpcAddress address) {
    workers.getOrDefault(address, Set.of()).forEach(rounds::stop);
    workers.remove(address);
  }

  private void answer(Message.Ask ask, RpcCallContext call) {
    workers.computeIfAbsent(call.senderAddress(), address -> new HashSet<>()).add(ask.worker());
    delivered(ask)
        .thenCompose(unused -> rounds.next(ask.worker()))
        .thenAccept(work -> call.reply(work.map(this::message).orElse(LEAVE)))
        .exceptionally(
            failure -> {
              rounds.stop(ask.worker());
              call.sendFailure(failure);
              return null;
            });
  }

  private CompletableFuture<Void> delivered(Message.Ask ask) {
    if (ask.done() == null || ask.state() == null) {
      return CompletableFuture.completedFuture(null);
    }
    return ask.state().part().isLeaf() ? fetched(ask) : deliveredInSum(ask);
  }

  private CompletableFuture<Void> fetched(Message.Ask ask) {
    PartPlace place = ask.state();
    return fetches
        .fetch(ask.worker(), place.state())
        .thenApply(state -> new PartialState(place.part(), state, place.examples()))
        .thenAccept(state -> rounds.deliver(ask.worker(), ask.iteration(), ask.done(), state));
  }

  /** Fetches a sum once: for the first of its workers that asks. */
  private CompletableFuture<Void> deliveredInSum(Message.Ask ask) {
    if (ask.iteration() != iteration) {
      iteration = ask.iteration();
      sums.clear();
    }
    String sum = ask.state().state().name();
    CompletableFuture<Void> first = sums.get(sum);
    if (first == null) {
      first = fetched(ask);
      sums.put(sum, first);
      return first;
    }
    return first.thenRun(() -> rounds.deliver(ask.worker(), ask.iteration(), ask.done(), null));
  }

  /** Made once for all workers of a round. */
  private synchronized byte[] message(Work work) {
    if (latest != work) {
      withdraw();
      count++;
      place = StateBlocks.publish(broadcast, name + "_" + count, work.state());
      message = new Message.Start(work.round(), place).bytes();
      latest = work;
    }
    return message;
  }

  private synchronized void withdraw() {
    if (place != null) {
      StateBlocks.withdraw(place);
      place = null;
      latest = null;
    }
  }

  /** When all tasks have ended, or nobody waits for them. */
  @Override
  public void close() {
    rpc.stop(self());
    withdraw();
  }

  private static final class Receiver extends AbstractPartialFunction<Object, BoxedUnit> {

    private final Consumer<Message> receiver;

    Receiver(Consumer<Message> receiver) {
      this.receiver = receiver;
    }

    @Override
    public boolean isDefinedAt(Object message) {
      return message instanceof byte[];
    }

    @Override
    @SuppressWarnings("unchecked") // what the type parameters say
    public <A, B> B applyOrElse(A message, Function1<A, B> other) {
      if (message instanceof byte[] bytes) {
        receiver.accept(Message.of(bytes));
        return (B) BoxedUnit.UNIT;
      }
      return other.apply(message);
    }
  }
}
