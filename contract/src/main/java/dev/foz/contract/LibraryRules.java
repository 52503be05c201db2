package dev.foz.contract;

import com.networknt.schema.Error;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaContext;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.format.Format;
import com.networknt.schema.path.NodePath;
import dev.foz.base.Code;
import dev.foz.base.Type;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * Holds whole records against a contract by a library, for the keywords that {@link Rule}s do not
 * know. Thread-safe. Formats and patterns mean what they mean in rules; nothing is ever fetched.
 */
final class LibraryRules {
  /** Steps of an evaluation path that go from a value to one inside of it, and take a name. */
  private static final Set<String> INTO_NAMED =
      Set.of("properties", "patternProperties", "prefixItems");

  /** The same, without a name. */
  private static final Set<String> INTO =
      Set.of(
          "items", "additionalProperties", "contains", "unevaluatedProperties", "unevaluatedItems");

  /** Steps that stay with the value, and take a name. */
  private static final Set<String> NAMED = Set.of("allOf", "dependentSchemas");

  private static final Set<String> CHOICES = Set.of("anyOf", "oneOf");

  private final Schema schema;

  LibraryRules(JsonValue root) {
    Dialect draft = Dialects.getDraft202012();
    Dialect dialect =
        Dialect.builder(draft.getId(), draft).formats(formats -> replace(formats, root)).build();
    SchemaRegistryConfig config =
        SchemaRegistryConfig.builder()
            .formatAssertionsEnabled(true)
            .locale(Locale.ROOT)
            .regularExpressionFactory(LibraryRules::expression)
            .build();
    SchemaRegistry registry =
        SchemaRegistry.withDialect(
            dialect,
            builder ->
                builder
                    .schemaRegistryConfig(config)
                    .schemaLoader(loader -> loader.block(iri -> true)));
    schema = registry.getSchema(LibraryNodes.without(root, Set.of("$schema")));
    schema.initializeValidators();
  }

  private static com.networknt.schema.regex.RegularExpression expression(String source) {
    Pattern pattern = EcmaPattern.compile(source);
    return text -> pattern.matcher(text).find();
  }

  private static void replace(Map<String, Format> formats, JsonValue root) {
    formats.clear();
    Map<String, Format> found = new LinkedHashMap<>();
    collect(root, found);
    formats.putAll(found);
  }

  private static void collect(JsonValue value, Map<String, Format> found) {
    switch (value) {
      case JsonValue.Members object ->
          object
              .members()
              .forEach(
                  (key, member) -> {
                    if (key.equals("format") && member.value() instanceof JsonValue.Text name) {
                      found.put(name.text(), new Bridge(name.text()));
                    }
                    collect(member.value(), found);
                  });
      case JsonValue.Items items -> items.values().forEach(item -> collect(item, found));
      default -> {}
    }
  }

  /** A format of ours as the library wants it. */
  private record Bridge(String name) implements Format {
    @Override
    public String getName() {
      return name;
    }

    @Override
    public boolean matches(ExecutionContext execution, SchemaContext context, JsonNode value) {
      if (value.isNumber()) {
        return accepts(value.decimalValue());
      }
      return !value.isString() || accepts(value.stringValue());
    }

    private boolean accepts(BigDecimal number) {
      boolean fits =
          dev.foz.contract.Format.decimal(name).map(type -> fits(type, number)).orElse(true);
      return switch (name) {
        case dev.foz.contract.Format.INT32 ->
            isWithin(number, Integer.MIN_VALUE, Integer.MAX_VALUE);
        case dev.foz.contract.Format.INT64 -> isWithin(number, Long.MIN_VALUE, Long.MAX_VALUE);
        default -> fits;
      };
    }

    private static boolean isWithin(BigDecimal number, long least, long most) {
      return number.compareTo(BigDecimal.valueOf(least)) >= 0
          && number.compareTo(BigDecimal.valueOf(most)) <= 0;
    }

    private static boolean fits(Type.Decimal type, BigDecimal number) {
      BigDecimal plain = number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
      return plain.scale() <= type.scale()
          && plain.precision() - plain.scale() <= type.precision() - type.scale();
    }

    private boolean accepts(String string) {
      byte[] text = string.getBytes(StandardCharsets.UTF_8);
      Optional<Type.Decimal> decimal = dev.foz.contract.Format.decimal(name);
      if (decimal.isPresent()) {
        return isDecimal(decimal.get(), text);
      }
      return dev.foz.contract.Format.find(name)
          .map(format -> format.check().accepts(text, 0, text.length))
          .orElse(true);
    }

    private static boolean isDecimal(Type.Decimal type, byte[] text) {
      JsonReader in = new JsonReader();
      in.reset(text, 0, text.length);
      return in.isNumber() && ExactNumbers.fit(type, in, 0, text.length).fits();
    }
  }

  /** Why a record, which is well-formed and was not rejected by the rules, is rejected. */
  Optional<Rejection> check(byte[] buffer, int from, int to) {
    JsonValue record = JsonTree.read(buffer, from, to);
    try {
      List<Error> errors = schema.validate(LibraryNodes.of(record));
      return errors.isEmpty() ? Optional.empty() : Optional.of(rejection(errors, record, from));
    } catch (StackOverflowError tooDeep) {
      String what = "is nested too deep for the rules of the contract";
      return Optional.of(new Rejection(Code.RECORD_MALFORMED, "depth", what, "", 0));
    }
  }

  /** Every place that is wrong; none where the record is accepted. */
  List<String> places(byte[] buffer, int from, int to) {
    return schema.validate(LibraryNodes.of(JsonTree.read(buffer, from, to))).stream()
        .map(error -> path(error, error.getInstanceLocation().getNameCount(), error.getKeyword()))
        .toList();
  }

  private static Rejection rejection(List<Error> errors, JsonValue record, int from) {
    Error first = errors.getFirst();
    Optional<Choice> choice = choice(first.getEvaluationPath());
    String keyword = choice.map(Choice::keyword).orElse(first.getKeyword());
    NodePath steps = first.getInstanceLocation();
    int depth = choice.map(Choice::depth).orElse(steps.getNameCount());
    JsonValue at = record;
    for (int index = 0; index < depth; index++) {
      at = inside(at, steps.getElement(index));
    }
    String place = path(first, depth, keyword);
    return new Rejection(Code.RECORD_TYPE, keyword, what(keyword, first), place, at.from() - from);
  }

  /**
   * @param depth steps of the error's place that lead to what broke the keyword
   */
  private static String path(Error error, int depth, String keyword) {
    StringBuilder path = new StringBuilder();
    for (int index = 0; index < depth; index++) {
      Object step = error.getInstanceLocation().getElement(index);
      path.append(step instanceof Integer number ? "[" + number + "]" : "." + step);
    }
    field(keyword, error).ifPresent(key -> path.append('.').append(key));
    return path.toString().replaceFirst("^\\.", "");
  }

  /** The field, of the object where the error was found, that it is about. */
  private static Optional<String> field(String keyword, Error error) {
    return switch (keyword) {
      case "required", "additionalProperties", "unevaluatedProperties" ->
          Optional.ofNullable(error.getProperty());
      // The library names the field that needs the missing one as its property.
      case "dependentRequired" ->
          error.getArguments().length > 0
              ? Optional.of(String.valueOf(error.getArguments()[0]))
              : Optional.empty();
      default -> Optional.empty();
    };
  }

  private static JsonValue inside(JsonValue at, Object step) {
    return switch (at) {
      case JsonValue.Items items when step instanceof Integer index ->
          index < items.values().size() ? items.values().get(index) : at;
      case JsonValue.Members object ->
          Optional.ofNullable(object.members().get(String.valueOf(step)))
              .map(JsonValue.Member::value)
              .orElse(at);
      default -> at;
    };
  }

  /**
   * A choice between schemas, of which all branches say something.
   *
   * @param depth steps from the record to the value that had to meet one of them
   */
  private record Choice(String keyword, int depth) {}

  private static Optional<Choice> choice(NodePath evaluation) {
    int depth = 0;
    for (int index = 0; index < evaluation.getNameCount(); index++) {
      String step = evaluation.getName(index);
      if (CHOICES.contains(step)) {
        return Optional.of(new Choice(step, depth));
      }
      if (INTO_NAMED.contains(step)) {
        depth++;
        index++;
      } else if (INTO.contains(step)) {
        depth++;
      } else if (NAMED.contains(step)) {
        index++;
      }
    }
    return Optional.empty();
  }

  private static String what(String keyword, Error error) {
    return switch (keyword) {
      case "anyOf" -> "meets none of the alternatives of the contract";
      case "oneOf" -> "does not meet exactly one of the alternatives of the contract";
      case "not" -> "is what the contract excludes";
      case "required", "dependentRequired" -> "is missing";
      case "uniqueItems" -> "holds the same element twice";
      case "contains" -> "does not hold the elements that the contract says";
      case "additionalProperties", "unevaluatedProperties", "unevaluatedItems" ->
          "is no field of the contract";
      default -> Excerpt.of(String.valueOf(error.getMessage()));
    };
  }
}
