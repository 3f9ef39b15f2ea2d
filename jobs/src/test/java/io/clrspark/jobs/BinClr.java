package io.clrspark.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs bin/clr as a user does, without the variables of the environment that are Spark's. */
public final class BinClr {

  /** The folder of clr-spark. */
  public static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  private static final int MINUTES = 3;

  /** A process of a test does not live to see what more thorough compilation brings. */
  private static final String SHORT_LIVED = "-XX:TieredStopAtLevel=1";

  private BinClr() {}

  /**
   * What a process left behind.
   *
   * @param out its standard output
   * @param err its standard error
   */
  public record Result(int status, String out, String err) {

    /** The value of a line {@code name: value} on standard output. */
    public String value(String name) {
      return out.lines()
          .filter(line -> line.startsWith(name + ": "))
          .map(line -> line.substring(name.length() + 2))
          .findFirst()
          .orElseThrow(() -> new AssertionError("no line " + name + " in\n" + this));
    }
  }

  /** In the folder of clr-spark, with files for its output in another folder. */
  public static Result run(Path folder, String... arguments)
      throws IOException, InterruptedException {
    return run(folder, Map.of(), arguments);
  }

  /** With a text on standard input. */
  public static Result runWith(Path folder, String input, String... arguments)
      throws IOException, InterruptedException {
    Path in = Files.writeString(Files.createTempFile(folder, "in", ".txt"), input);
    Result result = run(folder, Map.of(), Redirect.from(in.toFile()), arguments);
    Files.delete(in);
    return result;
  }

  public static Result run(Path folder, Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    return run(folder, environment, Redirect.PIPE, arguments);
  }

  private static Result run(
      Path folder, Map<String, String> environment, Redirect in, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(ROOT.resolve("bin/clr").toString()));
    command.addAll(List.of(arguments));
    Path out = Files.createTempFile(folder, "out", ".txt");
    Path err = Files.createTempFile(folder, "err", ".txt");
    ProcessBuilder builder = new ProcessBuilder(command).directory(ROOT.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("SPARK_"));
    builder.environment().put("SPARK_SUBMIT_OPTS", SHORT_LIVED);
    builder.environment().putAll(environment);
    builder.redirectInput(in);
    Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    boolean ended = process.waitFor(MINUTES, TimeUnit.MINUTES);
    if (!ended) {
      process.destroyForcibly();
    }
    Result result =
        new Result(ended ? process.exitValue() : -1, Files.readString(out), Files.readString(err));
    assertThat(ended).as("bin/clr ends within %s minutes: %s", MINUTES, result).isTrue();
    Files.delete(out);
    Files.delete(err);
    return result;
  }
}
