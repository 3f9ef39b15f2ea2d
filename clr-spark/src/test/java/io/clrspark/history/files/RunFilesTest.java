package io.clrspark.history.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clrspark.ClrException;
import io.clrspark.files.AtomicFile;
import java.io.IOException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FilterFileSystem;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Manifests whose writer replaces them while they are read. */
class RunFilesTest {

  private static final String RUN = "a";

  @TempDir java.nio.file.Path folder;

  private HistoryLayout layout;
  private FileSystem local;

  @BeforeEach
  void write() throws IOException {
    layout = new HistoryLayout(new Path(folder.toUri()));
    local = FileSystem.getLocal(new Configuration(false));
    writeManifest(0);
  }

  @Test
  void manifests_newestIsDeletedAfterTheListing_areListedAgain() {
    Replacing files = new Replacing(3);
    assertThat(new RunFiles(files, layout).manifests()).containsExactly(manifest(3));
    assertThat(files.listings).isEqualTo(4);
  }

  @Test
  void manifests_newestIsDeletedAgainAndAgain_areGivenUp() {
    Replacing files = new Replacing(100);
    assertThatThrownBy(() -> new RunFiles(files, layout).manifests())
        .isInstanceOf(ClrException.class)
        .hasMessageContaining("manifest-00000004.json");
    assertThat(files.listings).isEqualTo(5);
  }

  private static Manifest manifest(int number) {
    return new Manifest(RUN, List.of(new Segment("history", "f", number, 1, 0, 1, "")));
  }

  private void writeManifest(int number) throws IOException {
    AtomicFile.write(local, layout.manifest(RUN, number), manifest(number).toJson());
  }

  /** Files whose newest manifest gives way to a newer one as soon as it was listed. */
  private final class Replacing extends FilterFileSystem {
    private final int times;
    private int listings;

    Replacing(int times) {
      super(local);
      this.times = times;
    }

    @Override
    public FileStatus[] listStatus(Path path) throws IOException {
      FileStatus[] found = super.listStatus(path);
      if (path.getName().startsWith(Table.RUN_ID)) {
        if (listings < times) {
          local.delete(layout.manifest(RUN, listings), false);
          writeManifest(listings + 1);
        }
        listings++;
      }
      return found;
    }
  }
}
