package dev.foz.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ForeignWordsTest {
  private static final Set<String> PLACES =
      Set.of(
          "key",
          "key model",
          "key table",
          "key lake",
          "key test",
          "type",
          "materialized",
          "on_fail",
          "on_error",
          "on_schema_change",
          "mask",
          "format",
          "transform",
          "command");

  @Test
  void manyWordsOfManyToolsAreKnown() {
    Set<String> tools = new TreeSet<>();
    int words = 0;
    for (ForeignWord foreign : ForeignWords.all()) {
      tools.addAll(foreign.tools());
      words += foreign.tools().isEmpty() ? 0 : foreign.words().size();
    }

    assertThat(words).isGreaterThan(200);
    assertThat(tools)
        .contains(
            "dbt",
            "SQLMesh",
            "dlt",
            "Airbyte",
            "Meltano",
            "Fivetran",
            "Debezium",
            "Kafka Connect",
            "Hudi",
            "Delta Lake",
            "Iceberg",
            "Spark",
            "Databricks",
            "BigQuery",
            "Snowflake",
            "Redshift",
            "Hive",
            "Athena",
            "Airflow",
            "Dagster",
            "Kestra",
            "Great Expectations",
            "Soda");
  }

  @Test
  void noLineIsOutOfReach() {
    assertThat(ForeignWords.all()).allSatisfy(one -> assertThat(PLACES).contains(one.where()));
    Set<String> seen = new HashSet<>();
    List<String> twice = new ArrayList<>();
    for (ForeignWord one : ForeignWords.all()) {
      one.words().stream()
          .filter(word -> !seen.add(one.where() + " " + ForeignWord.squashed(word) + one.here()))
          .forEach(twice::add);
    }
    assertThat(twice).isEmpty();
  }

  @Test
  void whatMayStandThereDecides() {
    List<String> where = List.of("key model", "key");

    assertThat(ForeignWords.find("Write-Disposition", where, "materialized"::equals))
        .get()
        .extracting(ForeignWords.Match::told, ForeignWords.Match::mended)
        .containsExactly("dlt calls it that; here it is `materialized`", Optional.empty());
    assertThat(ForeignWords.find("uniqueKey", where, word -> true))
        .get()
        .extracting(ForeignWords.Match::told, ForeignWords.Match::mended)
        .containsExactly(
            "dbt and SQLMesh call it that; here it is `primary_key`", Optional.of("primary_key"));
    assertThat(ForeignWords.find("pre-hook", where, word -> true).map(ForeignWords.Match::told))
        .contains("a word of dbt: there are no hooks: what a table needs stands in its SQL");
    assertThat(
            ForeignWords.find("partitioned_by", where, word -> true).map(ForeignWords.Match::told))
        .contains("Hive, Athena and SQLMesh call it that; here it is `partition_by`");
    assertThat(ForeignWords.find("unique_key", where, "order"::equals)).isEmpty();
    assertThat(ForeignWords.find("total", where, word -> true)).isEmpty();
  }
}
