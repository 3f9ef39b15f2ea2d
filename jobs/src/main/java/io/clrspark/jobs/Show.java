package io.clrspark.jobs;

import io.clrspark.conf.ClrConf;
import io.clrspark.conf.ModelProperties;
import io.clrspark.jobs.command.CommandLine;
import io.clrspark.jobs.command.SparkCommand;
import io.clrspark.jobs.command.Submission;
import io.clrspark.jobs.command.UsageException;
import io.clrspark.jobs.driver.JobContext;
import io.clrspark.jobs.driver.ShownModel;
import io.clrspark.model.SavedModel;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.deploy.SparkHadoopUtil;

/** {@code bin/clr show}: what is in a saved model. Starts no Spark. */
public final class Show extends SparkCommand {

  private static final String HELP =
      """
      Usage: bin/clr show MODEL.zip [options]

      Prints what is in a saved model: its layers and parameters, its updater and schedule, how far
      it is trained, the names of its classes and features, how features are scaled, and the
      versions of the software that wrote it. The file may be on any file system Spark knows.

        --conf KEY=VALUE   sets a property, such as spark.clr.model.classes, any number of times
        --debug            shows the stack trace of an error
        --help             shows this

      Every other option goes to spark-submit.
      """;

  public Show() {
    super("show", "show what is in a saved model", HELP);
  }

  /** Runs the job. */
  public static void main(String[] arguments) {
    new Show().main(List.of(arguments));
  }

  @Override
  public Submission submission(CommandLine line, Path root) {
    return Submission.empty().withArguments(List.of(model(line))).quiet();
  }

  private static String model(CommandLine line) {
    if (line.positional().size() != 1) {
      throw new UsageException("Which model? Give one file.");
    }
    return line.positional().get(0);
  }

  @Override
  protected void run(List<String> arguments) {
    String path = model(parse(arguments));
    ClrConf conf = ClrConf.of(JobContext.properties(List.of()));
    SavedModel model =
        SavedModel.load(
            path,
            SparkHadoopUtil.get().newConfiguration(new SparkConf()),
            conf.set(ModelProperties.CLASSES).orElse(List.of()));
    new ShownModel(model).lines().forEach(System.out::println);
  }
}
