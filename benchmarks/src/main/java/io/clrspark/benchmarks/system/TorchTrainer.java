package io.clrspark.benchmarks.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.clrspark.ClrException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * PyTorch, in a process for each worker: averaging parameters and momentum by gloo after every so
 * many updates, or gradients by DistributedDataParallel at every update. The Python is the {@code
 * python3} of the {@code PATH}.
 */
public final class TorchTrainer implements TrainingSystem {

  private static final String SCRIPT = "torch_peer.py";

  private final TrainingCase bench;
  private final int frequency;
  private final Path script;

  /**
   * A trainer.
   *
   * @param frequency updates between two averagings; 0 for DistributedDataParallel
   * @param folder for the Python program
   */
  public TorchTrainer(TrainingCase bench, int frequency, Path folder) {
    this.bench = bench;
    this.frequency = frequency;
    this.script = folder.resolve(SCRIPT);
    try (InputStream in = TorchTrainer.class.getResourceAsStream("/" + SCRIPT)) {
      Files.copy(Objects.requireNonNull(in), script, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Requires a Python with PyTorch.
   *
   * @throws ClrException if there is none
   */
  public static void check() {
    String wayOut =
        "Install it with python3 -m pip install torch, or put a Python that has it first in the PATH.";
    try {
      Process python = start(List.of("python3", "-c", "import torch"));
      String said = new String(python.getInputStream().readAllBytes(), UTF_8).strip();
      if (python.waitFor() != 0) {
        String last = said.substring(said.lastIndexOf('\n') + 1);
        throw new ClrException("Cannot use --peer torch: " + last + ". " + wayOut);
      }
    } catch (IOException e) {
      throw new ClrException("Cannot use --peer torch: " + e.getMessage() + ". " + wayOut, e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  @Override
  public String system() {
    return frequency == 0 ? "torch-ddp" : "torch-gloo";
  }

  @Override
  public int averagingFrequency() {
    return frequency;
  }

  @Override
  public boolean isHere() {
    return false;
  }

  @Override
  public double[] epochs(int count, Runnable first) {
    List<String> said = new ArrayList<>();
    double[] seconds = new double[count];
    int epochs = 0;
    try {
      Process python = start(command(count));
      try (BufferedReader lines = python.inputReader(UTF_8)) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          if (epochs < count && line.matches("\\d+\\.\\d+(e-\\d+)?")) {
            seconds[epochs++] = Double.parseDouble(line);
            if (epochs == 1) {
              first.run();
            }
          } else {
            said.add(line);
          }
        }
      } finally {
        python.descendants().forEach(ProcessHandle::destroy);
        python.destroy();
      }
      int status = python.waitFor();
      if (status != 0 || epochs < count) {
        throw new ClrException(
            "PyTorch ended with status %d after %d of %d epochs: %s"
                .formatted(status, epochs, count, String.join(" / ", said)));
      }
      return seconds;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private List<String> command(int epochs) {
    List<String> command =
        new ArrayList<>(
            List.of(
                "python3",
                script.toString(),
                "--layers=" + bench.layers(),
                "--examples=" + bench.examples(),
                "--batch-size=" + bench.batchSize(),
                "--workers=" + bench.workers(),
                "--epochs=" + epochs));
    if (frequency > 0) {
      command.add("--average=" + frequency);
    }
    return command;
  }

  private static Process start(List<String> command) throws IOException {
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  private static IllegalStateException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new IllegalStateException("interrupted while PyTorch trains", e);
  }
}
