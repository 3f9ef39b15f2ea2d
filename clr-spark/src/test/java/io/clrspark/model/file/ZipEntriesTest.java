package io.clrspark.model.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Entries in any order, of a file that is read forwards. */
class ZipEntriesTest {

  private ZipEntries entries;

  @BeforeEach
  void write() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (String name : new String[] {"a", "b", "c"}) {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(("of " + name).getBytes(StandardCharsets.UTF_8));
      }
    }
    entries = new ZipEntries(bytes.toByteArray());
  }

  @Test
  void read_inTheFilesOrder_givesEach() throws IOException {
    assertThat(text("a")).isEqualTo("of a");
    assertThat(text("b")).isEqualTo("of b");
    assertThat(text("c")).isEqualTo("of c");
  }

  @Test
  void read_againOrBackwards_givesTheSame() throws IOException {
    assertThat(text("c")).isEqualTo("of c");
    assertThat(text("a")).isEqualTo("of a");
    assertThat(text("a")).isEqualTo("of a");
    assertThat(text("b")).isEqualTo("of b");
  }

  @Test
  void entryThatIsNotThere_isNull_andOthersCanStillBeRead() throws IOException {
    assertThat(entries.read("x", 10)).isNull();
    assertThat(entries.has("x")).isFalse();
    assertThat(entries.has("b")).isTrue();
    assertThat(text("a")).isEqualTo("of a");
  }

  @Test
  void entryThatIsLongerThanItMayBe_isRefused() throws IOException {
    assertThat(entries.read("a", 4)).hasSize(4);
    assertThatThrownBy(() -> entries.read("b", 3))
        .isInstanceOf(IOException.class)
        .hasMessage("its b has more than the 3 bytes it should");
  }

  private String text(String name) throws IOException {
    return new String(entries.read(name, 10), StandardCharsets.UTF_8);
  }
}
