package io.clrspark.jobs;

import io.clrspark.conf.DataProperties;
import io.clrspark.conf.ModelProperties;
import io.clrspark.conf.TrainingProperties;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.commons.io.FileUtils;

/**
 * Spark's classes and the jar's in the form that a JVM has them in memory (class data sharing, JEP
 * 350), in a file beside the jar: reading and checking class files is a third of what a short
 * command does. The file is for the JVM that made it, and for the jars as they were; a JVM that
 * finds it unfit reads class files as ever.
 */
public final class ClassArchive {

  private static final int MINUTES = 3;
  private static final List<String> SILENT = List.of("-Xlog:cds=off", "-Xlog:cds+dynamic=off");

  private ClassArchive() {}

  /** Makes the file anew, one call at a time; arguments: the folder of clr-spark. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path root = Path.of(arguments[0]);
    Path target = file(root).resolveSibling("");
    try (DirectoryStream<Path> old = Files.newDirectoryStream(target, "spark-*.jsa")) {
      for (Path file : old) {
        Files.delete(file);
      }
    }
    Path folder = target.resolve("archive");
    FileUtils.deleteDirectory(folder.toFile()); // of one that was killed
    Files.createDirectory(folder);
    try {
      make(root, folder);
    } finally {
      FileUtils.deleteDirectory(folder.toFile());
    }
  }

  private static void make(Path root, Path folder) throws IOException, InterruptedException {
    Path made = folder.resolve("made.jsa");
    Process process =
        new ProcessBuilder(command(root, folder, made))
            .redirectOutput(Redirect.DISCARD)
            .redirectError(Redirect.DISCARD)
            .start();
    if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
      process.destroyForcibly().waitFor();
    } else if (process.exitValue() == 0 && Files.exists(made)) {
      Files.move(made, file(root), StandardCopyOption.ATOMIC_MOVE);
    }
  }

  private static List<String> command(Path root, Path folder, Path made) {
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.put(
        "SPARK_SUBMIT_OPTS",
        "-XX:TieredStopAtLevel=1 -XX:ArchiveClassesAtExit=%s %s"
            .formatted(made, String.join(" ", SILENT)));
    CommandLine none = CommandLine.parse(List.of(), Set.of(), Set.of());
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put(DataProperties.PATH.key(), root.resolve("conf/data/digits.csv.gz").toString());
    properties.put(TrainingProperties.HISTORY_PATH.key(), folder.resolve("history").toString());
    properties.put(ModelProperties.SAVE.key(), folder.resolve("model.zip").toString());
    properties.put(TrainingProperties.EPOCHS.key(), "1");
    properties.put("spark.sql.warehouse.dir", folder.resolve("warehouse").toString());
    List<String> words =
        new ArrayList<>(new EmbeddedSpark(root, environment).submit(none, Map.of()));
    words.addAll(List.of("--class", ArchivedRun.class.getName()));
    words.addAll(List.of("--properties-file", root.resolve("conf/digits.properties").toString()));
    words.addAll(SubmitCommand.confs(properties));
    words.add(SubmitCommand.onlyHere(root.resolve("jobs/target/clr-jobs.jar")));
    return words;
  }

  /** What has a JVM use the file, if there is one for this kind of JVM. */
  static List<String> options(Path root) {
    List<String> options = new ArrayList<>();
    if (Files.exists(file(root))) {
      options.add("-XX:SharedArchiveFile=" + file(root));
      options.addAll(SILENT);
    }
    return options;
  }

  /** JVMs of one version have the same format. */
  static Path file(Path root) {
    return root.resolve("jobs/target/spark-" + Runtime.version() + ".jsa");
  }
}
