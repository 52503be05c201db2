package dev.foz.engine.duckdb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foz.base.Field;
import dev.foz.base.Type;
import dev.foz.contract.Contract;

/**
 * The query over a scan function that the bound name of a raw or quarantine table stands for. The
 * function cannot give every type itself: points in time come as microseconds, payloads in base 64.
 */
final class RawView {
  private RawView() {}

  /**
   * Of a raw table, with the payload decoded; {@code data} is null where the contract casts and
   * cannot read a record, and {@code _unreadable} then says why.
   */
  static String raw(String function, Contract contract) {
    Type.Struct row = contract.rowType();
    String data =
        row.fields().isEmpty()
            ? ""
            : ", json_transform(document, " + Quote.text(structure(row).toString()) + ") as data";
    return select(function, data + (contract.casts() ? ", _unreadable" : ""));
  }

  /** Of a quarantine table: a payload that was rejected is not decoded. */
  static String quarantine(String function) {
    return select(function, ", _code, _rule, _path, _reason, _offset, _dropped");
  }

  private static String select(String function, String further) {
    return "select _seq, _position, _op, _key, make_timestamptz(_event_time) as _event_time,"
        + " make_timestamptz(_ingested_at) as _ingested_at,"
        + " from_json(_headers, '\"MAP(VARCHAR, VARCHAR)\"') as _headers,"
        + " _contract_version, from_base64(payload) as payload"
        + further
        + " from "
        + function
        + "()";
  }

  /** The type as {@code json_transform} wants it. */
  static JsonNode structure(Type type) {
    JsonNodeFactory json = JsonNodeFactory.instance;
    return switch (type) {
      case Type.Struct struct -> {
        ObjectNode object = json.objectNode();
        for (Field field : struct.fields()) {
          object.set(field.name(), structure(field.type()));
        }
        yield object;
      }
      case Type.ListOf list -> json.arrayNode().add(structure(list.element().type()));
      case Type.Primitive primitive -> json.textNode(DuckTypes.sql(primitive));
      case Type.Decimal decimal -> json.textNode(DuckTypes.sql(decimal));
      case Type.MapOf map -> json.textNode(DuckTypes.sql(map));
    };
  }
}
