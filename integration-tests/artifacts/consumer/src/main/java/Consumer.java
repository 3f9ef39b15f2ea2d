import io.clrspark.history.HistoryViews;
import io.clrspark.schedule.CyclicLR;
import io.clrspark.source.frame.ExampleColumns;
import io.clrspark.training.ClrTrainer;
import org.apache.spark.sql.SparkSession;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Trains a small network. Arguments: the digits, and a folder for the history. */
public class Consumer {
  public static void main(String[] arguments) {
    var spark = SparkSession.builder().master("local[2]").getOrCreate();
    var digits = spark.read().option("inferSchema", true).csv(arguments[0]);
    var output = new OutputLayer.Builder(LossFunction.MCXENT).nIn(64).nOut(10).activation(Activation.SOFTMAX).build();
    var network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder().seed(1).updater(new Nesterovs()).list(output).build());
    network.init();
    var names = digits.columns();
    var columns = ExampleColumns.features(names[0], java.util.Arrays.copyOfRange(names, 1, 64)).labels(names[64]);
    var trainer = ClrTrainer.builder(CyclicLR.triangular2(0.0005, 0.0084, 92)).epochs(2).history(arguments[1]).build();
    var result = trainer.fit(network, columns.read(digits, network));
    System.out.println("iterations: " + result.iterations());
    System.out.println("rows: " + HistoryViews.of(spark, arguments[1]).history().count());
    spark.stop();
  }
}
