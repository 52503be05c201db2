package dev.foz.base.lake;

import static dev.foz.base.lake.KeySpec.key;
import static dev.foz.base.lake.KeySpec.ofCsv;
import static dev.foz.base.lake.KeySpec.ofFiles;
import static dev.foz.base.lake.KeySpec.required;

import dev.foz.base.lake.FileOptions.Format;
import dev.foz.base.lake.FileOptions.OnChange;
import dev.foz.base.lake.FileOptions.Order;
import dev.foz.base.lake.ModelSpec.Materialized;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The kinds of maps in the lake folder and their keys: the one description from which readers know
 * their keys, and the tables of the docs and the schemas for editors are drawn.
 */
enum KeyGroup {
  DEFAULTS(
      key(
          "on_schema_change",
          KeyValue.words(OnSchemaChange.class),
          "`evolve`",
          "what to do with a record that has a new field, or one of a new type: `evolve`: the table"
              + " takes the new column or the wider type; `quarantine`: the table stays as it is,"
              + " and `on_error` says what becomes of the record; `fail`: the load stops"),
      key(
          "on_error",
          KeyValue.words(OnError.class),
          "`quarantine`",
          "what to do with a record that is broken or breaks the contract: `quarantine`: it waits in"
              + " [quarantine](quarantine.md), the others land; `fail`: the load stops and loses"
              + " nothing"),
      key(
          "freshness",
          KeyValue.freshness(),
          "nothing is asked",
          "how old the newest data of a table may be, see [Freshness](lake-folder.md#freshness)")),

  LAKE(
      required("name", KeyValue.name(), "what the lake is called"),
      key(
          "storage",
          KeyValue.text("a folder"),
          "`./data`",
          "folder of the tables' files, not the lake folder itself"),
      key(
          "state",
          KeyValue.text("a file"),
          "`state.db` in the storage",
          "SQLite file of the state database"),
      key("engine", KeyValue.words(EngineKind.class), "`duckdb`", "what executes SQL"),
      key(
          "timezone",
          KeyValue.text("a timezone, like `America/Sao_Paulo`"),
          "`UTC`",
          "of schedules, and of the days that people see"),
      key(
          "defaults",
          KeyValue.map("a map", DEFAULTS),
          "see below",
          "what holds for all tables that do not say it themselves")),

  TABLE(
      new KeySpec(
          "path",
          KeyValue.form("a path or pattern", "\\S"),
          KeySpec.Use.REQUIRED,
          "must be there",
          "which files, see [Paths](lake-folder.md#paths)"),
      ofFiles(
          "format",
          KeyValue.words(Format.class),
          "`auto`",
          "what the files hold; `auto`: by the name, `.json`, `.jsonl`, `.ndjson`, `.csv`, with or"
              + " without `.gz` or `.zst`"),
      key(
          "primary_key",
          KeyValue.textOrTexts("a field or a list of fields"),
          "none: every record is a row",
          "fields that name a row, dots for nested ones; `curated` then has the last state of each"
              + " row"),
      key(
          "history",
          KeyValue.flag(),
          "`false`: the last state",
          "whether `curated` keeps every version of each key, with `valid_from` and `valid_to`; see"
              + " [History](models.md#history)"),
      key("curate", KeyValue.flag(), "`true`", "`false` makes the raw table only"),
      ofFiles(
          "order",
          KeyValue.words(Order.class),
          "`name`",
          "whether new files are taken by name or by time of change"),
      ofFiles(
          "on_change",
          KeyValue.words(OnChange.class),
          "none: it must be said when it happens",
          "for tables without `primary_key`, what to do when a file changed other than by growing:"
              + " `append` the new version, `replace` the old one by it, or `fail`"),
      ofFiles(
          "quiet_period",
          KeyValue.duration(),
          "`2s`",
          "how long a file must not have changed before it is taken"),
      ofCsv(
          "separator",
          KeyValue.mark(),
          "the one of `,` `;` tab `\\|` that the first row has most of",
          "stands between fields; `\"\\t\"` is the tab"),
      ofCsv("quote", KeyValue.mark(), "`\"`", "stands around fields, doubled inside them"),
      ofCsv(
          "encoding",
          KeyValue.text("an encoding"),
          "`utf-8`",
          "`utf-8`, `iso-8859-1`, `windows-1252` and others in which ASCII stands for itself"),
      ofCsv(
          "header",
          KeyValue.header(),
          "`true`",
          "`true`: the first line has the names; `false`: there are none, columns are `column_1` and"
              + " so on; a list has the names itself"),
      ofCsv(
          "decimal",
          KeyValue.words(List.of(".", ",")),
          "`.`",
          "what stands before the fraction of a number"),
      key(
          "contract",
          KeyValue.form("a name", "^\\S+$"),
          "none: the types are learnt from the records",
          "the contract that its records must meet, see [Schemas](lake-folder.md#schemas)"),
      key(
          "on_schema_change",
          KeyValue.words(OnSchemaChange.class),
          "as the source says",
          "what to do with a record that has a new field, or one of a new type"),
      key(
          "on_error",
          KeyValue.words(OnError.class),
          "as the source says",
          "what to do with a record that is broken or breaks the contract"),
      key(
          "partition_by",
          KeyValue.textOrTexts(
              "a column, `year(c)`, `month(c)`, `day(c)`, `hour(c)`, `truncate(n, c)`, or a list"),
          "none",
          "what tells the rows of the curated table into files of their own, so that queries which"
              + " ask for some of it read no others; see"
              + " [Order and layout](models.md#order-and-layout)"),
      key(
          "cluster_by",
          KeyValue.textOrTexts("a column or a list of columns"),
          "none",
          "by which the files of the curated table are sorted"),
      key(
          "format_version",
          KeyValue.formatVersion(),
          "`3`",
          "of Iceberg: 2 for engines that do not know 3; merges then write files again instead of"
              + " marking rows as deleted"),
      key(
          "mask",
          KeyValue.masks(),
          "none",
          "fields and what `curated` shows in the place of their values, like `{ cpf: hash, email:"
              + " email }`; see [masks](masks.md)"),
      key(
          "freshness",
          KeyValue.freshness(),
          "as the source says",
          "how old the newest data may be")),

  SOURCE(
      required("type", KeyValue.words(List.of("file")), "what the records come from"),
      key(
          "url",
          KeyValue.text("a folder"),
          "the lake folder",
          "from which the paths of the tables are seen"),
      key("schedule", KeyValue.schedule(), "`every 1m`", "when it is looked for new records"),
      required("tables", KeyValue.mapOf("names and their tables", TABLE), "the tables by name"),
      key(
          "on_schema_change",
          KeyValue.words(OnSchemaChange.class),
          "as in `lake.yaml`",
          "of all tables of the source that do not say it themselves"),
      key(
          "on_error",
          KeyValue.words(OnError.class),
          "as in `lake.yaml`",
          "of all tables of the source that do not say it themselves"),
      key(
          "freshness",
          KeyValue.freshness(),
          "as in `lake.yaml`",
          "of all tables of the source that do not say it themselves")),

  TEST(
      key("not_null", KeyValue.textOrTexts("columns"), "", "none of these columns is null"),
      key(
          "unique",
          KeyValue.textOrTexts("columns"),
          "",
          "no other row has the same values in these columns together"),
      key(
          "accepted_values",
          KeyValue.acceptedValues(),
          "",
          "the column has one of these values, which are read as values of its type"),
      key(
          "relationships",
          KeyValue.relationships(),
          "",
          "the value stands in that column of that table"),
      key(
          "expression",
          KeyValue.form("SQL", "\\S"),
          "",
          "the condition over the columns of the row is not false"),
      key("cpf", KeyValue.form("a column", "\\S"), "", "the text is a CPF with right check digits"),
      key(
          "cnpj",
          KeyValue.form("a column", "\\S"),
          "",
          "the text is a CNPJ with right check digits"),
      key(
          "nfe_key",
          KeyValue.form("a column", "\\S"),
          "",
          "the text is the key of an NF-e with a right check digit"),
      key("cep", KeyValue.form("a column", "\\S"), "", "the text is a CEP of eight digits"),
      key(
          "on_fail",
          KeyValue.words(OnFail.class),
          "`fail`",
          "what becomes of the table when rows do not pass")) {
    @Override
    Map<String, Object> schema() {
      Map<String, Object> schema = super.schema();
      schema.put(
          "oneOf",
          names().stream()
              .filter(name -> !name.equals("on_fail"))
              .map(name -> Map.of("required", List.of(name)))
              .toList());
      return schema;
    }
  },

  MODEL(
      key(
          "description",
          KeyValue.text("a text"),
          "none",
          "a sentence for those who read the table"),
      key(
          "materialized",
          KeyValue.words(Materialized.class),
          "`table`",
          "`table`: computed whole and kept; `view`: computed when read; `merge`: kept, and only"
              + " rows that differ by `primary_key` are written; `append`: kept, and only grows by"
              + " what new rows of the inputs give"),
      key(
          "primary_key",
          KeyValue.textOrTexts("a column or a list of columns"),
          "none",
          "columns that name a row; a `merge` needs it, a `view` has none"),
      key(
          "partition_by",
          KeyValue.textOrTexts(
              "a column, `year(c)`, `month(c)`, `day(c)`, `hour(c)`, `truncate(n, c)`, or a list"),
          "none",
          "what tells rows into files of their own, so that queries which ask for some of it read no"
              + " others; see [Order and layout](models.md#order-and-layout)"),
      key(
          "cluster_by",
          KeyValue.textOrTexts("a column or a list of columns"),
          "none",
          "by which the files are sorted, so that queries on them read less"),
      key(
          "format_version",
          KeyValue.formatVersion(),
          "`3`",
          "of Iceberg: 2 for engines that do not know 3; merges then write files again instead of"
              + " marking rows as deleted"),
      key("owner", KeyValue.text("a text"), "none", "who answers for the table"),
      key("tags", KeyValue.tags(), "none", "to pick models by"),
      key(
          "ignore_changes",
          KeyValue.textOrTexts("a table or a list of tables"),
          "none",
          "tables that the SQL reads, but whose changes alone are no reason to build the model"),
      key(
          "tests",
          KeyValue.listOf("a list of tests", TEST),
          "none",
          "rules about the rows, see [Tests](lake-folder.md#tests)"),
      key(
          "mask",
          KeyValue.masks(),
          "none",
          "columns and what the table shows in the place of their values, see [masks](masks.md); a"
              + " `view` has none"),
      key(
          "freshness",
          KeyValue.freshness(),
          "as in `lake.yaml`",
          "how old the newest data may be, see [Freshness](lake-folder.md#freshness); a `view` has"
              + " none"));

  private final List<KeySpec> keys;

  KeyGroup(KeySpec... keys) {
    this.keys = List.of(keys);
  }

  List<KeySpec> keys() {
    return keys;
  }

  List<String> names() {
    return keys.stream().map(KeySpec::name).toList();
  }

  /** A map with these keys and no others. */
  Map<String, Object> schema() {
    Map<String, Object> properties = new LinkedHashMap<>();
    for (KeySpec key : keys) {
      Map<String, Object> property = new LinkedHashMap<>();
      property.put("description", key.help());
      property.putAll(key.value().schema());
      properties.put(key.name(), property);
    }
    List<String> required =
        keys.stream().filter(key -> key.use() == KeySpec.Use.REQUIRED).map(KeySpec::name).toList();
    Map<String, Object> schema = KeyValue.ordered("type", "object", "properties", properties);
    if (!required.isEmpty()) {
      schema.put("required", required);
    }
    schema.put("additionalProperties", false);
    return schema;
  }
}
