package io.clrspark.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clrspark.ClrException;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StorageTest {

  private final Configuration hadoop = new Configuration();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "s3a://b/x | there is no file system for s3a (Class org.apache.hadoop.fs.s3a.S3AFileSystem not found): add --packages org.apache.hadoop:hadoop-aws:3.3.4",
        "s3://b/x | there is no file system for s3 (No FileSystem for scheme \"s3\"): write s3a://",
        "nofs://b/x | there is no file system for nofs (No FileSystem for scheme \"nofs\"): add its jar with --jars or --packages, and set spark.hadoop.fs.nofs.impl to its class",
        "hdfs:///x | it names no host, and fs.defaultFS is file:///: write hdfs://HOST:PORT/..., or set HADOOP_CONF_DIR to the folder that has the cluster's core-site.xml",
        "hdfs://no-such-host.invalid/x | there is no host no-such-host.invalid",
        "a:b:c | Relative path in absolute URI: a:b:c",
        "~somebody/x | only a shell knows the home folder ~somebody: write its whole path",
      })
  void pathWithoutAFileSystem_isRefused_withTheWayOut(String path, String reason) {
    assertThatThrownBy(() -> Storage.of(path, hadoop))
        .isInstanceOf(IOException.class)
        .hasMessage(reason);
    assertThatThrownBy(() -> Storage.of("spark.clr.history.path", path, hadoop))
        .isInstanceOf(ClrException.class)
        .hasMessage("Invalid spark.clr.history.path: %s (%s)", path, reason);
  }

  @ParameterizedTest
  @ValueSource(strings = {"abfs://c@a/x", "abfss://c@a/x", "wasb://c@a/x", "wasbs://c@a/x"})
  void azure_needsItsArtifact(String path) {
    assertThatThrownBy(() -> Storage.of(path, hadoop))
        .hasMessageContaining("org.apache.hadoop:hadoop-azure:3.3.4");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "~x", "x/~", "./~/x", "/x", "file:/x", "file:///x"})
  void localPath_isTaken(String path) throws IOException {
    assertThat(Storage.of(path, hadoop).getUri()).hasToString("file:///");
  }

  @Test
  void pathWithoutAHost_isThatOfTheDefaultFileSystem() throws IOException {
    hadoop.set("fs.defaultFS", "hdfs://127.0.0.1:9");
    assertThat(Storage.of("hdfs:///x", hadoop).getUri()).hasToString("hdfs://127.0.0.1:9");
  }
}
