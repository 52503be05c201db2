package dev.foz.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foz.app.lake.Memory;
import dev.foz.app.text.Console;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What every command prints with {@code --json} has the shape that docs/json.md describes. */
class JsonShapesTest {
  private static final Path PAGE =
      Path.of(System.getProperty("basedir", ".")).resolve("../docs/json.md");

  /** They print for people or for shells, and say so. */
  private static final Map<String, List<String>> REFUSING =
      Map.of(
          "demo", List.of("demo", "--once"),
          "completion", List.of("completion", "bash"),
          "man", List.of("man", "run"));

  private final JsonShapes shapes = JsonShapes.read(PAGE);
  private final Path folder;
  private final Shell lake;
  private final List<String> seen = new ArrayList<>();

  JsonShapesTest(@TempDir Path folder) {
    this.folder = folder;
    this.lake = new Shell(folder);
  }

  @Test
  void theExamplesOfThePageHaveTheShapesAboveThem() {
    shapes
        .examples()
        .forEach(
            (name, texts) ->
                texts.forEach(
                    text -> assertThat(shapes.mismatches(name, text)).as(name).isEmpty()));
  }

  @Test
  void everyCommandHasTheOptionAndASectionOnThePage() {
    Map<String, Boolean> commands = new java.util.TreeMap<>();
    collect(program(), "", commands);
    commands.keySet().removeAll(REFUSING.keySet());
    commands.remove("help");
    assertThat(commands).doesNotContainValue(false);
    assertThat(new TreeSet<>(shapes.commands())).isEqualTo(commands.keySet());
  }

  @Test
  void commandsThatPrintForPeopleOrShellsRefuseIt() {
    REFUSING.forEach(
        (name, words) -> {
          assertThat(see("problems", words.toArray(String[]::new)).exit()).as(name).isEqualTo(2);
          assertThat(lake.foz(with(words, "--json")).out())
              .as(name)
              .contains("there is no --json here: ");
        });
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void everyCommandPrintsItsShape() throws IOException {
    see("init", "init", "other");
    makeLake();
    lake.write("ufs.csv", "id,nome\n1,SP\n");
    see("add", "add", "file", "ufs.csv", "--yes");
    see("problems", "show", "curated.nada");
    see("explain", "explain", "C104");
    see("explain all", "explain");
    see("check", "check", "--fix");
    see("run", "run");
    see("status", "status");
    see("runs", "runs");
    see("runs RUN", "runs", "1");
    see("logs", "logs");
    see("show", "show", "curated.vendas_pedidos");
    see("show", "show", "refined.por_cliente");
    see("lineage", "lineage", "refined.por_cliente");
    see("lineage", "lineage", "refined.por_cliente.total");
    see("history", "history", "curated.vendas_pedidos");
    see("test", "test");
    see("preview", "preview", "refined.por_cliente");
    see("sql", "sql", "select * from curated.vendas_pedidos");
    see("quarantine list", "quarantine", "list");
    see("quarantine show", "quarantine", "show", "raw.vendas_pedidos");
    see("quarantine retry", "quarantine", "retry", "raw.vendas_pedidos");
    see("quarantine drop", "quarantine", "drop", "raw.vendas_pedidos", "--reason", "x");
    see("quarantine show", "quarantine", "show", "raw.vendas_pedidos");
    see("rebuild --dry-run", "rebuild", "curated.vendas_pedidos", "--dry-run");
    see("rebuild", "rebuild", "curated.vendas_pedidos");
    lake.write("in/pedidos2.jsonl", "{\"id\":4,\"cliente\":7,\"total\":1.00}\n");
    see("run", "run");
    see("rollback --dry-run", "rollback", "refined.por_cliente", "--dry-run");
    see("rollback", "rollback", "refined.por_cliente", "--yes");
    see("resume", "resume", "refined.por_cliente");
    see("schema freeze", "schema", "freeze", "vendas_clientes");
    changeFolder();
    see("schema diff", "schema", "diff", "vendas_pedidos");
    see("check", "check");
    see("run", "run");
    see("logs", "logs");
    see("test", "test");
    see("version", "version");
    loseState();
    see("state recover", "state", "recover");
    assertThat(shapes.names()).containsAll(seen);
    assertThat(seen)
        .as("every shape of a command was seen")
        .containsAll(shapes.names().stream().filter(n -> !isPart(n)).toList());
  }

  private static boolean isPart(String shape) {
    return Set.of("problem", "change").contains(shape);
  }

  private Shell.Answer see(String shape, String... command) {
    String[] words = with(List.of(command), "--json");
    Shell.Answer answer = lake.foz(words);
    seen.add(shape);
    assertThat(shapes.mismatches(shape, answer.out()))
        .as("foz %s printed %s%s", String.join(" ", words), answer.out(), answer.err())
        .isEmpty();
    return answer;
  }

  private static String[] with(List<String> words, String last) {
    List<String> all = new ArrayList<>(words);
    all.add(last);
    return all.toArray(String[]::new);
  }

  private void makeLake() {
    lake.write("lake.yaml", "name: loja\n");
    lake.write(
        "sources/vendas.yaml",
        """
        type: file
        tables:
          pedidos: { path: in/pedidos*.jsonl, primary_key: id, contract: pedidos }
          clientes: { path: in/clientes.csv, primary_key: id }
        """);
    lake.write("schemas/pedidos.json", contract("integer", 12));
    lake.write(
        "in/pedidos1.jsonl",
        """
        {"id":1,"cliente":7,"total":10.50}
        {"id":2,"cliente":8,"total":"x"}
        {"id":3,"cliente":7,"total":3.25}
        """);
    lake.write("in/clientes.csv", "id,nome\n7,Ana\n8,Rui\n");
    lake.write(
        "models/refined/por_cliente.sql",
        """
        /* ---
        description: Paid by customer
        tests:
          - not_null: [cliente]
          - expression: total < 0
            on_fail: warn
        --- */
        select cliente, sum(total) as total from curated.vendas_pedidos group by 1
        """);
  }

  private static String contract(String cliente, int digits) {
    return """
    {"type": "object", "required": ["id"], "properties": {"id": {"type": "integer"},
     "cliente": {"type": "%s"}, "total": {"type": "number", "format": "decimal(%d,2)"}}}
    """
        .formatted(cliente, digits);
  }

  private void changeFolder() {
    lake.write("schemas/pedidos.json", contract("string", 14));
    lake.write("models/refined/ruim.sql", "select nn from curated.vendas_clientes");
  }

  private void loseState() throws IOException {
    for (String name : List.of("state.db", "state.db-wal", "state.db-shm")) {
      Files.deleteIfExists(folder.resolve("data").resolve(name));
    }
  }

  private static void collect(CommandLine command, String path, Map<String, Boolean> found) {
    command
        .getSubcommands()
        .forEach(
            (name, child) -> {
              String whole = (path + " " + name).strip();
              if (child.getSubcommands().isEmpty()) {
                found.put(whole, child.getCommandSpec().findOption("--json") != null);
              } else {
                collect(child, whole, found);
              }
            });
  }

  private CommandLine program() {
    PrintStream out = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    return FozCommand.create(
        new Surroundings(
            new Console(out, out, false, false, 80),
            new ByteArrayInputStream(new byte[0]),
            folder,
            Map.of(),
            new Memory(256L << 20),
            Clock.systemUTC()));
  }
}
