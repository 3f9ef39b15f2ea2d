package io.clrspark.jobs.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clrspark.ClrException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextFileTest {

  @TempDir private Path folder;

  @Test
  void write_replacesTheFile_andLeavesNothingBeside() throws IOException {
    Path file = folder.resolve("new/suggested.properties");
    TextFile written = new TextFile("properties file", file.toString());
    written.requireWritable();
    assertThat(file).doesNotExist();
    written.write("spark.clr.maxLr 1\n");
    written.write("spark.clr.maxLr 2\n");
    assertThat(file).hasContent("spark.clr.maxLr 2\n");
    assertThat(file.getParent().toFile().list()).containsExactly("suggested.properties");
  }

  @Test
  void pathThatCannotBeWritten_isRefusedBefore() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    assertThatThrownBy(() -> new TextFile("properties file", folder.toString()).requireWritable())
        .isInstanceOf(ClrException.class)
        .hasMessage("Cannot write the properties file " + folder + ": it is a folder.");
    String below = file.resolve("x").toString();
    assertThatThrownBy(() -> new TextFile("properties file", below).requireWritable())
        .hasMessageStartingWith("Cannot write the properties file " + below + ": ");
  }
}
