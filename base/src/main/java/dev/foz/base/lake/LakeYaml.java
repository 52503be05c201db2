package dev.foz.base.lake;

import dev.foz.base.Code;
import dev.foz.base.NearestWord;
import dev.foz.base.Place;
import dev.foz.base.lake.YamlNode.Entries;
import dev.foz.base.lake.YamlNode.Text;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Reads {@code lake.yaml}. Where a value is wrong the default stands in, so that reading goes on.
 */
record LakeYaml(
    String name,
    Path storage,
    Path stateFile,
    EngineKind engine,
    ZoneId timezone,
    Reactions reactions,
    Freshness freshness) {
  static final String FILE = "lake.yaml";

  /** By its name of a region: engines know those, not every offset. */
  private static final ZoneId UTC = ZoneId.of("UTC");

  private static final Freshness UNSAID = new Freshness.Unsaid();

  private static final List<String> STATE_SERVERS = List.of("postgres", "postgresql", "mysql");

  /** Stands in for a file that cannot be read. */
  static LakeYaml defaults(Path folder) {
    Path storage = folder.resolve("data");
    return new LakeYaml(
        "lake",
        storage,
        storage.resolve("state.db"),
        EngineKind.DUCKDB,
        UTC,
        Reactions.DEFAULT,
        UNSAID);
  }

  static LakeYaml read(Path folder, Optional<YamlNode> root, Names names, Problems problems) {
    Reader reader = new Reader(folder, names, problems);
    Entries nothing = new Entries(List.of(), Place.of(FILE));
    return switch (root.orElse(nothing)) {
      case Entries map -> reader.read(map);
      case YamlNode other -> {
        problems.add(
            Code.WRONG_TYPE,
            other.place(),
            "`" + FILE + "` wants a map, got " + other.label(),
            "write `name: my_lake`");
        yield defaults(folder);
      }
    };
  }

  private record Reader(Path folder, Names names, Problems problems) {
    LakeYaml read(Entries map) {
      Section lake = new Section(map, problems).check(Keys.LAKE);
      lake.require("name", Place.of(FILE), "add `name: my_lake`");
      Optional<Text> name = lake.text("name");
      name.ifPresent(text -> names.check("lake", text));
      Path storage = storage(lake).orElse(folder.resolve("data"));
      Optional<Section> defaults = defaults(lake);
      return new LakeYaml(
          name.map(Text::text).orElse("lake"),
          storage,
          state(lake).orElse(storage.resolve("state.db")),
          engine(lake),
          timezone(lake),
          defaults.map(Reactions.DEFAULT::within).orElse(Reactions.DEFAULT),
          defaults.map(UNSAID::within).orElse(UNSAID));
    }

    private Optional<Path> storage(Section lake) {
      Optional<Text> text = lake.text("storage");
      Optional<Path> path =
          text.flatMap(value -> LakePaths.resolve(folder, lake, "storage", value, List.of("s3")));
      if (path.filter(folder::startsWith).isPresent()) {
        lake.wrongValue(
            text.orElseThrow(),
            "`storage` is the lake folder itself, or holds it",
            "give it a folder of its own: ./data");
        return Optional.empty();
      }
      return path;
    }

    private Optional<Path> state(Section lake) {
      return lake.text("state")
          .flatMap(text -> LakePaths.resolve(folder, lake, "state", text, STATE_SERVERS));
    }

    private EngineKind engine(Section lake) {
      Optional<Text> text = lake.text("engine");
      if (text.filter(value -> value.text().startsWith("sc://")).isPresent()) {
        lake.notBuiltYet(text.get(), "Spark (`sc://`)", "use `duckdb`");
        return EngineKind.DUCKDB;
      }
      return lake.choice("engine", EngineKind.class, List.of("spark")).orElse(EngineKind.DUCKDB);
    }

    private ZoneId timezone(Section lake) {
      return lake.text("timezone").flatMap(text -> zone(lake, text)).orElse(UTC);
    }

    private Optional<ZoneId> zone(Section lake, Text text) {
      if (ZoneId.getAvailableZoneIds().contains(text.text())) {
        return Optional.of(ZoneId.of(text.text()));
      } else {
        lake.wrongValue(
            text,
            "unknown timezone " + text.quoted(),
            NearestWord.find(text.raw(), new TreeSet<>(ZoneId.getAvailableZoneIds()))
                .map(Section::didYouMean)
                .orElse("like `America/Sao_Paulo` or `UTC`"));
        return Optional.empty();
      }
    }

    private Optional<Section> defaults(Section lake) {
      return lake.map("defaults", Wanted.DEFAULTS)
          .map(entries -> new Section(entries, problems).check(Keys.DEFAULTS));
    }
  }
}
