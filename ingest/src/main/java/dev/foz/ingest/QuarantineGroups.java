package dev.foz.ingest;

import dev.foz.base.Layer;
import dev.foz.base.TableName;
import dev.foz.state.LedgerFile;
import dev.foz.state.StateStore;
import dev.foz.table.Catalog;
import dev.foz.table.RawChunk;
import dev.foz.table.RawColumn;
import dev.foz.table.RawFileReader;
import dev.foz.table.RawProjection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Counts the records in quarantine by their reasons; payloads are not read. Thread-safe. */
public final class QuarantineGroups {
  private static final int CHUNK = 1_000;
  private static final Pattern ELEMENT = Pattern.compile("\\[[0-9]+\\]");

  /** What differs from record to record: values in backquotes, numbers. */
  private static final Pattern VALUE = Pattern.compile("`[^`]*`|[0-9][0-9A-Za-z.,+-]*");

  /** Ways to break one rule in one place that are told apart; the others count as the last. */
  private static final int MOST_WAYS = 20;

  private static final RawProjection NEEDED =
      RawProjection.of(
          RawColumn.POSITION,
          RawColumn.INGESTED_AT,
          RawColumn.CODE,
          RawColumn.RULE,
          RawColumn.PATH,
          RawColumn.REASON,
          RawColumn.DROPPED);

  private final Catalog catalog;
  private final StateStore state;

  public QuarantineGroups(Catalog catalog, StateStore state) {
    this.catalog = catalog;
    this.state = state;
  }

  /** Those of all tables, by table, the largest first. */
  public List<QuarantineGroup> all() {
    Collection<TableName> tables =
        state.pointers().keySet().stream()
            .filter(table -> table.layer() == Layer.QUARANTINE)
            .toList();
    return tables.stream().flatMap(table -> of(table).stream()).toList();
  }

  /** Those of one table, the largest first. */
  public List<QuarantineGroup> of(TableName quarantine) {
    Map<Rule, Ways> counts = new LinkedHashMap<>();
    for (LedgerFile file : state.files(quarantine, 0, Long.MAX_VALUE)) {
      count(Path.of(catalog.localPath(file.path())), counts);
    }
    return counts.entrySet().stream()
        .flatMap(entry -> entry.getValue().groups(quarantine, entry.getKey()))
        .sorted(Comparator.comparingLong((QuarantineGroup group) -> -group.waiting()))
        .toList();
  }

  private static void count(Path file, Map<Rule, Ways> counts) {
    RawChunk chunk = new RawChunk(CHUNK);
    try (RawFileReader reader = RawFileReader.open(file, NEEDED)) {
      for (int rows = reader.next(chunk, CHUNK); rows > 0; rows = reader.next(chunk, CHUNK)) {
        for (int row = 0; row < rows; row++) {
          Rule rule = Rule.of(chunk, row);
          counts.computeIfAbsent(rule, any -> new Ways()).add(chunk, row);
        }
      }
    }
  }

  private record Rule(String code, String rule, String path) {
    static Rule of(RawChunk chunk, int row) {
      String path = ELEMENT.matcher(text(chunk.path[row])).replaceAll("[]");
      return new Rule(text(chunk.code[row]), text(chunk.rule[row]), path);
    }
  }

  /** Counts by what reasons have in common. */
  private static final class Ways {
    private final Map<String, Count> counts = new LinkedHashMap<>();

    void add(RawChunk chunk, int row) {
      String way = VALUE.matcher(text(chunk.reason[row])).replaceAll("#");
      boolean known = counts.containsKey(way) || counts.size() < MOST_WAYS - 1;
      counts.computeIfAbsent(known ? way : "", any -> new Count()).add(chunk, row);
    }

    Stream<QuarantineGroup> groups(TableName table, Rule rule) {
      return counts.values().stream().map(count -> count.group(table, rule));
    }
  }

  private static String text(byte @Nullable [] value) {
    return value == null ? "" : new String(value, StandardCharsets.UTF_8);
  }

  private static final class Count {
    private String reason = "";
    private String position = "";
    private long waiting;
    private long dropped;
    private long first = Long.MAX_VALUE;
    private long last = Long.MIN_VALUE;

    void add(RawChunk chunk, int row) {
      if (waiting + dropped == 0) {
        reason = text(chunk.reason[row]);
        position = text(chunk.position[row]);
      }
      if (chunk.dropped[row] == null) {
        waiting++;
      } else {
        dropped++;
      }
      first = Math.min(first, chunk.ingestedAt[row]);
      last = Math.max(last, chunk.ingestedAt[row]);
    }

    QuarantineGroup group(TableName table, Rule rule) {
      return new QuarantineGroup(
          table,
          rule.code(),
          rule.rule(),
          rule.path(),
          reason,
          position,
          waiting,
          dropped,
          instant(first),
          instant(last));
    }

    private static Instant instant(long micros) {
      return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
  }
}
