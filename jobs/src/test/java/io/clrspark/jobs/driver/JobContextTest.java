package io.clrspark.jobs.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clrspark.jobs.command.UsageException;
import java.util.List;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;

class JobContextTest {

  @Test
  void arguments_areRefused() {
    assertThatThrownBy(() -> JobContext.properties(List.of("x.properties")))
        .isInstanceOf(UsageException.class)
        .hasMessage("The job takes no arguments, but properties: [x.properties].");
  }

  @Test
  void secret_comesFromTheWorker_unlessThereIsOne_andOnlyWhereAsked() {
    Map<String, String> worker = Map.of("_SPARK_AUTH_SECRET", "theirs");
    assertThat(secret(new SparkConf(false).set("spark.authenticate", "true"), worker))
        .isEqualTo("theirs");
    assertThat(
            secret(
                new SparkConf(false)
                    .set("spark.authenticate", "true")
                    .set("spark.authenticate.secret", "mine"),
                worker))
        .isEqualTo("mine");
    assertThat(secret(new SparkConf(false), worker)).isEmpty();
    assertThat(secret(new SparkConf(false).set("spark.authenticate", "true"), Map.of())).isEmpty();
  }

  private static String secret(SparkConf conf, Map<String, String> environment) {
    JobContext.takeSecret(conf, environment);
    return conf.get("spark.authenticate.secret", "");
  }
}
