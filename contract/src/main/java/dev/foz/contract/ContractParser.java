package dev.foz.contract;

import dev.foz.base.Code;
import dev.foz.base.Problem;
import dev.foz.base.Type;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what {@link ContractText} wrote. */
final class ContractParser {
  private static final Pattern NUMBER =
      Pattern.compile("number\\(([0-9]{1,2}),([0-9]{1,2})(,inexact)?(,exponent)?\\)");
  private static final Pattern FIXED =
      Pattern.compile("(long|double|decimal\\(([0-9]{1,2}),([0-9]{1,2})\\))( respelled)?");
  private static final byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);

  private final JsonReader in = new JsonReader();

  ContractParser(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    in.reset(bytes, 0, bytes.length);
  }

  Contract parse() {
    try {
      in.expect('{', "at the start");
      expectKey("contract");
      version();
      in.expect(',', "after the version");
      expectKey("fields");
      ContractType.Struct root = fields();
      boolean casts = false;
      boolean forgets = false;
      Optional<DeclaredText> declared = Optional.empty();
      while (in.peek() == ',') {
        in.at++;
        switch (key()) {
          case "casts" -> casts = yes();
          case "forgets" -> forgets = yes();
          case "declared" -> declared = Optional.of(declared());
          case String other -> throw new IllegalArgumentException("unknown key `" + other + "`");
        }
      }
      in.expect('}', "at the end");
      in.checkEnd();
      return new Contract(root, declared, new Contract.History(casts, forgets));
    } catch (RecordError | IllegalArgumentException e) {
      throw Problem.of(Code.STATE_UNREADABLE, "Cannot read contract: " + e.getMessage())
          .remedy("its text was changed outside of Foz; restore the state database from a copy")
          .toException(e);
    }
  }

  private void version() {
    in.peek();
    int from = in.at;
    String version = in.text(from, in.number());
    if (!version.equals(String.valueOf(ContractText.VERSION))) {
      throw new IllegalArgumentException("its version is " + version + ", this Foz reads " + 1);
    }
  }

  private void expectKey(String key) {
    String found = key();
    if (!found.equals(key)) {
      throw new IllegalArgumentException("expected `" + key + "`, found `" + found + "`");
    }
  }

  private String key() {
    String found = string();
    in.expect(':', "after a key");
    return found;
  }

  private boolean yes() {
    in.peek();
    in.word(TRUE);
    return true;
  }

  private DeclaredText declared() {
    in.expect('[', "before a declaration");
    String format = string();
    in.expect(',', "after a format");
    String text = string();
    in.expect(']', "after a declaration");
    return new DeclaredText(DeclarationFormat.of(format), text);
  }

  private String string() {
    if (in.peek() != '"') {
      throw in.noValue();
    }
    int from = in.at + 1;
    int close = in.string();
    return new String(JsonReader.unescape(in.buffer(), from, close), StandardCharsets.UTF_8);
  }

  private ContractType.Struct fields() {
    List<ContractField> fields = new ArrayList<>();
    in.expect('[', "before fields");
    while (in.peek() != ']') {
      if (!fields.isEmpty()) {
        in.expect(',', "after a field");
      }
      fields.add(field());
    }
    in.at++;
    return new ContractType.Struct(fields);
  }

  private ContractField field() {
    in.expect('[', "before a field");
    String key = string();
    in.expect(',', "after a key");
    ContractType type = type();
    List<String> names = new ArrayList<>();
    while (in.peek() == ',') {
      in.at++;
      names.add(string());
    }
    in.expect(']', "after a field");
    return names.isEmpty()
        ? new ContractField(key, key, type)
        : new ContractField(key, names.getFirst(), type, names.subList(1, names.size()));
  }

  private ContractType type() {
    if (in.peek() == '"') {
      return scalar(string());
    }
    in.expect('{', "before a type");
    String kind = string();
    in.expect(':', "after a key");
    ContractType type =
        switch (kind) {
          case "list" -> new ContractType.ListOf(type());
          case "struct" -> fields();
          default -> throw unknown(kind);
        };
    in.expect('}', "after a type");
    return type;
  }

  private static ContractType scalar(String label) {
    Matcher number = NUMBER.matcher(label);
    if (number.matches()) {
      return number(number);
    }
    Matcher fixed = FIXED.matcher(label);
    if (fixed.matches()) {
      return fixed(fixed);
    }
    for (ContractType.Simple simple : ContractType.Simple.values()) {
      if (simple.label().equals(label)) {
        return simple;
      }
    }
    throw unknown(label);
  }

  private static ContractType number(Matcher label) {
    Set<ContractType.Trait> traits = EnumSet.noneOf(ContractType.Trait.class);
    if (label.group(3) != null) {
      traits.add(ContractType.Trait.INEXACT);
    }
    if (label.group(4) != null) {
      traits.add(ContractType.Trait.EXPONENT);
    }
    return new ContractType.Number(
        Integer.parseInt(label.group(1)), Integer.parseInt(label.group(2)), traits);
  }

  private static ContractType fixed(Matcher label) {
    Type type =
        switch (label.group(1)) {
          case "long" -> Type.Primitive.LONG;
          case "double" -> Type.Primitive.DOUBLE;
          default ->
              new Type.Decimal(Integer.parseInt(label.group(2)), Integer.parseInt(label.group(3)));
        };
    return new ContractType.Fixed(type, label.group(4) != null);
  }

  private static IllegalArgumentException unknown(String label) {
    return new IllegalArgumentException("unknown type `" + label + "`");
  }
}
