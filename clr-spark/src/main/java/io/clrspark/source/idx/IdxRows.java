package io.clrspark.source.idx;

import io.clrspark.ClrException;
import io.clrspark.examples.FilePart;
import io.clrspark.source.file.DataFiles;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;

/** The rows of an IDX file, with their labels from another, or without labels. */
final class IdxRows implements Iterator<IdxRow> {

  private final IdxFile values;
  private final @Nullable IdxFile labels;
  private final FilePart place;
  private int next;

  /**
   * @param labelFile the file of its labels; null for rows without
   */
  IdxRows(String file, @Nullable String labelFile, Configuration hadoop) {
    this.values = new IdxFile(file, hadoop);
    this.labels = labelFile == null ? null : new IdxFile(labelFile, hadoop);
    this.place = new FilePart(file, 0);
  }

  @Override
  public boolean hasNext() {
    if (next < values.header.rows()) {
      return true;
    }
    values.requireEnd();
    if (labels != null) {
      labels.requireEnd();
    }
    return false;
  }

  @Override
  public IdxRow next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    byte[] bytes = values.read(next);
    int row = next++;
    return labels == null
        ? new IdxRow(place, values.header, values.header.type(), bytes, new byte[0])
        : new IdxRow(place, values.header, labels.header.type(), bytes, labels.read(row));
  }

  /** One of the two open files. */
  private static final class IdxFile {
    private final String file;
    private final DataInputStream in;
    private final IdxHeader header;
    private boolean ended;

    IdxFile(String file, Configuration hadoop) {
      this.file = file;
      try {
        this.in = new DataInputStream(DataFiles.open(file, hadoop));
        this.header = IdxHeader.read(file, in);
      } catch (IOException e) {
        throw unreadable(0, e);
      }
    }

    byte[] read(int number) {
      try {
        // in pieces: a header may announce gigabytes that the file does not have
        byte[] row = in.readNBytes(header.rowBytes());
        if (row.length < header.rowBytes()) {
          throw new EOFException();
        }
        return row;
      } catch (EOFException e) {
        throw new ClrException(
            "Cannot read %s: it ends within row %s (zero-based), but its header says that it has %s."
                    .formatted(file, number, header.rows())
                + " Give the whole file.",
            e);
      } catch (IOException e) {
        throw unreadable(number, e);
      }
    }

    void requireEnd() {
      if (ended) {
        return;
      }
      ended = true;
      try (in) {
        if (in.read() >= 0) {
          throw new ClrException(
              "Cannot read %s: it has more than the %s rows that its header says."
                      .formatted(file, header.rows())
                  + " Give the file as it was made.");
        }
      } catch (IOException e) {
        throw unreadable(header.rows(), e);
      }
    }

    private ClrException unreadable(int number, IOException e) {
      return new ClrException(
          "Cannot read %s: unreadable at row %s (zero-based): %s. Give the whole file."
              .formatted(file, number, e.getMessage()),
          e);
    }
  }
}
