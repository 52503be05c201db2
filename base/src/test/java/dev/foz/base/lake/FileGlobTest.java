package dev.foz.base.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileGlobTest {
  private static final Path LAKE = Path.of("/lake");

  @ParameterizedTest
  @CsvSource(
      delimiterString = " -> ",
      value = {
        "entrada/nfe/**/*.json -> /lake/entrada/nfe/**/*.json -> /lake/entrada/nfe",
        "produtos.csv -> /lake/produtos.csv -> /lake",
        "./a/../b/x.csv -> /lake/b/x.csv -> /lake/b",
        "../fora/*.csv -> /fora/*.csv -> /fora",
        "/mnt/a/2026-*/x.csv -> /mnt/a/2026-*/x.csv -> /mnt/a",
        "/x.csv -> //x.csv -> /",
      })
  void theRootHoldsTheFoldersBeforeTheFirstWildcard(String text, String whole, Path root) {
    FileGlob glob = FileGlob.parse(LAKE, text);

    assertThat(glob).hasToString(whole);
    assertThat(glob.root()).isEqualTo(root);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " -> ",
      value = {
        "*.json -> /lake/a.json -> true",
        "*.json -> /lake/b/a.json -> false",
        "*.json -> /lake/.a.json -> false",
        "*.json -> /lake/a.json.tmp -> false",
        "*.json -> /other/a.json -> false",
        "**/*.json -> /lake/a.json -> true",
        "**/*.json -> /lake/b/c/a.json -> true",
        "**/*.json -> /lake/b/.c/a.json -> false",
        "** -> /lake/b/c/a.json -> true",
        "** -> /lake/b/.a -> false",
        "a/**/z/*.csv -> /lake/a/z/x.csv -> true",
        "a/**/z/*.csv -> /lake/a/b/c/z/x.csv -> true",
        "a/**/z/*.csv -> /lake/a/b/x.csv -> false",
        "a**.csv -> /lake/abc.csv -> true",
        "a**.csv -> /lake/a/c.csv -> false",
        "?.csv -> /lake/a.csv -> true",
        "?.csv -> /lake/ab.csv -> false",
        "[a-c]*.csv -> /lake/bx.csv -> true",
        "[!a-c]*.csv -> /lake/bx.csv -> false",
        "[!a-c]*.csv -> /lake/dx.csv -> true",
        "[!a-c]*.csv -> /lake/.x.csv -> false",
        "[[&&a^].csv -> /lake/&.csv -> true",
        "*.{csv,csv.gz} -> /lake/x.csv.gz -> true",
        "*.{csv,csv.gz} -> /lake/x.csv.zst -> false",
        "a,b}.csv -> /lake/a,b}.csv -> true",
        "a+(b)$.csv -> /lake/a+(b)$.csv -> true",
        "\\*.csv -> /lake/*.csv -> true",
        "\\*.csv -> /lake/x.csv -> false",
      })
  void matchesAsAShellDoes(String text, Path file, boolean matches) {
    assertThat(FileGlob.parse(LAKE, text).matcher().test(file)).isEqualTo(matches);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " -> ",
      value = {
        "data/x.json -> true",
        "data/raw/*.json -> true",
        "**/*.json -> true",
        "*/*.json -> true",
        "*/a/b/*.json -> true",
        "/**/x -> true",
        "*.json -> false",
        "entrada/**/*.json -> false",
        "dat/**/*.json -> false",
        "datas/*.json -> false",
        "e*/**/*.json -> false",
      })
  void knowsWhetherItReachesIntoAFolder(String text, boolean reaches) {
    assertThat(FileGlob.parse(LAKE, text).reaches(Path.of("/lake/data"))).isEqualTo(reaches);
  }

  @Test
  void aHiddenFolderIsReachedByNoWildcard() {
    assertThat(FileGlob.parse(LAKE, "**/*.json").reaches(Path.of("/lake/.data"))).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " -> ",
      value = {
        "a/ -> it ends with `/`",
        "*//b -> it ends with `/` or has `//` in it",
        "*/../b -> `.` and `..` may not follow a wildcard",
        "[a -> `[` has no `]`",
        "[z-a] -> a range is upside down",
        "[a/b] -> `[...]` must hold characters of a name",
        "{a,{b}} -> `{` may not stand inside `{...}`",
        "{a -> `{` has no `}`",
        "x\\ -> nothing follows the last backslash",
      })
  void saysWhatIsWrongWithAPattern(String text, String reason) {
    assertThatThrownBy(() -> FileGlob.parse(LAKE, text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(reason);
  }
}
