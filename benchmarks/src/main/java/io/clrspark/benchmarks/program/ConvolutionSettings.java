package io.clrspark.benchmarks.program;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Measures DL4J's {@code fit} on the network of the paper's CIFAR-10 experiment under settings that
 * may make its convolutions faster: images per second on one core, and the difference of the
 * gradients from those under DL4J's defaults. Every setting runs in a process of its own.
 *
 * <pre>{@code mvn -q -Dmaven.test.skip process-classes -pl benchmarks -am -Pconvolution-settings}
 * </pre>
 */
public final class ConvolutionSettings {

  /**
   * Multiplications and additions per image: forwards, and backwards to weights and to inputs, of
   * 5x5 kernels from 3 to 32 maps at 32x32, 32 to 32 at 16x16 and 32 to 64 at 8x8.
   */
  private static final double FLOP =
      3 * 2.0 * 25 * (32 * 32 * 3 * 32 + 16 * 16 * 32 * 32 + 8 * 8 * 32 * 64);

  private static final String HELPERS = "-Dorg.eclipse.deeplearning4j.helpers.disable=false";

  /**
   * A row of the table.
   *
   * @param natives the classifier of ND4J's natives, without the platform
   * @param java options of the process
   * @param network options of {@link ConvolutionTimes}
   * @param environment variables as name=value
   */
  private record Setting(
      String name,
      String natives,
      List<String> java,
      List<String> network,
      List<String> environment) {

    static Setting of(String name, String natives, String... java) {
      return new Setting(name, natives, List.of(java), List.of(), List.of());
    }

    Setting network(String option) {
      return new Setting(name, natives, java, List.of(option), environment);
    }

    Setting environment(String variable) {
      return new Setting(name, natives, java, network, List.of(variable));
    }
  }

  private static final List<Setting> SETTINGS =
      List.of(
          Setting.of("DL4J's defaults", ""),
          Setting.of("explicit padding", "").network(ConvolutionTimes.EXPLICIT_PADDING),
          Setting.of("no workspaces", "").network(ConvolutionTimes.NO_WORKSPACES),
          Setting.of("channels last", "").network(ConvolutionTimes.CHANNELS_LAST),
          Setting.of("OpenBLAS for Skylake", "").environment("OPENBLAS_CORETYPE=SkylakeX"),
          Setting.of("JavaCPP without GC", "", "-Dorg.bytedeco.javacpp.nopointergc=true"),
          Setting.of("avx2", "-avx2"),
          Setting.of("avx512", "-avx512"),
          Setting.of("helpers", "", HELPERS),
          Setting.of("oneDNN, no helpers", "-onednn"),
          Setting.of("oneDNN, helpers", "-onednn", HELPERS),
          Setting.of("oneDNN avx2, helpers", "-onednn-avx2", HELPERS),
          Setting.of("oneDNN avx512, helpers", "-onednn-avx512", HELPERS),
          Setting.of("oneDNN, channels last", "-onednn", HELPERS)
              .network(ConvolutionTimes.CHANNELS_LAST));

  private ConvolutionSettings() {}

  /** Prints a line per setting. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("convolution");
    System.out.println(
        "setting                  images/s  GFLOP/s  matrix product GFLOP/s  largest difference");
    float[] expected = new float[0];
    for (Setting setting : SETTINGS) {
      Path gradients = folder.resolve("gradients");
      Optional<String> line = run(setting, folder, gradients);
      if (line.isEmpty()) {
        System.out.printf("%-23s  does not run on this processor%n", setting.name());
        continue;
      }
      String[] times = line.get().split(" ", -1);
      float[] actual = read(gradients);
      expected = expected.length == 0 ? actual : expected;
      double images = Double.parseDouble(times[1]);
      System.out.printf(
          Locale.ROOT,
          "%-23s  %8.0f  %7.1f  %22.0f  %18.1e%n",
          setting.name(),
          images,
          images * FLOP / 1e9,
          Double.parseDouble(times[0]),
          difference(actual, expected));
      Files.delete(gradients);
    }
    Files.delete(folder);
  }

  /** The last line of a process; none if the processor lacks one of its instructions. */
  private static Optional<String> run(Setting setting, Path folder, Path gradients)
      throws IOException, InterruptedException {
    Path crash = folder.resolve("crash");
    List<String> command = new ArrayList<>(List.of("java", "-Xmx3g"));
    command.add("-Dorg.bytedeco.javacpp.platform.extension=" + setting.natives());
    command.add("-Dlog4j2.configurationFile=log4j2-off.properties");
    command.add("-XX:ErrorFile=" + crash);
    command.addAll(setting.java());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(ConvolutionTimes.class.getName(), gradients.toString()));
    command.addAll(setting.network());
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    for (String variable : setting.environment()) {
      String[] parts = variable.split("=", 2);
      builder.environment().put(parts[0], parts[1]);
    }
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int status = process.waitFor();
    if (Files.deleteIfExists(crash) && output.contains("SIGILL")) {
      return Optional.empty();
    }
    if (status != 0) {
      throw new IllegalStateException(setting.name() + " failed: " + output);
    }
    return output.strip().lines().reduce((first, second) -> second);
  }

  private static float[] read(Path gradients) throws IOException {
    FloatBuffer buffer = ByteBuffer.wrap(Files.readAllBytes(gradients)).asFloatBuffer();
    float[] values = new float[buffer.remaining()];
    buffer.get(values);
    return values;
  }

  /** Relative to the largest number expected. */
  private static double difference(float[] actual, float[] expected) {
    double largest = 0;
    double difference = 0;
    for (int i = 0; i < expected.length; i++) {
      largest = Math.max(largest, Math.abs(expected[i]));
      difference = Math.max(difference, Math.abs(actual[i] - expected[i]));
    }
    return difference / largest;
  }
}
