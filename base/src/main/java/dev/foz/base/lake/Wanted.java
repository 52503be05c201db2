package dev.foz.base.lake;

/** What a key wants, where it got something else. */
enum Wanted {
  TEXT("text", "write one text"),
  TEXTS("text or a list of texts", "like `id` or `[id, line]`"),
  FLAG("true or false", "write `true` or `false`"),
  HEADER("true, false or a list of texts", "like `true` or `[id, name]`"),
  DEFAULTS("a map", "like `{ on_error: fail }`"),
  TABLES("a map of tables", "like `{ orders: { path: \"inbox/*.json\" } }`"),
  TABLE("a map", "like `{ path: \"inbox/*.json\" }`"),
  MASKS("columns and their masks", "like `{ cpf: hash }`"),
  FORMAT_VERSION("2 or 3", "like `format_version: 2`"),
  TESTS("a list of tests", "like `[{ not_null: id }]`"),
  TEST("maps in its list", "like `not_null: id`"),
  ACCEPTED_VALUES("a column and its values", "like `accepted_values: { status: [new, paid] }`"),
  RELATIONSHIPS(
      "a column and what it leads to",
      "like `relationships: { customer_id: curated.customers.id }`");

  private final String what;
  private final String example;

  Wanted(String what, String example) {
    this.what = what;
    this.example = example;
  }

  String what() {
    return what;
  }

  String example() {
    return example;
  }

  boolean isText() {
    return this == TEXT || this == TEXTS;
  }
}
