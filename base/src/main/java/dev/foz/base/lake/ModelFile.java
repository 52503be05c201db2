package dev.foz.base.lake;

import dev.foz.base.Code;
import dev.foz.base.Layer;
import dev.foz.base.Place;
import dev.foz.base.TableName;
import dev.foz.base.lake.ModelSpec.Materialized;
import dev.foz.base.lake.YamlNode.Entries;
import dev.foz.base.lake.YamlNode.Text;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Reads the files of {@code models/}: SQL, with YAML in a comment before it. */
record ModelFile(Variables variables, Names names, Problems problems) {

  /** The model; empty where its name or the file is wrong as a whole. */
  Optional<ModelSpec> read(Layer layer, String name, Path path, LakeFile file) {
    Place place = Place.of(file.name());
    boolean named = names.check("model", name, place);
    names.take(layer.label() + "." + name, "model `" + file.name() + "`", place);
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
    return Optional.of(
        new ModelSpec(
            new TableName(layer, name),
            path,
            parts.sql(),
            parts.sqlFirstLine(),
            section.text("description").map(Text::text).orElse(""),
            section
                .choice("materialized", Materialized.class, List.of("append", "merge"))
                .orElse(Materialized.TABLE),
            place));
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
