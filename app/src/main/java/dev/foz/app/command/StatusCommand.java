package dev.foz.app.command;

import dev.foz.app.lake.Health;
import dev.foz.app.lake.OpenLake;
import dev.foz.app.lake.TableHealth;
import dev.foz.app.text.Console;
import dev.foz.app.text.Figures;
import dev.foz.base.Field;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code foz status}: health of every table, worst first. */
@Command(name = "status", description = "Shows the health of every table, worst first.")
final class StatusCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private final LakeOptions options;

  StatusCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
    this.options = new LakeOptions(surroundings);
  }

  @Override
  public Integer call() {
    try (OpenLake open = options.open()) {
      List<TableHealth> tables = new Health(open, open.models()).tables();
      print(open, tables);
      return 0;
    }
  }

  private void print(OpenLake open, List<TableHealth> tables) {
    Console console = surroundings.console();
    if (!options.json()) {
      console.out().println(sentence(open, tables));
    }
    if (options.json() || !tables.isEmpty()) {
      List<@Nullable Object[]> rows = new ArrayList<>();
      tables.forEach(table -> rows.add(options.json() ? exact(table) : readable(open, table)));
      Rows.print(console, options.json(), columns(options.json()), rows);
    }
  }

  private static String sentence(OpenLake open, List<TableHealth> tables) {
    if (tables.isEmpty()) {
      return "lake " + open.lake().name() + " has no tables yet: add a file to sources/";
    }
    long well = tables.stream().filter(t -> t.status() == TableHealth.Status.OK).count();
    String of = "lake " + open.lake().name() + ": " + Figures.count(tables.size(), "table");
    return well == tables.size()
        ? of + ", all up to date"
        : of + ", " + Figures.count(tables.size() - well) + " not up to date";
  }

  private static List<Field> columns(boolean json) {
    return json
        ? List.of(
            Rows.text("table"),
            Rows.text("status"),
            Rows.number("records"),
            Rows.number("bytes"),
            Rows.text("changed_at"),
            Rows.text("newest_data_at"),
            Rows.text("freshness"),
            Rows.text("note"))
        : List.of(
            Rows.text("table"),
            Rows.text("status"),
            Rows.number("rows"),
            Rows.number("size"),
            Rows.text("changed"),
            Rows.text("note"));
  }

  private static @Nullable Object[] exact(TableHealth table) {
    return new @Nullable Object[] {
      table.table().toString(),
      table.status().word(),
      table.records(),
      table.bytes(),
      table.changedAt().orElse(null),
      table.newest().orElse(null),
      table.asked().orElse(null),
      table.note()
    };
  }

  private static @Nullable Object[] readable(OpenLake open, TableHealth table) {
    String age =
        table
            .changedAt()
            .map(at -> Figures.ago(Duration.between(at, open.clock().instant())))
            .orElse("");
    return new @Nullable Object[] {
      table.table().toString(),
      table.status().word(),
      Figures.count(table.records()),
      Figures.bytes(table.bytes()),
      age,
      table.note()
    };
  }
}
