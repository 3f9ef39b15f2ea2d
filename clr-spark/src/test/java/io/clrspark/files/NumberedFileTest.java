package io.clrspark.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NumberedFileTest {

  private static final Pattern NAMES = Pattern.compile("x-(\\d{2,3})-[ab]");

  @TempDir private java.nio.file.Path folder;

  @Test
  void files_areInOrderOfNumber_thenOfName() throws IOException {
    for (String name : List.of("x-100-a", "x-99-b", "x-99-a", "x-1-a", "y-50-a")) {
      Files.createFile(folder.resolve(name));
    }
    List<NumberedFile> files = in(folder);
    assertThat(files).extracting(NumberedFile::number).containsExactly(99L, 99L, 100L);
    assertThat(files)
        .extracting(file -> file.path().getName())
        .containsExactly("x-99-a", "x-99-b", "x-100-a");
    assertThat(NumberedFile.newestNumber(files, -1)).isEqualTo(100);
    assertThat(NumberedFile.newestFirst(files))
        .containsExactly(files.get(2), files.get(1), files.get(0));
  }

  @Test
  void folderThatIsNotThere_hasNoFiles() throws IOException {
    assertThat(in(folder.resolve("none"))).isEmpty();
    assertThat(NumberedFile.newestNumber(List.of(), -1)).isEqualTo(-1);
  }

  private static List<NumberedFile> in(java.nio.file.Path folder) throws IOException {
    FileSystem files = FileSystem.getLocal(new Configuration(false));
    return NumberedFile.in(files, new Path(folder.toUri()), NAMES);
  }
}
