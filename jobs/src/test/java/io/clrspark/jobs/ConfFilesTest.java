package io.clrspark.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.clrspark.conf.ClrConf;
import io.clrspark.conf.DataProperties;
import io.clrspark.conf.ScheduleConf;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ConfFilesTest {

  private static final Path ROOT = Path.of("..");

  static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(ROOT.resolve("conf"))) {
      return files.filter(file -> file.toString().endsWith(".properties")).toList();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void everyExample_loadsAndKnowsItsKeys(Path file) {
    ClrConf conf = ClrConf.of(PropertyFiles.read(file.toString()));
    assertThat(conf.asMap()).isNotEmpty();
    assertThat(ScheduleConf.of(conf).schedule(100, 0)).isNotNull();
    assertThat(ROOT.resolve(conf.get(DataProperties.PATH))).exists();
  }
}
