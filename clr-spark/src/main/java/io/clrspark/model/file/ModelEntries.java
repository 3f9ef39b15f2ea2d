package io.clrspark.model.file;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/** The entries of a model's zip file; only those that are asked for are read, to a limit. */
final class ModelEntries {

  private final byte[] zip;

  ModelEntries(byte[] zip) {
    this.zip = zip;
  }

  /** Whether there is one of that name. */
  boolean has(String name) throws IOException {
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
      return find(in, name);
    }
  }

  /**
   * The bytes of an entry; null if there is none.
   *
   * @throws IOException if there are more than the limit, or the file is damaged
   */
  byte @Nullable [] read(String name, long limit) throws IOException {
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
      if (!find(in, name)) {
        return null;
      }
      byte[] bytes = in.readNBytes((int) Math.min(limit, Integer.MAX_VALUE - 8));
      if (in.read() >= 0) { // at the end of an entry, its checksum is compared
        throw new IOException("its " + name + " has more than the " + limit + " bytes it should");
      }
      return bytes;
    }
  }

  private static boolean find(ZipInputStream in, String name) throws IOException {
    for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
      if (entry.getName().equals(name)) {
        return true;
      }
    }
    return false;
  }
}
