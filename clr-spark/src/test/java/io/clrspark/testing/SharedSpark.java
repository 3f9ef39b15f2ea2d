package io.clrspark.testing;

import java.util.Objects;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** One Spark context for all tests of a class. */
public final class SharedSpark implements BeforeAllCallback, AfterAllCallback {

  private final String master;
  private @Nullable JavaSparkContext spark;

  public SharedSpark(String master) {
    this.master = master;
  }

  public JavaSparkContext context() {
    return Objects.requireNonNull(spark, "outside of the class's tests");
  }

  @Override
  public void beforeAll(ExtensionContext tests) {
    spark = Spark.open(master);
  }

  @Override
  public void afterAll(ExtensionContext tests) {
    context().close();
  }
}
