package io.clrspark;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The API is the one that is written down in api.txt: a line for each type, method, constructor and
 * field that a program may use. A line that goes breaks programs that are compiled already.
 */
class ApiTest {

  private static final Path WRITTEN_DOWN = Path.of("src/test/resources/api.txt");
  private static final String WRITE = "api.write";

  @Test
  void api_isTheOneThatIsWrittenDown() throws IOException {
    Set<String> api = api(new ClassFileImporter().importPath(Path.of("target/classes")));
    if (Boolean.getBoolean(WRITE)) {
      Files.write(WRITTEN_DOWN, api);
    }
    Set<String> before = new TreeSet<>(Files.readAllLines(WRITTEN_DOWN));
    assertThat(without(before, api))
        .as(
            "gone from the API: programs that use it break. Put it back; or, where it must go, see"
                + " CHANGELOG.md, and run this test with -D%s=true",
            WRITE)
        .isEmpty();
    assertThat(without(api, before))
        .as("new in the API: run this test with -D%s=true, and commit api.txt", WRITE)
        .isEmpty();
  }

  private static Set<String> without(Set<String> some, Set<String> others) {
    return some.stream()
        .filter(Predicate.not(others::contains))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> api(JavaClasses classes) {
    return classes.stream()
        .filter(ApiTest::isApi)
        .flatMap(ApiTest::lines)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Stream<String> lines(JavaClass one) {
    Stream<String> above =
        Stream.concat(one.getRawSuperclass().stream(), one.getRawInterfaces().stream())
            .map(type -> one.getName() + " extends " + type.getName());
    Stream<String> units =
        one.getCodeUnits().stream()
            .filter(unit -> isUsable(one, unit.getModifiers()))
            .filter(unit -> !unit.isAnnotatedWith(Internal.class))
            .map(ApiTest::line);
    Stream<String> fields =
        one.getFields().stream()
            .filter(field -> isUsable(one, field.getModifiers()))
            .map(ApiTest::line);
    return Stream.of(Stream.of(one.getName()), above, units, fields).flatMap(lines -> lines);
  }

  private static String line(JavaCodeUnit unit) {
    return unit.getFullName()
        + ": "
        + words(unit.getModifiers())
        + unit.getRawReturnType().getName();
  }

  private static String line(JavaField field) {
    return field.getFullName() + ": " + words(field.getModifiers()) + field.getRawType().getName();
  }

  private static String words(Set<JavaModifier> modifiers) {
    return Stream.of(JavaModifier.STATIC, JavaModifier.ABSTRACT)
        .filter(modifiers::contains)
        .map(modifier -> modifier.name().toLowerCase(java.util.Locale.ROOT) + " ")
        .collect(Collectors.joining());
  }

  private static boolean isApi(JavaClass one) {
    return one.getModifiers().contains(JavaModifier.PUBLIC)
        && !one.isAnnotatedWith(Internal.class)
        && !one.getSimpleName().equals("package-info")
        && one.getEnclosingClass().map(ApiTest::isApi).orElse(true);
  }

  /** Protected members are of use only where a program can extend the class. */
  private static boolean isUsable(JavaClass one, Set<JavaModifier> modifiers) {
    return !modifiers.contains(JavaModifier.SYNTHETIC)
        && !modifiers.contains(JavaModifier.BRIDGE)
        && (modifiers.contains(JavaModifier.PUBLIC)
            || (modifiers.contains(JavaModifier.PROTECTED)
                && !one.getModifiers().contains(JavaModifier.FINAL)));
  }
}
