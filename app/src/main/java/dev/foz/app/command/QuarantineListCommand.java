package dev.foz.app.command;

import dev.foz.app.lake.OpenLake;
import dev.foz.app.text.Console;
import dev.foz.app.text.Figures;
import dev.foz.base.Field;
import dev.foz.base.Type;
import dev.foz.ingest.QuarantineGroup;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code foz quarantine list}: what waits and why, by table, rule and place. */
@Command(
    name = "list",
    description = "Lists the records in quarantine, grouped by what is wrong with them.")
final class QuarantineListCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private final LakeOptions options;

  @Parameters(arity = "0..1", paramLabel = "TABLE", description = "One table; all unless given")
  private Optional<String> table = Optional.empty();

  QuarantineListCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
    this.options = new LakeOptions(surroundings);
  }

  @Override
  public Integer call() {
    try (OpenLake open = options.open()) {
      List<QuarantineGroup> groups =
          table
              .map(text -> open.quarantineGroups().of(QuarantineArgument.find(open, text)))
              .orElseGet(() -> open.quarantineGroups().all());
      print(groups, open.clock().instant());
      return 0;
    }
  }

  private void print(List<QuarantineGroup> groups, Instant now) {
    Console console = surroundings.console();
    long waiting = groups.stream().mapToLong(QuarantineGroup::waiting).sum();
    if (!options.json()) {
      console.out().println(waiting == 0 ? "nothing waits" : sentence(waiting));
    }
    List<@Nullable Object[]> rows = new ArrayList<>();
    for (QuarantineGroup group : groups) {
      if (options.json() || group.waiting() > 0) {
        rows.add(options.json() ? exact(group) : readable(group, now));
      }
    }
    if (options.json() || !rows.isEmpty()) {
      Rows.print(console, options.json(), columns(options.json()), rows);
    }
    if (!options.json() && !rows.isEmpty()) {
      console
          .out()
          .println(
              console.fitted(
                  "foz quarantine show TABLE shows them, retry and drop settle them", 0));
    }
  }

  private static String sentence(long waiting) {
    return Figures.count(waiting, "record") + (waiting == 1 ? " waits" : " wait");
  }

  private static List<Field> columns(boolean json) {
    return json
        ? List.of(
            Rows.text("table"),
            Rows.text("code"),
            Rows.text("rule"),
            Rows.text("path"),
            Rows.text("reason"),
            Rows.number("waiting"),
            Rows.number("dropped"),
            Field.of("first_seen", Type.Primitive.TIMESTAMPTZ),
            Field.of("last_seen", Type.Primitive.TIMESTAMPTZ))
        : List.of(
            Rows.text("table"),
            Rows.number("records"),
            Rows.text("last seen"),
            Rows.text("rule"),
            Rows.text("place"),
            Rows.text("first of the reasons"));
  }

  private static @Nullable Object[] exact(QuarantineGroup group) {
    return new @Nullable Object[] {
      group.table().toString(),
      group.code(),
      group.rule(),
      group.path(),
      group.reason(),
      group.waiting(),
      group.dropped(),
      group.first(),
      group.last()
    };
  }

  private static @Nullable Object[] readable(QuarantineGroup group, Instant now) {
    return new @Nullable Object[] {
      QuarantineArgument.tableOf(group.table()).orElse(group.table()).toString(),
      Figures.count(group.waiting()),
      Figures.ago(Duration.between(group.last(), now)),
      group.rule(),
      group.path(),
      group.reason()
    };
  }
}
