package io.clrspark.jobs;

import io.clrspark.conf.ClrConf;
import io.clrspark.conf.DataProperties;
import io.clrspark.conf.schedule.ScheduleConf;
import io.clrspark.jobs.command.CommandLine;
import io.clrspark.jobs.command.PropertyFiles;
import io.clrspark.jobs.command.SparkDefaults;
import io.clrspark.jobs.command.Submission;
import io.clrspark.jobs.driver.JobPaths;
import io.clrspark.kryo.ClrRegistrator;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What spark-submit gets for a command that trains by properties files. */
final class TrainingSubmission {

  private static final String EXAMPLE = "conf/digits.properties";

  private TrainingSubmission() {}

  /**
   * The files of the command line, or the example with its data.
   *
   * @param settings properties that the command's own options set
   * @throws io.clrspark.ClrException if a file or a property is wrong
   */
  static Submission of(CommandLine line, Path root, Map<String, String> settings) {
    boolean isExample = line.positional().isEmpty();
    List<String> files = isExample ? List.of(root.resolve(EXAMPLE).toString()) : line.positional();
    Map<String, String> properties = PropertyFiles.merged(files);
    properties.putAll(line.conf());
    properties.putAll(settings);
    ClrConf conf = ClrConf.of(properties);
    ScheduleConf.of(conf);
    JobPaths.requireNoHome(conf);
    Map<String, String> defaults = SparkDefaults.rounds();
    if (Boolean.parseBoolean(properties.get(ClrRegistrator.REQUIRED))) {
      defaults.put(ClrRegistrator.REGISTRATORS, ClrRegistrator.class.getName());
    }
    Map<String, String> all = new TreeMap<>(settings);
    String path = DataProperties.PATH.key();
    if (isExample && !line.conf().containsKey(path)) {
      all.put(path, root.resolve(properties.get(path)).toString());
    }
    return Submission.empty()
        .withFiles(files)
        .withDefaults(defaults)
        .withSettings(all)
        .withThreadsOfATask();
  }
}
