package io.clrspark.predict;

import io.clrspark.examples.MemoryBounds;
import io.clrspark.input.ScoringFormat;
import io.clrspark.network.replica.ComputeThreads;
import io.clrspark.network.replica.OutputPool;
import io.clrspark.source.RowBlock;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.util.LongAccumulator;

/** Predicts the rows of one partition, a block at a time. */
final class PredictionTask implements Function2<Integer, Iterator<RowBlock>, Iterator<Row>> {

  private static final long serialVersionUID = 1L;

  private final Broadcast<OutputPool> networks;
  private final Broadcast<RowPlaces> places;
  private final ScoringFormat format;
  private final PredictionColumns columns;
  private final LongAccumulator done;

  PredictionTask(
      Broadcast<OutputPool> networks,
      Broadcast<RowPlaces> places,
      ScoringFormat format,
      PredictionColumns columns,
      LongAccumulator done) {
    this.networks = networks;
    this.places = places;
    this.format = format;
    this.columns = columns;
    this.done = done;
  }

  @Override
  public Iterator<Row> call(Integer partition, Iterator<RowBlock> blocks) {
    ComputeThreads.set(TaskContext.get().cpus());
    return new Rows(partition, blocks);
  }

  /** The predictions of the blocks, one block in memory. */
  private final class Rows implements Iterator<Row> {
    private final int partition;
    private final Iterator<RowBlock> blocks;
    private Iterator<Row> rows = List.<Row>of().iterator();
    private long before;

    Rows(int partition, Iterator<RowBlock> blocks) {
      this.partition = partition;
      this.blocks = blocks;
    }

    @Override
    public boolean hasNext() {
      while (!rows.hasNext() && blocks.hasNext()) {
        rows = predict(blocks.next());
      }
      return rows.hasNext();
    }

    @Override
    public Row next() {
      return rows.next();
    }

    private Iterator<Row> predict(RowBlock block) {
      if (block.count() == 0) { // it tells of faults, and there are none
        return List.<Row>of().iterator();
      }
      double[][] outputs;
      try {
        outputs =
            networks
                .value()
                .with(network -> columns.meaning().rows(network.output(format.features(block))));
      } catch (OutOfMemoryError e) {
        throw MemoryBounds.explained(e);
      }
      long first = places.value().first(partition, block, before);
      before += block.count();
      List<Row> predicted = new ArrayList<>(outputs.length);
      for (int i = 0; i < outputs.length; i++) {
        List<Object> cells = new ArrayList<>();
        cells.add(places.value().file(block, first + i));
        cells.add(places.value().areFiles() ? 0L : first + i);
        columns.addTo(cells, outputs[i]);
        predicted.add(RowFactory.create(cells.toArray()));
      }
      done.add(outputs.length);
      return predicted.iterator();
    }
  }
}
