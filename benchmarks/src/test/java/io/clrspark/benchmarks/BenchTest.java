package io.clrspark.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clrspark.jobs.BinClr;
import io.clrspark.jobs.Commands;
import io.clrspark.jobs.command.UsageException;
import io.clrspark.jobs.launch.Launcher;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BenchTest {

  private static final String LIB = BinClr.ROOT.resolve("benchmarks/target/lib").toString();

  @TempDir private Path folder;

  @Test
  void command_isTheOneOfTheList() {
    Bench bench = new Bench();
    assertThat(Commands.ALL.named(bench.name()).summary()).isEqualTo(bench.summary());
    assertThat(bench.help()).startsWith("Usage: bin/clr bench [options]\n");
    assertThat(bench.options()).allMatch(option -> bench.help().contains(option + " "));
  }

  @Test
  void submission_hasTheJarsOfTheModule_andYieldsToTheUsersProperties() throws Exception {
    List<String> words = words("bench", "--workers=3", "--conf", "spark.broadcast.compress=true");
    assertThat(words)
        .startsWith("exec")
        .containsSubsequence(
            "--class",
            "io.clrspark.benchmarks.Bench",
            "spark.master=local[2]",
            "--jars",
            "local:%s/clr-benchmarks.jar,local:%s/deeplearning4j-parallel-wrapper-1.0.0-M2.1.jar"
                .formatted(LIB, LIB))
        .contains("-Xmx3g", "spark.task.maxDirectResultSize=64m", "spark.broadcast.compress=true")
        .doesNotContain("spark.broadcast.compress=false")
        .endsWith("--workers", "3");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--workers=0 | Option --workers needs whole numbers >= 1, not 0.",
        "--warm-up=0 | Option --warm-up needs whole numbers >= 1, not 0.",
        "--epochs=1 | Option --epochs needs at least 2: the first is counted apart.",
        "--layers=784 | Option --layers needs at least two sizes, such as 784-100-10.",
        "--averaging=never | Option --averaging needs one of auto, driver, executors, not never.",
        "--peer=jax | Option --peer needs torch, not jax.",
        "--stock=fast | Option --stock needs one of tuned, defaults, not fast.",
        "--systems=keras | Unknown system keras. They are local-fit,limit,parallel-wrapper,clr-spark,clr-spark-no-history,stock-export,stock-direct.",
        "x | bench takes options only, not x.",
      })
  void wrongOption_isWrongUsage(String option, String message) {
    assertThatThrownBy(() -> words("bench", option))
        .isInstanceOf(UsageException.class)
        .hasMessage(message);
  }

  private List<String> words(String... arguments) throws Exception {
    Path order = folder.resolve("order");
    new Launcher(Commands.ALL, BinClr.ROOT, Map.of()).launch(List.of(arguments), order);
    return List.of(Files.readString(order).split("\0", 0));
  }
}
