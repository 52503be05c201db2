package dev.foz.base.lake;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Which keys a reader accepts in each kind of map of the lake folder, and what other tools call
 * them.
 */
enum Keys {
  LAKE(KeyGroup.LAKE, "retention alerts prices format_version"),
  DEFAULTS(KeyGroup.DEFAULTS, ""),
  FILE_SOURCE(KeyGroup.SOURCE, "mode commit_every retention alerts"),
  FILE_TABLE(
      KeyGroup.TABLE, "mode cursor records schedule commit_every tests retention description"),
  MODEL(KeyGroup.MODEL, "schedule retention contract on_schema_change on_error"),
  TEST(KeyGroup.TEST, "");

  private static final String ON_SCHEMA_CHANGE = "on_schema_change";
  private static final String ON_ERROR = "on_error";
  private static final String EXPRESSION = "expression";

  /** Words of other tools and what they are called here, best guess first. */
  private static final Map<String, List<String>> FOREIGN =
      Map.ofEntries(
          foreign("unique_key primary_keys pk key keys id merge_key unique_id", "primary_key"),
          foreign("scd2 scd scd_type scd_type_2 valid_from valid_to snapshot snapshots", "history"),
          foreign("versioned versioning track_history keep_history stored_as_scd_type", "history"),
          foreign("write_disposition disposition if_exists", "on_change materialized"),
          foreign("delimiter sep delim field_delimiter fieldsep", "separator"),
          foreign("quotechar quote_char quotation", "quote"),
          foreign("charset character_set codec", "encoding"),
          foreign("has_header header_row headers skip_header column_names names", "header"),
          foreign("decimal_separator decimal_point decimal_comma", "decimal"),
          foreign("glob file files pattern location file_glob filename folder dir", "path"),
          foreign("uri base_url connection dsn bucket_url endpoint base_path root host", "url"),
          foreign("kind connector adapter driver system", "type materialized"),
          foreign("streams resources objects selected_tables table", "tables"),
          foreign("cron interval refresh trigger frequency poll_interval", "schedule"),
          foreign("tz time_zone zone", "timezone"),
          foreign("warehouse data_dir location bucket lake_path", "storage path"),
          foreign("catalog catalogue metadata_db state_db backend database", "state"),
          foreign("project project_name lake title", "name"),
          foreign("runtime execution_engine compute", "engine"),
          foreign("materialization materialised materialize materialise mode", "materialized"),
          foreign("desc doc docs comment summary", "description"),
          foreign("sort sort_by order_by ordering", "order"),
          foreign("file_format filetype file_type", "format"),
          foreign("cluster clustering cluster_keys clustered_by sort_key", "cluster_by"),
          foreign(
              "partition partitions partitioned_by partitioning partition_spec", "partition_by"),
          foreign("format-version iceberg_version table_format_version", "format_version"),
          foreign("checks constraints data_tests expectations", "tests"),
          foreign(
              "schema json_schema avro_schema schema_file schema_name contract_file", "contract"),
          foreign(
              "schema_evolution schema_change schema_changes schema_contract", ON_SCHEMA_CHANGE),
          foreign("evolve_schema merge_schema schema_drift on_new_columns", ON_SCHEMA_CHANGE),
          foreign("error_handling on_record_error on_errors error_policy bad_records", ON_ERROR),
          foreign("dead_letter dead_letter_queue dlq errors.tolerance badrecordspath", ON_ERROR),
          foreign("quarantine rejects reject_limit maxbadrecords ignore_errors", ON_ERROR),
          foreign("masking masks policy_tags", "mask"),
          foreign("max_age warn_after error_after target_lag sla freshness_sla lag", "freshness"),
          foreign("owned_by owners maintainer maintainers responsible team group", "owner"),
          foreign("tag labels label", "tags"),
          foreign("ignore ignore_inputs static static_inputs ignore_changes_of", "ignore_changes"),
          foreign("notnull nonnull non_null required is_not_null no_nulls", "not_null"),
          foreign("unique_combination_of_columns distinct uniqueness", "unique"),
          foreign("dbt_utils.unique_combination_of_columns", "unique"),
          foreign("accepted in in_set allowed_values enum values one_of", "accepted_values"),
          foreign("relationship foreign_key references reference fk", "relationships"),
          foreign("expression_is_true dbt_utils.expression_is_true condition", EXPRESSION),
          foreign("accepted_range dbt_utils.accepted_range between range", EXPRESSION),
          foreign("check sql assert where expect row_condition", EXPRESSION),
          foreign("severity action on_failure on_violation error_if warn_if", "on_fail"));

  private final List<String> known;
  private final List<String> later;

  Keys(KeyGroup group, String later) {
    this.known = group.names();
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

  /** What this word of another tool is called here, if anything. */
  Stream<String> translate(String word) {
    return FOREIGN.entrySet().stream()
        .filter(entry -> Arrays.asList(entry.getKey().split(" ")).contains(word))
        .flatMap(entry -> entry.getValue().stream())
        .filter(here -> known.contains(here) || later.contains(here));
  }

  private static Map.Entry<String, List<String>> foreign(String words, String here) {
    return Map.entry(words, List.of(here.split(" ")));
  }
}
