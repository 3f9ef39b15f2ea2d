package io.clrspark.jobs.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clrspark.ClrException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PropertyFilesTest {

  @TempDir private Path folder;

  @Test
  void laterFile_wins() throws IOException {
    String one = write("one", "spark.a 1\nspark.b = x y  \n# note\n");
    String two = write("two", "spark.a: ü\n");
    assertThat(PropertyFiles.merged(List.of(one, two)))
        .isEqualTo(Map.of("spark.a", "ü", "spark.b", "x y"));
    assertThat(PropertyFiles.merged(List.of(two, one))).containsEntry("spark.a", "1");
  }

  @Test
  void unreadableFile_isNamed() throws IOException {
    fails("nix.properties: there is no such file.", "nix.properties");
    Path latin = folder.resolve("latin");
    Files.write(latin, "spark.a=ü".getBytes(StandardCharsets.ISO_8859_1));
    fails(latin + ": it is not UTF-8 text.", latin.toString());
    fails(folder + ": it is a folder or a device.", folder.toString());
    String escape = write("escape", "spark.a=\\u00g0");
    fails(escape + ": Malformed \\uxxxx encoding.", escape);
  }

  @Test
  void whatSparkWouldReadOtherwise_isNamed() throws IOException {
    String twice = write("twice", "spark.clr.maxLr 1\nspark.b 2\nspark.clr.maxLr=3\n");
    fails(twice + ": spark.clr.maxLr stands in it twice: keep one.", twice);
    String mark = write("mark", "\uFEFFspark.a 1\n");
    fails(
        mark
            + ": it starts with a byte order mark, which belongs to its first key for Spark: save"
            + " it as UTF-8 without one.",
        mark);
    String swallows = write("swallows", "spark.a=C:/x\\\r\n  spark.b 2\n");
    fails(
        swallows + ": a backslash at a line's end joins it with the property on the next line.",
        swallows);
    String windows = write("windows", "spark.a=C:/x\nspark.b=C:\\data\n");
    fails(windows + ": the backslash of \\d vanishes: write / in a path, or \\\\d.", windows);
  }

  @Test
  void escapesAndComments_areTaken() throws IOException {
    String file =
        write(
            "file",
            "# C:\\data\\\nspark.a=x\\\\d\\\\\nspark.b=1,\\\n  2\nspark.c=\\u00fc\\=\n! \\d\\\nspark.d 3\n");
    assertThat(PropertyFiles.read(file))
        .isEqualTo(Map.of("spark.a", "x\\d\\", "spark.b", "1,2", "spark.c", "ü=", "spark.d", "3"));
  }

  @Test
  void keyThatSparkWouldDrop_isAnError() throws IOException {
    String file = write("file", "clr.maxLr=1\n");
    assertThatThrownBy(() -> PropertyFiles.read(file))
        .isInstanceOf(ClrException.class)
        .hasMessage(
            "Unknown property clr.maxLr in %s. Keys start with spark. (ours with spark.clr.);"
                + " docs/reference/configuration.md lists ours.",
            file);
  }

  private static void fails(String message, String file) {
    assertThatThrownBy(() -> PropertyFiles.read(file))
        .isInstanceOf(ClrException.class)
        .hasMessage("Cannot read the properties file " + message);
  }

  private String write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }
}
