package io.clrspark.training.plan;

import io.clrspark.Internal;
import io.clrspark.examples.ExampleLayout;
import io.clrspark.examples.load.EvaluationData;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;

/** All held-out data sets of a run. */
@Internal
public final class HeldOutData implements AutoCloseable {

  private final List<EvaluationData> sets = new ArrayList<>();

  private HeldOutData() {}

  static HeldOutData load(Map<String, JavaRDD<?>> evaluations, ExampleLayout layout) {
    HeldOutData loaded = new HeldOutData();
    boolean done = false;
    try {
      evaluations.forEach((name, data) -> loaded.sets.add(EvaluationData.load(name, data, layout)));
      done = true;
    } finally {
      if (!done) {
        loaded.close();
      }
    }
    return loaded;
  }

  public List<EvaluationData> sets() {
    return sets;
  }

  @Override
  public void close() {
    sets.forEach(EvaluationData::close);
  }
}
