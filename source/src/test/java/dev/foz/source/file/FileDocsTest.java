package dev.foz.source.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foz.base.Progress;
import dev.foz.base.lake.Lake;
import dev.foz.base.lake.LakeReader;
import dev.foz.base.lake.SourceSpec;
import dev.foz.source.SourcePosition;
import dev.foz.source.SourceReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileDocsTest {
  private static final Pattern EXAMPLE =
      Pattern.compile("```yaml\n# (sources/\\w+\\.yaml)\n(.*?)```", Pattern.DOTALL);

  @Test
  void examplesOfThePageAreSourcesThatRead(@TempDir Path lakeFolder) throws IOException {
    Matcher example = EXAMPLE.matcher(Files.readString(Path.of("../docs/sources/file.md")));
    assertThat(example.find()).isTrue();
    Files.writeString(lakeFolder.resolve("lake.yaml"), "name: loja\n");
    Path file = lakeFolder.resolve(example.group(1));
    Files.createDirectories(file.getParent());
    Files.writeString(file, example.group(2));
    Folder entrada = new Folder(lakeFolder.resolve("entrada"));
    entrada.write("nfe/2026/03/1.json", "{\"chave\":\"1\"}");
    entrada.write("produtos.csv", "sku;nome\n1;a\n");
    entrada.write("acessos/1.ndjson.gz", "");
    Lake lake = LakeReader.read(lakeFolder, Map.of()).orThrow();
    SourceSpec spec = lake.sources().getFirst();
    FileSource source = FileSource.of(spec, lakeFolder, BatchLimits.DEFAULT, Clock.systemUTC());
    try (SourceReader reader = source.open(SourcePosition.START, Progress.NONE)) {
      List<String> places =
          List.of(
              reader.next().orElseThrow().positions().text(0),
              reader.next().orElseThrow().positions().text(0));
      assertThat(places).containsExactly("entrada/nfe/2026/03/1.json:0", "entrada/produtos.csv:9");
      assertThat(reader.problems()).isEmpty();
    }
  }
}
