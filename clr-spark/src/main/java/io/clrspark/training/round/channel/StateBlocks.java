package io.clrspark.training.round.channel;

import io.clrspark.network.NetworkState;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import org.apache.spark.SparkEnv;
import org.apache.spark.network.buffer.ManagedBuffer;
import org.apache.spark.network.shuffle.BlockFetchingListener;
import org.apache.spark.storage.BlockId;
import org.apache.spark.storage.BlockManager;
import org.apache.spark.storage.BlockManagerId;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.util.io.ChunkedByteBuffer;
import scala.reflect.ClassTag;

/**
 * States in Spark's block managers. The master is not told of them: who needs one is told where it
 * is.
 */
final class StateBlocks {

  /** Smaller states are sent along with a message, which costs less than to fetch them. */
  private static final int SMALL = 256 << 10;

  /** A socket copies what it is given, even if it takes only part of it. */
  private static final int SLICE = 128 << 10;

  private StateBlocks() {}

  /**
   * Makes a state known to other processes.
   *
   * @param broadcast the one with which the blocks go at the latest
   * @param name differs between all states of that broadcast
   */
  static StatePlace publish(long broadcast, String name, NetworkState state) {
    if (isSmall(state)) {
      return StatePlace.here(state);
    }
    BlockManager blocks = SparkEnv.get().blockManager();
    BlockManagerId at = blocks.blockManagerId();
    boolean hasUpdater = state.updater().length > 0;
    StatePlace place =
        StatePlace.at(at.host(), at.port(), at.executorId(), broadcast, name, hasUpdater);
    put(blocks, place.parameters(), state.parameters());
    if (hasUpdater) {
      put(blocks, place.updater(), state.updater());
    }
    return place;
  }

  static boolean isSmall(NetworkState state) {
    return state.parameters().length + (long) state.updater().length <= SMALL;
  }

  private static void put(BlockManager blocks, BlockId id, byte[] bytes) {
    boolean done =
        blocks.putBytes(
            id,
            new ChunkedByteBuffer(slices(bytes)),
            StorageLevel.MEMORY_AND_DISK_SER(),
            false,
            ClassTag.<Object>apply(byte[].class));
    if (!done) {
      throw new IllegalStateException(
          "no room for %d bytes of a network's state, neither in memory nor on disk"
              .formatted(bytes.length));
    }
  }

  private static ByteBuffer[] slices(byte[] bytes) {
    ByteBuffer[] slices = new ByteBuffer[(bytes.length + SLICE - 1) / SLICE];
    for (int slice = 0; slice < slices.length; slice++) {
      int start = slice * SLICE;
      slices[slice] = ByteBuffer.wrap(bytes, start, Math.min(SLICE, bytes.length - start)).slice();
    }
    return slices;
  }

  /**
   * Forgets a state that this process has made known. Does not wait: Spark removes a block when
   * nobody reads it, and one who does may hang.
   */
  static void withdraw(StatePlace place) {
    if (!place.isHere()) {
      BlockManager blocks = SparkEnv.get().blockManager();
      ForkJoinPool.commonPool().execute(() -> remove(blocks, place));
    }
  }

  private static void remove(BlockManager blocks, StatePlace place) {
    blocks.removeBlock(place.parameters(), false);
    if (place.hasUpdater()) {
      blocks.removeBlock(place.updater(), false);
    }
  }

  /** Fetches a state that another process has made known. */
  static CompletableFuture<NetworkState> fetch(StatePlace place) {
    if (place.isHere()) {
      return CompletableFuture.completedFuture(place.state());
    }
    String parameters = place.parameters().name();
    String updater = place.updater().name();
    String[] names =
        place.hasUpdater() ? new String[] {parameters, updater} : new String[] {parameters};
    Fetch fetch = new Fetch(names.length);
    SparkEnv.get()
        .blockManager()
        .blockTransferService()
        .fetchBlocks(place.host(), place.port(), place.executor(), names, fetch, null);
    return fetch.all.thenApply(
        found -> new NetworkState(found.get(parameters), found.getOrDefault(updater, new byte[0])));
  }

  /** Collects blocks as they come, in threads of the network. */
  private static final class Fetch implements BlockFetchingListener {

    private final CompletableFuture<Map<String, byte[]>> all = new CompletableFuture<>();
    private final Map<String, byte[]> found = new HashMap<>(); // guarded by itself
    private final int count;

    Fetch(int count) {
      this.count = count;
    }

    @Override
    public void onBlockFetchSuccess(String block, ManagedBuffer data) {
      boolean isAll;
      try (InputStream in = data.createInputStream()) {
        byte[] bytes = new byte[Math.toIntExact(data.size())];
        in.readNBytes(bytes, 0, bytes.length);
        synchronized (found) {
          found.put(block, bytes);
          isAll = found.size() == count;
        }
      } catch (IOException e) {
        onBlockFetchFailure(block, e);
        return;
      }
      if (isAll) {
        all.complete(found);
      }
    }

    @Override
    public void onBlockFetchFailure(String block, Throwable why) {
      all.completeExceptionally(why);
    }
  }
}
