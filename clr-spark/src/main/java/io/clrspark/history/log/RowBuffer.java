package io.clrspark.history.log;

import io.clrspark.Internal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A growing list of history rows, kept as primitive columns of about 70 bytes per row. Not
 * thread-safe.
 */
@Internal
public final class RowBuffer extends AbstractList<HistoryRow> {

  private static final int FIRST_CAPACITY = 64;
  private static final int INTS = 5;
  private static final int DOUBLES = 4;

  private final Map<String, String> executors = new HashMap<>();
  private final BitSet accuracyKnown = new BitSet();
  private int[] ints = new int[FIRST_CAPACITY * INTS];
  private double[] doubles = new double[FIRST_CAPACITY * DOUBLES];
  private long[] micros = new long[FIRST_CAPACITY];
  private @Nullable String[] executorIds = new @Nullable String[FIRST_CAPACITY];
  private int size;

  @Override
  public int size() {
    return size;
  }

  @Override
  public boolean add(HistoryRow row) {
    grow();
    int i = size * INTS;
    ints[i] = row.iteration();
    ints[i + 1] = row.epoch();
    ints[i + 2] = row.round();
    ints[i + 3] = row.worker();
    ints[i + 4] = row.examples();
    int d = size * DOUBLES;
    doubles[d] = row.lr();
    doubles[d + 1] = row.loss();
    doubles[d + 2] = accuracy(row);
    doubles[d + 3] = row.durationMs();
    micros[size] = ChronoUnit.MICROS.between(Instant.EPOCH, row.ts());
    // One string per executor, however many copies of it came with the rows.
    executorIds[size] = executors.computeIfAbsent(row.executorId(), id -> id);
    size++;
    return true;
  }

  @Override
  public HistoryRow get(int index) {
    Objects.checkIndex(index, size);
    int i = index * INTS;
    int d = index * DOUBLES;
    return new HistoryRow(
        ints[i],
        ints[i + 1],
        ints[i + 2],
        ints[i + 3],
        doubles[d],
        doubles[d + 1],
        accuracyKnown.get(index) ? (Double) doubles[d + 2] : null,
        ints[i + 4],
        doubles[d + 3],
        String.valueOf(executorIds[index]),
        Instant.EPOCH.plus(micros[index], ChronoUnit.MICROS));
  }

  private double accuracy(HistoryRow row) {
    Double accuracy = row.accuracy();
    accuracyKnown.set(size, accuracy != null);
    return accuracy == null ? Double.NaN : accuracy;
  }

  private void grow() {
    if (size < micros.length) {
      return;
    }
    int capacity = Math.multiplyExact(size, 2);
    ints = Arrays.copyOf(ints, Math.multiplyExact(capacity, INTS));
    doubles = Arrays.copyOf(doubles, Math.multiplyExact(capacity, DOUBLES));
    micros = Arrays.copyOf(micros, capacity);
    executorIds = Arrays.copyOf(executorIds, capacity);
  }
}
