package io.clrspark.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clrspark.ClrException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutputFileTest {

  private static final String NAME = "spark.clr.range.properties";

  @TempDir private Path folder;
  private final Configuration hadoop = new Configuration();

  /** A file system that is neither Hadoop's local one nor Java's. */
  public static final class Shared extends RawLocalFileSystem {
    @Override
    public String getScheme() {
      return "shared";
    }

    @Override
    public URI getUri() {
      return URI.create("shared:///");
    }
  }

  /** The same for Hadoop's FileContext. */
  public static final class SharedContext extends org.apache.hadoop.fs.DelegateToFileSystem {
    public SharedContext(URI uri, Configuration conf) throws Exception {
      super(uri, new Shared(), conf, "shared", false);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "file:", "file://", "shared://"})
  void write_replacesTheFile_andLeavesNothingBeside(String scheme) throws IOException {
    Path file = folder.resolve("new/suggested.properties");
    OutputFile written = at(scheme + file);
    written.requireWritable();
    assertThat(file).doesNotExist();
    written.write("one".getBytes(UTF_8));
    written.write("two".getBytes(UTF_8));
    assertThat(file).hasContent("two");
    assertThat(file.getParent().toFile().list()).containsExactly("suggested.properties");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "shared://"})
  void pathThatCannotBeWritten_isRefused_andNothingIsLeft(String scheme) throws IOException {
    assertThatThrownBy(() -> at(scheme + folder).requireWritable())
        .isInstanceOf(ClrException.class)
        .hasMessage(
            "Cannot write %s%s: it is a folder. Give %s a path that can be written to.",
            scheme, folder, NAME);
    Path file = Files.writeString(folder.resolve("file"), "");
    assertThatThrownBy(() -> at(scheme + file + "/x").write(new byte[1]))
        .isInstanceOf(ClrException.class)
        .hasMessageStartingWith("Cannot write " + scheme + file + "/x: ");
    assertThat(folder.toFile().list()).containsExactly("file");
  }

  @Test
  void homeFolder_isRefused() {
    assertThatThrownBy(() -> at("~/x"))
        .hasMessage(
            "Invalid %s: ~/x (only a shell knows the home folder ~: write %s/x)",
            NAME, System.getProperty("user.home"));
  }

  @ParameterizedTest
  @CsvSource({
    "x, true",
    "a:b, true",
    "~x, true",
    "/x, false",
    "hdfs:///x, false",
    "file:/x, false"
  })
  void relativePath_startsFromTheFolderOfTheProcess(String path, boolean expected) {
    assertThat(OutputFile.isRelative(path)).isEqualTo(expected);
  }

  private OutputFile at(String path) {
    hadoop.setClass("fs.shared.impl", Shared.class, org.apache.hadoop.fs.FileSystem.class);
    hadoop.setClass(
        "fs.AbstractFileSystem.shared.impl",
        SharedContext.class,
        org.apache.hadoop.fs.AbstractFileSystem.class);
    return OutputFile.at(NAME, path, hadoop);
  }
}
