package dev.foz.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Makes a good lake folder wrong in many ways: {@code foz check} never shows a stack trace, never
 * finds nothing wrong, and its first message names the file, and the line where the mistake has
 * one.
 */
class MutationTest {
  private static final Map<String, String> FILES = new LinkedHashMap<>();

  static {
    FILES.put(
        "lake.yaml",
        "name: loja\ntimezone: America/Sao_Paulo\ndefaults:\n  on_error: quarantine\n");
    FILES.put(
        "sources/vendas.yaml",
        """
        type: file
        schedule: every 5m
        tables:
          pedidos:
            path: entrada/*.json
            primary_key: id
            contract: pedido
            mask: { cpf: hash }
          itens:
            path: entrada/*.csv
            separator: ";"
            decimal: ","
            on_error: fail
        """);
    FILES.put(
        "schemas/pedido.json",
        """
        {
          "type": "object",
          "required": ["id"],
          "properties": {
            "id": {"type": "integer"},
            "uf": {"type": "string"},
            "cpf": {"type": "string"},
            "total": {"type": "integer"}
          }
        }
        """);
    FILES.put(
        "models/curated/grandes.sql",
        """
        /* ---
        description: large orders
        materialized: view
        --- */
        select id, uf, total
        from curated.vendas_pedidos
        where total > 100
        """);
    FILES.put(
        "models/refined/por_uf.sql",
        """
        /* ---
        materialized: merge
        primary_key: uf
        tests:
          - not_null: [uf]
          - expression: total >= 0
            on_fail: warn
        --- */
        select uf, sum(total) as total
        from curated.grandes
        group by uf
        """);
  }

  /** What one change does to a file, and the line that the first message must name, 0 for any. */
  private record Mutation(String name, String file, byte[] content, int line) {}

  private final Random random;
  private final long seed;

  MutationTest() {
    this.seed = Long.getLong("foz.seed", 20261125L);
    this.random = new Random(seed);
  }

  private static List<String> lines(String file) {
    return new ArrayList<>(FILES.getOrDefault(file, "").lines().toList());
  }

  private static Mutation of(String name, String file, List<String> lines, int line) {
    return new Mutation(name, file, bytes(String.join("\n", lines) + "\n"), line);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static List<Integer> keyLines(String file) {
    List<Integer> found = new ArrayList<>();
    List<String> lines = lines(file);
    for (int i = 0; i < lines.size(); i++) {
      boolean isYaml = file.endsWith(".yaml") || (i > 0 && i < lines.indexOf("--- */"));
      if (isYaml && lines.get(i).matches(" *(- )?[a-z_]+:.*")) {
        found.add(i);
      }
    }
    return found;
  }

  private <T> T any(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }

  /** The good lake, and then each change alone. */
  private List<Mutation> mutations() {
    List<String> yaml = List.of("lake.yaml", "sources/vendas.yaml", "models/refined/por_uf.sql");
    List<Mutation> all = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      all.add(misspelt(any(yaml)));
      all.add(twice(any(yaml)));
      all.add(tabbed(any(List.of("lake.yaml", "sources/vendas.yaml"))));
      all.add(wrongType(any(yaml)));
      all.add(rubbish(any(List.copyOf(FILES.keySet()))));
      all.add(cut(any(List.of("schemas/pedido.json", "models/curated/grandes.sql"))));
      all.add(moved(any(List.of("lake.yaml", "sources/vendas.yaml"))));
    }
    for (String key : List.of("name", "type", "tables", "path")) {
      all.add(dropped(key));
    }
    for (String name : FILES.keySet()) {
      all.add(new Mutation("UTF-16", name, FILES.get(name).getBytes(StandardCharsets.UTF_16), 0));
      all.add(new Mutation("nothing in it", name, new byte[0], 0));
      all.add(new Mutation("zeros", name, new byte[300], 0));
    }
    for (String name : yaml.subList(0, 2)) {
      String text = FILES.get(name);
      all.add(
          new Mutation(
              "deep", name, bytes(text + "x: " + "[".repeat(5000)), lines(name).size() + 1));
      all.add(
          new Mutation(
              "an anchor that is not there",
              name,
              bytes(text + "x: *nada\n"),
              lines(name).size() + 1));
      all.add(
          new Mutation(
              "two documents", name, bytes(text + "---\n" + text), lines(name).size() + 2));
      all.add(
          new Mutation(
              "a merge key", name, bytes(text + "<<: { a: 1 }\n"), lines(name).size() + 1));
      all.add(
          new Mutation("a tag", name, bytes(text + "x: !!binary aGk=\n"), lines(name).size() + 1));
    }
    return all;
  }

  private Mutation misspelt(String file) {
    List<String> lines = lines(file);
    int line =
        any(
            keyLines(file).stream()
                .filter(i -> !lines.get(i).matches("  (pedidos|itens):|.*cpf.*"))
                .toList());
    String text = lines.get(line);
    int colon = text.indexOf(':');
    int at = colon - 1 - random.nextInt(2);
    lines.set(line, text.substring(0, at) + "q" + text.substring(at + 1));
    return of("a misspelt key", file, lines, line + 1);
  }

  private Mutation twice(String file) {
    List<String> lines = lines(file);
    List<Integer> simple =
        keyLines(file).stream()
            .filter(i -> !lines.get(i).endsWith(":") && !lines.get(i).strip().startsWith("- "))
            .toList();
    int line = any(simple);
    lines.add(line + 1, lines.get(line));
    return of("a key twice", file, lines, line + 2);
  }

  private Mutation tabbed(String file) {
    List<String> lines = lines(file);
    int line = any(keyLines(file).stream().filter(i -> lines.get(i).startsWith("  ")).toList());
    lines.set(line, "\t" + lines.get(line).strip());
    return of("a tab", file, lines, line + 1);
  }

  private Mutation wrongType(String file) {
    List<String> lines = lines(file);
    List<Integer> simple =
        keyLines(file).stream()
            .filter(i -> lines.get(i).matches("(?!.*(description|expression)) *[a-z_]+: \\S.*"))
            .toList();
    int line = any(simple);
    String key = lines.get(line).substring(0, lines.get(line).indexOf(':'));
    lines.set(line, key + ": " + any(List.of("{ a: [1] }", "[[x]]", "", "~", "[{}]")));
    return of("a value of a wrong type", file, lines, line + 1);
  }

  private Mutation rubbish(String file) {
    byte[] content = bytes(FILES.getOrDefault(file, ""));
    int at = random.nextInt(content.length);
    byte[] changed = Arrays.copyOf(content, content.length + 20);
    byte[] noise = new byte[20];
    random.nextBytes(noise);
    noise[3] = (byte) 0xff;
    System.arraycopy(noise, 0, changed, at, 20);
    System.arraycopy(content, at, changed, at + 20, content.length - at);
    return new Mutation("binary rubbish at " + at, file, changed, 0);
  }

  private Mutation cut(String file) {
    String text = FILES.getOrDefault(file, "");
    int end = file.endsWith("json") ? text.lastIndexOf('}') : text.indexOf("curated");
    int at = 2 + random.nextInt(end - 2);
    return new Mutation("cut at " + at, file, bytes(text.substring(0, at)), 0);
  }

  /** A key two levels further in than it belongs, or out. */
  private Mutation moved(String file) {
    List<String> lines = lines(file);
    List<Integer> simple =
        keyLines(file).stream()
            .filter(i -> !lines.get(i).endsWith(":") && i > 0)
            .filter(i -> !lines.get(i).matches(".*on_error: fail"))
            .toList();
    int line = any(simple);
    lines.set(
        line, lines.get(line).startsWith(" ") ? lines.get(line).strip() : "    " + lines.get(line));
    return of("a line moved", file, lines, 0);
  }

  private static Mutation dropped(String key) {
    String file = key.equals("name") ? "lake.yaml" : "sources/vendas.yaml";
    List<String> lines = lines(file);
    int line = 0;
    while (!lines.get(line).strip().startsWith(key + ":")) {
      line++;
    }
    lines.remove(line);
    return of("without `" + key + "`", file, lines, 0);
  }

  private static void write(Path folder, Map<String, byte[]> files) throws IOException {
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Path path = folder.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.write(path, file.getValue());
    }
  }

  private static Map<String, byte[]> good() {
    Map<String, byte[]> files = new LinkedHashMap<>();
    FILES.forEach((name, text) -> files.put(name, bytes(text)));
    return files;
  }

  @Test
  void theLakeIsGoodAlsoWithWindowsLineEndsAndByteOrderMarks(@TempDir Path folder)
      throws IOException {
    write(folder, good());
    String none = "no mistakes: 1 source with 2 tables, 2 models\n";
    assertThat(new Shell(folder).told("check")).startsWith(none);
    for (Map.Entry<String, String> file : FILES.entrySet()) {
      write(folder, Map.of(file.getKey(), bytes(file.getValue().replace("\n", "\r\n"))));
    }
    assertThat(new Shell(folder).told("check")).startsWith(none);
    for (Map.Entry<String, String> file : FILES.entrySet()) {
      write(folder, Map.of(file.getKey(), bytes("\uFEFF" + file.getValue())));
    }
    assertThat(new Shell(folder).told("check")).startsWith(none);
  }

  @Test
  void everyChangeIsToldByItsPlace(@TempDir Path folder) throws IOException {
    List<Mutation> mutations = mutations();
    assertThat(mutations).hasSizeGreaterThan(80);
    List<String> wrong = new ArrayList<>();
    for (Mutation mutation : mutations) {
      write(folder, good());
      write(folder, Map.of(mutation.file(), mutation.content()));
      Shell.Answer answer = new Shell(folder).foz("check");
      String told = answer.err();
      if (answer.exit() != 2 || !isGood(mutation, told)) {
        wrong.add(
            "%s of %s (seed %d), line %d:\n%s\n--- told\n%s"
                .formatted(
                    mutation.name(),
                    mutation.file(),
                    seed,
                    mutation.line(),
                    new String(mutation.content(), StandardCharsets.UTF_8)
                        .lines()
                        .limit(25)
                        .toList(),
                    told));
      }
    }
    assertThat(wrong).isEmpty();
  }

  private static boolean isGood(Mutation mutation, String told) {
    String place = mutation.line() == 0 ? "(:\\d.*)?" : ":" + mutation.line() + "(:.*)?";
    Pattern first =
        Pattern.compile(
            "error\\[[FED]\\d{3}]: [^\\n]+\\n  " + Pattern.quote(mutation.file()) + place + "\\n.*",
            Pattern.DOTALL);
    return first.matcher(told).matches()
        && !told.contains("\tat ")
        && !told.contains("Exception")
        && !told.contains("I901");
  }
}
