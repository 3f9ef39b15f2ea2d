package io.clrspark.input;

import io.clrspark.ClrException;
import io.clrspark.Internal;
import io.clrspark.conf.ClrConf;
import io.clrspark.examples.ExampleBlock;
import io.clrspark.source.encode.FittedEncoding;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.nd4j.linalg.dataset.api.preprocessor.DataNormalization;

/**
 * The labelled examples that {@code spark.clr.data.*} names, split into training and test data, in
 * the order of the files' paths and of the rows in them. The tasks read the files, once. The driver
 * keeps no data.
 *
 * @param train the training examples: features of shape [n, shape...], labels one-hot [n, classes]
 * @param trainExamples how many there are
 * @param test the held-out examples, of the same shapes; empty if there are none
 * @param testExamples how many there are
 * @param shape the shape of an example's features; one size for a row of numbers
 * @param features features per example
 * @param outputs classes of the label; where labels are numbers to predict, how many
 * @param majority the share of the largest class in the held-out data; 0 if there is none
 * @param names the names of classes, features and labels
 * @param encoding how features are made of rows
 * @param normalizer divides and scales features in DL4J; empty if they stay as they are
 * @param notes what the user should know: a line for each thing that is left out or unusual
 */
@Internal
public record JobData(
    JavaRDD<ExampleBlock> train,
    long trainExamples,
    Optional<JavaRDD<ExampleBlock>> test,
    long testExamples,
    List<Integer> shape,
    int features,
    int outputs,
    double majority,
    DataNames names,
    FittedEncoding encoding,
    Optional<DataNormalization> normalizer,
    List<String> notes) {

  /**
   * Reads and checks every row.
   *
   * @param conf {@code spark.clr.data.*} and the seed
   * @param expected what the network requires of the data
   * @throws ClrException for the first problem in the order of paths and rows: no file, no row, a
   *     row of another length, a field that is no finite number, a label that is neither a class
   *     nor a finite number, or a file that cannot be read
   */
  public static JobData load(JavaSparkContext spark, ClrConf conf, NetworkNeeds expected) {
    return new JobDataLoader(spark, conf, expected).load();
  }
}
