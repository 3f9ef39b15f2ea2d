package io.clrspark;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** CONTRIBUTING's table of packages holds, and the API names nothing internal. */
class ArchitectureTest {

  private static final String ROOT = "io.clrspark";
  private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");

  /** What the table calls the packages of libraries; the first that fits counts. */
  private static final Map<String, String> LIBRARIES = new LinkedHashMap<>();

  static {
    LIBRARIES.put("org.apache.spark.", "Spark");
    LIBRARIES.put("scala.", "Spark");
    LIBRARIES.put("com.esotericsoftware.kryo.", "Spark");
    LIBRARIES.put("org.apache.hadoop.", "Hadoop");
    LIBRARIES.put("org.apache.parquet.", "Parquet");
    LIBRARIES.put("com.fasterxml.jackson.", "Jackson");
    LIBRARIES.put("com.univocity.", "univocity");
    LIBRARIES.put("org.knowm.xchart.", "XChart");
    LIBRARIES.put("org.apache.commons.", "commons");
    LIBRARIES.put("org.deeplearning4j.spark.", "dl4j-spark");
    LIBRARIES.put("org.deeplearning4j.", "DL4J");
    LIBRARIES.put("org.nd4j.", "ND4J");
    LIBRARIES.put("org.bytedeco.", "ND4J");
  }

  private static JavaClasses classes;

  @BeforeAll
  static void importClasses() {
    classes = new ClassFileImporter().importPath(Path.of("target/classes"));
  }

  @Test
  void packages_importOnlyWhatTheirRowNames() throws IOException {
    Map<String, Set<String>> rows = rows();
    Set<String> wrong = new TreeSet<>();
    for (JavaClass one : classes) {
      if (isOurs(one)) {
        Set<String> allowed = rows.getOrDefault(name(one), Set.of());
        one.getDirectDependenciesFromSelf().stream()
            .map(Dependency::getTargetClass)
            .flatMap(ArchitectureTest::needed)
            .filter(needed -> !needed.equals(name(one)) && !allowed.contains(needed))
            .forEach(
                needed -> wrong.add(name(one) + " imports " + needed + ", in " + one.getName()));
      }
    }
    assertThat(wrong).as("imports that CONTRIBUTING's table does not name").isEmpty();
  }

  @Test
  void everyPackage_hasOneRow() throws IOException {
    List<String> rows = table().stream().flatMap(row -> packages(row.get(0)).stream()).toList();
    Set<String> packages =
        classes.stream()
            .filter(ArchitectureTest::isOurs)
            .map(ArchitectureTest::name)
            .collect(Collectors.toSet());
    assertThat(rows).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(packages);
  }

  @Test
  void packages_areFreeOfCycles() {
    slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(classes);
  }

  @Test
  void api_namesNoInternalType() {
    Set<String> wrong = new TreeSet<>();
    for (JavaClass one : classes) {
      if (isApi(one)) {
        for (JavaCodeUnit unit : one.getCodeUnits()) {
          if (isVisible(unit.getModifiers()) && !unit.isAnnotatedWith(Internal.class)) {
            Stream.of(
                    unit.getRawParameterTypes().stream(),
                    Stream.of(unit.getRawReturnType()),
                    unit.getExceptionTypes().stream())
                .flatMap(types -> types)
                .filter(ArchitectureTest::isInternal)
                .forEach(type -> wrong.add(unit.getFullName() + " names " + type.getName()));
          }
        }
        for (JavaField field : one.getFields()) {
          if (isVisible(field.getModifiers()) && isInternal(field.getRawType())) {
            wrong.add(field.getFullName() + " names " + field.getRawType().getName());
          }
        }
        Stream.concat(one.getRawSuperclass().stream(), one.getRawInterfaces().stream())
            .filter(ArchitectureTest::isInternal)
            .forEach(type -> wrong.add(one.getName() + " extends " + type.getName()));
      }
    }
    assertThat(wrong).isEmpty();
  }

  /** What trains faster can be deleted: one class is called, by the replica alone. */
  @Test
  void fastTraining_isUsedInOnePlace() {
    Set<String> users =
        classes.stream()
            .filter(one -> !name(one).equals("network.fast"))
            .flatMap(one -> one.getDirectDependenciesFromSelf().stream())
            .filter(use -> name(use.getTargetClass()).equals("network.fast"))
            .map(use -> use.getOriginClass().getName() + " -> " + use.getTargetClass().getName())
            .collect(Collectors.toSet());
    assertThat(users)
        .isNotEmpty()
        .allMatch(
            use ->
                use.matches(
                    "io\\.clrspark\\.network\\.replica\\.Replica(Pool)? -> .*\\.FastTraining"));
  }

  private static boolean isApi(JavaClass one) {
    return isOurs(one)
        && one.getModifiers().contains(JavaModifier.PUBLIC)
        && !isInternal(one)
        && one.getEnclosingClass().map(ArchitectureTest::isApi).orElse(true);
  }

  private static boolean isInternal(JavaClass type) {
    JavaClass one = type.getBaseComponentType();
    return one.getPackageName().startsWith(ROOT)
        && (one.isAnnotatedWith(Internal.class)
            || !one.getModifiers().contains(JavaModifier.PUBLIC)
            || one.getEnclosingClass().map(ArchitectureTest::isInternal).orElse(false));
  }

  private static boolean isVisible(Set<JavaModifier> modifiers) {
    return modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED);
  }

  private static boolean isOurs(JavaClass one) {
    return one.getPackageName().startsWith(ROOT) && !one.getSimpleName().equals("package-info");
  }

  /** A package as the table has it: {@code training.round}, or {@code io.clrspark}. */
  private static String name(JavaClass one) {
    String name = one.getPackageName();
    return name.startsWith(ROOT + ".") ? name.substring(ROOT.length() + 1) : name;
  }

  /** What a row has to name for a class to be used: our package, or the library. */
  private static Stream<String> needed(JavaClass type) {
    JavaClass target = type.getBaseComponentType();
    if (target.isPrimitive() || target.getPackageName().equals(ROOT)) {
      return Stream.empty();
    }
    if (target.getPackageName().startsWith(ROOT)) {
      return Stream.of(name(target));
    }
    if (target.getName().matches("(java|javax|jdk|com\\.sun)\\..*|org\\.(slf4j|jspecify)\\..*")) {
      return Stream.empty();
    }
    return Stream.of(
        LIBRARIES.entrySet().stream()
            .filter(library -> target.getName().startsWith(library.getKey()))
            .map(Map.Entry::getValue)
            .findFirst()
            .orElse(target.getPackageName()));
  }

  private static Map<String, Set<String>> rows() throws IOException {
    Map<String, Set<String>> rows = new TreeMap<>();
    for (List<String> row : table()) {
      packages(row.get(0)).forEach(name -> rows.put(name, Set.copyOf(packages(row.get(2)))));
    }
    return rows;
  }

  private static Collection<String> packages(String cell) {
    return QUOTED.matcher(cell).results().map((MatchResult found) -> found.group(1)).toList();
  }

  /** The rows of the table: packages, what they are, what they may import. */
  private static List<List<String>> table() throws IOException {
    List<List<String>> rows =
        Files.readAllLines(Path.of("../CONTRIBUTING.md")).stream()
            .filter(line -> line.startsWith("| `"))
            .map(line -> List.of(line.substring(1).split("\\|")))
            .toList();
    assertThat(rows).hasSizeGreaterThan(10).allMatch(row -> row.size() == 3);
    return rows;
  }
}
