package io.clrspark.source.idx;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/** The types of numbers in IDX files, by the code in a file's third byte. */
enum IdxType {
  UNSIGNED_BYTE(0x08, 1),
  BYTE(0x09, 1),
  SHORT(0x0B, 2),
  INT(0x0C, 4),
  FLOAT(0x0D, 4),
  DOUBLE(0x0E, 8);

  private final int code;
  private final int bytes;

  IdxType(int code, int bytes) {
    this.code = code;
    this.bytes = bytes;
  }

  static Optional<IdxType> of(int code) {
    return Arrays.stream(values()).filter(type -> type.code == code).findFirst();
  }

  /** Bytes of a number. */
  int bytes() {
    return bytes;
  }

  /** The next number; IDX is big-endian, as a new buffer is. */
  double next(ByteBuffer from) {
    return switch (this) {
      case UNSIGNED_BYTE -> from.get() & 0xFF;
      case BYTE -> from.get();
      case SHORT -> from.getShort();
      case INT -> from.getInt();
      case FLOAT -> from.getFloat();
      case DOUBLE -> from.getDouble();
    };
  }
}
