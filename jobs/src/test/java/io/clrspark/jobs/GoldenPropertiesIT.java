package io.clrspark.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.clrspark.jobs.BinClr.Result;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The properties that a range test of an earlier version suggested. */
class GoldenPropertiesIT {

  private static final Path SUGGESTED =
      BinClr.ROOT.resolve("clr-spark/src/test/resources/golden/1/suggested.properties");

  @TempDir private Path folder;

  @Test
  void train_takesTheRangeThatTheySuggest() throws Exception {
    String history = folder.resolve("history").toString();
    Result trained =
        BinClr.run(
            folder,
            "train",
            "conf/digits.properties",
            SUGGESTED.toString(),
            "--conf",
            "spark.clr.epochs=1",
            "--conf",
            "spark.clr.model.save=",
            "--conf",
            "spark.clr.history.path=" + history);
    assertThat(trained.status()).as(trained.toString()).isZero();
    String query = "SELECT min(lr), count(*) FROM iterations";
    assertThat(BinClr.run(folder, "sql", "--history", history, "--csv", query).out())
        .isEqualTo("min(lr),count(1)\n5.37032E-4,23\n");
  }
}
