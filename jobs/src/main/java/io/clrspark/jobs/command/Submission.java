package io.clrspark.jobs.command;

import java.util.List;
import java.util.Map;

/** What spark-submit gets for one run of a {@link SparkCommand}. Immutable. */
public final class Submission {

  private static final Submission EMPTY =
      new Submission(List.of(), Map.of(), Map.of(), List.of(), false, false);

  private final List<String> files;
  private final Map<String, String> defaults;
  private final Map<String, String> settings;
  private final List<String> arguments;
  private final boolean fixesThreads;
  private final boolean isQuiet;

  private Submission(
      List<String> files,
      Map<String, String> defaults,
      Map<String, String> settings,
      List<String> arguments,
      boolean fixesThreads,
      boolean isQuiet) {
    this.files = List.copyOf(files);
    this.defaults = defaults;
    this.settings = settings;
    this.arguments = List.copyOf(arguments);
    this.fixesThreads = fixesThreads;
    this.isQuiet = isQuiet;
  }

  /** Nothing but the class of the command. */
  public static Submission empty() {
    return EMPTY;
  }

  /** With properties files; a later one wins. */
  public Submission withFiles(List<String> names) {
    return new Submission(names, defaults, settings, arguments, fixesThreads, isQuiet);
  }

  /** With properties that apply where neither a file nor {@code --conf} sets them. */
  public Submission withDefaults(Map<String, String> properties) {
    return new Submission(files, properties, settings, arguments, fixesThreads, isQuiet);
  }

  /** With properties that apply whatever a file or {@code --conf} says. */
  public Submission withSettings(Map<String, String> properties) {
    return new Submission(files, defaults, properties, arguments, fixesThreads, isQuiet);
  }

  /** With arguments for the command's {@link SparkCommand#run}. */
  public Submission withArguments(List<String> words) {
    return new Submission(files, defaults, settings, words, fixesThreads, isQuiet);
  }

  /** With the threads of ND4J that a task of an executor has, where tasks run in the driver too. */
  public Submission withThreadsOfATask() {
    return new Submission(files, defaults, settings, arguments, true, isQuiet);
  }

  /** Without Spark's warnings: standard error has the command's own words alone. */
  public Submission quiet() {
    return new Submission(files, defaults, settings, arguments, fixesThreads, true);
  }

  /** The properties files; a later one wins. */
  public List<String> files() {
    return files;
  }

  /** The properties that apply unless the user sets them. */
  public Map<String, String> defaults() {
    return defaults;
  }

  /** The properties that apply always. */
  public Map<String, String> settings() {
    return settings;
  }

  /** The arguments of the job. */
  public List<String> arguments() {
    return arguments;
  }

  /** Whether a local run gets the threads of a task. */
  public boolean fixesThreads() {
    return fixesThreads;
  }

  /** Whether Spark's warnings are switched off. */
  public boolean isQuiet() {
    return isQuiet;
  }
}
