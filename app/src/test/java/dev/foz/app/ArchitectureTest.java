package dev.foz.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Verifies the rules of {@link Rooms} on the class files and draws docs/architecture.md. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ArchitectureTest {
  private static final Path REPOSITORY = Path.of(System.getProperty("basedir", ".")).resolve("..");
  private static final Path PAGE = REPOSITORY.resolve("docs/architecture.md");
  private static final String BEGIN = "<!-- drawn: module graph -->\n";
  private static final String END = "<!-- end of drawn -->\n";

  private JavaClasses classes;

  @BeforeAll
  void readClassFiles() {
    classes =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.foz");
  }

  @Test
  void everyModuleThatTheProgramIsMadeOfWasRead() throws IOException {
    try (Stream<Path> folders = Files.list(REPOSITORY)) {
      List<String> withSources =
          folders
              .filter(folder -> Files.isDirectory(folder.resolve("src/main/java/dev/foz")))
              .map(folder -> folder.getFileName().toString())
              .filter(name -> !Set.of("bench", "testing").contains(name))
              .toList();
      assertThat(ModuleGraph.of(classes).uses().keySet())
          .containsExactlyInAnyOrderElementsOf(withSources);
    }
  }

  @Test
  void modulesUseOnlyWhatTheirRoomAllows() {
    assertThat(dependencies((from, to) -> !Rooms.mayName(from, to)))
        .as("uses that Rooms.MAY_USE does not allow")
        .isEmpty();
  }

  @Test
  void modulesThatTheTableDoesNotNameAreRefused() {
    assertThat(ModuleGraph.of(classes).uses().keySet()).isSubsetOf(Rooms.all());
  }

  @Test
  void stagesNeverUseEachOtherAndControlUsesNone() {
    for (String stage : Rooms.STAGES) {
      assertThat(Rooms.MAY_USE.get(stage)).as(stage).doesNotContainAnyElementsOf(Rooms.STAGES);
    }
    assertThat(Rooms.MAY_USE.get("control")).doesNotContainAnyElementsOf(Rooms.STAGES);
  }

  @Test
  void heavyLibrariesStayBehindTheOneWhoHidesThem() {
    Rooms.HIDDEN_LIBRARIES.forEach(
        (library, places) ->
            assertThat(
                    dependencies(
                        (from, to) ->
                            isIn(to, library) && places.stream().noneMatch(p -> isIn(from, p))))
                .as("%s is used outside of %s", library, places)
                .isEmpty());
  }

  @Test
  void onlyTheCompositionRootNamesImplementations() {
    for (String hidden : Rooms.IMPLEMENTATIONS) {
      assertThat(
              dependencies(
                  (from, to) ->
                      isIn(to, hidden)
                          && !isIn(from, hidden)
                          && !isIn(from, Rooms.ROOT + Rooms.COMPOSITION_ROOT)))
          .as("%s is named outside of the composition root", hidden)
          .isEmpty();
    }
  }

  @Test
  void packagesFormNoCycle() {
    SlicesRuleDefinition.slices().matching("dev.foz.(**)").should().beFreeOfCycles().check(classes);
  }

  @Test
  void everyPackageSaysItsPurposeAndIsNullMarked() {
    assertThat(packages().filter(p -> !isNullMarked(p)).map(JavaPackage::getName))
        .as("packages without a package-info.java that is @NullMarked")
        .isEmpty();
  }

  @Test
  void theDrawnGraphIsUpToDate() throws IOException {
    String page = Files.readString(PAGE);
    int begin = page.indexOf(BEGIN);
    int end = page.indexOf(END);
    assertThat(begin).as("%s lies in %s", BEGIN.strip(), PAGE).isNotNegative().isLessThan(end);
    String head = page.substring(0, begin + BEGIN.length());
    String graph = ModuleGraph.of(classes).draw();
    if ("update".equals(System.getProperty("docs"))) {
      Files.writeString(PAGE, head + graph + page.substring(end));
      return;
    }
    assertThat(page.substring(head.length(), end))
        .as("docs/architecture.md is not what the class files say; ./test --update-docs draws it")
        .isEqualTo(graph);
  }

  private Stream<JavaPackage> packages() {
    return classes.stream().map(JavaClass::getPackage).distinct();
  }

  private static boolean isNullMarked(JavaPackage one) {
    return one.tryGetPackageInfo()
        .map(info -> info.isAnnotatedWith("org.jspecify.annotations.NullMarked"))
        .orElse(false);
  }

  /** The uses between two classes for which the predicate on their names holds, as "A -> B". */
  private Set<String> dependencies(BiPredicate<String, String> wanted) {
    Set<String> found = new TreeSet<>();
    for (JavaClass one : classes) {
      for (Dependency dependency : one.getDirectDependenciesFromSelf()) {
        String target = dependency.getTargetClass().getBaseComponentType().getName();
        if (wanted.test(one.getName(), target)) {
          found.add(one.getName() + " -> " + target);
        }
      }
    }
    return found;
  }

  private static boolean isIn(String className, String packageName) {
    return className.startsWith(packageName + ".");
  }
}
