package dev.foz.base.lake;

import dev.foz.base.Code;
import dev.foz.base.ForeignWords;
import dev.foz.base.NearestWord;
import dev.foz.base.Place;
import dev.foz.base.lake.YamlNode.Entries;
import dev.foz.base.lake.YamlNode.Entry;
import dev.foz.base.lake.YamlNode.Text;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads the files of {@code sources/}. */
record SourceYaml(
    Path folder,
    Path storage,
    Reactions defaults,
    Freshness freshness,
    Schemas schemas,
    Names names,
    Problems problems) {
  private static final Schedule DEFAULT_SCHEDULE = new Schedule.Every(Duration.ofMinutes(1));
  private static final String FILE = SourceTypes.FILE;
  private static final List<String> LATER = SourceTypes.LATER;
  private static final List<String> TYPES = Stream.concat(Stream.of(FILE), LATER.stream()).toList();
  private static final List<String> REMOTE_FILES =
      List.of("s3", "gs", "az", "http", "https", "ftp", "sftp");

  /**
   * The source, as far as it is right; empty where its type is not {@code file}.
   *
   * @param root empty where the file has nothing in it
   */
  Optional<SourceSpec> read(String name, LakeFile file, Optional<YamlNode> root) {
    Place place = Place.of(file.name());
    names.check("source", name, place);
    YamlNode node = root.orElse(new Entries(List.of(), place));
    if (!(node instanceof Entries map)) {
      String what = "`" + file.name() + "` wants a map, got " + node.label();
      problems.add(Code.WRONG_TYPE, node.place(), what, "begin with `type: file`");
      return Optional.empty();
    }
    Section source = new Section(map, problems);
    Optional<Text> type = source.text("type");
    boolean isFile = type.map(text -> isFile(source, text)).orElse(!source.has("type"));
    return isFile ? Optional.of(readFileSource(name, source, place)) : Optional.empty();
  }

  /** Reports every other type. One that is most likely this one, misspelt, is read as such. */
  private boolean isFile(Section source, Text type) {
    String word = type.text();
    if (LATER.contains(word)) {
      source.notBuiltYet(type, "`type: " + word + "`", "use `file`");
      return false;
    }
    if (word.equals(FILE)) {
      return true;
    }
    source.unknownWord("type", "type", type, List.of(FILE), LATER);
    return !Variables.isIn(type.raw()) && meansFile(word);
  }

  private static boolean meansFile(String word) {
    Optional<String> meant =
        ForeignWords.find(word, List.of("type"), TYPES::contains)
            .flatMap(ForeignWords.Match::here)
            .or(() -> NearestWord.find(word, TYPES));
    return meant.filter(FILE::equals).isPresent();
  }

  private SourceSpec readFileSource(String name, Section source, Place file) {
    source.check(Keys.FILE_SOURCE);
    source.require("type", file, "add `type: file`");
    source.require("tables", file, "add `tables: { orders: { path: \"inbox/*.json\" } }`");
    Optional<Text> url = source.text("url");
    Path base =
        url.flatMap(text -> LakePaths.resolve(folder, source, "url", text, REMOTE_FILES))
            .orElse(folder);
    FileTableYaml reader =
        new FileTableYaml(
            name,
            base,
            storage,
            defaults.within(source),
            freshness.within(source),
            schemas,
            problems);
    return new SourceSpec(
        name,
        FILE,
        url.map(Text::text),
        schedule(source).orElse(DEFAULT_SCHEDULE),
        tables(name, source, reader),
        source.keyPlace("type"));
  }

  private static Optional<Schedule> schedule(Section source) {
    return source
        .text("schedule")
        .flatMap(
            text -> {
              Optional<Schedule> schedule = Schedules.parse(text.text());
              if (schedule.isEmpty()) {
                source.wrongValue(text, "`schedule` is none: " + text.quoted(), Schedules.FORMS);
              }
              return schedule;
            });
  }

  private List<SourceTableSpec> tables(String name, Section source, FileTableYaml reader) {
    Optional<Entries> map = source.map("tables", Wanted.TABLES);
    List<SourceTableSpec> tables = new ArrayList<>();
    if (map.filter(entries -> entries.entries().isEmpty()).isPresent()) {
      problems.add(
          Code.WRONG_VALUE, map.get().place(), "`tables` is empty", "name at least one table");
    }
    for (Entry entry : map.map(Entries::entries).orElse(List.of())) {
      checkName(name, entry.key());
      source
          .map(entry.key().raw(), Wanted.TABLE, entry.value())
          .map(options -> reader.read(entry.key(), options))
          .ifPresent(tables::add);
    }
    tables.forEach(this::take);
    return tables;
  }

  private void checkName(String source, Text table) {
    if (names.check("table", table.raw(), table.place())) {
      int length = source.length() + 1 + table.raw().length();
      if (length > Names.MAX_LENGTH) {
        problems.add(
            Code.BAD_NAME,
            table.place(),
            "`" + source + "_" + table.raw() + "` is longer than " + Names.MAX_LENGTH,
            "use shorter names of source and table");
      }
    }
  }

  private void take(SourceTableSpec table) {
    String what = "table `" + table.name() + "` of source `" + table.source() + "`";
    String name = table.source() + "_" + table.name();
    if (names.take("raw." + name, what, table.place()) && table.curate()) {
      names.take("curated." + name, what, table.place());
    }
  }
}
