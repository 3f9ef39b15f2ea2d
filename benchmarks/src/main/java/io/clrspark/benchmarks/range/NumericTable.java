package io.clrspark.benchmarks.range;

import io.clrspark.examples.ExampleBlock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A data set of numbers: features and a label, which is a class from 0 on or, for regression, a
 * number.
 *
 * @param name the name of its file
 * @param rows features and, last, the label
 * @param classes the number of classes; 0 for regression
 */
record NumericTable(String name, List<double[]> rows, int classes) {

  private static final double TEST_SHARE = 0.3;

  /**
   * Reads a CSV file without header. A label with a decimal point makes it a regression.
   *
   * @param file such as 03-census.csv
   */
  static NumericTable read(Path file) throws IOException {
    List<double[]> rows = new ArrayList<>();
    boolean regression = false;
    for (String line : Files.readAllLines(file)) {
      regression |= line.substring(line.lastIndexOf(',')).contains(".");
      rows.add(Arrays.stream(line.split(",", -1)).mapToDouble(Double::parseDouble).toArray());
    }
    int label = rows.get(0).length - 1;
    double most = rows.stream().mapToDouble(row -> row[label]).max().orElseThrow();
    String name = file.getFileName().toString().replace(".csv", "");
    return new NumericTable(name, rows, regression ? 0 : (int) most + 1);
  }

  boolean isRegression() {
    return classes == 0;
  }

  /** Whether the rules may be chosen by this data set: every second is held out for the report. */
  boolean isForChoosing() {
    return Integer.parseInt(name.substring(0, 2)) % 2 == 1;
  }

  int features() {
    return rows.get(0).length - 1;
  }

  int outputs() {
    return isRegression() ? 1 : classes;
  }

  /**
   * A part for training and a part to score, both standardized by the mean and deviation of the
   * first.
   */
  record Split(ExampleBlock train, ExampleBlock test, double testVariance) {}

  /** The split of a seed. */
  Split split(long seed) {
    List<double[]> mixed = new ArrayList<>(rows);
    Collections.shuffle(mixed, new Random(seed));
    int test = (int) (TEST_SHARE * mixed.size());
    List<double[]> train = mixed.subList(test, mixed.size());
    double[][] scaled = scaled(mixed, train);
    double[] labels = Arrays.stream(scaled).limit(test).mapToDouble(r -> r[features()]).toArray();
    return new Split(
        block(Arrays.copyOfRange(scaled, test, scaled.length)),
        block(Arrays.copyOf(scaled, test)),
        variance(labels));
  }

  private double[][] scaled(List<double[]> all, List<double[]> train) {
    double[][] scaled = all.stream().map(double[]::clone).toArray(double[][]::new);
    int columns = isRegression() ? features() + 1 : features();
    for (int column = 0; column < columns; column++) {
      int at = column;
      double[] values = train.stream().mapToDouble(row -> row[at]).toArray();
      double mean = Arrays.stream(values).average().orElseThrow();
      double deviation = Math.sqrt(variance(values));
      for (double[] row : scaled) {
        row[at] = deviation == 0 ? 0 : (row[at] - mean) / deviation;
      }
    }
    return scaled;
  }

  private ExampleBlock block(double[][] part) {
    float[][] features = new float[part.length][features()];
    float[][] labels = new float[part.length][outputs()];
    for (int i = 0; i < part.length; i++) {
      for (int column = 0; column < features(); column++) {
        features[i][column] = (float) part[i][column];
      }
      double label = part[i][features()];
      labels[i][isRegression() ? 0 : (int) label] = isRegression() ? (float) label : 1;
    }
    return ExampleBlock.of(
        new DataSet(Nd4j.createFromArray(features), Nd4j.createFromArray(labels)));
  }

  private static double variance(double[] values) {
    double mean = Arrays.stream(values).average().orElseThrow();
    return Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
  }
}
