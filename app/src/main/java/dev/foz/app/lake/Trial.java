package dev.foz.app.lake;

import dev.foz.app.progress.QuietRun;
import dev.foz.base.Code;
import dev.foz.base.Field;
import dev.foz.base.FozException;
import dev.foz.base.PayloadFormat;
import dev.foz.base.Problem;
import dev.foz.base.Progress;
import dev.foz.base.TableName;
import dev.foz.base.lake.EngineKind;
import dev.foz.base.lake.Lake;
import dev.foz.base.lake.LakeReader;
import dev.foz.base.lake.SourceSpec;
import dev.foz.base.lake.SourceTableSpec;
import dev.foz.contract.Contract;
import dev.foz.contract.ContractField;
import dev.foz.control.RunSummary;
import dev.foz.control.Runner;
import dev.foz.control.Task;
import dev.foz.control.TaskContext;
import dev.foz.control.TaskResult;
import dev.foz.ingest.LoadReport;
import dev.foz.ingest.QuarantineGroup;
import dev.foz.serve.RunningQuery;
import dev.foz.source.file.BatchLimits;
import dev.foz.source.file.FileSource;
import dev.foz.state.StepCounts;
import dev.foz.table.TableSnapshot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Loads the first records of a source table into a lake of its own that is thrown away: by the very
 * parts that will load it later, so that what is told of it is what will be.
 */
public final class Trial {
  public static final int MAX_RECORDS = 10_000;
  public static final int MAX_FILES = 500;
  private static final long MAX_BYTES = 64L << 20;
  private static final int BATCH = 1_000;
  private static final int ROWS_SHOWN = 5;
  private static final Set<String> OWN = Set.of("_seq", "_run", "_ingested_at");

  private final Path lakeFolder;
  private final Memory memory;
  private final Clock clock;

  /**
   * @param lakeFolder from which names of files are seen
   */
  public Trial(Path lakeFolder, Memory memory, Clock clock) {
    this.lakeFolder = lakeFolder;
    this.memory = memory;
    this.clock = clock;
  }

  /**
   * A column of the curated table.
   *
   * @param key the record's own name of it
   * @param filled how many rows are not null
   * @param commas what texts look like that may be numbers with a decimal comma
   */
  public record Column(Field field, String key, long filled, CommaNumbers commas) {}

  /**
   * What came out.
   *
   * @param whole whether these were all records
   * @param formats how the files are read
   * @param waiting records that would wait in quarantine
   * @param reason why the first of them would
   * @param problems of files that could not be read
   * @param records that were looked at, those that would wait too
   * @param keys fields that may name a row, alone or together
   * @param rowCount rows of the curated table; with a primary key one for each key
   * @param rows the first of them
   */
  public record Result(
      int files,
      long records,
      boolean whole,
      Set<PayloadFormat> formats,
      long waiting,
      Optional<String> reason,
      List<Problem> problems,
      List<Column> columns,
      KeyFields keys,
      long rowCount,
      List<@Nullable Object[]> rows) {
    public Result {
      formats = Set.copyOf(formats);
      problems = List.copyOf(problems);
      columns = List.copyOf(columns);
      rows = List.copyOf(rows);
    }

    /** Records that landed. */
    public long landed() {
      return records - waiting;
    }
  }

  /**
   * Tries the only table of a source.
   *
   * @param name of the source
   * @param yaml of its file; paths absolute
   * @throws FozException with what is wrong with it, or with the files
   */
  public Result of(String name, String yaml) {
    Path folder = temporary();
    try {
      return in(folder, name, yaml);
    } finally {
      delete(folder);
    }
  }

  private static Path temporary() {
    try {
      return Files.createTempDirectory("foz-trial");
    } catch (IOException e) {
      throw Problem.of(Code.STORAGE_FAILED, "Cannot make a temporary folder")
          .because(String.valueOf(e.getMessage()))
          .remedy("make room in the folder for temporary files, or set TMPDIR")
          .toException(e);
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException | UncheckedIOException e) {
      // What is left lies where the system cleans up.
      return;
    }
  }

  private Result in(Path folder, String name, String yaml) {
    write(folder.resolve("lake.yaml"), "name: trial\n");
    write(folder.resolve("sources").resolve(name + ".yaml"), yaml);
    Lake read = LakeReader.read(folder, Map.of()).orThrow();
    SourceSpec source = read.sources().getFirst();
    Lake lake =
        new Lake(
            lakeFolder,
            "trial",
            read.storage(),
            read.stateFile(),
            EngineKind.DUCKDB,
            read.timezone(),
            List.of(source),
            List.of(),
            List.of());
    try (OpenLake open = OpenLake.open(lake, memory, clock)) {
      return load(open, source, source.tables().getFirst());
    }
  }

  private static void write(Path file, String text) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw Problem.of(Code.STORAGE_FAILED, "Cannot write a temporary file")
          .because(String.valueOf(e.getMessage()))
          .remedy("make room in the folder for temporary files, or set TMPDIR")
          .toException(e);
    }
  }

  private Result load(OpenLake open, SourceSpec source, SourceTableSpec table) {
    BatchLimits limits = open.limits().batches();
    BatchLimits small = new BatchLimits(limits.maxBytes(), BATCH, limits.maxRecordBytes());
    SampledSource sample =
        new SampledSource(
            FileSource.of(source, lakeFolder, small, clock), MAX_RECORDS, MAX_FILES, MAX_BYTES);
    List<Problem> problems = new ArrayList<>();
    Task load = new Load(open, source, sample, problems);
    Task consolidate =
        new ConsolidateTask(
            open, new LatestStanding(open), source.name(), LakeTasks.curated(table));
    RunSummary run =
        new Runner(open.state(), new QuietRun(), 1).run("add", List.of(load, consolidate));
    List<Problem> fatal = run.problems().stream().filter(p -> !problems.contains(p)).toList();
    if (!fatal.isEmpty()) {
      throw new FozException(fatal);
    }
    List<QuarantineGroup> waiting = open.quarantineGroups().all();
    List<Column> columns = columns(open, table);
    return new Result(
        sample.parts().size(),
        sample.records(),
        sample.isWhole(),
        sample.formats(),
        waiting.stream().mapToLong(QuarantineGroup::waiting).sum(),
        waiting.stream().findFirst().map(Trial::reason),
        problems,
        columns,
        keys(open, table, sample.formats()),
        open.now().find(table.curatedTable()).map(TableSnapshot::records).orElse(0L),
        columns.isEmpty() ? List.of() : rows(open, table.curatedTable(), columns));
  }

  private static String reason(QuarantineGroup group) {
    return (group.path().isEmpty() ? "" : "`" + group.path() + "` ")
        + group.reason()
        + " ("
        + group.position()
        + ")";
  }

  /** A load of the sample in the place of the whole source. */
  private record Load(
      OpenLake open, SourceSpec source, SampledSource sample, List<Problem> problems)
      implements Task {
    @Override
    public String subject() {
      return source.name();
    }

    @Override
    public String kind() {
      return "load";
    }

    @Override
    public Set<String> after() {
      return Set.of();
    }

    @Override
    public OnFailure onFailure() {
      return OnFailure.GO_ON;
    }

    @Override
    public TaskResult run(TaskContext context) {
      LoadReport report =
          open.loader()
              .load(
                  source.name(),
                  sample,
                  source.tables().stream()
                      .map(table -> SourceTables.loadTable(open.declarations(), table))
                      .toList(),
                  context.run(),
                  context.progress());
      problems.addAll(report.problems());
      return new TaskResult.Done(new StepCounts(report.records(), report.records(), 0, 0), "");
    }
  }

  private static List<Field> fields(OpenLake open, SourceTableSpec table) {
    return open
        .now()
        .find(table.curatedTable())
        .map(TableSnapshot::fields)
        .orElse(List.of())
        .stream()
        .filter(field -> !OWN.contains(field.name()))
        .toList();
  }

  private static Optional<Contract> contract(OpenLake open, SourceTableSpec table) {
    return open.now().find(table.rawTable()).map(open.now()::contract);
  }

  private static KeyFields keys(OpenLake open, SourceTableSpec table, Set<PayloadFormat> formats) {
    return contract(open, table)
        .filter(contract -> !fields(open, table).isEmpty())
        .map(contract -> KeyFields.count(open.queries(), table.curatedTable(), contract, formats))
        .orElse(KeyFields.NONE);
  }

  private static List<Column> columns(OpenLake open, SourceTableSpec table) {
    List<Field> fields = fields(open, table);
    if (fields.isEmpty()) {
      return List.of();
    }
    Map<String, String> keys =
        contract(open, table).stream()
            .flatMap(contract -> contract.fields().stream())
            .collect(Collectors.toMap(ContractField::name, ContractField::key, (one, two) -> one));
    String counts =
        fields.stream()
            .map(field -> "count(" + quoted(field) + "), " + CommaNumbers.counts(field))
            .collect(Collectors.joining(", "));
    try (RunningQuery query =
        open.queries().start("select " + counts + " from " + table.curatedTable(), Progress.NONE)) {
      query.result().next();
      List<Column> columns = new ArrayList<>();
      int at = 0;
      for (Field field : fields) {
        long filled = number(query.result().value(at));
        CommaNumbers commas = CommaNumbers.of(query.result(), at + 1);
        String key = keys.getOrDefault(field.name(), field.name());
        columns.add(new Column(field, key, filled, commas));
        at += 1 + CommaNumbers.COUNTS;
      }
      return columns;
    }
  }

  static long number(@Nullable Object value) {
    return value instanceof Number number ? number.longValue() : 0;
  }

  private static String quoted(Field field) {
    return quoted(field.name());
  }

  static String quoted(String name) {
    return "\"" + name.replace("\"", "\"\"") + "\"";
  }

  private static List<@Nullable Object[]> rows(
      OpenLake open, TableName table, List<Column> columns) {
    String names =
        columns.stream().map(column -> quoted(column.field())).collect(Collectors.joining(", "));
    String sql = "select " + names + " from " + table + " order by _seq limit " + ROWS_SHOWN;
    List<@Nullable Object[]> rows = new ArrayList<>();
    try (RunningQuery query = open.queries().start(sql, Progress.NONE)) {
      while (query.result().next()) {
        @Nullable Object[] row = new @Nullable Object[columns.size()];
        for (int i = 0; i < row.length; i++) {
          row[i] = query.result().value(i);
        }
        rows.add(row);
      }
    }
    return rows;
  }
}
