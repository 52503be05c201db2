package dev.foz.testing;

import io.trino.tpch.TpchColumn;
import io.trino.tpch.TpchColumnType;
import io.trino.tpch.TpchEntity;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A table of TPC-H with its rows as lines, values apart by a bar. Money is {@code decimal(15,2)},
 * as the benchmark has it; the generator's own columns say double.
 */
enum TpchTable {
  REGION(io.trino.tpch.TpchTable.REGION, 1),
  NATION(io.trino.tpch.TpchTable.NATION, 1),
  SUPPLIER(io.trino.tpch.TpchTable.SUPPLIER, 1),
  PART(io.trino.tpch.TpchTable.PART, 1),
  PARTSUPP(io.trino.tpch.TpchTable.PART_SUPPLIER, 2),
  CUSTOMER(io.trino.tpch.TpchTable.CUSTOMER, 1),
  ORDERS(io.trino.tpch.TpchTable.ORDERS, 1),
  LINEITEM(io.trino.tpch.TpchTable.LINE_ITEM, 2);

  private final io.trino.tpch.TpchTable<?> generated;
  private final int keyColumns;

  TpchTable(io.trino.tpch.TpchTable<?> generated, int keyColumns) {
    this.generated = generated;
    this.keyColumns = keyColumns;
  }

  String label() {
    return generated.getTableName();
  }

  /** What its source table becomes. */
  String curated() {
    return "curated.tpch_" + label();
  }

  List<String> columns() {
    return generated.getColumns().stream().map(TpchColumn::getColumnName).toList();
  }

  /** Names of the key's columns; the line number of a line item stands apart from its order. */
  List<String> key() {
    List<String> columns = columns();
    return this == LINEITEM
        ? List.of(columns.get(0), columns.get(3))
        : columns.subList(0, keyColumns);
  }

  List<String> rows(double scale) {
    List<String> rows = new ArrayList<>();
    for (TpchEntity row : generated.createGenerator(scale, 1, 1)) {
      String line = row.toLine();
      rows.add(line.substring(0, line.length() - 1));
    }
    return rows;
  }

  String keyOf(String row) {
    List<String> values = List.of(row.split("\\|", -1));
    return key().stream()
        .map(name -> values.get(columns().indexOf(name)))
        .collect(Collectors.joining("|"));
  }

  /** The row with another value. */
  String with(String row, String column, String value) {
    List<String> values = new ArrayList<>(List.of(row.split("\\|", -1)));
    values.set(columns().indexOf(column), value);
    return String.join("|", values);
  }

  String value(String row, String column) {
    return row.split("\\|", -1)[columns().indexOf(column)];
  }

  private String type(TpchColumn<?> column, String whole, String money, String day, String text) {
    TpchColumnType.Base base = column.getType().getBase();
    return switch (base) {
      case INTEGER, IDENTIFIER -> whole;
      case DOUBLE -> money;
      case DATE -> day;
      case VARCHAR -> text;
    };
  }

  /** JSON Schema of its rows and of {@code gone}, which says that a row is deleted. */
  String contract() {
    String fields =
        generated.getColumns().stream()
            .map(
                column ->
                    "\""
                        + column.getColumnName()
                        + "\": "
                        + type(
                            column,
                            "{\"type\": \"integer\"}",
                            "{\"type\": \"number\", \"format\": \"decimal(15,2)\"}",
                            "{\"type\": \"string\", \"format\": \"date\"}",
                            "{\"type\": \"string\"}"))
            .collect(Collectors.joining(",\n  "));
    return "{\"type\": \"object\", \"additionalProperties\": false, \"properties\": {\n  "
        + fields
        + ",\n  \"gone\": {\"type\": \"boolean\"}\n}}\n";
  }

  /** Columns and types as plain DuckDB takes them. */
  String definition() {
    return generated.getColumns().stream()
        .map(
            column ->
                column.getColumnName()
                    + " "
                    + type(column, "bigint", "decimal(15,2)", "date", "varchar"))
        .collect(Collectors.joining(", "));
  }
}
