package io.clrspark.testing;

import io.clrspark.conf.ClrConf;
import io.clrspark.examples.ExampleBlock;
import io.clrspark.input.JobData;
import io.clrspark.input.NetworkNeeds;
import io.clrspark.source.encode.FittedEncoding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;
import org.nd4j.linalg.dataset.DataSet;

/** Loads a job's data by properties. */
public final class JobDataLoader {

  private JobDataLoader() {}

  /** Loads; keys are without {@code spark.clr.data.}. */
  public static JobData load(LocalSpark spark, boolean images, String... properties) {
    Map<String, String> map = new HashMap<>();
    for (int i = 0; i < properties.length; i += 2) {
      String prefix = properties[i].startsWith("model.") ? "spark.clr." : "spark.clr.data.";
      map.put(prefix + properties[i], properties[i + 1]);
    }
    return JobData.load(
        spark.context(),
        ClrConf.of(map),
        new NetworkNeeds(
            images || map.containsKey("spark.clr.data.shape"), 0, false, 0, FittedEncoding.none()));
  }

  /** Each example as its features and its class, in the order of the partitions. */
  public static List<String> rows(JavaRDD<ExampleBlock> data) {
    List<String> rows = new ArrayList<>();
    for (DataSet some : data.map(ExampleBlock::dataSet).collect()) {
      for (int row = 0; row < some.numExamples(); row++) {
        int label = some.getLabels().getRow(row).argMax().getInt(0);
        float[] features = some.getFeatures().slice(row).dup().reshape(-1).toFloatVector();
        rows.add(Arrays.toString(features) + " " + label);
      }
    }
    return rows;
  }
}
