package dev.foz.engine.duckdb;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.foz.base.Field;
import dev.foz.base.Type;
import dev.foz.contract.Contract;
import dev.foz.contract.ContractField;
import dev.foz.contract.ContractType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a JSON document by a contract, on its own: with Jackson, BigDecimal and java.time. What is
 * not of the contract's type is cast as {@code docs/formats/contract.md} has it.
 */
final class JsonOracle {
  private final Contract contract;
  private String text = "";

  JsonOracle(Contract contract) {
    this.contract = contract;
  }

  /** A value as Jackson sees it, with its literal text. */
  private record Node(
      JsonToken token,
      String literal,
      String content,
      Map<String, Node> fields,
      List<Node> elements) {
    ScalarOracle.Scalar scalar() {
      return switch (token) {
        case VALUE_STRING -> new ScalarOracle.Scalar(ScalarOracle.Kind.TEXT, content);
        case VALUE_TRUE, VALUE_FALSE -> new ScalarOracle.Scalar(ScalarOracle.Kind.WORD, content);
        default -> new ScalarOracle.Scalar(ScalarOracle.Kind.NUMBER, content);
      };
    }
  }

  /** The values by column; empty when one of them cannot be cast to its type exactly. */
  Optional<Map<String, @Nullable Object>> read(String document) throws IOException {
    text = document;
    try (JsonParser parser = new JsonFactory().createParser(document)) {
      parser.nextToken();
      return Optional.of(struct(node(parser), contract.fields(), contract.rowType()));
    } catch (ScalarOracle.Unreadable unreadable) {
      return Optional.empty();
    }
  }

  private Node node(JsonParser parser) throws IOException {
    int start = (int) parser.currentTokenLocation().getCharOffset();
    JsonToken token = parser.currentToken();
    Map<String, Node> fields = new LinkedHashMap<>();
    List<Node> elements = new ArrayList<>();
    String content = token.isScalarValue() ? parser.getText() : "";
    if (token == JsonToken.START_OBJECT) {
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String key = parser.currentName();
        parser.nextToken();
        fields.put(key, node(parser));
      }
    } else if (token == JsonToken.START_ARRAY) {
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        elements.add(node(parser));
      }
    }
    String literal = content;
    if (!token.isScalarValue() || token == JsonToken.VALUE_STRING) {
      literal = text.substring(start, (int) parser.currentLocation().getCharOffset());
    }
    return new Node(token, literal, content, fields, elements);
  }

  private Map<String, @Nullable Object> struct(
      Node node, List<ContractField> known, Type.Struct type) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    for (Field field : type.fields()) {
      ContractField source =
          known.stream().filter(one -> one.name().equals(field.name())).findFirst().orElseThrow();
      Node value = find(node, source);
      map.put(field.name(), value == null ? null : value(value, source.type(), field.type()));
    }
    return map;
  }

  /** A field may stand under its key or an alias; the first one counts. */
  private static @Nullable Node find(Node node, ContractField field) {
    return node.fields().entrySet().stream()
        .filter(one -> one.getKey().equals(field.key()) || field.aliases().contains(one.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(null);
  }

  private @Nullable Object value(Node node, ContractType known, Type type) {
    if (node.token() == JsonToken.VALUE_NULL) {
      return null;
    }
    return switch (type) {
      case Type.Struct struct -> {
        require(node.token() == JsonToken.START_OBJECT);
        yield struct(node, ((ContractType.Struct) known).fields(), struct);
      }
      case Type.ListOf list -> {
        require(node.token() == JsonToken.START_ARRAY);
        yield list(node, ((ContractType.ListOf) known).element(), list.element().type());
      }
      case Type.MapOf map -> throw new AssertionError("no maps are inferred");
      case Type.Decimal decimal -> scalar(node, known, decimal);
      case Type.Primitive primitive -> scalar(node, known, primitive);
    };
  }

  private static void require(boolean readable) {
    if (!readable) {
      throw new ScalarOracle.Unreadable();
    }
  }

  private List<@Nullable Object> list(Node node, ContractType known, Type type) {
    List<@Nullable Object> values = new ArrayList<>();
    for (Node element : node.elements()) {
      values.add(value(element, known, type));
    }
    return values;
  }

  private Object scalar(Node node, ContractType known, Type type) {
    if (known == ContractType.Simple.JSON) {
      return node.literal();
    }
    if (!node.token().isScalarValue()) {
      require(type == Type.Primitive.STRING);
      return node.literal();
    }
    return ScalarOracle.read(
        node.scalar(), type, contract.casts() || known instanceof ContractType.Fixed);
  }
}
