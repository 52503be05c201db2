package dev.foz.table;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.iceberg.Schema;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;

/** Turns a {@link Filter} into Iceberg's expression; what it cannot tell becomes always true. */
final class Expressions {
  private static final Expression TRUE = org.apache.iceberg.expressions.Expressions.alwaysTrue();

  private final Schema schema;

  Expressions(Schema schema) {
    this.schema = schema;
  }

  Expression of(Filter filter) {
    return switch (filter) {
      case Filter.Always always -> TRUE;
      case Filter.And(List<Filter> parts) ->
          parts.stream()
              .map(this::of)
              .reduce(TRUE, org.apache.iceberg.expressions.Expressions::and);
      case Filter.Or(List<Filter> parts) ->
          parts.stream()
              .map(this::of)
              .reduce(org.apache.iceberg.expressions.Expressions::or)
              .orElse(TRUE);
      case Filter.Compare(List<String> column, Filter.Op op, Object value) ->
          find(column).map(leaf -> compare(leaf, op, value)).orElse(TRUE);
      case Filter.In(List<String> column, List<Object> values) ->
          find(column).map(leaf -> in(leaf, values)).orElse(TRUE);
      case Filter.IsNull(List<String> column) ->
          find(column)
              .map(
                  leaf -> (Expression) org.apache.iceberg.expressions.Expressions.isNull(leaf.name))
              .orElse(TRUE);
      case Filter.NotNull(List<String> column) ->
          find(column)
              .map(
                  leaf ->
                      (Expression) org.apache.iceberg.expressions.Expressions.notNull(leaf.name))
              .orElse(TRUE);
    };
  }

  /** A primitive column below structs only: within lists and maps there is more than one value. */
  private record Leaf(String name, Type type) {}

  private Optional<Leaf> find(List<String> column) {
    Types.StructType struct = schema.asStruct();
    Types.NestedField field = null;
    for (String name : column) {
      field = struct == null ? null : struct.field(name);
      if (field == null) {
        return Optional.empty();
      }
      struct = field.type().isStructType() ? field.type().asStructType() : null;
    }
    if (field == null || !field.type().isPrimitiveType()) {
      return Optional.empty();
    }
    int id = field.fieldId();
    return Optional.ofNullable(schema.findColumnName(id))
        .filter(name -> schema.findField(name).fieldId() == id)
        .map(name -> new Leaf(name, schema.findType(id)));
  }

  private static Expression compare(Leaf leaf, Filter.Op op, Object value) {
    Optional<Object> literal = Values.internal(leaf.type, value);
    if (literal.isPresent()) {
      return withNaN(leaf, op, predicate(leaf.name, op, literal.get()));
    }
    return wholeNumber(leaf.type) ? compareWithFraction(leaf, op, value) : TRUE;
  }

  /** To engines NaN is above every number; to Iceberg's bounds it is nothing. */
  private static Expression withNaN(Leaf leaf, Filter.Op op, Expression predicate) {
    boolean floating =
        leaf.type.typeId() == Type.TypeID.FLOAT || leaf.type.typeId() == Type.TypeID.DOUBLE;
    if (floating && (op == Filter.Op.GREATER || op == Filter.Op.GREATER_OR_EQUAL)) {
      return org.apache.iceberg.expressions.Expressions.or(
          predicate, org.apache.iceberg.expressions.Expressions.isNaN(leaf.name));
    }
    return predicate;
  }

  private static boolean wholeNumber(Type type) {
    return type.typeId() == Type.TypeID.INTEGER || type.typeId() == Type.TypeID.LONG;
  }

  /** {@code n < 10.5} is {@code n <= 10}; a number out of range tells nothing here. */
  private static Expression compareWithFraction(Leaf leaf, Filter.Op op, Object value) {
    if (!(value instanceof BigDecimal number)) {
      return TRUE;
    }
    return switch (op) {
      case LESS, LESS_OR_EQUAL ->
          Values.internal(leaf.type, number.setScale(0, RoundingMode.FLOOR))
              .map(floor -> predicate(leaf.name, Filter.Op.LESS_OR_EQUAL, floor))
              .orElse(TRUE);
      case GREATER, GREATER_OR_EQUAL ->
          Values.internal(leaf.type, number.setScale(0, RoundingMode.CEILING))
              .map(ceiling -> predicate(leaf.name, Filter.Op.GREATER_OR_EQUAL, ceiling))
              .orElse(TRUE);
      case EQUAL, NOT_EQUAL -> TRUE;
    };
  }

  private static Expression predicate(String name, Filter.Op op, Object literal) {
    return switch (op) {
      case EQUAL -> org.apache.iceberg.expressions.Expressions.equal(name, literal);
      case NOT_EQUAL -> org.apache.iceberg.expressions.Expressions.notEqual(name, literal);
      case LESS -> org.apache.iceberg.expressions.Expressions.lessThan(name, literal);
      case LESS_OR_EQUAL ->
          org.apache.iceberg.expressions.Expressions.lessThanOrEqual(name, literal);
      case GREATER -> org.apache.iceberg.expressions.Expressions.greaterThan(name, literal);
      case GREATER_OR_EQUAL ->
          org.apache.iceberg.expressions.Expressions.greaterThanOrEqual(name, literal);
    };
  }

  private static Expression in(Leaf leaf, List<Object> values) {
    List<Object> literals = new ArrayList<>();
    for (Object value : values) {
      Optional<Object> literal = Values.internal(leaf.type, value);
      if (literal.isEmpty()) {
        return TRUE;
      }
      literals.add(literal.get());
    }
    return literals.isEmpty()
        ? TRUE
        : org.apache.iceberg.expressions.Expressions.in(leaf.name, literals);
  }
}
