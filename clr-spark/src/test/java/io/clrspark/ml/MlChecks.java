package io.clrspark.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What Spark's own estimators and models are held to. */
final class MlChecks {

  private MlChecks() {}

  /** Saves and reads back in each way there is; what came back has the same uid and Params. */
  static <T extends Params & MLWritable> T savedAndRead(T instance, Path folder)
      throws IOException, ReflectiveOperationException {
    String path = folder.resolve(instance.uid()).toString();
    instance.save(path);
    assertThatThrownBy(() -> instance.save(path)).isInstanceOf(IOException.class);
    instance.write().overwrite().save(path);
    MLReader<?> reader = (MLReader<?>) instance.getClass().getMethod("read").invoke(null);
    requireSame(instance, (Params) reader.load(path));
    Method load = instance.getClass().getMethod("load", String.class);
    @SuppressWarnings("unchecked") // a class reads what it wrote
    T loaded = (T) load.invoke(null, path);
    requireSame(instance, loaded);
    return loaded;
  }

  private static void requireSame(Params expected, Params actual) {
    assertThat(actual).isExactlyInstanceOf(expected.getClass());
    assertThat(actual.uid()).isEqualTo(expected.uid());
    requireSameParams(expected, actual);
  }

  static void requireSameParams(Params expected, Params actual) {
    for (Param<?> param : expected.params()) {
      Param<?> same = actual.getParam(param.name());
      assertThat(actual.isSet(same)).as(param.name()).isEqualTo(expected.isSet(param));
      assertThat(actual.isDefined(same)).as(param.name()).isEqualTo(expected.isDefined(param));
      if (expected.isDefined(param)) {
        assertThat((Object) actual.getOrDefault(same))
            .as(param.name())
            .isEqualTo(expected.getOrDefault(param));
      }
    }
  }

  /** A copy has the uid, the parent's uid and the Params, and none of its objects changes both. */
  static <T extends Params> T copied(T instance, ParamMap extra) {
    @SuppressWarnings("unchecked") // a copy is of the same class
    T copy = (T) instance.copy(extra);
    assertThat(copy).isNotSameAs(instance);
    assertThat(copy.uid()).isEqualTo(instance.uid());
    return copy;
  }

  static List<Row> rows(Dataset<Row> frame) {
    return frame.collectAsList();
  }
}
