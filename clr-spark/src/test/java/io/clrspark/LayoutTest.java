package io.clrspark;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How the Java sources of all modules are laid out in packages. */
class LayoutTest {

  private static final int MOST_FILES = 16;
  private static final String PACKAGE_INFO = "package-info.java";

  /** A source file: its module, the package of its folder, and its name. */
  private record Source(String module, String ofPackage, String name, Path file) {}

  @Test
  void mainPackages_haveAtMost16Files_besidePackageInfo() throws IOException {
    Map<String, Set<String>> files =
        grouped(sources("main"), one -> one.module() + ", " + one.ofPackage(), Source::name);
    assertThat(files)
        .allSatisfy(
            (name, types) ->
                assertThat(types)
                    .as("%s: a package of more files wants a second noun", name)
                    .hasSizeLessThanOrEqualTo(MOST_FILES));
  }

  @Test
  void mainPackages_areNullMarked() throws IOException {
    TreeSet<String> packages = new TreeSet<>();
    TreeSet<String> marked = new TreeSet<>();
    for (Source source : sources("main")) {
      Path info = source.file().resolveSibling(PACKAGE_INFO);
      packages.add(source.ofPackage());
      if (Files.exists(info) && Files.readString(info).contains("\n@NullMarked\n")) {
        marked.add(source.ofPackage());
      }
    }
    packages.removeAll(marked);
    assertThat(packages).as("packages without a package-info.java with @NullMarked").isEmpty();
  }

  @Test
  void mainTypes_haveASimpleNameOfTheirOwn() throws IOException {
    assertThat(inTwoPlaces(sources("main"), Source::name, Source::ofPackage))
        .as("file names that two packages have")
        .isEmpty();
  }

  @Test
  void testPackages_areOfOneModule() throws IOException {
    assertThat(inTwoPlaces(sources("test"), Source::ofPackage, Source::module))
        .as("packages that the tests of two modules have")
        .isEmpty();
  }

  private static Map<String, Set<String>> inTwoPlaces(
      List<Source> sources, Function<Source, String> key, Function<Source, String> place) {
    Map<String, Set<String>> places = grouped(sources, key, place);
    places.values().removeIf(one -> one.size() == 1);
    return places;
  }

  private static Map<String, Set<String>> grouped(
      List<Source> sources, Function<Source, String> key, Function<Source, String> value) {
    assertThat(sources).hasSizeGreaterThan(MOST_FILES);
    return sources.stream()
        .collect(groupingBy(key, TreeMap::new, mapping(value, toCollection(TreeSet::new))));
  }

  /** All modules' Java files of that kind, main or test, without package-info. */
  private static List<Source> sources(String kind) throws IOException {
    List<Source> sources = new ArrayList<>();
    for (Path module : filesIn(Path.of(".."), 1)) {
      Path root = module.resolve(Path.of("src", kind, "java"));
      if (Files.exists(module.resolve("pom.xml")) && Files.exists(root)) {
        filesIn(root, Integer.MAX_VALUE).stream()
            .filter(file -> file.toString().endsWith(".java") && !file.endsWith(PACKAGE_INFO))
            .forEach(file -> sources.add(source(module, root, file)));
      }
    }
    return sources;
  }

  private static Source source(Path module, Path root, Path file) {
    String folder = root.relativize(file).getParent().toString();
    return new Source(
        module.getFileName().toString(),
        folder.replace(file.getFileSystem().getSeparator(), "."),
        file.getFileName().toString(),
        file);
  }

  private static List<Path> filesIn(Path folder, int depth) throws IOException {
    try (Stream<Path> files = Files.walk(folder, depth)) {
      return files.filter(file -> !file.equals(folder)).toList();
    }
  }
}
