package io.clrspark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/architecture.md names only types and packages that there are. */
class ArchitectureDocTest {

  private static final Path ROOT = Path.of("..");
  private static final Pattern TYPE = Pattern.compile("`([A-Z][A-Za-z]+)(\\.[a-z]\\w*)?`");
  private static final Pattern PACKAGE = Pattern.compile("`([a-z]+(\\.[a-z]+)+)`");

  /** Names of other projects. */
  private static final Set<String> OTHERS = Set.of("ISchedule");

  @Test
  void types_areThere() throws IOException {
    Set<String> named = found(TYPE);
    assertThat(named).hasSizeGreaterThan(30);
    named.removeAll(types());
    named.removeAll(OTHERS);
    assertThat(named).as("types that docs/architecture.md names and nobody declares").isEmpty();
  }

  @Test
  void packages_areThere() throws IOException {
    for (String name : found(PACKAGE)) {
      if (!name.startsWith("spark.") && !name.equals("io.clrspark")) {
        assertThat(ROOT.resolve("clr-spark/src/main/java/io/clrspark/" + name.replace('.', '/')))
            .as("the package that docs/architecture.md calls " + name)
            .isDirectory();
      }
    }
  }

  private static Set<String> found(Pattern pattern) throws IOException {
    return pattern
        .matcher(Files.readString(ROOT.resolve("docs/architecture.md")))
        .results()
        .map(match -> match.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> types() throws IOException {
    Set<String> types = new TreeSet<>();
    for (String module : new String[] {"clr-spark", "jobs"}) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(module + "/src"))) {
        files
            .map(file -> file.getFileName().toString())
            .filter(name -> name.endsWith(".java"))
            .forEach(name -> types.add(name.replace(".java", "")));
      }
    }
    return types;
  }
}
