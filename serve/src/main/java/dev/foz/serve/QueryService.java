package dev.foz.serve;

import dev.foz.base.Code;
import dev.foz.base.NearestWord;
import dev.foz.base.Place;
import dev.foz.base.Problem;
import dev.foz.base.Progress;
import dev.foz.base.TableName;
import dev.foz.engine.Engine;
import dev.foz.engine.EngineSession;
import dev.foz.engine.Moment;
import dev.foz.engine.ParsedSql;
import dev.foz.engine.QueryResult;
import dev.foz.engine.SqlTableRef;
import dev.foz.table.TableSnapshot;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;

/** Runs queries of people. Thread-safe; every query has a session of its own. */
public final class QueryService {
  private static final String SYSTEM = "system";

  private final Engine engine;
  private final Supplier<Moment> now;
  private final List<ViewDefinition> views;
  private final Set<TableName> described;
  private final List<SystemView> systemViews;

  /**
   * @param now one read of all tables
   * @param views each after those that it reads
   * @param described tables that the lake folder describes, whether or not they exist yet
   */
  public QueryService(
      Engine engine,
      Supplier<Moment> now,
      List<ViewDefinition> views,
      Set<TableName> described,
      List<SystemView> systemViews) {
    this.engine = engine;
    this.now = now;
    this.views = List.copyOf(views);
    this.described = Set.copyOf(described);
    this.systemViews = List.copyOf(systemViews);
  }

  /**
   * Starts a query over the newest commits, all tables as of one moment.
   *
   * @throws dev.foz.base.FozException when the SQL cannot be read, may not run, or names what does
   *     not exist
   */
  public RunningQuery start(String sql, Progress progress) {
    return start(sql, session -> session.query(sql, progress));
  }

  /**
   * Binds what a query reads as {@link #start(String, Progress)} does, and lets the caller ask.
   *
   * @param asking starts the query, or one that stands for it
   */
  public RunningQuery start(String sql, Function<EngineSession, QueryResult> asking) {
    ParsedSql parsed = engine.parser().parse(sql);
    Moment moment = now.get();
    EngineSession session = engine.open();
    try {
      bind(session, moment, parsed);
      return new RunningQuery(session, asking.apply(session));
    } catch (RuntimeException | Error e) {
      session.close();
      throw e;
    }
  }

  private void bind(EngineSession session, Moment moment, ParsedSql parsed) {
    Set<TableName> wanted = new TreeSet<>();
    Set<String> system = new HashSet<>();
    for (SqlTableRef reference : parsed.tables()) {
      if (reference.schema().equalsIgnoreCase(SYSTEM)) {
        if (system.add(reference.name().toLowerCase(Locale.ROOT))) {
          bindSystem(session, parsed, reference);
        }
      } else {
        wanted.add(resolve(moment, parsed, reference));
      }
    }
    for (ViewDefinition view : viewsOf(wanted)) {
      wanted.addAll(view.inputs());
    }
    for (TableName name : wanted) {
      if (view(name).isEmpty()) {
        TableSnapshot table = moment.find(name).orElseThrow(() -> empty(name));
        moment.bind(session, table);
      }
    }
    viewsOf(wanted).forEach(view -> session.bindView(view.name(), view.sql()));
  }

  private void bindSystem(EngineSession session, ParsedSql parsed, SqlTableRef reference) {
    SystemView view =
        systemViews.stream()
            .filter(candidate -> candidate.name().equalsIgnoreCase(reference.name()))
            .findFirst()
            .orElseThrow(() -> unknown(parsed, reference).toException());
    session.bindRows(SYSTEM, view.name(), view.columns(), view.rows());
  }

  private TableName resolve(Moment moment, ParsedSql parsed, SqlTableRef reference) {
    Optional<TableName> name = TableName.find(reference.toString().toLowerCase(Locale.ROOT));
    if (name.isPresent()) {
      boolean exists = view(name.get()).isPresent() || moment.find(name.get()).isPresent();
      if (exists) {
        return name.get();
      }
      if (described.contains(name.get())) {
        throw empty(name.get());
      }
    }
    throw unknown(parsed, reference).toException();
  }

  private Optional<ViewDefinition> view(TableName name) {
    return views.stream().filter(view -> view.name().equals(name)).findFirst();
  }

  /**
   * The views among these names and those that they read, in an order in which they can be made.
   */
  private List<ViewDefinition> viewsOf(Set<TableName> names) {
    Set<TableName> needed = new HashSet<>(names);
    List<ViewDefinition> found = new ArrayList<>();
    for (ViewDefinition view : views.reversed()) {
      if (needed.contains(view.name())) {
        needed.addAll(view.inputs());
        found.addFirst(view);
      }
    }
    return found;
  }

  private static dev.foz.base.FozException empty(TableName name) {
    return Problem.of(Code.UNKNOWN_TABLE, "Cannot read " + name + ": it has no data yet")
        .remedy("foz run loads and builds it")
        .toException();
  }

  /**
   * A table that can be asked.
   *
   * @param name {@code layer.name}
   * @param kind {@code table}, {@code view} or {@code system}
   * @param rows that a table holds; empty for one without data yet, and for what is computed
   */
  public record Described(String name, String kind, OptionalLong rows) {}

  /** What can be asked now, or once it has data, in the order of names. */
  public List<Described> describeTables() {
    Moment moment = now.get();
    Map<String, Described> found = new TreeMap<>();
    for (TableName name : described) {
      found.put(name.toString(), new Described(name.toString(), "table", OptionalLong.empty()));
    }
    for (TableName name : moment.snapshots().names()) {
      OptionalLong rows =
          moment.find(name).map(t -> OptionalLong.of(t.records())).orElse(OptionalLong.empty());
      found.put(name.toString(), new Described(name.toString(), "table", rows));
    }
    for (ViewDefinition view : views) {
      String name = view.name().toString();
      found.put(name, new Described(name, "view", OptionalLong.empty()));
    }
    for (SystemView view : systemViews) {
      String name = SYSTEM + "." + view.name();
      found.put(name, new Described(name, SYSTEM, OptionalLong.empty()));
    }
    return List.copyOf(found.values());
  }

  /** The names of all that can be asked now, or once it has data, in order. */
  public List<String> tables() {
    return describeTables().stream().map(Described::name).toList();
  }

  private Problem unknown(ParsedSql parsed, SqlTableRef reference) {
    Problem problem =
        Problem.of(Code.UNKNOWN_TABLE, "no table is named `" + reference + "`")
            .at(place(parsed.sql(), reference));
    return NearestWord.find(reference.toString(), tables())
        .map(word -> problem.remedy("did you mean `" + word + "`?"))
        .orElseGet(() -> problem.remedy("select * from system.tables lists them"));
  }

  private static Place place(String sql, SqlTableRef reference) {
    int from = Math.max(0, Math.min(reference.offset(), sql.length()));
    int lineStart = sql.lastIndexOf('\n', from - 1) + 1;
    int lineEnd = sql.indexOf('\n', from);
    int line = 1 + (int) sql.substring(0, from).chars().filter(c -> c == '\n').count();
    String text = sql.substring(lineStart, lineEnd < 0 ? sql.length() : lineEnd);
    return Place.of("query", line, from - lineStart + 1, text, reference.toString().length());
  }
}
