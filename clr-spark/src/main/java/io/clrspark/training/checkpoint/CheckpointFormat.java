package io.clrspark.training.checkpoint;

import io.clrspark.Internal;
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
@Internal
public final class CheckpointFormat {

  /** The version of the format; files of a newer one are refused. */
  static final int VERSION = 1;

  private static final byte[] MAGIC = "clr-ckp1".getBytes(StandardCharsets.US_ASCII);

  private CheckpointFormat() {}

  /** Writes it whole; does not close the stream. */
  public static void write(Checkpoint checkpoint, OutputStream to) throws IOException {
    DataOutputStream out = new DataOutputStream(to);
    out.write(MAGIC);
    part(out, CheckpointHeader.write(checkpoint));
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
   * @throws IOException if it is none, cut short, or longer
   */
  public static Checkpoint read(InputStream from, long length) throws IOException {
    DataInputStream in = begun(from);
    long left = length - MAGIC.length;
    byte[] header = part(in, left);
    left -= Integer.BYTES + header.length;
    byte[] parameters = part(in, left);
    left -= Integer.BYTES + parameters.length;
    byte[] updater = part(in, left);
    if (left != Integer.BYTES + updater.length) {
      throw new IOException("its length is not what it says");
    }
    return CheckpointHeader.read(header, new NetworkState(parameters, updater));
  }

  /**
   * Reads a checkpoint but for its state, which is then none.
   *
   * @param length of the stream, bytes
   * @throws IOException if it is none, or its header is cut short
   */
  static Checkpoint readHeader(InputStream from, long length) throws IOException {
    byte[] header = part(begun(from), length - MAGIC.length);
    return CheckpointHeader.read(header, NetworkState.NONE);
  }

  private static DataInputStream begun(InputStream from) throws IOException {
    DataInputStream in = new DataInputStream(from);
    if (!Arrays.equals(in.readNBytes(MAGIC.length), MAGIC)) {
      throw new IOException("it is no checkpoint");
    }
    return in;
  }

  private static byte[] part(DataInputStream in, long left) throws IOException {
    int length;
    try {
      length = in.readInt();
    } catch (EOFException e) {
      throw new IOException("it is cut short", e);
    }
    if (length < 0 || length > left - Integer.BYTES) {
      throw new IOException("it is cut short");
    }
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new IOException("it is cut short");
    }
    return bytes;
  }
}
