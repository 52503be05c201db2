package dev.foz.base.lake;

import dev.foz.base.Code;
import dev.foz.base.Layer;
import dev.foz.base.Place;
import dev.foz.base.TableName;
import dev.foz.base.lake.ModelSpec.Materialized;
import dev.foz.base.lake.YamlNode.Entries;
import dev.foz.base.lake.YamlNode.Text;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads the files of {@code models/}: SQL, with YAML in a comment before it. */
record ModelFile(Variables variables, Freshness freshness, Problems problems) {
  private static final String PRIMARY_KEY = "primary_key";
  private static final String IGNORE_CHANGES = "ignore_changes";

  /** Keys that say how rows are kept, which a view does not do. */
  private static final List<String> TABLE_KEYS =
      Stream.concat(
              Stream.of(PRIMARY_KEY, IGNORE_CHANGES, MasksYaml.KEY, "freshness"),
              LayoutYaml.KEYS.stream())
          .toList();

  /** The model; empty where its name or the file is wrong as a whole. */
  Optional<ModelSpec> read(Layer layer, String name, Path path, LakeFile file) {
    boolean named = new Names(problems).check("model", name, Place.of(file.name()));
    return FrontMatter.split(file, problems)
        .flatMap(parts -> read(parts, named ? name : "unnamed", layer, path, file));
  }

  private Optional<ModelSpec> read(
      FrontMatter parts, String name, Layer layer, Path path, LakeFile file) {
    Entries map = entries(parts, file);
    Section section = new Section(map, problems).check(Keys.MODEL);
    Place place = file.place(parts.sqlFirstLine(), 1, 1);
    if (SqlText.isEmpty(parts.sql())) {
      problems.add(
          Code.WRONG_VALUE,
          Place.of(file.name()),
          "`" + file.name() + "` has no SQL",
          "write a select, or take the file away");
    }
    Path models = Optional.ofNullable(path.getParent()).map(Path::getParent).orElse(path);
    Templates.report(file, parts, models, problems);
    Materialized materialized =
        section.choice("materialized", Materialized.class, List.of()).orElse(Materialized.TABLE);
    checkKeys(section, materialized);
    List<String> primaryKey = section.columns(PRIMARY_KEY);
    return Optional.of(
        new ModelSpec(
            new TableName(layer, name),
            path,
            parts.sql(),
            parts.sqlFirstLine(),
            section.text("description").map(Text::text).orElse(""),
            materialized,
            primaryKey,
            LayoutYaml.read(section),
            section.text("owner").map(Text::text).orElse(""),
            section.texts("tags").stream().map(Text::text).distinct().toList(),
            ignoreChanges(section),
            tests(section, materialized),
            new MasksYaml(section, primaryKey).read(),
            materialized == Materialized.VIEW ? new Freshness.Unsaid() : freshness.within(section),
            place));
  }

  private void checkKeys(Section section, Materialized materialized) {
    if (materialized == Materialized.MERGE) {
      section.require(
          PRIMARY_KEY,
          section.keyPlace("materialized"),
          "a merge finds its rows by it: add `primary_key: id`");
    }
    if (materialized == Materialized.VIEW) {
      TABLE_KEYS.stream().filter(section::has).forEach(key -> reportOfView(section, key));
    }
  }

  private void reportOfView(Section section, String key) {
    problems.add(
        Code.WRONG_VALUE,
        section.keyPlace(key),
        "`" + key + "` is for tables, and this model is a view",
        "leave it out, or take `materialized: table`");
  }

  private List<IgnoredInput> ignoreChanges(Section section) {
    Map<TableName, IgnoredInput> ignored = new LinkedHashMap<>();
    for (Text text : section.texts(IGNORE_CHANGES)) {
      Optional<TableName> table = TableName.find(text.text());
      if (table.isEmpty()) {
        String what = "`" + IGNORE_CHANGES + "` names no table: " + text.quoted();
        section.wrongValue(text, what, "like `curated.customers`");
      }
      table.ifPresent(name -> ignored.putIfAbsent(name, new IgnoredInput(name, text.place())));
    }
    return List.copyOf(ignored.values());
  }

  private List<TestSpec> tests(Section section, Materialized materialized) {
    List<TestSpec> tests = new TestsYaml(problems).read(section);
    for (TestSpec test : tests) {
      if (materialized == Materialized.VIEW && test.onFail() == OnFail.QUARANTINE) {
        problems.add(
            Code.WRONG_VALUE,
            test.place(),
            "`on_fail: quarantine` is for tables, and this model is a view",
            "take `materialized: table`, or `on_fail: warn`");
      }
    }
    return tests;
  }

  private Entries entries(FrontMatter parts, LakeFile file) {
    Optional<YamlNode> root =
        parts.yaml().flatMap(yaml -> YamlComposer.compose(file, yaml, variables, problems));
    if (root.orElse(null) instanceof Entries entries) {
      return entries;
    }
    root.ifPresent(
        node ->
            problems.add(
                Code.WRONG_TYPE,
                node.place(),
                "the front matter wants a map, got " + node.label(),
                "write keys, like `description: ...`"));
    return new Entries(List.of(), Place.of(file.name()));
  }
}
