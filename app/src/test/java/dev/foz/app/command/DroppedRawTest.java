package dev.foz.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A rebuild of what raw does not hold any more. */
class DroppedRawTest {
  /** No command takes records out of raw yet: the ledger is told that one did. */
  @Test
  @Tag("provokes-C607")
  void itIsRefusedAndTheLastVersionStays(@TempDir Path folder) throws Exception {
    Shell lake = new Shell(folder);
    lake.write("lake.yaml", "name: loja\n");
    lake.write(
        "sources/vendas.yaml",
        "type: file\ntables:\n  pedidos: { path: entrada/*.json, primary_key: id }\n");
    lake.write("entrada/1.json", "{\"id\": 1}\n{\"id\": 2}\n{\"id\": 3}\n");
    lake.foz("run");
    try (Connection state =
            DriverManager.getConnection("jdbc:sqlite:" + folder + "/data/state.db");
        Statement statement = state.createStatement()) {
      statement.execute(
          "update foz_files set removed_commit = 1 where table_name = 'raw.vendas_pedidos'");
    }

    assertThat(ErrorCase.example(lake.told("rebuild", "curated.vendas_pedidos"), "C607"))
        .isEqualTo(
            """
            error[C607]: Cannot rebuild curated.vendas_pedidos: raw.vendas_pedidos no longer reaches \
            back to its first record
              why: 3 records were taken out of it, and with them rows would be lost
              affects: curated.vendas_pedidos stays as it was
              try: the last version stays; bring the records back from where they came first""");
    assertThat(lake.rows("select count(*) from curated.vendas_pedidos")).isEqualTo("3\n");
  }
}
