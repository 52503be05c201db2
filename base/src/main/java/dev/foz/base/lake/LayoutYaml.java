package dev.foz.base.lake;

import dev.foz.base.ForeignWords;
import dev.foz.base.PartitionField;
import dev.foz.base.TableLayout;
import dev.foz.base.Transform;
import dev.foz.base.lake.YamlNode.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the keys that say how the rows of a table lie in its files. */
final class LayoutYaml {
  static final String PARTITION_BY = "partition_by";
  static final String CLUSTER_BY = "cluster_by";
  static final String FORMAT_VERSION = "format_version";
  static final List<String> KEYS = List.of(PARTITION_BY, CLUSTER_BY, FORMAT_VERSION);

  private static final Pattern CALL = Pattern.compile("([A-Za-z_]\\w*)\\s*\\((.*)\\)");
  private static final Pattern QUOTED = Pattern.compile("\"((?:[^\"]|\"\")+)\"");
  private static final Pattern NUMBER = Pattern.compile("-?[0-9]+");
  private static final String TRUNCATE = "truncate";
  private static final String FORMS =
      "write a column, or `year(c)`, `month(c)`, `day(c)`, `hour(c)` or `truncate(n, c)` of one";

  private LayoutYaml() {}

  static TableLayout read(Section section) {
    return new TableLayout(
        partitionBy(section), section.columns(CLUSTER_BY), formatVersion(section));
  }

  private static int formatVersion(Section section) {
    Optional<Text> text = section.scalar(FORMAT_VERSION, Wanted.FORMAT_VERSION);
    Optional<Integer> version =
        text.map(Text::text)
            .filter(number -> number.equals("2") || number.equals("3"))
            .map(Integer::valueOf);
    if (text.isPresent() && version.isEmpty()) {
      section.wrongValue(
          text.get(),
          "unknown `" + FORMAT_VERSION + "` " + text.get().quoted(),
          "write 3, or 2 where engines read the table that do not know Iceberg's version 3");
    }
    return version.orElse(TableLayout.FORMAT);
  }

  private static List<PartitionField> partitionBy(Section section) {
    List<PartitionField> fields = new ArrayList<>();
    for (Text text : section.texts(PARTITION_BY)) {
      field(section, text)
          .filter(field -> isNew(section, text, field, fields))
          .ifPresent(fields::add);
    }
    return fields;
  }

  private static boolean isNew(
      Section section, Text text, PartitionField field, List<PartitionField> former) {
    for (PartitionField other : former) {
      if (!other.column().equalsIgnoreCase(field.column())) {
        continue;
      }
      if (other.transform().equals(field.transform())) {
        section.wrongValue(
            text, "`" + PARTITION_BY + "` names " + text.quoted() + " twice", "once is enough");
        return false;
      }
      if (isTime(other.transform()) && isTime(field.transform())) {
        section.wrongValue(
            text,
            "`" + other + "` and `" + field + "` say the same of one column",
            "keep the finer one: who asks for a year gets by it, too");
        return false;
      }
    }
    return true;
  }

  private static boolean isTime(Transform transform) {
    return transform instanceof Transform.Simple simple && simple != Transform.Simple.IDENTITY;
  }

  private static Optional<PartitionField> field(Section section, Text text) {
    String written = text.text().strip();
    if (written.contains("(") != written.contains(")")) {
      return wrong(section, text, "between brackets put it in quotes, like `[\"truncate(3, c)\"]`");
    }
    Matcher call = CALL.matcher(written);
    if (!call.matches()) {
      return column(written)
          .map(column -> new PartitionField(Transform.Simple.IDENTITY, column))
          .or(() -> wrong(section, text, FORMS));
    }
    String word = call.group(1).toLowerCase(Locale.ROOT);
    List<String> arguments =
        Arrays.stream(call.group(2).split(",", -1)).map(String::strip).toList();
    if (word.equals(TRUNCATE)) {
      return truncate(section, text, arguments);
    }
    Optional<Transform> transform = transform(word);
    if (transform.isEmpty()) {
      return wrong(section, text, remedy(word, arguments));
    }
    return Optional.of(arguments)
        .filter(all -> all.size() == 1)
        .flatMap(all -> column(all.getFirst()))
        .map(column -> new PartitionField(transform.get(), column))
        .or(() -> wrong(section, text, "`" + word + "` takes one column, like `" + word + "(c)`"));
  }

  private static Optional<Transform> transform(String word) {
    return Arrays.stream(Transform.Simple.values())
        .filter(simple -> simple.toString().equals(word))
        .findFirst()
        .map(simple -> simple);
  }

  private static String remedy(String word, List<String> arguments) {
    return switch (word) {
      case "bucket" -> "not built; use `truncate(n, c)`, or `cluster_by`";
      case "date_trunc", "timestamp_trunc", "datetime_trunc" -> "write `month(c)` or the like";
      default ->
          ForeignWords.find(word, List.of("transform"), here -> true)
              .flatMap(ForeignWords.Match::here)
              .map(here -> Section.didYouMean(example(here, arguments)))
              .orElse(FORMS);
    };
  }

  private static String example(String word, List<String> arguments) {
    String column =
        arguments.stream().filter(part -> column(part).isPresent()).findFirst().orElse("c");
    return word.equals(TRUNCATE)
        ? word + "(" + width(arguments).orElse("n") + ", " + column + ")"
        : word + "(" + column + ")";
  }

  private static Optional<String> width(List<String> arguments) {
    return arguments.stream().filter(part -> NUMBER.matcher(part).matches()).findFirst();
  }

  private static Optional<PartitionField> truncate(
      Section section, Text text, List<String> arguments) {
    Optional<String> width = width(arguments);
    if (arguments.size() != 2 || width.isEmpty()) {
      return wrong(section, text, "like `truncate(3, c)`: the width, then the column");
    }
    if (!arguments.getFirst().equals(width.get())) {
      String turned = "truncate(" + width.get() + ", " + arguments.getFirst() + ")";
      return wrong(section, text, "the width comes first: `" + turned + "`");
    }
    Optional<Integer> number = parse(width.get());
    if (number.isEmpty()) {
      return wrong(section, text, "the width is 1 to " + Transform.Truncate.MAX_WIDTH);
    }
    return column(arguments.get(1))
        .map(column -> new PartitionField(new Transform.Truncate(number.get()), column))
        .or(() -> wrong(section, text, "like `truncate(3, c)`: the width, then the column"));
  }

  private static Optional<Integer> parse(String width) {
    try {
      return Optional.of(Integer.parseInt(width))
          .filter(number -> number >= 1 && number <= Transform.Truncate.MAX_WIDTH);
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** A column as it is, or in quotes where its name has signs. */
  private static Optional<String> column(String written) {
    Matcher quoted = QUOTED.matcher(written);
    if (quoted.matches()) {
      return Optional.of(quoted.group(1).replace("\"\"", "\""));
    }
    boolean plain =
        !written.isBlank()
            && !NUMBER.matcher(written).matches()
            && written.chars().noneMatch(sign -> "()\",'`".indexOf(sign) >= 0);
    return plain ? Optional.of(written) : Optional.empty();
  }

  private static Optional<PartitionField> wrong(Section section, Text text, String remedy) {
    section.wrongValue(text, "`" + PARTITION_BY + "` cannot be " + text.quoted(), remedy);
    return Optional.empty();
  }
}
