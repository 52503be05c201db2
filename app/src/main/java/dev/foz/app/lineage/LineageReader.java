package dev.foz.app.lineage;

import dev.foz.app.lake.OpenLake;
import dev.foz.app.lineage.Lineage.Edge;
import dev.foz.app.lineage.Lineage.Kind;
import dev.foz.app.lineage.Lineage.Node;
import dev.foz.app.lineage.Lineage.Untold;
import dev.foz.base.Field;
import dev.foz.base.Layer;
import dev.foz.base.TableName;
import dev.foz.base.lake.FileGlob;
import dev.foz.base.lake.MaskSpec;
import dev.foz.base.lake.ModelSpec;
import dev.foz.base.lake.SourceSpec;
import dev.foz.base.lake.SourceTableSpec;
import dev.foz.contract.Contract;
import dev.foz.contract.ContractField;
import dev.foz.engine.ColumnOrigin;
import dev.foz.engine.Moment;
import dev.foz.engine.SqlParser;
import dev.foz.table.TableSnapshot;
import dev.foz.transform.ModelGraph;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Reads the lineage of a lake from its folder, its SQL, and the columns that its tables have. */
public final class LineageReader {
  /** Columns of raw that come with a record; the others are Foz's own. */
  private static final Set<String> OF_RECORD =
      Set.of("payload", "data", "_position", "_headers", "_key", "_event_time", "_op");

  /** Columns of curated that are made of columns of raw, and of which. */
  private static final Map<String, List<String>> OF_RAW =
      Map.of(
          "_seq", List.of("_seq"),
          "_ingested_at", List.of("_ingested_at"),
          "_run", List.of(),
          "valid_from", List.of("_event_time", "_ingested_at"),
          "valid_to", List.of("_event_time", "_ingested_at"));

  private final OpenLake open;
  private final ModelGraph models;
  private final SqlParser parser;
  private final Map<String, Node> nodes = new LinkedHashMap<>();
  private final Set<Edge> edges = new LinkedHashSet<>();
  private final List<Untold> untold = new ArrayList<>();

  public LineageReader(OpenLake open, ModelGraph models) {
    this.open = open;
    this.models = models;
    this.parser = open.parser();
  }

  /** All tables that the folder describes, and the files of its sources. */
  public Lineage tables() {
    for (SourceSpec source : open.lake().sources()) {
      source.tables().forEach(table -> table(source, table));
    }
    for (ModelSpec model : models.ordered()) {
      node(model.table().toString(), model.table().layer(), file(model));
      models
          .inputs(model.table())
          .forEach(input -> edge(input.toString(), model.table().toString(), ""));
    }
    return new Lineage(nodes, edges, List.of());
  }

  private void table(SourceSpec source, SourceTableSpec table) {
    String raw = table.rawTable().toString();
    String files = files(table);
    nodes.put(files, new Node(files, Kind.FILES, sourceFile(source)));
    node(raw, Layer.RAW, "records as they came");
    edge(files, raw, "");
    if (table.curate()) {
      String rows =
          table.primaryKey().isEmpty()
              ? "every record"
              : (table.history() ? "every version by " : "last state by ")
                  + String.join(", ", table.primaryKey());
      node(table.curatedTable().toString(), Layer.CURATED, rows);
      edge(raw, table.curatedTable().toString(), "");
    }
  }

  private String files(SourceTableSpec table) {
    FileGlob glob = table.file().path();
    Path root = glob.root();
    Path folder = open.lake().folder();
    String place = root.startsWith(folder) ? folder.relativize(root).toString() : root.toString();
    return (place.isEmpty() ? "" : place + "/") + glob.pattern();
  }

  private static String sourceFile(SourceSpec source) {
    return "sources/" + source.name() + ".yaml";
  }

  private String file(ModelSpec model) {
    return open.lake().folder().relativize(model.file()).toString();
  }

  private void node(String name, Layer layer, String detail) {
    Kind kind =
        switch (layer) {
          case RAW, QUARANTINE -> Kind.RAW;
          case CURATED -> Kind.CURATED;
          case REFINED -> Kind.REFINED;
        };
    nodes.put(name, new Node(name, kind, detail));
  }

  private void edge(String from, String to, String note) {
    edges.add(new Edge(from, to, note));
  }

  /**
   * All columns of all tables, as far as their columns are known. A column that no SQL tells the
   * origin of has no edge into it, and a sentence that says why.
   */
  public Lineage columns() {
    return columns(table -> true);
  }

  /** Those of one table and of what it reads. */
  public Lineage columns(TableName table) {
    Moment now = open.now();
    Set<TableName> needed = new TreeSet<>(List.of(table));
    Deque<TableName> open = new ArrayDeque<>(needed);
    while (!open.isEmpty()) {
      TableName next = open.removeFirst();
      // What is stored tells its columns by itself.
      if (next.equals(table) || now.find(next).isEmpty()) {
        models.inputs(next).stream().filter(needed::add).forEach(open::addLast);
      }
    }
    return columns(needed::contains);
  }

  private Lineage columns(Predicate<TableName> wanted) {
    Moment now = open.now();
    Map<TableName, List<String>> known = new HashMap<>();
    for (SourceSpec source : open.lake().sources()) {
      for (SourceTableSpec table : source.tables()) {
        if (wanted.test(table.rawTable())) {
          rawColumns(table, now, known);
        }
        if (wanted.test(table.curatedTable())) {
          curatedColumns(table, now, known);
        }
      }
    }
    for (ModelSpec model : models.ordered()) {
      if (wanted.test(model.table())) {
        modelColumns(model, now, known);
      }
    }
    return new Lineage(nodes, edges, untold);
  }

  private static Optional<List<String>> stored(Moment now, TableName table) {
    return now.find(table)
        .map(TableSnapshot::fields)
        .map(fields -> fields.stream().map(Field::name).map(LineageReader::lower).toList());
  }

  private void rawColumns(SourceTableSpec table, Moment now, Map<TableName, List<String>> known) {
    Optional<TableSnapshot> raw = now.find(table.rawTable());
    if (raw.isEmpty()) {
      return;
    }
    List<String> columns = new ArrayList<>(stored(now, table.rawTable()).orElse(List.of()));
    columns.add("data");
    known.put(table.rawTable(), columns);
    String files = files(table);
    nodes.put(files, new Node(files, Kind.FILES, ""));
    for (String column : columns) {
      String name = table.rawTable() + "." + column;
      node(name, Layer.RAW, "");
      if (OF_RECORD.contains(column)) {
        edge(files, name, "");
      }
    }
  }

  private void curatedColumns(
      SourceTableSpec table, Moment now, Map<TableName, List<String>> known) {
    Optional<TableSnapshot> curated = now.find(table.curatedTable());
    Optional<TableSnapshot> raw = now.find(table.rawTable());
    if (!table.curate() || curated.isEmpty() || raw.isEmpty()) {
      return;
    }
    Contract contract = now.contract(raw.get());
    Map<String, String> keys = new HashMap<>();
    for (ContractField field : contract.fields()) {
      keys.put(lower(field.name()), field.key());
    }
    List<String> columns = stored(now, table.curatedTable()).orElse(List.of());
    known.put(table.curatedTable(), columns);
    for (String column : columns) {
      curatedColumn(table, column, Optional.ofNullable(keys.get(column)));
    }
  }

  private void curatedColumn(SourceTableSpec table, String column, Optional<String> key) {
    String name = table.curatedTable() + "." + column;
    node(name, Layer.CURATED, mask(table.masks(), column));
    String raw = table.rawTable() + ".";
    if (key.isPresent()) {
      String field = raw + "data." + key.get();
      node(field, Layer.RAW, "");
      edge(raw + "data", field, "");
      edge(field, name, "");
    } else if (OF_RAW.containsKey(column)) {
      OF_RAW.get(column).forEach(from -> edge(raw + from, name, ""));
    } else {
      untold.add(
          new Untold(
              table.curatedTable().toString(),
              column,
              Set.of(),
              "no record has a field for it any more"));
    }
  }

  private static String mask(List<MaskSpec> masks, String column) {
    return masks.stream()
        .filter(mask -> lower(mask.path().getFirst()).equals(column))
        .findFirst()
        .map(
            mask ->
                "mask "
                    + mask.mask().word()
                    + (mask.path().size() > 1 ? " of " + mask.column() : ""))
        .orElse("");
  }

  private void modelColumns(ModelSpec model, Moment now, Map<TableName, List<String>> known) {
    Map<String, ColumnOrigin> origins = parser.origins(model.sql(), known);
    Set<String> columns = new LinkedHashSet<>(stored(now, model.table()).orElse(List.of()));
    columns.addAll(origins.keySet());
    known.put(model.table(), List.copyOf(columns));
    for (String column : columns) {
      String name = model.table() + "." + column;
      node(name, model.table().layer(), mask(model.masks(), column));
      switch (Optional.ofNullable(origins.get(column))
          .orElse(new ColumnOrigin.Untold("the SQL does not tell for sure what it is made of"))) {
        case ColumnOrigin.Told told ->
            told.columns()
                .forEach(from -> edge(from.toString(), name, told.copied() ? "" : "computed"));
        case ColumnOrigin.Untold reason -> untold.add(untold(model, column, reason.reason()));
      }
    }
  }

  private Untold untold(ModelSpec model, String column, String reason) {
    Set<String> inputs = new LinkedHashSet<>();
    models.inputs(model.table()).forEach(input -> inputs.add(input.toString()));
    return new Untold(model.table().toString(), column, inputs, reason);
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
