package io.clrspark.network;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Looks for NaN and infinities in raw bytes, without a branch per number. */
final class FiniteNumbers {

  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.nativeOrder());
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
  private static final int FLOAT_INFINITY =
      0x7f800000; // every NaN has larger bits, if the sign is ignored
  private static final long DOUBLE_INFINITY = 0x7ff0000000000000L;

  private FiniteNumbers() {}

  static boolean areFloats(byte[] raw) {
    int largest = 0;
    for (int at = 0; at < raw.length; at += Float.BYTES) {
      largest = Math.max(largest, (int) INTS.get(raw, at) & Integer.MAX_VALUE);
    }
    return largest < FLOAT_INFINITY;
  }

  static boolean areDoubles(byte[] raw) {
    long largest = 0;
    for (int at = 0; at < raw.length; at += Double.BYTES) {
      largest = Math.max(largest, (long) LONGS.get(raw, at) & Long.MAX_VALUE);
    }
    return largest < DOUBLE_INFINITY;
  }
}
