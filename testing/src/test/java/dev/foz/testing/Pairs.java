package dev.foz.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foz.app.lake.Memory;
import dev.foz.app.lake.OpenLake;
import dev.foz.base.Layer;
import dev.foz.base.TableName;
import dev.foz.base.lake.LakeReader;
import dev.foz.state.CommitKind;
import dev.foz.state.CommitOutcome;
import dev.foz.table.DeletedRows;
import dev.foz.table.Filter;
import dev.foz.table.ScanFile;
import dev.foz.table.TableSnapshot;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * A lake of entries that come in pairs whose amounts cancel out, so that every whole version of its
 * tables sums up to zero. Each entry counts its versions up.
 */
final class Pairs {
  static final String CURATED = "curated.banco_pares";
  static final String BALANCES = "refined.saldos";
  private static final int PAIRS = 60;

  private final ScratchLake lake;
  private final RandomGenerator random;
  private final int[] versions = new int[PAIRS];
  private int files;

  Pairs(Path folder, RandomGenerator random) {
    this.random = random;
    this.lake =
        ScratchLake.create(folder)
            .source("banco", "pares: { path: in/*.json, primary_key: id }")
            .model(
                BALANCES,
                """
                /* ---
                materialized: merge
                primary_key: conta
                --- */
                select conta, sum(valor) as saldo, count(*) as n from curated.banco_pares group by 1
                """);
  }

  ScratchLake lake() {
    return lake;
  }

  FozConsole console() {
    return FozConsole.of(lake.folder());
  }

  /** One more file of pairs, new and changed ones. */
  void write() {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 12; i++) {
      int pair = random.nextInt(PAIRS);
      int amount = random.nextInt(1_000);
      versions[pair]++;
      line(lines, 2 * pair, amount, versions[pair]);
      line(lines, 2 * pair + 1, -amount, versions[pair]);
    }
    lake.write("in/%04d.json".formatted(files), lines.toString());
    files++;
  }

  private static void line(StringBuilder lines, int id, int amount, int version) {
    lines.append(
        "{\"id\":%d,\"conta\":\"c%d\",\"valor\":%d,\"versao\":%d}%n"
            .formatted(id, id % 7, amount, version));
  }

  /** What no whole version of the tables can show. */
  void checkWhole(String when) {
    List<Map<String, Object>> sums =
        rows(
            "select coalesce((select sum(valor) from curated.banco_pares), 0) as entries,"
                + " coalesce((select sum(saldo) from refined.saldos), 0) as balances");
    assertThat(sums.getFirst().values()).as(when).allMatch(sum -> "0".equals(sum.toString()));
  }

  /** The tables are what raw says, computed from scratch. */
  void checkEqual(String when) {
    String last =
        "(select data.id as id, data.conta as conta, data.valor as valor, data.versao as versao,"
            + " _seq from raw.banco_pares qualify row_number() over (partition by data.id"
            + " order by _seq desc) = 1)";
    assertThat(rows("select id, conta, valor, versao, _seq from curated.banco_pares order by id"))
        .as(when)
        .isEqualTo(rows("select id, conta, valor, versao, _seq from " + last + " order by id"));
    assertThat(rows("select conta, saldo, n from refined.saldos order by 1"))
        .as(when)
        .isEqualTo(
            rows(
                "select conta, sum(valor) as saldo, count(*) as n from "
                    + last
                    + " group by 1 order by 1"));
  }

  List<Map<String, Object>> rows(String sql) {
    return Plain.rows(console().sql(sql)).stream()
        .map(row -> Map.<String, Object>copyOf(Plain.without(row)))
        .toList();
  }

  /**
   * Takes the rows of one data file out of the curated table, as a defect would: a rebuild must
   * bring them back. Pairs lie in one file, so the sums stay.
   */
  void wound() {
    TableName curated = new TableName(Layer.CURATED, "banco_pares");
    try (OpenLake open =
        OpenLake.open(
            LakeReader.read(lake.folder(), Map.of()).orThrow(),
            new Memory(256L << 20),
            Clock.systemUTC())) {
      TableSnapshot table = open.now().find(curated).orElseThrow();
      List<ScanFile> live =
          table.plan(Filter.ALWAYS).stream().filter(file -> file.liveRecords() > 0).toList();
      ScanFile chosen = live.get(random.nextInt(live.size()));
      CommitOutcome outcome =
          open.catalog()
              .newCommit(CommitKind.MERGE, 0, List.of())
              .merge(curated, List.of(), Map.of(chosen.path(), liveRows(chosen)))
              .execute();
      assertThat(outcome)
          .isInstanceOfAny(CommitOutcome.Committed.class, CommitOutcome.Conflicted.class);
    }
  }

  private static DeletedRows liveRows(ScanFile file) {
    DeletedRows.Builder rows = DeletedRows.builder();
    for (long position = 0; position < file.records(); position++) {
      long row = position;
      if (file.deleted().filter(deleted -> deleted.contains(row)).isEmpty()) {
        rows.add(row);
      }
    }
    return rows.build();
  }
}
