package io.clrspark.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.clrspark.jobs.BinClr;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code bin/clr bench} on a case so small that its times say nothing. */
class BenchIT {

  @TempDir Path folder;

  @Test
  void bench_everySystem_isInTableAndJson() throws Exception {
    Path json = folder.resolve("bench.json");
    BinClr.Result result =
        BinClr.run(
            folder,
            "bench",
            "--layers=20-8-3",
            "--examples=400",
            "--batch-size=10",
            "--averaging-frequency=2,5",
            "--warm-up=1",
            "--epochs=2",
            "--repetitions=2",
            "--json=" + json);
    assertThat(result.status()).as(result.err()).isZero();
    JsonNode all = new ObjectMapper().readTree(json.toFile());
    assertThat(all.path("machine").path("cores").asInt()).isPositive();
    assertThat(all.path("case").path("parameters").asInt()).isEqualTo(20 * 8 + 8 + 8 * 3 + 3);
    assertThat(all.path("case").path("warmUpSeconds").asInt()).isEqualTo(1);
    assertThat(all.path("results").findValuesAsText("system"))
        .containsOnly(
            "local-fit",
            "limit",
            "parallel-wrapper",
            "clr-spark",
            "clr-spark-no-history",
            "stock-export",
            "stock-direct")
        .hasSize(2 + 5 * 2);
    for (JsonNode one : all.path("results")) {
      assertThat(result.out()).contains(one.path("system").asText());
      JsonNode rate = one.path("examplesPerSecond");
      assertThat(rate.path("min").asDouble()).isPositive();
      assertThat(rate.path("median").asDouble())
          .isBetween(rate.path("min").asDouble(), rate.path("max").asDouble());
      assertThat(one.path("firstEpochSeconds").asDouble()).isPositive();
      assertThat(one.path("peakHeapBytes").asLong()).isPositive();
    }
  }

  @Test
  void bench_stockDefaults_areNamed() throws Exception {
    Path json = folder.resolve("bench.json");
    BinClr.Result result =
        BinClr.run(
            folder,
            "bench",
            "--stock=defaults",
            "--systems=stock-direct,stock-export",
            "--layers=20-8-3",
            "--examples=400",
            "--averaging-frequency=5",
            "--warm-up=1",
            "--epochs=2",
            "--repetitions=1",
            "--json=" + json);
    assertThat(result.status()).as(result.err()).isZero();
    assertThat(result.out()).contains("stock masters defaults");
    JsonNode all = new ObjectMapper().readTree(json.toFile());
    assertThat(all.path("case").path("stock").asText()).isEqualTo("defaults");
    assertThat(all.path("results")).hasSize(2);
  }

  @Test
  void bench_onExecutors_hasTheirMemoryToo() throws Exception {
    Path json = folder.resolve("bench.json");
    BinClr.Result result =
        BinClr.run(
            folder,
            "bench",
            "--master=local-cluster[1,1,1024]",
            "--systems=clr-spark-no-history",
            "--layers=20-8-3",
            "--examples=400",
            "--averaging-frequency=5",
            "--warm-up=1",
            "--epochs=2",
            "--repetitions=1",
            "--json=" + json);
    assertThat(result.status()).as(result.err()).isZero();
    JsonNode one = new ObjectMapper().readTree(json.toFile()).path("results").path(0);
    assertThat(one.path("peakExecutorHeapBytes").asLong()).isBetween(10L << 20, 1L << 30);
    assertThat(one.path("peakExecutorResidentBytes").asLong()).isBetween(100L << 20, 2L << 30);
    assertThat(result.out()).containsPattern("\\d+ \\+ \\d+ +\\d+ \\+ \\d+ ");
  }

  /** With a Python that only prints, in place of one with PyTorch. */
  @Test
  void bench_besidePyTorch_hasItsRows() throws Exception {
    python(
        "case \"$*\" in *--workers=2*--average=5*) seconds=0.5;; *) seconds=1.0;; esac\n"
            + "sleep 0.3; yes $seconds | head -n 99");
    Path json = folder.resolve("bench.json");
    BinClr.Result result = benchWithTorch("--json=" + json);
    assertThat(result.status()).as(result.err()).isZero();
    JsonNode results = new ObjectMapper().readTree(json.toFile()).path("results");
    assertThat(results.findValuesAsText("system"))
        .containsExactly("clr-spark", "torch-gloo", "torch-ddp");
    assertThat(results.path(1).path("examplesPerSecond").path("median").asDouble()).isEqualTo(800);
    assertThat(results.path(2).path("examplesPerSecond").path("median").asDouble()).isEqualTo(400);
  }

  @Test
  void bench_besidePyTorch_thatIsNotThere_saysSoAtOnce() throws Exception {
    python("echo \"ModuleNotFoundError: No module named 'torch'\" >&2; exit 1");
    BinClr.Result result = benchWithTorch();
    assertThat(result.status()).isEqualTo(1);
    assertThat(result.err())
        .isEqualTo(
            "Cannot use --peer torch: ModuleNotFoundError: No module named 'torch'. Install it with"
                + " python3 -m pip install torch, or put a Python that has it first in the PATH.\n");
  }

  private void python(String program) throws IOException {
    Path python = Files.createDirectory(folder.resolve("bin")).resolve("python3");
    Files.writeString(python, "#!/bin/sh\n" + program + "\n");
    assertThat(python.toFile().setExecutable(true)).isTrue();
  }

  private BinClr.Result benchWithTorch(String... more) throws Exception {
    List<String> arguments =
        Stream.concat(
                Stream.of(
                    "bench",
                    "--peer=torch",
                    "--systems=clr-spark",
                    "--layers=20-8-3",
                    "--examples=400",
                    "--averaging-frequency=5",
                    "--warm-up=1",
                    "--epochs=2",
                    "--repetitions=1"),
                Stream.of(more))
            .toList();
    String path = folder.resolve("bin") + ":" + System.getenv("PATH");
    return BinClr.run(folder, Map.of("PATH", path), arguments.toArray(String[]::new));
  }

  @Test
  void bench_onExecutorsOfALocalFileSystem_leavesExportOutBeforeAnythingRuns() throws Exception {
    Path json = folder.resolve("bench.json");
    List<String> small =
        List.of(
            "bench",
            "--master=local-cluster[1,1,1024]",
            "--layers=20-8-3",
            "--examples=400",
            "--averaging-frequency=5",
            "--warm-up=1",
            "--epochs=2",
            "--repetitions=1",
            "--json=" + json);
    BinClr.Result all = run(small);
    assertThat(all.status()).as(all.err()).isZero();
    assertThat(all.err())
        .startsWith("stock-export is left out: DL4J refuses Export on local-cluster[1,1,1024] ");
    assertThat(new ObjectMapper().readTree(json.toFile()).path("results")).hasSize(6);

    BinClr.Result named = run(small, "--systems=limit,stock-export");
    assertThat(named.status()).isEqualTo(1);
    assertThat(named.err()) // Spark may log that its cluster was not up yet when it was stopped
        .endsWith(
            "DL4J refuses Export on local-cluster[1,1,1024] while the default file system is the"
                + " local one: set --conf spark.hadoop.fs.defaultFS=hdfs://HOST, or leave"
                + " stock-export out of --systems.\n");

    BinClr.Result mounted =
        run(
            small,
            "--systems=stock-export",
            "--conf=spark.hadoop.fs.defaultFS=viewfs://mounted/",
            "--conf=spark.hadoop.fs.viewfs.mounttable.mounted.linkFallback=file:///");
    assertThat(mounted.status()).as(mounted.err()).isZero();
    assertThat(mounted.out()).contains("stock-export");
  }

  private BinClr.Result run(List<String> arguments, String... more) throws Exception {
    return BinClr.run(
        folder, Stream.concat(arguments.stream(), Stream.of(more)).toArray(String[]::new));
  }

  @Test
  void bench_wrongOption_isUsage() throws Exception {
    BinClr.Result result = BinClr.run(folder, "bench", "--systems=keras");
    assertThat(result.status()).isEqualTo(2);
    assertThat(result.err())
        .isEqualTo(
            "Unknown system keras. They are local-fit,limit,parallel-wrapper,clr-spark,"
                + "clr-spark-no-history,stock-export,stock-direct.\nSee bin/clr bench --help.\n");
  }

  @Test
  void bench_help_isOnStandardOutput() throws Exception {
    BinClr.Result help = BinClr.run(folder, "bench", "--help");
    assertThat(help.status()).isZero();
    assertThat(help.out()).startsWith("Usage: bin/clr bench [options]\n");
    assertThat(help.err()).isEmpty();
  }
}
