package dev.foz.base.lake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Makes a lake of the examples of {@code docs/lake-folder.md}. */
class LakeFolderPageTest {
  private static final Pattern EXAMPLE =
      Pattern.compile("(?ms)^```(?:yaml|sql|sh|json)\n(.*?)^```");
  private static final Pattern NAME =
      Pattern.compile("(?m)(?:#|--|\"\\$comment\":) \"?((?:[a-z]+/)*[a-z]*\\.[a-z]+)\"?,?$");

  private final String page;
  private final TestingLake lake;

  LakeFolderPageTest(@TempDir Path folder) throws IOException {
    this.page = Files.readString(Path.of("../docs/lake-folder.md"));
    this.lake = new TestingLake(folder);
  }

  @Test
  void itsExamplesAreOneValidLake() {
    EXAMPLE.matcher(page).results().map(example -> example.group(1)).forEach(this::write);

    Lake read = lake.load();

    assertThat(read.sources()).extracting(SourceSpec::name).containsExactly("clientes", "notas");
    assertThat(read.sources().getLast().url()).contains("/srv/entrada");
    assertThat(read.sources().getLast().tables()).hasSize(3);
    assertThat(read.sources().getLast().tables().getFirst().contract()).contains("nota");
    assertThat(read.schemas()).extracting(SchemaSpec::name).containsExactly("nota");
    assertThat(read.models()).extracting(ModelSpec::sqlFirstLine).containsExactly(5, 19);
  }

  private void write(String example) {
    MatchResult name = NAME.matcher(example).results().findFirst().orElseThrow();
    lake.write(name.group(1), example);
  }

  @Test
  void everyKeyThatWorksIsOnIt() {
    Stream<String> keys = Arrays.stream(Keys.values()).flatMap(kind -> kind.known().stream());

    assertThat(keys)
        .allSatisfy(key -> assertThat(page).containsPattern("`" + key + "`|" + key + ":"));
  }
}
