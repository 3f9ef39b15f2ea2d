package io.clrspark.model;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clrspark.testing.Networks;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.nd4j.linalg.learning.config.Adam;

/** Models that there is no room for. */
class ModelZipTest {

  /** Linux has a file that is always full. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void folderForTemporaryFiles_thatIsFull_isNamed() {
    assertThatThrownBy(() -> ModelZip.write(Networks.mlp(new Adam(1)), Path.of("/dev/full")))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "No space left on device in the folder for temporary files, java.io.tmpdir = /dev");
  }
}
