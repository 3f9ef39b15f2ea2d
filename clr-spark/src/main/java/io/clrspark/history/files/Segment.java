package io.clrspark.history.files;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.clrspark.Internal;
import java.io.Serializable;

/**
 * A complete Parquet file of a run.
 *
 * @param table the table that its rows belong to
 * @param file its name in the run's folder of that table
 * @param rows its rows
 * @param bytes its length
 * @param firstIteration the smallest iteration in it
 * @param lastIteration the largest iteration in it
 * @param crc32c the checksum of the file, eight hexadecimal digits; empty if it is not known
 */
@Internal
public record Segment(
    String table,
    String file,
    long rows,
    long bytes,
    int firstIteration,
    int lastIteration,
    @JsonSetter(nulls = Nulls.AS_EMPTY) String crc32c)
    implements Serializable {

  /**
   * Whether all its rows are before an iteration. An evaluation has the index of the next
   * iteration.
   */
  public boolean isBefore(int iteration) {
    return table.equals(HistoryLayout.EVALUATIONS)
        ? lastIteration <= iteration
        : lastIteration < iteration;
  }
}
