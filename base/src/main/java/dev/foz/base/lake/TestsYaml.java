package dev.foz.base.lake;

import dev.foz.base.Code;
import dev.foz.base.Place;
import dev.foz.base.TableName;
import dev.foz.base.lake.TestSpec.ReadyRule;
import dev.foz.base.lake.YamlNode.Entries;
import dev.foz.base.lake.YamlNode.Entry;
import dev.foz.base.lake.YamlNode.Items;
import dev.foz.base.lake.YamlNode.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads the list {@code tests} of a model. */
record TestsYaml(Problems problems) {
  private static final String ON_FAIL = "on_fail";
  private static final List<String> WORDS =
      Keys.TEST.known().stream().filter(word -> !word.equals(ON_FAIL)).toList();

  /** Keys of other tools where here the column stands. */
  private static final List<String> FOREIGN_PARTS =
      List.of("column", "column_name", "columns", "values", "to", "field", "from");

  /** The tests that are right. */
  List<TestSpec> read(Section model) {
    return model.items("tests", Wanted.TESTS).stream()
        .flatMap(item -> model.map("tests", Wanted.TEST, item).stream())
        .flatMap(map -> read(map).stream())
        .toList();
  }

  private Optional<TestSpec> read(Entries map) {
    Section test = new Section(map, problems).check(Keys.TEST);
    OnFail onFail = test.choice(ON_FAIL, OnFail.class, List.of()).orElse(OnFail.FAIL);
    List<Entry> words =
        map.entries().stream().filter(entry -> WORDS.contains(entry.key().raw())).toList();
    if (words.size() == 1) {
      return read(test, words.getFirst().key(), onFail);
    }
    reportNot(map, words);
    return Optional.empty();
  }

  /** One test is wanted; an unknown word was reported already. */
  private void reportNot(Entries map, List<Entry> words) {
    if (words.size() > 1) {
      Text second = words.get(1).key();
      String what = second.quoted() + " is a second test in one item of `tests`";
      problems.add(Code.WRONG_VALUE, second.place(), what, "begin it with a `- ` of its own");
    } else if (map.entries().stream().allMatch(entry -> entry.key().raw().equals(ON_FAIL))) {
      String what = "an item of `tests` has no test";
      problems.add(Code.MISSING_KEY, map.place(), what, Section.knownWords(WORDS));
    }
  }

  private Optional<TestSpec> read(Section test, Text word, OnFail onFail) {
    Place place = word.place();
    String key = word.raw();
    return switch (key) {
      case "not_null" ->
          columns(test, key).map(names -> new TestSpec.NotNull(names, onFail, place));
      case "unique" -> columns(test, key).map(names -> new TestSpec.Unique(names, onFail, place));
      case "accepted_values" -> acceptedValues(test, onFail, place);
      case "relationships" -> relationships(test, onFail, place);
      case "expression" -> expression(test, onFail);
      default -> rule(test, key, onFail, place);
    };
  }

  private static Optional<List<String>> columns(Section test, String key) {
    List<String> columns = test.columns(key);
    return columns.isEmpty() ? Optional.empty() : Optional.of(columns);
  }

  private Optional<TestSpec> acceptedValues(Section test, OnFail onFail, Place place) {
    String key = "accepted_values";
    Optional<Entry> entry = single(test, key, Wanted.ACCEPTED_VALUES);
    List<String> values = new ArrayList<>();
    for (YamlNode value : entry.map(one -> values(test, key, one)).orElse(List.of())) {
      test.scalar(key, Wanted.ACCEPTED_VALUES, value).map(Text::text).ifPresent(values::add);
    }
    return entry
        .filter(one -> !values.isEmpty())
        .map(one -> new TestSpec.AcceptedValues(one.key().text(), values, onFail, place));
  }

  private List<YamlNode> values(Section test, String key, Entry entry) {
    if (!(entry.value() instanceof Items list)) {
      return List.of(entry.value());
    }
    if (list.items().isEmpty()) {
      String what = "`" + key + "` of " + entry.key().quoted() + " is an empty list";
      problems.add(Code.WRONG_VALUE, list.place(), what, "write the values that may be there");
    }
    return list.items();
  }

  private Optional<TestSpec> relationships(Section test, OnFail onFail, Place place) {
    String key = "relationships";
    return single(test, key, Wanted.RELATIONSHIPS)
        .flatMap(
            entry ->
                test.text(key, Wanted.RELATIONSHIPS, entry.value())
                    .flatMap(to -> relationship(entry.key().text(), to, onFail, place)));
  }

  private Optional<TestSpec> relationship(String column, Text to, OnFail onFail, Place place) {
    String[] parts = to.text().split("\\.", 3);
    Optional<TableName> table =
        parts.length < 3 || parts[2].isBlank()
            ? Optional.empty()
            : TableName.find(parts[0] + "." + parts[1]);
    if (table.isEmpty()) {
      problems.add(
          Code.WRONG_VALUE,
          to.place(),
          "`relationships` leads to no column of a table: " + to.quoted(),
          "like `curated.customers.id`");
    }
    return table.map(name -> new TestSpec.Relationships(column, name, parts[2], onFail, place));
  }

  /** The only entry of a map with a column as its key. */
  private Optional<Entry> single(Section test, String key, Wanted wanted) {
    Optional<Entries> map = test.map(key, wanted);
    if (map.isEmpty() || map.get().entries().size() == 1) {
      return map.map(entries -> entries.entries().getFirst());
    }
    List<Entry> entries = map.get().entries();
    Optional<Text> foreign =
        entries.stream()
            .map(Entry::key)
            .filter(name -> FOREIGN_PARTS.contains(name.raw()))
            .findFirst();
    if (foreign.isPresent()) {
      String what = "unknown key " + foreign.get().quoted() + " of `" + key + "`";
      problems.add(Code.UNKNOWN_KEY, foreign.get().place(), what, wanted.example());
    } else {
      String what = "`" + key + "` wants one column, got " + entries.size();
      problems.add(Code.WRONG_VALUE, map.get().place(), what, "write one test for each column");
    }
    return Optional.empty();
  }

  private static Optional<TestSpec> expression(Section test, OnFail onFail) {
    return test.text("expression")
        .filter(sql -> isCondition(test, sql))
        .map(sql -> new TestSpec.Expression(sql.text(), onFail, sql.place()));
  }

  private static boolean isCondition(Section test, Text sql) {
    if (Variables.isIn(sql.raw())) {
      test.wrongValue(sql, "`expression` takes no variables", "SQL is taken as it is");
      return false;
    }
    if (SqlText.isEmpty(sql.text())) {
      test.wrongValue(sql, "`expression` has no SQL", "write a condition, like `total >= 0`");
      return false;
    }
    return true;
  }

  private static Optional<TestSpec> rule(Section test, String key, OnFail onFail, Place place) {
    ReadyRule rule = ReadyRule.valueOf(key.toUpperCase(Locale.ROOT));
    return test.column(key).map(column -> new TestSpec.Rule(rule, column, onFail, place));
  }
}
