package dev.foz.engine.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ErrorsTest {
  private static String told(String message, String sql) {
    return Errors.translate(new SQLException(message), Optional.of(SqlPlace.of(sql)))
        .problem()
        .render();
  }

  @Test
  void aFullDiskIsTheDisksAndNotTheQuerys() {
    assertThat(told("IO Error: Could not write file \"x\": No space left on device", "select 1"))
        .isEqualTo(
            """
            error[S601]: Cannot run the query: the disk has no room for what it sets aside
              why: IO Error: Could not write file "x": No space left on device
              try: free space on the disk of the lake's storage, or give more `--memory`""");
    assertThat(
            told(
                "Out of Memory Error: failed to offload data block of size 128.0 KiB (47.5 MiB/47.6"
                    + " MiB used).\nThis limit was set by the 'max_temp_directory_size' setting.",
                "select 1"))
        .startsWith("error[S601]: ");
  }

  @Test
  @Tag("provokes-E705")
  void whatIsNotTheUsersFaultIsTheEngines() {
    assertThat(told("INTERNAL Error: Attempted to access index 5", "select 1"))
        .isEqualTo(
            """
            error[E705]: Cannot run the query: the engine failed
              why: INTERNAL Error: Attempted to access index 5
              try: run it again; where it stays, send this text and the query, with `foz version`""");
    assertThat(
            Errors.translate(new SQLException("Binder Error: nothing"), Optional.empty())
                .problem()
                .render())
        .isEqualTo(
            """
            error[E705]: Cannot run the query: the engine failed
              why: Binder Error: nothing
              try: run it again; where it stays, send this text and the query, with `foz version`""");
  }

  @Test
  void placesAreFoundInLinesThatAreShownInPart(@TempDir Path folder) {
    String filler = "'" + "é".repeat(150) + "'";
    String sql = "select 1,\n " + filler + ", nope, " + filler + "\nfrom range(3)";
    try (Lab lab = new Lab(folder);
        var session = lab.engine.open()) {
      String text = "";
      try {
        Lab.ask(session, sql);
      } catch (dev.foz.base.FozException e) {
        text = e.problem().where().orElseThrow().toString();
      }
      assertThat(text).isEqualTo("query:2:" + (1 + filler.length() + 3));
    }
  }
}
