package dev.foz.app.command;

import dev.foz.app.text.Figures;
import dev.foz.state.StateStore;
import dev.foz.table.SnapshotRow;
import dev.foz.table.TableSnapshot;
import dev.foz.transform.TableVersions;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;

/**
 * A version of a table as {@code foz show} tells it.
 *
 * @param commit of Foz; empty for one of another program
 */
record ShownVersion(SnapshotRow version, OptionalLong commit) {
  private static final int MOST = 5;

  /** The last few, newest first. */
  static List<ShownVersion> latest(StateStore state, TableSnapshot table) {
    TableVersions versions = new TableVersions(state, table);
    List<SnapshotRow> kept = versions.kept();
    return kept.stream()
        .sorted(java.util.Comparator.comparingLong(SnapshotRow::sequence).reversed())
        .limit(MOST)
        .map(version -> new ShownVersion(version, versions.commit(version)))
        .toList();
  }

  String line() {
    String number = commit.isPresent() ? "commit " + commit.getAsLong() : "foreign";
    String run = version.run().isPresent() ? " of run " + version.run().getAsLong() : "";
    String state = version.current() ? ", current" : version.rolledBack() ? ", rolled back" : "";
    return number
        + ", "
        + version.at().truncatedTo(ChronoUnit.SECONDS)
        + ": "
        + kind()
        + run
        + ", +"
        + Figures.count(version.addedRecords())
        + " -"
        + Figures.count(version.removedRecords())
        + " = "
        + Figures.count(version.records(), "row")
        + state;
  }

  private String kind() {
    return version.kind().map(kind -> kind.name().toLowerCase(Locale.ROOT)).orElse("foreign");
  }

  Map<String, Object> json() {
    Map<String, Object> one = new LinkedHashMap<>();
    commit.ifPresent(number -> one.put("commit", number));
    one.put("at", version.at().toString());
    one.put("kind", kind());
    version.run().ifPresent(run -> one.put("run", run));
    one.put("added", version.addedRecords());
    one.put("removed", version.removedRecords());
    one.put("rows", version.records());
    one.put("current", version.current());
    one.put("rolled_back", version.rolledBack());
    return one;
  }
}
