package dev.foz.app.command;

import dev.foz.app.lake.OpenLake;
import dev.foz.app.text.Console;
import dev.foz.app.text.Values;
import dev.foz.base.Code;
import dev.foz.base.Field;
import dev.foz.base.Problem;
import dev.foz.base.TableName;
import dev.foz.table.SnapshotRow;
import dev.foz.table.TableSnapshot;
import dev.foz.transform.TableVersions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code foz history TABLE}: the versions that are still kept. */
@Command(
    name = "history",
    description = {
      "Shows the versions of a table that are kept, newest first.",
      "Commit and version are what `foz rollback TABLE --to` takes."
    })
final class HistoryCommand implements Callable<Integer> {
  private static final int VERSION = 1;
  private static final List<Field> COLUMNS =
      List.of(
          Rows.number("commit"),
          Rows.number("version"),
          Rows.text("at"),
          Rows.text("kind"),
          Rows.number("run"),
          Rows.number("added"),
          Rows.number("removed"),
          Rows.number("rows"),
          Rows.text("state"));

  /** Room for all columns; a narrower terminal does not see the long numbers of versions. */
  private static final int WIDE = 100;

  private final Surroundings surroundings;

  @Mixin private final LakeOptions options;

  @Parameters(paramLabel = "TABLE", description = "As in SQL: curated.notas_nfe")
  private String table = "";

  HistoryCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
    this.options = new LakeOptions(surroundings);
  }

  @Override
  public Integer call() {
    try (OpenLake open = options.open()) {
      TableName name = TableArgument.find(open, table);
      TableSnapshot snapshot =
          open.now()
              .find(name)
              .orElseThrow(
                  () ->
                      Problem.of(Code.UNKNOWN_TABLE, name + " has no version yet")
                          .remedy("foz run loads and builds it")
                          .toException());
      TableVersions versions = new TableVersions(open.state(), snapshot);
      List<@Nullable Object[]> rows =
          versions.kept().stream().map(version -> row(version, versions.commit(version))).toList();
      print(rows);
      return 0;
    }
  }

  /** A version without a commit has no other name, so then all are shown. */
  private void print(List<@Nullable Object[]> rows) {
    Console console = surroundings.console();
    boolean narrow = console.interactive() && console.width() < WIDE && !options.json();
    if (narrow && rows.stream().allMatch(row -> row[0] != null)) {
      List<Field> columns = new ArrayList<>(COLUMNS);
      columns.remove(VERSION);
      Rows.print(console, false, columns, rows.stream().map(HistoryCommand::unversioned).toList());
    } else {
      Rows.print(console, options.json(), COLUMNS, rows);
    }
  }

  private static @Nullable Object[] unversioned(@Nullable Object[] row) {
    List<@Nullable Object> cells = new ArrayList<>(Arrays.asList(row));
    cells.remove(VERSION);
    return cells.toArray();
  }

  private @Nullable Object[] row(SnapshotRow version, OptionalLong commit) {
    return new @Nullable Object[] {
      number(commit),
      version.snapshotId(),
      options.json() ? version.at() : Values.second(version.at()),
      version.kind().map(kind -> kind.name().toLowerCase(Locale.ROOT)).orElse("foreign"),
      number(version.run()),
      version.addedRecords(),
      version.removedRecords(),
      version.records(),
      state(version)
    };
  }

  private static String state(SnapshotRow version) {
    if (version.current()) {
      return "current";
    }
    return version.rolledBack() ? "rolled back" : "";
  }

  private static @Nullable Long number(OptionalLong value) {
    return value.isPresent() ? value.getAsLong() : null;
  }
}
