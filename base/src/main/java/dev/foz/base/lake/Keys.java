package dev.foz.base.lake;

import java.util.List;

/** The keys of each kind of map in the lake folder. */
enum Keys {
  LAKE("name storage state engine timezone defaults", "retention alerts prices format_version"),
  DEFAULTS("on_schema_change on_error freshness", ""),
  FILE_SOURCE(
      "type url schedule tables on_schema_change on_error freshness",
      "mode commit_every retention alerts"),
  FILE_TABLE(
      "path format primary_key history curate order on_change quiet_period"
          + " separator quote encoding header decimal contract on_schema_change on_error"
          + " partition_by cluster_by format_version mask freshness",
      "mode cursor records schedule commit_every tests retention description"),
  MODEL(
      "description materialized primary_key partition_by cluster_by format_version owner tags"
          + " ignore_changes tests mask freshness",
      "schedule retention contract on_schema_change on_error"),
  TEST("not_null unique accepted_values relationships expression cpf cnpj nfe_key cep on_fail", "");

  private final List<String> known;
  private final List<String> later;

  Keys(String known, String later) {
    this.known = List.of(known.split(" "));
    this.later = later.isEmpty() ? List.of() : List.of(later.split(" "));
  }

  /** Keys that work. */
  List<String> known() {
    return known;
  }

  /** Keys of the design that do not work yet. */
  List<String> later() {
    return later;
  }

  /** Where {@link dev.foz.base.ForeignWords} has the words of other tools for these. */
  List<String> foreign() {
    return switch (this) {
      case LAKE -> List.of("key lake", "key");
      case DEFAULTS, FILE_SOURCE -> List.of("key");
      case FILE_TABLE -> List.of("key table", "key");
      case MODEL -> List.of("key model", "key");
      case TEST -> List.of("key test");
    };
  }
}
