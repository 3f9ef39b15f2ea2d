package io.clrspark.kryo;

import com.esotericsoftware.kryo.Kryo;
import io.clrspark.ClrException;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.serializer.KryoRegistrator;

/**
 * Registers with Kryo what this library sends. Spark asks for it where {@code
 * spark.kryo.registrationRequired} is set:
 *
 * <pre>{@code spark.kryo.registrator io.clrspark.kryo.ClrRegistrator}</pre>
 */
public final class ClrRegistrator implements KryoRegistrator {

  /** Spark's property that makes Kryo refuse other classes than registered ones. */
  public static final String REQUIRED = "spark.kryo.registrationRequired";

  /** Spark's property that names registrators. */
  public static final String REGISTRATORS = "spark.kryo.registrator";

  /** By name, since most are of no use outside of their packages. */
  private static final List<String> CLASSES =
      List.of(
          "[Lio.clrspark.training.round.WorkerResult;",
          "[Lorg.nd4j.linalg.api.buffer.DataType;",
          "[[B",
          "[[J",
          "[Ljava.lang.String;",
          "io.clrspark.examples.BadRow",
          "io.clrspark.examples.ExampleBlock",
          "io.clrspark.examples.ExampleLayout",
          "io.clrspark.examples.FilePart",
          "io.clrspark.examples.load.FilePartCount",
          "io.clrspark.examples.load.FilePartCounts",
          "io.clrspark.examples.load.PartitionSummary",
          "io.clrspark.input.scan.PartitionScan",
          "io.clrspark.input.scan.SideScan",
          "io.clrspark.ml.train.FrameScan",
          "io.clrspark.network.NetworkState",
          "io.clrspark.network.replica.OutputPool",
          "io.clrspark.network.replica.ReplicaPool",
          "io.clrspark.network.replica.UpdateRows",
          "io.clrspark.predict.OutputMeaning",
          "io.clrspark.predict.RowPlaces",
          "io.clrspark.predict.ScoreSums",
          "io.clrspark.source.RowBlock",
          "io.clrspark.source.scale.ExactSums",
          "io.clrspark.source.scale.FeatureStatistics",
          "io.clrspark.training.round.EvaluationSum",
          "io.clrspark.training.round.WorkerResult",
          "io.clrspark.training.round.shuffle.SliceTask$Average",
          "io.clrspark.training.round.shuffle.SliceTask$Part",
          "java.math.BigDecimal",
          "java.util.ArrayList",
          "java.util.HashMap",
          "java.util.TreeMap",
          "java.util.TreeSet",
          "org.nd4j.linalg.api.buffer.DataType");

  @Override
  public void registerClasses(Kryo kryo) {
    ClassLoader loader = getClass().getClassLoader();
    for (String name : CLASSES) {
      try {
        kryo.register(Class.forName(name, false, loader));
      } catch (ClassNotFoundException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /**
   * Requires this registrator where Spark requires registration.
   *
   * @throws ClrException if it is not set
   */
  public static void requireIn(SparkConf spark) {
    boolean isRequired =
        spark.getBoolean(REQUIRED, false)
            && spark.get("spark.serializer", "").endsWith(".KryoSerializer");
    String name = ClrRegistrator.class.getName();
    List<String> set = Arrays.asList(spark.get(REGISTRATORS, "").split("\\s*,\\s*", -1));
    if (isRequired && !set.contains(name)) {
      throw ClrException.invalid(
          REQUIRED,
          true,
          "the classes of clr-spark are not registered: add %s to %s, after a comma if that has others"
              .formatted(name, REGISTRATORS));
    }
  }
}
