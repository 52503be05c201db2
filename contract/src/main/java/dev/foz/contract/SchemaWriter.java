package dev.foz.contract;

import dev.foz.base.Type;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Writes a contract down as a JSON Schema whose columns are those that the contract has. Fields of
 * which only nulls were seen are left out: they have no type yet. Used once.
 */
public final class SchemaWriter {
  private final StringBuilder out = new StringBuilder();
  private final Set<String> keyFields;

  private SchemaWriter(List<String> primaryKey) {
    this.keyFields = Set.copyOf(primaryKey);
  }

  /**
   * The text of a schema file, with a line end at its end.
   *
   * @param title for people
   * @param primaryKey fields that every record must have, dots for nested ones
   */
  public static String write(Contract contract, String title, List<String> primaryKey) {
    SchemaWriter writer = new SchemaWriter(primaryKey);
    writer.line(0, "{");
    writer.line(1, "\"$schema\": \"https://json-schema.org/draft/2020-12/schema\",");
    writer.line(1, "\"title\": " + quote(title) + ",");
    writer.line(1, "\"type\": \"object\",");
    writer.object(contract.root(), 1, "");
    writer.line(0, "}");
    return writer.out.toString();
  }

  private void line(int depth, String text) {
    out.append("  ".repeat(depth)).append(text).append('\n');
  }

  private static String quote(String text) {
    Output quoted = new Output(text.length() + 8);
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    quoted.quote(bytes, 0, bytes.length);
    return new String(quoted.buffer(), 0, quoted.size(), StandardCharsets.UTF_8);
  }

  private void object(ContractType.Struct struct, int depth, String prefix) {
    List<ContractField> fields =
        struct.fields().stream()
            .filter(field -> field.type() != ContractType.Simple.UNKNOWN)
            .toList();
    List<String> required =
        fields.stream()
            .map(ContractField::key)
            .filter(key -> isRequired(prefix + key))
            .map(SchemaWriter::quote)
            .toList();
    if (!required.isEmpty()) {
      line(depth, "\"required\": [" + String.join(", ", required) + "],");
    }
    if (fields.isEmpty()) {
      line(depth, "\"properties\": {}");
      return;
    }
    line(depth, "\"properties\": {");
    for (int i = 0; i < fields.size(); i++) {
      field(fields.get(i), depth + 1, prefix, i < fields.size() - 1 ? "," : "");
    }
    line(depth, "}");
  }

  /** Whether the field is of the primary key, or leads to a field that is. */
  private boolean isRequired(String path) {
    return keyFields.stream().anyMatch(key -> key.equals(path) || key.startsWith(path + "."));
  }

  private void field(ContractField field, int depth, String prefix, String end) {
    String path = prefix + field.key();
    boolean nullable = !isRequired(path);
    String head = quote(field.key()) + ": ";
    switch (field.type()) {
      case ContractType.Struct struct -> {
        line(depth, head + "{");
        line(depth + 1, type("object", nullable) + names(field) + ",");
        object(struct, depth + 1, path + ".");
        line(depth, "}" + end);
      }
      case ContractType.ListOf list -> {
        line(depth, head + "{");
        line(depth + 1, type("array", nullable) + names(field) + items(list.element()));
        elements(list.element(), depth + 1);
        line(depth, "}" + end);
      }
      case ContractType.Simple simple ->
          line(depth, head + braces(scalar(simple, nullable) + names(field)) + end);
      case ContractType.Number number ->
          line(depth, head + braces(number(number, nullable) + names(field)) + end);
      case ContractType.Fixed fixed ->
          line(depth, head + braces(number(fixed.type(), nullable) + names(field)) + end);
    }
  }

  private static String braces(String content) {
    String inner = content.startsWith(", ") ? content.substring(2) : content;
    return inner.isEmpty() ? "{}" : "{ " + inner + " }";
  }

  private static String items(ContractType element) {
    return element == ContractType.Simple.UNKNOWN ? "" : ",";
  }

  private void elements(ContractType element, int depth) {
    if (element != ContractType.Simple.UNKNOWN) {
      field(new ContractField("items", "items", element), depth, "[].", "");
    }
  }

  /** What the name of the column and other keys of the field add. */
  private static String names(ContractField field) {
    StringBuilder names = new StringBuilder();
    if (!field.hasColumn()) {
      names.append(", \"x-column\": false");
    } else if (!field.name().equals(field.key())) {
      names.append(", \"x-column\": ").append(quote(field.name()));
    }
    if (!field.aliases().isEmpty()) {
      String aliases =
          field.aliases().stream().map(SchemaWriter::quote).collect(Collectors.joining(", "));
      names.append(", \"x-aliases\": [").append(aliases).append(']');
    }
    return names.toString();
  }

  private static String type(String name, boolean nullable) {
    return nullable ? "\"type\": [\"" + name + "\", \"null\"]" : "\"type\": \"" + name + "\"";
  }

  private static String scalar(ContractType.Simple simple, boolean nullable) {
    return switch (simple) {
      case UNKNOWN, JSON -> "";
      case BOOLEAN -> type("boolean", nullable);
      case STRING -> type("string", nullable);
      case DATE -> type("string", nullable) + ", \"format\": \"date\"";
      case TIMESTAMP -> type("string", nullable) + ", \"format\": \"date-time-local\"";
      case TIMESTAMPTZ -> type("string", nullable) + ", \"format\": \"date-time\"";
      case MIXED -> "\"type\": [\"string\", \"number\", \"boolean\"" + orNull(nullable) + "]";
    };
  }

  private static String orNull(boolean nullable) {
    return nullable ? ", \"null\"" : "";
  }

  private static String number(ContractType.Number number, boolean nullable) {
    return number.type() == Type.Primitive.STRING
        ? "\"type\": [\"string\", \"number\"" + orNull(nullable) + "]"
        : number(number.type(), nullable);
  }

  private static String number(Type type, boolean nullable) {
    if (type instanceof Type.Decimal decimal) {
      return type("number", nullable) + ", \"format\": " + quote(decimal.toString());
    }
    return type(type == Type.Primitive.LONG ? "integer" : "number", nullable);
  }
}
