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

/** The rows of an IDX file with the labels of another, read side by side. */
final class IdxRows implements Iterator<IdxRow> {

  private final Stream values;
  private final Stream labels;
  private final IdxRow row;
  private int next;

  IdxRows(String file, String labelFile, Configuration hadoop) {
    this.values = new Stream(file, hadoop);
    this.labels = new Stream(labelFile, hadoop);
    this.row = new IdxRow(new FilePart(file, 0), values.header, labels.header);
  }

  @Override
  public boolean hasNext() {
    if (next < values.header.rows()) {
      return true;
    }
    values.requireEnd();
    labels.requireEnd();
    return false;
  }

  @Override
  public IdxRow next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    row.next(values.read(next), labels.read(next));
    next++;
    return row;
  }

  /** One of the two files. */
  private static final class Stream {
    private final String file;
    private final DataInputStream in;
    private final IdxHeader header;
    private byte[] row = {};
    private boolean ended;

    Stream(String file, Configuration hadoop) {
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
        if (number == 0) {
          row = first();
        } else {
          in.readFully(row);
        }
        return row;
      } catch (EOFException e) {
        throw new ClrException(
            "Cannot read "
                + file
                + ": it ends within row "
                + number
                + " (zero-based), but its header says that it has "
                + header.rows()
                + ". Give the whole file.",
            e);
      } catch (IOException e) {
        throw unreadable(number, e);
      }
    }

    /** In pieces as they come: a header may promise gigabytes that are not there. */
    private byte[] first() throws IOException {
      byte[] read = in.readNBytes(header.rowBytes());
      if (read.length < header.rowBytes()) {
        throw new EOFException();
      }
      return read;
    }

    void requireEnd() {
      if (ended) {
        return;
      }
      ended = true;
      try (in) {
        if (in.read() >= 0) {
          throw new ClrException(
              "Cannot read "
                  + file
                  + ": it has more than the "
                  + header.rows()
                  + " rows that its header says. Give the file as it was made.");
        }
      } catch (IOException e) {
        throw unreadable(header.rows(), e);
      }
    }

    private ClrException unreadable(int number, IOException e) {
      return new ClrException(
          "Cannot read "
              + file
              + ": unreadable at row "
              + number
              + " (zero-based): "
              + e.getMessage()
              + ". Give the whole file.",
          e);
    }
  }
}
