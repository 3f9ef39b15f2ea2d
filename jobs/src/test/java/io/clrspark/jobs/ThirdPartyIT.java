package io.clrspark.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/** The libraries that jobs/THIRD-PARTY.md lists are those in the jar. */
class ThirdPartyIT {

  private static final Path DOC = BinClr.ROOT.resolve("jobs/THIRD-PARTY.md");
  private static final Path JAR = BinClr.ROOT.resolve("jobs/target/clr-jobs.jar");

  /** But ours, and guava: two jars have it, and which one's file stays differs. */
  private static final String PROJECTS =
      "META-INF/maven/(?!io.clrspark|com.google.guava/guava/).*/pom.properties";

  @Test
  void whatTheJarContains_isWhatTheDocumentationLists() throws IOException {
    assertThat(
            Files.readAllLines(DOC).stream().filter(line -> line.matches("[\\w.-]+(:[\\w.-]+){2}")))
        .containsExactlyElementsOf(shipped());
  }

  private static List<String> shipped() throws IOException {
    List<String> shipped = new ArrayList<>();
    try (ZipFile jar = new ZipFile(JAR.toFile())) {
      for (ZipEntry entry : jar.stream().toList()) {
        if (entry.getName().matches(PROJECTS)) {
          Properties project = new Properties();
          try (InputStream in = jar.getInputStream(entry)) {
            project.load(in);
          }
          shipped.add(
              project.getProperty("groupId")
                  + ":"
                  + project.getProperty("artifactId")
                  + ":"
                  + project.getProperty("version"));
        }
      }
    }
    return shipped.stream().sorted().toList();
  }
}
