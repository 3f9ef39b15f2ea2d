package io.clrspark.training.average;

import io.clrspark.Internal;
import io.clrspark.network.NetworkState;
import java.io.Serializable;
import java.util.Arrays;

/**
 * Cuts a state into slices of successive numbers. Averages are taken number by number, so the
 * average of slices has the same bits as a slice of the average.
 */
@Internal
public final class Slices implements Serializable {

  private static final long serialVersionUID = 1L;

  private final int count;
  private final int width;

  /**
   * @param count how many slices
   * @param width bytes per number
   */
  public Slices(int count, int width) {
    this.count = count;
    this.width = width;
  }

  /** How many there are. */
  public int count() {
    return count;
  }

  /** One slice of a state. */
  public NetworkState cut(NetworkState state, int slice) {
    return new NetworkState(cut(state.parameters(), slice), cut(state.updater(), slice));
  }

  private byte[] cut(byte[] bytes, int slice) {
    return Arrays.copyOfRange(bytes, start(bytes.length, slice), start(bytes.length, slice + 1));
  }

  /** Puts a slice where it belongs. */
  public void paste(NetworkState part, int slice, NetworkState whole) {
    paste(part.parameters(), slice, whole.parameters());
    paste(part.updater(), slice, whole.updater());
  }

  private void paste(byte[] part, int slice, byte[] whole) {
    System.arraycopy(part, 0, whole, start(whole.length, slice), part.length);
  }

  private int start(int bytes, int slice) {
    return Math.toIntExact((long) (bytes / width) * slice / count * width);
  }
}
