package io.clrspark.training.checkpoint;

import io.clrspark.ClrException;
import io.clrspark.files.AtomicFile;
import io.clrspark.files.NumberedFile;
import io.clrspark.training.checkpoint.CheckpointManifest.DamagedFileException;
import io.clrspark.training.checkpoint.CheckpointManifest.NewerFormatException;
import java.io.BufferedInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The files of a run's checkpoints: manifests, and the checkpoints that they name.
 *
 * @param files the file system
 * @param folder the run's folder
 * @param runId the run
 */
record CheckpointFiles(FileSystem files, Path folder, String runId) {

  private static final Pattern MANIFEST = Pattern.compile("checkpoint-(\\d{10})\\.json");

  /** The manifests, the oldest first. */
  List<NumberedFile> manifests() throws IOException {
    return NumberedFile.in(files, folder, MANIFEST);
  }

  static boolean isManifest(Path path) {
    return MANIFEST.matcher(path.getName()).matches();
  }

  CheckpointManifest manifest(Path path) throws IOException {
    return CheckpointManifest.read(AtomicFile.read(files, path));
  }

  /**
   * The checkpoint that a manifest names.
   *
   * @param whole whether to read the state and compare the checksum, or the header alone
   * @throws ClrException if it is of another run, or of a newer format
   * @throws IOException if it cannot be read
   */
  Checkpoint read(Path path, boolean whole) throws IOException {
    try {
      CheckpointManifest manifest = manifest(path);
      Checkpoint checkpoint = read(manifest, whole);
      requireOwn(path, manifest.runId());
      requireOwn(path, checkpoint.header().runId());
      return checkpoint;
    } catch (NewerFormatException e) {
      throw new ClrException(
          "Cannot resume run %s: %s: %s.".formatted(runId, path, e.getMessage()), e);
    }
  }

  private void requireOwn(Path path, String id) {
    if (!id.equals(runId)) {
      throw new ClrException("Cannot resume run %s: %s is of run %s.".formatted(runId, path, id));
    }
  }

  private Checkpoint read(CheckpointManifest manifest, boolean whole) throws IOException {
    Path path = stateFile(manifest);
    MessageDigest digest = DigestUtils.getSha256Digest();
    try (InputStream in =
        new DigestInputStream(new BufferedInputStream(files.open(path)), digest)) {
      Checkpoint checkpoint = CheckpointFormat.read(in, manifest.bytes(), whole);
      if (whole && !HexFormat.of().formatHex(digest.digest()).equals(manifest.sha256())) {
        throw new DamagedFileException(
            path.getName() + " has another checksum than was written", null);
      }
      return checkpoint;
    }
  }

  /**
   * The file that a manifest names.
   *
   * @throws FileNotFoundException if it is not there
   * @throws DamagedFileException if it is of another length
   */
  Path stateFile(CheckpointManifest manifest) throws IOException {
    if (!manifest.file().matches("state-[0-9a-f-]+\\.bin")) {
      throw new DamagedFileException("it names no checkpoint", null);
    }
    Path path = new Path(folder, manifest.file());
    long length = files.getFileStatus(path).getLen();
    if (length != manifest.bytes()) {
      throw new DamagedFileException(
          "%s has %d bytes, not %d".formatted(path.getName(), length, manifest.bytes()), null);
    }
    return path;
  }

  /** Writes a checkpoint to a new file, and returns the manifest that is to name it. */
  CheckpointManifest write(Path path, Checkpoint checkpoint) throws IOException {
    MessageDigest digest = DigestUtils.getSha256Digest();
    try (FSDataOutputStream out = files.create(path, false)) {
      CheckpointFormat.write(checkpoint, new DigestOutputStream(out, digest));
      sync(out);
      return new CheckpointManifest(
          CheckpointFormat.VERSION,
          checkpoint.header().runId(),
          checkpoint.position().iteration(),
          path.getName(),
          out.getPos(),
          HexFormat.of().formatHex(digest.digest()));
    }
  }

  private static void sync(FSDataOutputStream out) throws IOException {
    try {
      out.hsync();
    } catch (UnsupportedOperationException e) {
      // an object store has the file when it is closed, and not before
    }
  }
}
