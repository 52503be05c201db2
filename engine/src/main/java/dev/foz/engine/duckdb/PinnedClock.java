package dev.foz.engine.duckdb;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Macros that stand before the engine's own functions and tell one fixed time. */
final class PinnedClock {
  private static final List<String> POINTS =
      List.of("now", "current_timestamp", "get_current_timestamp", "transaction_timestamp");
  private static final List<String> DATES = List.of("current_date", "today");
  private static final List<String> LOCAL_POINTS =
      List.of("localtimestamp", "current_localtimestamp");
  private static final List<String> TIMES = List.of("current_time", "get_current_time");
  private static final List<String> LOCAL_TIMES = List.of("localtime", "current_localtime");

  private PinnedClock() {}

  /** Statements that make them, or make them anew. */
  static List<String> statements(Instant time) {
    String point = "timestamptz " + Quote.text(time.toString());
    String local = "cast(" + point + " as timestamp)";
    List<String> statements = new ArrayList<>();
    POINTS.forEach(name -> statements.add(macro(name, point)));
    DATES.forEach(name -> statements.add(macro(name, "cast(" + point + " as date)")));
    LOCAL_POINTS.forEach(name -> statements.add(macro(name, local)));
    TIMES.forEach(name -> statements.add(macro(name, "cast(" + point + " as timetz)")));
    LOCAL_TIMES.forEach(name -> statements.add(macro(name, "cast(" + local + " as time)")));
    statements.add(
        "create or replace macro age(a) as system.main.age(cast(cast("
            + point
            + " as date) as timestamp), a), (a, b) as system.main.age(a, b)");
    return statements;
  }

  private static String macro(String name, String value) {
    return "create or replace macro " + Quote.name(name) + "() as " + value;
  }
}
