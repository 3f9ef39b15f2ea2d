package io.clrspark.training.checkpoint;

import java.io.BufferedInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** The file of a checkpoint, checked by its checksum when it is read. */
final class StateFile {

  private StateFile() {}

  /** Writes it; what points at it. */
  static CheckpointManifest write(FileSystem files, Path path, Checkpoint checkpoint)
      throws IOException {
    MessageDigest digest = sha256();
    long bytes;
    try (FSDataOutputStream out = files.create(path, false)) {
      CheckpointFormat.write(checkpoint, new DigestOutputStream(out, digest));
      sync(out);
      bytes = out.getPos();
    }
    return new CheckpointManifest(
        checkpoint.runId(),
        checkpoint.position().iteration(),
        path.getName(),
        bytes,
        HexFormat.of().formatHex(digest.digest()));
  }

  private static void sync(FSDataOutputStream out) throws IOException {
    try {
      out.hsync();
    } catch (UnsupportedOperationException e) {
      // an object store has the file when it is closed, and not before
    }
  }

  /**
   * @throws IOException if it is not there, not whole or not what was written
   */
  static Checkpoint read(FileSystem files, Path folder, CheckpointManifest pointer)
      throws IOException {
    Path path = find(files, folder, pointer);
    MessageDigest digest = sha256();
    try (InputStream in =
        new DigestInputStream(new BufferedInputStream(files.open(path)), digest)) {
      Checkpoint checkpoint = CheckpointFormat.read(in, pointer.bytes());
      if (!HexFormat.of().formatHex(digest.digest()).equals(pointer.sha256())) {
        throw new DamagedFileException(path.getName() + " has another checksum than was written");
      }
      return checkpoint;
    }
  }

  /**
   * The checkpoint without its state, and without a look at the checksum: for who compares many.
   *
   * @throws IOException if it is not there, or not whole
   */
  static Checkpoint header(FileSystem files, Path folder, CheckpointManifest pointer)
      throws IOException {
    try (InputStream in = new BufferedInputStream(files.open(find(files, folder, pointer)))) {
      return CheckpointFormat.readHeader(in, pointer.bytes());
    }
  }

  /**
   * The file that a pointer names.
   *
   * @throws FileNotFoundException if it is not there
   * @throws DamagedFileException if it is of another length
   */
  static Path find(FileSystem files, Path folder, CheckpointManifest pointer) throws IOException {
    if (!pointer.file().matches("state-[0-9a-f-]+\\.bin")) {
      throw new DamagedFileException("it names no checkpoint");
    }
    Path path = new Path(folder, pointer.file());
    long length = files.getFileStatus(path).getLen();
    if (length != pointer.bytes()) {
      throw new DamagedFileException(
          path.getName() + " has " + length + " bytes, not " + pointer.bytes());
    }
    return path;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }
}
