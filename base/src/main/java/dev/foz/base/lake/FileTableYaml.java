package dev.foz.base.lake;

import dev.foz.base.Code;
import dev.foz.base.lake.FileOptions.Format;
import dev.foz.base.lake.FileOptions.OnChange;
import dev.foz.base.lake.FileOptions.Order;
import dev.foz.base.lake.YamlNode.Entries;
import dev.foz.base.lake.YamlNode.Text;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads one table of a file source.
 *
 * @param base where relative paths begin
 * @param reactions of the source
 * @param freshness of the source
 */
record FileTableYaml(
    String source,
    Path base,
    Path storage,
    Reactions reactions,
    Freshness freshness,
    Schemas schemas,
    Problems problems) {
  private static final String HISTORY = "history";
  private static final Duration QUIET = Duration.ofSeconds(2);
  private static final String ASCII = "\r\n\t,;|'\"aZ09";
  private static final Pattern EXTENSION =
      Pattern.compile(".*\\.([A-Za-z0-9]+)(?:\\.(?:gz|zst))?", Pattern.CASE_INSENSITIVE);
  private static final List<String> CSV_KEYS =
      List.of("separator", "quote", "encoding", "header", "decimal");

  /** The table, with defaults where its options are wrong. */
  SourceTableSpec read(Text name, Entries map) {
    Section table = new Section(map, problems).check(Keys.FILE_TABLE);
    table.require("path", name.place(), "add `path: \"inbox/*.json\"`");
    List<String> key = primaryKey(table);
    boolean curate = table.flag("curate").orElse(true);
    Reactions nearest = reactions.within(table);
    if (!curate) {
      LayoutYaml.KEYS.stream().filter(table::has).forEach(word -> reportOfRaw(table, word));
    }
    return new SourceTableSpec(
        source,
        name.raw(),
        key,
        history(table, curate),
        LayoutYaml.read(table),
        curate,
        schemas.contract(table, source + "_" + name.raw(), problems),
        nearest.onSchemaChange(),
        nearest.onError(),
        options(table),
        new MasksYaml(table, key).read(),
        freshness.within(table),
        name.place());
  }

  private void reportOfRaw(Section table, String key) {
    problems.add(
        Code.WRONG_VALUE,
        table.keyPlace(key),
        "`" + key + "` is for the curated table, and there is none",
        "leave it out, or take `curate: false` away");
  }

  private static List<String> primaryKey(Section table) {
    Set<String> seen = new HashSet<>();
    List<Text> fields = table.texts("primary_key");
    for (Text field : fields) {
      if (field.text().isBlank()) {
        table.wrongValue(field, "`primary_key` names no field", "write the name of a field");
      } else if (!seen.add(field.text())) {
        table.wrongValue(
            field, "`primary_key` names " + field.quoted() + " twice", "once is enough");
      }
    }
    return fields.stream().map(Text::text).toList();
  }

  private boolean history(Section table, boolean curate) {
    boolean wanted = table.flag(HISTORY).orElse(false);
    if (wanted && !table.has("primary_key")) {
      problems.add(
          Code.WRONG_VALUE,
          table.keyPlace(HISTORY),
          "`history` is for tables with `primary_key`",
          "add `primary_key: id`: history keeps the versions of each key");
    } else if (wanted && !curate) {
      problems.add(
          Code.WRONG_VALUE,
          table.keyPlace(HISTORY),
          "`history` is kept in the curated table, and `curate: false` makes none",
          "take one of them out");
    }
    return wanted;
  }

  private FileOptions options(Section table) {
    FileGlob path = path(table).orElse(new FileGlob(base, "*"));
    Format format = table.choice("format", Format.class, List.of()).orElse(Format.AUTO);
    checkCsvKeys(table, format, path);
    checkExtension(table, format, path);
    return new FileOptions(
        path,
        format,
        table.choice("order", Order.class, List.of()).orElse(Order.NAME),
        onChange(table),
        table.duration("quiet_period").orElse(QUIET),
        csv(table));
  }

  private Optional<FileGlob> path(Section table) {
    return table
        .text("path")
        .filter(text -> LakePaths.isLocal(table, "path", text, List.of("s3", "gs", "az")))
        .flatMap(text -> glob(table, text));
  }

  private Optional<FileGlob> glob(Section table, Text text) {
    try {
      FileGlob glob = FileGlob.parse(base, text.text());
      if (!glob.reaches(storage)) {
        return Optional.of(glob);
      }
      table.wrongValue(
          text,
          "`path` reaches into the storage of the lake",
          "name a folder outside of it, like `inbox/**/*.json`");
    } catch (InvalidPathException e) {
      table.wrongValue(text, "`path` is no path: " + text.quoted(), LakePaths.WHY_NOT);
    } catch (IllegalArgumentException e) {
      table.wrongValue(text, "`path` is no pattern: " + e.getMessage(), "like `inbox/**/*.json`");
    }
    return Optional.empty();
  }

  private Optional<OnChange> onChange(Section table) {
    Optional<Text> text = table.text("on_change");
    if (text.isPresent() && table.has("primary_key")) {
      table.wrongValue(
          text.get(),
          "`on_change` is for tables without `primary_key`",
          "leave it out: a changed file is merged by its key");
      return Optional.empty();
    }
    return table.choice("on_change", OnChange.class, List.of());
  }

  private void checkCsvKeys(Section table, Format format, FileGlob path) {
    boolean json =
        format == Format.JSON
            || (format == Format.AUTO
                && Format.find(path.pattern()).equals(Optional.of(Format.JSON)));
    for (String key : CSV_KEYS) {
      if (json && table.has(key)) {
        problems.add(
            Code.WRONG_VALUE,
            table.keyPlace(key),
            "`" + key + "` is for csv, and this table is json",
            "leave it out, or write `format: csv`");
      }
    }
  }

  private void checkExtension(Section table, Format format, FileGlob path) {
    if (format == Format.AUTO
        && !table.has("format")
        && EXTENSION.matcher(path.pattern()).matches()
        && Format.find(path.pattern()).isEmpty()) {
      problems.add(
          Code.WRONG_VALUE,
          table.keyPlace("path"),
          "the names of these files do not tell their format",
          "write `format: json` or `format: csv`");
    }
  }

  private CsvOptions csv(Section table) {
    CsvOptions usual = CsvOptions.DEFAULT;
    CsvOptions csv =
        new CsvOptions(
            table.mark("separator"),
            table.mark("quote").orElse(usual.quote()),
            encoding(table).orElse(usual.encoding()),
            table
                .word("decimal", List.of(".", ","), List.of())
                .map(text -> text.charAt(0))
                .orElse(usual.decimal()),
            table.header("header").orElse(usual.header()));
    if (csv.separator().filter(mark -> mark == csv.quote()).isPresent()) {
      problems.add(
          Code.WRONG_VALUE,
          table.keyPlace(table.has("quote") ? "quote" : "separator"),
          "`separator` and `quote` are the same",
          "make them different");
    }
    return csv;
  }

  private static Optional<Charset> encoding(Section table) {
    return table.text("encoding").flatMap(text -> encoding(table, text));
  }

  private static Optional<Charset> encoding(Section table, Text text) {
    try {
      Charset charset = Charset.forName(text.text());
      // Rows are found by their bytes, so ASCII must stand for itself, and for nothing else.
      if (charset.canEncode()
          && !charset.name().startsWith("ISO-2022")
          && ASCII.equals(asAscii(ASCII.getBytes(charset)))) {
        return Optional.of(charset);
      }
    } catch (IllegalArgumentException e) {
      // Reported below.
    }
    table.wrongValue(
        text,
        "`encoding` is none that Foz reads: " + text.quoted(),
        "like `utf-8`, `iso-8859-1` or `windows-1252`");
    return Optional.empty();
  }

  private static String asAscii(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
