package dev.foz.app.command;

import dev.foz.app.lake.OpenLake;
import dev.foz.app.lineage.Lineage;
import dev.foz.app.lineage.Lineage.Span;
import dev.foz.app.lineage.LineageReader;
import dev.foz.app.lineage.LineageSvg;
import dev.foz.app.lineage.LineageText;
import dev.foz.app.text.Console;
import dev.foz.app.text.Values;
import dev.foz.base.Code;
import dev.foz.base.FozException;
import dev.foz.base.NearestWord;
import dev.foz.base.Problem;
import dev.foz.base.TableName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code foz lineage}: where a table or a column comes from, and what is made of it. */
@Command(
    name = "lineage",
    description = {
      "Tells what a table or a column is made of and what is made of it.",
      "A column is followed through the SQL; where that does not tell it for sure, it says so.",
      "Joins and conditions decide which rows there are, and do not count as origins of values."
    })
final class LineageCommand implements Callable<Integer> {
  private static final String PRINTED = "-";

  private final Surroundings surroundings;

  @Mixin private final LakeOptions options;

  @Parameters(
      paramLabel = "TABLE[.COLUMN]",
      description = "refined.vendas, or one column of it: refined.vendas.total")
  private String wanted = "";

  @Option(names = "--up", description = "Only what it is made of")
  private boolean up;

  @Option(names = "--down", description = "Only what is made of it")
  private boolean down;

  @Option(names = "--depth", paramLabel = "N", description = "Not further than N steps")
  private int depth = Span.FAR;

  @Option(
      names = "--svg",
      arity = "0..1",
      fallbackValue = PRINTED,
      paramLabel = "FILE",
      description = "Draw it into a file, or print the drawing; write it behind TABLE")
  private Optional<String> svg = Optional.empty();

  LineageCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
    this.options = new LakeOptions(surroundings);
  }

  @Override
  public Integer call() {
    if (depth < 1) {
      throw Problem.of(Code.COMMAND_USAGE, "--depth must be at least 1").toException();
    }
    try (OpenLake open = options.open()) {
      LineageReader reader = new LineageReader(open, open.models());
      String name = wanted.toLowerCase(Locale.ROOT);
      Lineage all = isColumn(name) ? reader.columns() : reader.tables();
      if (!all.nodes().containsKey(name)) {
        throw unknown(open, all, name);
      }
      Span span = new Span(up || !down, down || !up, depth);
      print(all, name, span);
      return 0;
    }
  }

  private static boolean isColumn(String name) {
    return name.indexOf('.') != name.lastIndexOf('.');
  }

  private FozException unknown(OpenLake open, Lineage all, String name) {
    if (!isColumn(name)) {
      TableName table = TableArgument.find(open, wanted);
      return Problem.of(
              Code.UNKNOWN_TABLE, "Cannot tell the lineage of " + table + ": nothing makes it now")
          .because("it is stored, and no file of the lake folder describes it any more")
          .remedy("foz history " + table + " tells which runs made it")
          .toException();
    }
    TableName table =
        TableArgument.find(open, name.substring(0, name.indexOf('.', name.indexOf('.') + 1)));
    List<String> columns =
        all.nodes().keySet().stream().filter(node -> node.startsWith(table + ".")).toList();
    Problem problem =
        Problem.of(Code.UNKNOWN_TABLE, table + " has no column `" + column(name, table) + "`");
    if (columns.isEmpty()) {
      String what = table + " has no column `" + column(name, table) + "` that is known";
      return Problem.of(Code.UNKNOWN_TABLE, what)
          .because("it was not built yet, and its SQL does not tell its columns")
          .remedy("foz run makes it; foz lineage " + table + " works before")
          .toException();
    }
    return NearestWord.find(name, columns)
        .map(near -> problem.remedy("did you mean `" + near + "`?"))
        .orElseGet(() -> problem.remedy("foz show " + table + " lists its columns"))
        .toException();
  }

  private static String column(String name, TableName table) {
    return name.substring(table.toString().length() + 1);
  }

  private void print(Lineage all, String name, Span span) {
    Console console = surroundings.console();
    Lineage part = all.around(name, span);
    if (svg.isPresent()) {
      draw(new LineageSvg(part, name).draw());
    } else if (options.json()) {
      console.out().println(Values.json(json(part, name)));
    } else {
      // Cut ends show that there is more, so the tree is told of the whole.
      new LineageText(all, console::dim).around(name, span).forEach(console.out()::println);
    }
  }

  private void draw(String drawing) {
    if (svg.filter(PRINTED::equals).isPresent()) {
      surroundings.console().out().print(drawing);
      return;
    }
    String file = svg.orElseThrow();
    try {
      Path path = surroundings.folder().resolve(file);
      Files.writeString(path, drawing);
      surroundings.console().out().println("drew " + file);
    } catch (IOException | InvalidPathException e) {
      throw Problem.of(Code.STORAGE_FAILED, "Cannot write " + file)
          .because(String.valueOf(e.getMessage()))
          .remedy("name a file in a folder that is there")
          .toException(e);
    }
  }

  private static Map<String, Object> json(Lineage part, String name) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("of", name);
    out.put("nodes", part.nodes().values().stream().map(LineageCommand::json).toList());
    out.put("edges", part.edges().stream().map(LineageCommand::json).toList());
    out.put("untold", part.untold().stream().map(LineageCommand::json).toList());
    return out;
  }

  private static Map<String, Object> json(Lineage.Node node) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("name", node.name());
    out.put("kind", node.kind().name().toLowerCase(Locale.ROOT));
    out.put("detail", node.detail());
    return out;
  }

  private static Map<String, Object> json(Lineage.Untold column) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("name", column.name());
    out.put("reason", column.reason());
    return out;
  }

  private static Map<String, Object> json(Lineage.Edge edge) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("from", edge.from());
    out.put("to", edge.to());
    out.put("how", edge.note());
    return out;
  }
}
