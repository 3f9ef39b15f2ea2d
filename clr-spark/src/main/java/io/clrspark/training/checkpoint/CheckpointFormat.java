package io.clrspark.training.checkpoint;

import io.clrspark.files.RecordJson;
import io.clrspark.network.NetworkState;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A checkpoint as bytes: eight that say what it is, then three parts, each after its length in four
 * bytes: a JSON header, the parameters, the updater's state. No Java object is ever deserialized.
 */
final class CheckpointFormat {

  /** The version of the format; files of a newer one are refused. */
  static final int VERSION = 1;

  private static final byte[] MAGIC = "clr-ckp1".getBytes(StandardCharsets.US_ASCII);

  private CheckpointFormat() {}

  /** Writes a checkpoint; does not close the stream. */
  static void write(Checkpoint checkpoint, OutputStream to) throws IOException {
    DataOutputStream out = new DataOutputStream(to);
    out.write(MAGIC);
    part(out, RecordJson.write(checkpoint.header()));
    part(out, checkpoint.state().parameters());
    part(out, checkpoint.state().updater());
    out.flush();
  }

  private static void part(DataOutputStream out, byte[] bytes) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  /**
   * Reads a checkpoint.
   *
   * @param length of the stream, bytes
   * @param whole whether to read the state too
   * @throws IOException if it is not a checkpoint, or has too few or too many bytes
   */
  static Checkpoint read(InputStream from, long length, boolean whole) throws IOException {
    DataInputStream in = new DataInputStream(from);
    if (!Arrays.equals(in.readNBytes(MAGIC.length), MAGIC)) {
      throw new IOException("it is no checkpoint");
    }
    long left = length - MAGIC.length;
    byte[] header = part(in, left);
    if (!whole) {
      return new Checkpoint(CheckpointHeader.read(header), NetworkState.NONE);
    }
    left -= Integer.BYTES + header.length;
    byte[] parameters = part(in, left);
    left -= Integer.BYTES + parameters.length;
    byte[] updater = part(in, left);
    if (left != Integer.BYTES + updater.length) {
      throw new IOException("its length is not what it says");
    }
    return new Checkpoint(CheckpointHeader.read(header), new NetworkState(parameters, updater));
  }

  private static byte[] part(DataInputStream in, long left) throws IOException {
    try {
      int length = in.readInt();
      if (length >= 0 && length <= left - Integer.BYTES) {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length == length) {
          return bytes;
        }
      }
      throw new EOFException();
    } catch (EOFException e) {
      throw new IOException("it is cut short", e);
    }
  }
}
