package io.clrspark.jobs;

import io.clrspark.conf.ClrConf;
import io.clrspark.files.Storage;
import io.clrspark.jobs.command.CommandLine;
import io.clrspark.jobs.command.Submission;
import io.clrspark.jobs.command.UsageException;
import io.clrspark.kryo.ClrRegistrator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What spark-submit gets for a command with a saved model and data. */
final class ScoringSubmission {

  private ScoringSubmission() {}

  /**
   * The model's file, then the paths of the data.
   *
   * @throws UsageException if either is missing
   */
  static List<String> files(CommandLine line) {
    if (line.positional().isEmpty()) {
      throw new UsageException("Which model? Give MODEL.zip, then the data.");
    }
    if (line.positional().size() == 1) {
      throw new UsageException("Which data? Give files after the model.");
    }
    line.positional().forEach(path -> Storage.requireNoHome("argument", path));
    return line.positional();
  }

  /**
   * The submission.
   *
   * @param options those of the command, with their values
   * @throws io.clrspark.ClrException if a property is wrong
   */
  static Submission of(CommandLine line, String model, List<String> data, List<String> options) {
    ClrConf.of(line.conf());
    Map<String, String> defaults = new TreeMap<>();
    if (Boolean.parseBoolean(line.conf().get(ClrRegistrator.REQUIRED))) {
      defaults.put(ClrRegistrator.REGISTRATORS, ClrRegistrator.class.getName());
    }
    List<String> arguments = new ArrayList<>(List.of(model));
    arguments.addAll(data);
    arguments.addAll(options);
    return Submission.empty().withDefaults(defaults).withArguments(arguments).withThreadsOfATask();
  }
}
