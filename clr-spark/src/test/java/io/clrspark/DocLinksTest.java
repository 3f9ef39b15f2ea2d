package io.clrspark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every link of the documentation leads to a file, and every anchor to a heading. */
class DocLinksTest {

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Set<String> BUILT = Set.of("target", "out", "metastore_db");
  private static final Set<String> TEXTS =
      Set.of("md", "ipynb", "java", "scala", "py", "xml", "properties");
  private static final Pattern CODE = Pattern.compile("(?ms)^```.*?^```$|`[^`\n]*`");
  private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");
  private static final Pattern MENTION =
      Pattern.compile("\\b(?:docs|benchmarks/results)/[\\w./-]+\\.md\\b");

  @Test
  void links_leadToFilesAndHeadings() throws IOException {
    List<String> broken = new ArrayList<>();
    int links = 0;
    for (Path page : files(Set.of("md", "ipynb"))) {
      for (String link : links(page)) {
        links++;
        if (!resolves(page, link)) {
          broken.add(ROOT.relativize(page) + ": " + link);
        }
      }
    }
    assertThat(broken).isEmpty();
    assertThat(links).isGreaterThan(60);
  }

  @Test
  void pagesNamedInSourcesAndMessages_exist() throws IOException {
    List<String> missing = new ArrayList<>();
    for (Path file : files(TEXTS)) {
      matches(MENTION, Files.readString(file))
          .map(MatchResult::group)
          .filter(page -> !Files.exists(ROOT.resolve(page)))
          .forEach(page -> missing.add(ROOT.relativize(file) + ": " + page));
    }
    assertThat(missing).isEmpty();
  }

  @Test
  void anchor_isTheHeadingAsGitHubWritesIt() {
    assertThat(anchor("How fast is it, compared with `DL4J`?"))
        .isEqualTo("how-fast-is-it-compared-with-dl4j");
    assertThat(anchor("The function clr_lr")).isEqualTo("the-function-clr_lr");
  }

  /** The links of a page to other places of the repository. */
  private static List<String> links(Path page) throws IOException {
    return matches(LINK, CODE.matcher(Files.readString(page)).replaceAll("code"))
        .map(link -> link.group(1))
        .filter(Predicate.not(Pattern.compile("^[a-z]+:").asPredicate()))
        .toList();
  }

  private static boolean resolves(Path page, String link) throws IOException {
    String[] parts = link.split("#", 2);
    Path target = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]).normalize();
    return Files.exists(target)
        && target.startsWith(ROOT)
        && (parts.length == 1 || anchors(target).contains(parts[1]));
  }

  private static List<String> anchors(Path page) throws IOException {
    return matches(HEADING, Files.readString(page))
        .map(heading -> anchor(heading.group(1)))
        .toList();
  }

  private static String anchor(String heading) {
    return heading.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}_ -]", "").replace(' ', '-');
  }

  private static Stream<MatchResult> matches(Pattern pattern, String text) {
    return pattern.matcher(text).results();
  }

  /** The files of the repository with one of these endings, without what a build makes. */
  private static List<Path> files(Set<String> endings) throws IOException {
    List<Path> files = new ArrayList<>();
    Files.walkFileTree(
        ROOT,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            String name = folder.getFileName().toString();
            boolean skipped = BUILT.contains(name) || name.matches("\\.(?!ci$|mvn$).*");
            return skipped && !folder.equals(ROOT)
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            String name = file.getFileName().toString();
            if (endings.contains(name.substring(name.lastIndexOf('.') + 1))) {
              files.add(file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return files;
  }
}
