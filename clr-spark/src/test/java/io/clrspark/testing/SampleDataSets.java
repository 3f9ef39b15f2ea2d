package io.clrspark.testing;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Made-up examples: 8 numbers, of which the first decides the class, one of 3. The last feature is
 * the example's place in the global order, so that a test can tell examples apart.
 */
public final class SampleDataSets {

  public static final int FEATURES = 8;
  public static final int CLASSES = 3;

  private SampleDataSets() {}

  /** Examples as one data set. */
  public static DataSet make(int count) {
    return make(count, DataType.FLOAT);
  }

  public static DataSet make(int count, DataType type) {
    Random random = new Random(count);
    INDArray features = Nd4j.create(type, count, FEATURES);
    INDArray labels = Nd4j.create(type, count, CLASSES);
    for (int row = 0; row < count; row++) {
      for (int column = 0; column < FEATURES - 1; column++) {
        features.putScalar(row, column, random.nextGaussian());
      }
      features.putScalar(row, FEATURES - 1, row / 1000.0);
      double decides = features.getDouble(row, 0);
      labels.putScalar(row, decides < -0.4 ? 0 : decides < 0.4 ? 1 : 2, 1.0);
    }
    return new DataSet(features, labels);
  }

  /**
   * The examples in data sets of a size, spread over partitions in their order. They travel as
   * bytes: ND4J's arrays are not fit for Kryo as it is.
   */
  public static JavaRDD<DataSet> rdd(
      JavaSparkContext spark, DataSet data, int size, int partitions) {
    List<byte[]> pieces = batches(data, size).stream().map(SampleDataSets::save).toList();
    return spark.parallelize(pieces, partitions).map(SampleDataSets::load);
  }

  private static byte[] save(DataSet data) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    data.save(bytes);
    return bytes.toByteArray();
  }

  private static DataSet load(byte[] bytes) {
    DataSet data = new DataSet();
    data.load(new ByteArrayInputStream(bytes));
    return data;
  }

  /** Successive minibatches, the last one short. */
  public static List<DataSet> batches(DataSet data, int size) {
    List<DataSet> batches = new ArrayList<>();
    int count = data.numExamples();
    for (int from = 0; from < count; from += size) {
      int[] rows = new int[Math.min(size, count - from)];
      for (int i = 0; i < rows.length; i++) {
        rows[i] = from + i;
      }
      batches.add(new DataSet(data.getFeatures().getRows(rows), data.getLabels().getRows(rows)));
    }
    return batches;
  }
}
