package dev.foz.base.lake;

import dev.foz.base.Code;
import dev.foz.base.Place;
import dev.foz.base.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds templates and macros of other tools where plain SQL or YAML is wanted, and tells what to
 * write instead. Foz has no templates.
 */
final class Templates {
  private static final int MOST_TOLD = 10;
  private static final int MOST_SHOWN = 60;

  private static final Pattern IN_SQL =
      Pattern.compile(
          "--[^\\r\\n]*|/\\*.*?(?:\\*/|\\z)|'(?:[^']|'')*(?:'|\\z)|\"(?:[^\"]|\"\")*(?:\"|\\z)"
              + "|(?<template>\\{\\{.*?(?:\\}\\}|$)|\\{%.*?(?:%\\}|$)|\\{#.*?(?:#\\}|$))"
              + "|(?<macro>@(?:start|end|execution)_(?:ds|dt|date|ts|epoch)\\b|@this_model\\b"
              + "|@(?:DEF|EACH|IF|EVAL|SQL)\\b)",
          Pattern.DOTALL | Pattern.MULTILINE);
  private static final Pattern MODEL_BLOCK =
      Pattern.compile("\\A\\s*(MODEL|AUDIT|SEED)\\s*\\(", Pattern.CASE_INSENSITIVE);
  private static final Pattern IN_YAML =
      Pattern.compile("\\{\\{-?\\s*[A-Za-z_][^{}]*\\}\\}|\\{%.*?%\\}");
  private static final Pattern REF =
      Pattern.compile("ref\\s*\\(\\s*(?:['\"][^'\"]*['\"]\\s*,\\s*)?['\"]([^'\"]+)['\"].*");
  private static final Pattern SOURCE =
      Pattern.compile("source\\s*\\(\\s*['\"]([^'\"]+)['\"]\\s*,\\s*['\"]([^'\"]+)['\"].*");
  private static final Pattern VARIABLE =
      Pattern.compile("(?:env_var|env|var|secret)\\s*\\(\\s*['\"]([A-Za-z_]\\w*)['\"].*");
  private static final Pattern LAST_NAME = Pattern.compile("([A-Za-z_]\\w*)\\W*\\z");

  /** What the design calls the layers that models make, in the order of the data. */
  private static final List<String> LAYERS = List.of("curated", "refined");

  private Templates() {}

  /**
   * Reports what stands in the SQL of a model outside of comments and quotes.
   *
   * @param models the folder that holds the layers
   */
  static void report(LakeFile file, FrontMatter parts, Path models, Problems problems) {
    String sql = parts.sql();
    Matcher block = MODEL_BLOCK.matcher(sql);
    if (block.find()) {
      String what = "`" + block.group(1) + " (...)` is a block of SQLMesh";
      problems.add(
          told(what, place(file, parts, block.start(1), block.group(1)))
              .remedy("its keys stand between `/* ---` and `--- */`, before the select"));
      return;
    }
    Matcher found = IN_SQL.matcher(sql);
    for (int told = 0; told < MOST_TOLD && found.find(); ) {
      Optional<String> template = Optional.ofNullable(found.group("template"));
      Optional<String> macro = Optional.ofNullable(found.group("macro"));
      if (template.isPresent() || macro.isPresent()) {
        String word = found.group();
        Place place = place(file, parts, found.start(), word);
        problems.add(
            macro.map(text -> macro(text, place)).orElseGet(() -> template(word, place, models)));
        told++;
      }
    }
  }

  private static Place place(LakeFile file, FrontMatter parts, int at, String word) {
    String before = parts.sql().substring(0, at);
    int lineStart = before.lastIndexOf('\n') + 1;
    int line = parts.sqlFirstLine() + (int) before.chars().filter(c -> c == '\n').count();
    return file.place(line, at - lineStart + 1, firstLine(word).length());
  }

  private static Problem told(String what, Place place) {
    return Problem.of(Code.SQL_SYNTAX, "Cannot read the query: " + what).at(place);
  }

  private static Problem macro(String word, Place place) {
    return told("`" + word + "` is a macro of SQLMesh", place)
        .remedy("what changed is found by Foz: take the condition out, or write the value");
  }

  private static Problem template(String word, Place place, Path models) {
    Problem problem = told("`" + shown(word) + "` is a template", place);
    String inner = inner(word);
    Matcher ref = REF.matcher(inner);
    if (ref.matches()) {
      return referred(problem, ref.group(1), models, word);
    }
    Matcher source = SOURCE.matcher(inner);
    return problem.remedy(
        source.matches()
            ? "dbt calls it that; here it is the table itself: `curated."
                + source.group(1)
                + "_"
                + source.group(2)
                + "`"
            : instead(inner));
  }

  /** Where one model has that name, the table can be written in the place of the template. */
  private static Problem referred(Problem problem, String name, Path models, String word) {
    List<String> tables =
        LAYERS.stream()
            .filter(layer -> Files.exists(models.resolve(layer).resolve(name + ".sql")))
            .map(layer -> layer + "." + name)
            .toList();
    String table = tables.isEmpty() ? "refined." + name : tables.getFirst();
    Problem told =
        problem.remedy("dbt calls it that; here it is the table itself: `" + table + "`");
    return tables.size() == 1 && word.lines().count() == 1 ? told.mended(table) : told;
  }

  private static String instead(String inner) {
    if (inner.startsWith("config")) {
      return "dbt calls it that; here these keys stand between `/* ---` and `--- */`, before the"
          + " select";
    }
    if (inner.contains("is_incremental") || inner.equals("this") || inner.startsWith("endif")) {
      return "dbt calls it that; here what changed is found by Foz: take the condition out and write"
          + " `materialized: merge`";
    }
    return "there are no templates: write plain SQL, with the value itself";
  }

  private static String inner(String word) {
    return word.replaceAll("^[{][{%#][-+]?\\s*|\\s*[-+]?[}%#][}]$", "")
        .replaceFirst("^(?:if|else|elif)\\s+", "");
  }

  private static String firstLine(String word) {
    return word.lines().findFirst().orElse("");
  }

  private static String shown(String word) {
    String line = firstLine(word);
    return line.length() <= MOST_SHOWN ? line : line.substring(0, MOST_SHOWN) + "...";
  }

  /** The template that stands in a value of a YAML file, if one does. */
  static Optional<String> inValue(String raw) {
    Matcher found = IN_YAML.matcher(raw);
    return found.find() ? Optional.of(found.group()) : Optional.empty();
  }

  /** Of a template in a YAML file. */
  static Problem ofYaml(String word, Place place) {
    Matcher variable = VARIABLE.matcher(inner(word));
    return Problem.of(Code.WRONG_VALUE, "`" + shown(word) + "` is a template")
        .at(place)
        .remedy(
            variable.matches()
                ? "dbt calls it that; here it is `${" + variable.group(1) + "}`"
                : "there are no templates: write the value, or `${NAME}` for a variable");
  }

  /** Of {@code ${{ secrets.NAME }}}. */
  static Problem ofActions(String reference, Place place) {
    Matcher name = LAST_NAME.matcher(reference);
    String variable = name.find() ? name.group(1) : "NAME";
    return Problem.of(Code.WRONG_VALUE, "`" + shown(reference) + "}` is of GitHub Actions")
        .at(place)
        .remedy("here a variable is `${" + variable + "}`");
  }
}
