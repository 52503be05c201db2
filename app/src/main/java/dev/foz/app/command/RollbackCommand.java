package dev.foz.app.command;

import dev.foz.app.lake.Health;
import dev.foz.app.lake.LakeTasks;
import dev.foz.app.lake.OpenLake;
import dev.foz.app.text.Console;
import dev.foz.app.text.Figures;
import dev.foz.app.text.Values;
import dev.foz.base.Code;
import dev.foz.base.Field;
import dev.foz.base.FozException;
import dev.foz.base.Problem;
import dev.foz.base.TableName;
import dev.foz.table.SnapshotRow;
import dev.foz.transform.FormerVersion;
import dev.foz.transform.RollbackPlan;
import dev.foz.transform.Rollbacks;
import dev.foz.transform.TableVersions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code foz rollback TABLE|RUN}: back to a former version. */
@Command(
    name = "rollback",
    description = {
      "Takes a table back to a former version, or all tables to before a run, in one commit.",
      "What it takes back is paused until `foz resume`; what depends on it is built whole next."
    })
final class RollbackCommand implements Callable<Integer> {
  private static final List<Field> COLUMNS =
      List.of(
          Rows.text("table"),
          Rows.number("from_version"),
          Rows.number("from_run"),
          Rows.number("rows"),
          Rows.number("to_version"),
          Rows.number("to_commit"),
          Rows.text("of"),
          Rows.number("rows_then"));
  private static final List<Field> READABLE =
      List.of(Rows.text("table"), Rows.number("rows"), Rows.number("rows then"), Rows.text("to"));

  private final Surroundings surroundings;

  @Mixin private final LakeOptions options;

  @Parameters(
      index = "0",
      paramLabel = "TABLE|RUN",
      description = "A curated or refined table as in SQL, or the number of a run")
  private String what = "";

  @Parameters(
      index = "1..*",
      paramLabel = "TABLE",
      description = "Of a run: only these of its tables")
  private List<String> only = new ArrayList<>();

  @Option(
      names = "--to",
      paramLabel = "VERSION",
      description = {
        "A commit or version that `foz history` lists, or a time: what the table showed then.",
        "Unless given, the version before the current one."
      })
  private Optional<String> to = Optional.empty();

  @Option(names = "--force", description = "Of a run: take back what later runs made of it, too")
  private boolean force;

  @Option(names = "--dry-run", description = "Only say what would be taken back")
  private boolean dryRun;

  @Mixin private final Confirmation confirmation;

  RollbackCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
    this.options = new LakeOptions(surroundings);
    this.confirmation = new Confirmation(surroundings);
  }

  @Override
  public Integer call() {
    Console console = surroundings.console();
    try (OpenLake open = options.open()) {
      OptionalLong run = Moments.number(what);
      RollbackPlan plan = run.isPresent() ? ofRun(open, run.getAsLong()) : ofTable(open);
      if (dryRun || !options.json()) {
        print(open, plan);
      }
      if (dryRun) {
        return 0;
      }
      if (!confirmation.given("take back " + Figures.count(plan.steps().size(), "table") + "?")) {
        console.err().println("nothing was changed");
        return 1;
      }
      String subject = run.isPresent() ? "run " + run.getAsLong() : tables(plan);
      return TaskRun.exitCode(
          TaskRun.run(
              open,
              console,
              options,
              "rollback " + what,
              List.of(LakeTasks.rollback(open, plan, subject))));
    }
  }

  private RollbackPlan ofTable(OpenLake open) {
    if (force || !only.isEmpty()) {
      throw usage("--force and further tables go with the number of a run");
    }
    TableName table = TableArgument.find(open, what);
    return open.rollbacks().plan(table, to.map(text -> version(open, text)).orElseGet(before()));
  }

  private static java.util.function.Supplier<FormerVersion> before() {
    return FormerVersion.Before::new;
  }

  private static FormerVersion version(OpenLake open, String text) {
    OptionalLong number = Moments.number(text);
    return number.isPresent()
        ? new FormerVersion.Numbered(number.getAsLong())
        : new FormerVersion.At(new Moments("--to", open.lake().timezone()).last(text));
  }

  private RollbackPlan ofRun(OpenLake open, long run) {
    if (to.isPresent()) {
      throw usage("--to goes with a table; a run is taken back to what was before it");
    }
    List<TableName> tables = only.stream().map(table -> TableArgument.find(open, table)).toList();
    return open.rollbacks()
        .plan(run, tables, force ? Rollbacks.Later.TAKE_BACK : Rollbacks.Later.REFUSE);
  }

  private static FozException usage(String what) {
    return Problem.of(Code.COMMAND_USAGE, what).remedy("foz rollback --help").toException();
  }

  private void print(OpenLake open, RollbackPlan plan) {
    Console console = surroundings.console();
    if (options.json()) {
      Rows.print(
          console, true, COLUMNS, plan.steps().stream().map(step -> exact(open, step)).toList());
      return;
    }
    Rows.print(
        console, false, READABLE, plan.steps().stream().map(step -> readable(open, step)).toList());
    console.out().println(console.fitted("paused until `foz resume " + tables(plan) + "`", 2));
    String users = users(open, plan);
    if (!users.isEmpty()) {
      String next = "the next run computes whole what reads them: " + users;
      console.out().println(console.fitted(next, 2));
    }
    console.out().flush();
  }

  private static @Nullable Object[] readable(OpenLake open, RollbackPlan.Step step) {
    SnapshotRow then = step.to();
    return new @Nullable Object[] {
      step.table().table().toString(),
      Figures.count(step.from().records()),
      Figures.count(then.records()),
      version(then, new TableVersions(open.state(), step.table()).commit(then))
    };
  }

  private static String version(SnapshotRow then, OptionalLong commit) {
    String name =
        commit.isPresent() ? "commit " + commit.getAsLong() : "version " + then.snapshotId();
    return name + ", " + Values.second(then.at());
  }

  private static @Nullable Object[] exact(OpenLake open, RollbackPlan.Step step) {
    SnapshotRow then = step.to();
    OptionalLong commit = new TableVersions(open.state(), step.table()).commit(then);
    return new @Nullable Object[] {
      step.table().table().toString(),
      step.from().snapshotId(),
      number(step.from().run()),
      step.from().records(),
      then.snapshotId(),
      number(commit),
      then.at(),
      then.records()
    };
  }

  private static @Nullable Long number(OptionalLong value) {
    return value.isPresent() ? value.getAsLong() : null;
  }

  private static String tables(RollbackPlan plan) {
    return plan.steps().stream()
        .map(step -> step.table().table().toString())
        .collect(Collectors.joining(" "));
  }

  /** Stored tables that read what is taken back and are not taken back themselves. */
  private static String users(OpenLake open, RollbackPlan plan) {
    Health health = new Health(open, open.models());
    TreeSet<TableName> users = new TreeSet<>();
    plan.steps().forEach(step -> users.addAll(health.users(step.table().table())));
    plan.steps().forEach(step -> users.remove(step.table().table()));
    return users.stream().map(TableName::toString).collect(Collectors.joining(", "));
  }
}
