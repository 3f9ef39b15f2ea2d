package io.clrspark.model.file;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads entries of a model's zip file, each up to a limit. If the caller reads them in the file's
 * order, each byte of the file is read once.
 */
final class ZipEntries {

  private final byte[] zip;
  private final Set<String> passed = new HashSet<>();
  private ZipInputStream in;

  ZipEntries(byte[] zip) {
    this.zip = zip;
    this.in = open(zip);
  }

  private static ZipInputStream open(byte[] zip) {
    return new ZipInputStream(new ByteArrayInputStream(zip));
  }

  /** Whether there is an entry of that name. */
  boolean has(String name) throws IOException {
    return passed.contains(name) || find(name);
  }

  /**
   * The bytes of an entry; null if there is none.
   *
   * @throws IOException if there are more than the limit, or the file is damaged
   */
  byte @Nullable [] read(String name, long limit) throws IOException {
    if (!find(name)) {
      return null;
    }
    byte[] bytes = in.readNBytes((int) Math.min(limit, Integer.MAX_VALUE - 8));
    if (in.read() >= 0) { // compares the checksum at the end of an entry
      throw new IOException("its " + name + " has more than the " + limit + " bytes it should");
    }
    return bytes;
  }

  /** Goes to the start of an entry. Returns to the start of the file if the entry was passed. */
  private boolean find(String name) throws IOException {
    if (passed.contains(name)) {
      passed.clear();
      in = open(zip);
    }
    for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
      passed.add(entry.getName());
      if (entry.getName().equals(name)) {
        return true;
      }
    }
    return false;
  }
}
