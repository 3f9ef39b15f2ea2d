package io.clrspark.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.clrspark.conf.ClrConf;
import io.clrspark.jobs.driver.TrainingJob;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole runs of bin/clr train that go on with one that came to an end. */
class ResumedTrainTest {

  @TempDir private Path folder;

  @Test
  void runForOneEpoch_resumedForTwo_savesTheModelOfTwoAtOnce() throws IOException {
    train("once.zip", "runId=whole", "epochs=2");
    train("resumed.zip", "runId=run", "epochs=1");
    String told = train("resumed.zip", "resume=run", "epochs=2");
    assertThat(told)
        .contains("Resumed run run after 23 iterations.")
        .contains("run_id: run", "iterations: 46", "epochs: 2");
    assertThat(entries("resumed.zip")).isEqualTo(entries("once.zip")).hasSizeGreaterThan(2);
  }

  /** The run that is compared has the same warm-up of 12 iterations, half of one epoch. */
  @Test
  void shareOfARun_staysWhatItWas_whenTheRunIsResumedForLonger() throws IOException {
    String[] phases = {"schedule=inverse-sqrt", "timescale=50", "maxLr=0.01", "warmup=50 %"};
    train("once.zip", with(phases, "runId=whole", "epochs=3", "shareOf=23"));
    train("resumed.zip", with(phases, "runId=run", "epochs=1"));
    train("resumed.zip", with(phases, "resume=run", "epochs=2"));
    String told = train("resumed.zip", with(phases, "resume=auto", "runId=run", "epochs=3"));
    assertThat(told)
        .contains("Resumed run run after 46 iterations.")
        .contains("warm-up from iteration 0 (rate 0), fall from iteration 12 (rate 0.01)");
    assertThat(entries("resumed.zip")).isEqualTo(entries("once.zip"));
  }

  private static String[] with(String[] some, String... more) {
    return Stream.concat(Arrays.stream(some), Arrays.stream(more)).toArray(String[]::new);
  }

  /** A process that dies after it has saved its model, before it says so, leaves the same. */
  @Test
  void runThatSavedOverTheModelItLoaded_resumed_isTheSame() throws IOException {
    String cycles = "maxLr=0.004";
    train("loaded.zip", "runId=before");
    String load = "model.load=" + folder.resolve("loaded.zip");
    train("loaded.zip", "runId=run", load, cycles);
    Map<String, String> saved = entries("loaded.zip");
    String told = train("loaded.zip", "resume=run", load, cycles);
    assertThat(told).contains("Resumed run run after 23 iterations.").contains("iterations: 46");
    assertThat(entries("loaded.zip")).isEqualTo(saved);
    String again = train("loaded.zip", "resume=auto", "runId=run", load, cycles, "epochs=2");
    assertThat(again).contains("Resumed run run after 23 iterations.").contains("iterations: 69");
  }

  private String train(String model, String... properties) {
    Map<String, String> all = new TreeMap<>();
    set(all, "data.path=" + BinClr.ROOT.resolve("conf/data/digits.csv.gz"));
    set(all, "data.divide=16", "data.testFraction=0.2", "model.hidden=16");
    set(all, "averagingFrequency=4", "checkpoint.path=" + folder.resolve("checkpoints"));
    set(all, "model.save=" + folder.resolve(model));
    set(all, properties);
    if (all.containsKey("spark.clr.model.load")) {
      all.remove("spark.clr.model.hidden");
    }
    ByteArrayOutputStream told = new ByteArrayOutputStream();
    PrintStream out = System.out;
    PrintStream err = System.err;
    try (PrintStream both = new PrintStream(told, true, UTF_8)) {
      System.setOut(both);
      System.setErr(both);
      new TrainingJob(ClrConf.of(all)).run(LocalSpark.context(), all);
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
    return told.toString(UTF_8);
  }

  private static void set(Map<String, String> all, String... properties) {
    for (String property : properties) {
      int end = property.indexOf('=');
      all.put("spark.clr." + property.substring(0, end), property.substring(end + 1));
    }
  }

  /** What a model's file holds, but for the times in it. */
  private Map<String, String> entries(String model) throws IOException {
    Map<String, String> entries = new TreeMap<>();
    try (ZipFile zip = new ZipFile(folder.resolve(model).toFile())) {
      for (Enumeration<? extends ZipEntry> all = zip.entries(); all.hasMoreElements(); ) {
        ZipEntry entry = all.nextElement();
        byte[] bytes = zip.getInputStream(entry).readAllBytes();
        entries.put(entry.getName(), HexFormat.of().formatHex(bytes));
      }
    }
    return entries;
  }
}
