package io.clrspark.files;

import io.clrspark.ClrException;
import io.clrspark.Internal;
import java.io.IOException;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.UnsupportedFileSystemException;
import org.apache.hadoop.util.VersionInfo;

/** The file system that a path names, with the way out where there is none. */
@Internal
public final class Storage {

  /** Hadoop's artifacts that have the file systems which its client jars lack, by scheme. */
  private static final Map<String, String> ARTIFACTS =
      Map.of(
          "s3a", "hadoop-aws",
          "abfs", "hadoop-azure",
          "abfss", "hadoop-azure",
          "wasb", "hadoop-azure",
          "wasbs", "hadoop-azure",
          "adl", "hadoop-azure-datalake",
          "oss", "hadoop-aliyun",
          "cosn", "hadoop-cos");

  private Storage() {}

  /**
   * The file system of a path. Most do not ask their servers yet.
   *
   * @throws IOException if there is none; its message says why, and what to do
   */
  public static FileSystem of(String path, Configuration hadoop) throws IOException {
    Optional<String> home = homeProblem(path);
    if (home.isPresent()) {
      throw new IOException(home.get());
    }
    try {
      return new Path(path).getFileSystem(hadoop);
    } catch (IOException | RuntimeException | LinkageError e) {
      throw new IOException(reason(path, hadoop, e), e);
    }
  }

  /**
   * The file system of a path that a property or an option gave.
   *
   * @param name the property or option, for the message
   * @throws ClrException if there is none
   */
  public static FileSystem of(Object name, String path, Configuration hadoop) {
    try {
      return of(path, hadoop);
    } catch (IOException e) {
      throw ClrException.invalid(name, path, ErrorText.reason(e), e);
    }
  }

  /**
   * Refuses a path that starts with a home folder as shells write it.
   *
   * @param name the property or option that gave the path, for the message
   * @throws ClrException naming the folder
   */
  public static void requireNoHome(Object name, String path) {
    homeProblem(path)
        .ifPresent(
            problem -> {
              throw ClrException.invalid(name, path, problem);
            });
  }

  private static Optional<String> homeProblem(String path) {
    if (!path.equals("~") && !path.matches("~[\\w.-]*/.*")) {
      return Optional.empty();
    }
    String user = path.split("/", 2)[0];
    String home =
        user.equals("~") ? System.getProperty("user.home") + path.substring(1) : "its whole path";
    return Optional.of("only a shell knows the home folder %s: write %s".formatted(user, home));
  }

  private static String reason(String path, Configuration hadoop, Throwable failure) {
    String scheme = path.contains(":") ? path.substring(0, path.indexOf(':')) : "";
    Throwable root = ErrorText.root(failure);
    if (root instanceof ClassNotFoundException
        || root instanceof LinkageError
        || root instanceof UnsupportedFileSystemException) {
      return "there is no file system for %s (%s): %s"
          .formatted(scheme, ErrorText.reason(root), wayOut(scheme));
    }
    if (root instanceof UnknownHostException) {
      return "there is no host " + ErrorText.reason(root);
    }
    return path.startsWith("hdfs:///")
        ? "it names no host, and fs.defaultFS is %s: write hdfs://HOST:PORT/..., or set HADOOP_CONF_DIR to the folder that has the cluster's core-site.xml"
            .formatted(FileSystem.getDefaultUri(hadoop))
        : ErrorText.reason(root);
  }

  private static String wayOut(String scheme) {
    if (ARTIFACTS.containsKey(scheme)) {
      return "add --packages org.apache.hadoop:%s:%s"
          .formatted(ARTIFACTS.get(scheme), VersionInfo.getVersion());
    }
    return scheme.equals("s3") || scheme.equals("s3n")
        ? "write s3a://"
        : "add its jar with --jars or --packages, and set spark.hadoop.fs.%s.impl to its class"
            .formatted(scheme);
  }
}
