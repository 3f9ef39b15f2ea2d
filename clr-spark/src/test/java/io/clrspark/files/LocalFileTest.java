package io.clrspark.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalFileTest {

  @TempDir private Path folder;

  @Test
  void write_makesFolders_replacesTheFile_andLeavesNothingBeside() throws IOException {
    Path file = folder.resolve("new/file");
    LocalFile.write(file, bytes("one"));
    LocalFile.write(file, bytes("two"));
    assertThat(file).hasContent("two");
    assertThat(file.getParent().toFile().list()).containsExactly("file");
  }

  @Test
  void requireWritable_leavesNoFile() throws IOException {
    LocalFile.requireWritable(folder.resolve("file"));
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void reason_isAFewWords() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "mine");
    assertThat(reason(() -> LocalFile.write(folder, bytes("x")))).isEqualTo("it is a folder");
    assertThat(reason(() -> LocalFile.write(file.resolve("x"), bytes("x"))))
        .isEqualTo(file + " is no folder");
    assertThat(LocalFile.reason(new AccessDeniedException("x"))).isEqualTo("no permission");
    assertThat(LocalFile.reason(new IOException())).isEqualTo("no file can be made there");
    assertThat(file).hasContent("mine");
  }

  private static String reason(ThrowingCallable writing) {
    return LocalFile.reason(catchThrowableOfType(IOException.class, writing));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
