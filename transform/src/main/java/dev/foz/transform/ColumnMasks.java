package dev.foz.transform;

import dev.foz.base.Code;
import dev.foz.base.Field;
import dev.foz.base.FozException;
import dev.foz.base.NearestWord;
import dev.foz.base.Problem;
import dev.foz.base.TableName;
import dev.foz.base.Type;
import dev.foz.base.lake.Mask;
import dev.foz.base.lake.MaskSpec;
import dev.foz.contract.Contract;
import dev.foz.contract.ContractField;
import dev.foz.contract.ContractType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The masks of one table over the columns that it would have without them. Immutable. */
final class ColumnMasks {
  private final Map<String, MaskedType> byColumn;
  private final boolean needsKey;

  private ColumnMasks(Map<String, MaskedType> byColumn, boolean needsKey) {
    this.byColumn = Map.copyOf(byColumn);
    this.needsKey = needsKey;
  }

  /**
   * Of the result of a model; names are found without regard to case.
   *
   * @throws FozException with the problems of all masks that name no column, or do not fit its type
   */
  static ColumnMasks of(TableName table, List<MaskSpec> masks, List<Field> columns) {
    return new Reader(table).read(masks.stream().map(Target::of).toList(), columns);
  }

  /**
   * Of a source table, whose masks name the fields of records. A field that no record has is an
   * error: were it only misspelt, the one that was meant would stay clear.
   *
   * @throws FozException with the problems of all masks
   */
  static ColumnMasks of(TableName table, List<MaskSpec> masks, Contract contract) {
    Reader reader = new Reader(table);
    List<Target> targets = new ArrayList<>();
    masks.forEach(mask -> reader.target(mask, contract.fields()).ifPresent(targets::add));
    return reader.read(targets, contract.rowType().fields());
  }

  /**
   * Whether a masked field has another type now: its values may have other texts, and so other
   * hashes, although the column's type is the same.
   */
  static boolean typesDiffer(List<MaskSpec> masks, Contract former, Contract now) {
    return masks.stream()
        .anyMatch(
            mask -> {
              Optional<Type> then = type(mask.path(), former.fields());
              Optional<Type> next = type(mask.path(), now.fields());
              return then.isPresent() && next.isPresent() && !then.equals(next);
            });
  }

  private static Optional<Type> type(List<String> path, List<ContractField> fields) {
    Optional<ContractType> found =
        fields.stream()
            .filter(field -> field.key().equals(path.getFirst()))
            .map(ContractField::type)
            .findFirst();
    return path.size() == 1
        ? found.flatMap(ContractType::column)
        : found.flatMap(type -> type(path.subList(1, path.size()), inside(type)));
  }

  private static List<ContractField> inside(ContractType type) {
    return switch (type) {
      case ContractType.Struct struct -> struct.fields();
      case ContractType.ListOf list -> inside(list.element());
      case ContractType.Simple simple -> List.of();
      case ContractType.Number number -> List.of();
      case ContractType.Fixed fixed -> List.of();
    };
  }

  /** Whether {@code foz_hash} is called. */
  boolean needsKey() {
    return needsKey;
  }

  boolean isEmpty() {
    return byColumn.isEmpty();
  }

  /** The columns as they are seen. */
  List<Field> fields(List<Field> columns) {
    return columns.stream().map(this::field).toList();
  }

  private Field field(Field column) {
    MaskedType masked = byColumn.get(column.name());
    return masked == null ? column : new Field(column.id(), column.name(), masked.type());
  }

  /**
   * SQL of what is seen of a column.
   *
   * @param value SQL of the column
   */
  String sql(String column, String value) {
    MaskedType masked = byColumn.get(column);
    return masked == null ? value : masked.sql(value);
  }

  /**
   * SQL of what is seen of a field.
   *
   * @param path names from the column inwards, through objects only
   * @param row SQL of the row or object that has the column
   */
  String sql(List<String> path, String row) {
    String value = row + "." + SqlNames.path(path);
    MaskedType at = byColumn.get(path.getFirst());
    for (String name : path.subList(1, path.size())) {
      at = at instanceof MaskedType.Fields fields ? fields.masked().get(name) : null;
    }
    return at == null ? value : at.sql(value);
  }

  /**
   * A query of the same columns, masked.
   *
   * @param query that stands in parentheses, without its semicolon
   */
  String over(String query) {
    return byColumn.keySet().stream()
        .sorted()
        .map(name -> sql(name, SqlNames.quote(name)) + " as " + SqlNames.quote(name))
        .collect(
            Collectors.joining(", ", "select * replace (", ") from (\n" + query + ") foz_clear"));
  }

  /**
   * A mask and where it goes.
   *
   * @param path names of columns and fields
   */
  private record Target(List<String> path, MaskSpec spec) {
    static Target of(MaskSpec spec) {
      return new Target(spec.path(), spec);
    }
  }

  /** Finds columns and gathers problems. */
  private static final class Reader {
    private final TableName table;
    private final List<Problem> problems = new ArrayList<>();

    Reader(TableName table) {
      this.table = table;
    }

    /** Empty where the field is known but has no column yet, as of which only nulls came. */
    Optional<Target> target(MaskSpec spec, List<ContractField> fields) {
      List<String> names = new ArrayList<>();
      List<ContractField> here = fields;
      for (String key : spec.path()) {
        Optional<ContractField> field =
            here.stream().filter(candidate -> candidate.key().equals(key)).findFirst();
        if (field.isEmpty()) {
          problems.add(missing(spec, key, here.stream().map(ContractField::key).toList()));
          return Optional.empty();
        }
        if (field.get().name().isEmpty() || field.get().type().column().isEmpty()) {
          return Optional.empty();
        }
        names.add(field.get().name());
        here = inside(field.get().type());
      }
      return Optional.of(new Target(names, spec));
    }

    private Problem missing(MaskSpec spec, String name, List<String> known) {
      return Problem.of(
              Code.DANGLING_NAME,
              "Cannot mask `" + spec.column() + "`: " + table + " has no field `" + name + "`")
          .at(spec.place())
          .because("nothing is written, so that no value stays clear by mistake")
          .remedy(
              NearestWord.find(name, known)
                  .map(word -> "did you mean `" + word + "`?")
                  .orElse("known: " + String.join(", ", known)));
    }

    ColumnMasks read(List<Target> targets, List<Field> columns) {
      Map<String, List<Target>> byName = new LinkedHashMap<>();
      List<String> names = columns.stream().map(Field::name).toList();
      for (Target target : targets) {
        find(columns, target.path().getFirst())
            .ifPresentOrElse(
                column -> byName.computeIfAbsent(column.name(), n -> new ArrayList<>()).add(target),
                () -> problems.add(missing(target.spec(), target.path().getFirst(), names)));
      }
      Map<String, MaskedType> masked = new HashMap<>();
      for (Field column : columns) {
        if (byName.containsKey(column.name())) {
          masked.put(column.name(), masked(column.type(), byName.get(column.name()), 1, 0));
        }
      }
      if (!problems.isEmpty()) {
        throw new FozException(problems);
      }
      boolean hashes = targets.stream().anyMatch(target -> target.spec().mask() == Mask.HASH);
      return new ColumnMasks(masked, hashes);
    }

    private static Optional<Field> find(List<Field> fields, String name) {
      return fields.stream()
          .filter(field -> field.name().equals(name))
          .findFirst()
          .or(
              () ->
                  fields.stream().filter(field -> field.name().equalsIgnoreCase(name)).findFirst());
    }

    /**
     * @param depth how many names of the paths lead to here
     * @param lists how many lists are around
     */
    private MaskedType masked(Type type, List<Target> targets, int depth, int lists) {
      Target first = targets.getFirst();
      if (first.path().size() == depth) {
        return masked(type, first.spec(), lists);
      }
      return switch (type) {
        case Type.Struct struct -> fields(struct, targets, depth, lists);
        case Type.ListOf list ->
            new MaskedType.Elements(
                list.element(), masked(list.element().type(), targets, depth, lists + 1), lists);
        case Type.MapOf map -> noFields(type, first.spec());
        case Type.Primitive primitive -> noFields(type, first.spec());
        case Type.Decimal decimal -> noFields(type, first.spec());
      };
    }

    private MaskedType noFields(Type type, MaskSpec spec) {
      problems.add(
          cannot(spec, "a part of it is " + type + ", which has no fields")
              .remedy("mask the whole column by `null`"));
      return new MaskedType.Clear(type);
    }

    private MaskedType fields(Type.Struct struct, List<Target> targets, int depth, int lists) {
      List<String> names = struct.fields().stream().map(Field::name).toList();
      Map<String, List<Target>> byName = new LinkedHashMap<>();
      for (Target target : targets) {
        String name = target.path().get(depth);
        find(struct.fields(), name)
            .ifPresentOrElse(
                field -> byName.computeIfAbsent(field.name(), n -> new ArrayList<>()).add(target),
                () -> problems.add(missing(target.spec(), name, names)));
      }
      Map<String, MaskedType> masked = new HashMap<>();
      for (Field field : struct.fields()) {
        if (byName.containsKey(field.name())) {
          masked.put(
              field.name(), masked(field.type(), byName.get(field.name()), depth + 1, lists));
        }
      }
      return new MaskedType.Fields(struct.fields(), masked);
    }

    private MaskedType masked(Type type, MaskSpec spec, int lists) {
      if (spec.mask() != Mask.NULL && type instanceof Type.ListOf list) {
        return new MaskedType.Elements(
            list.element(), masked(list.element().type(), spec, lists + 1), lists);
      }
      if (!fits(spec.mask(), type)) {
        problems.add(
            cannot(spec, "`" + spec.mask().word() + "` is not for " + type)
                .remedy("take " + others(type)));
      }
      return new MaskedType.Masked(spec.mask(), type);
    }

    private Problem cannot(MaskSpec spec, String reason) {
      return Problem.of(
              Code.WRONG_VALUE, "Cannot mask `" + spec.column() + "` of " + table + ": " + reason)
          .at(spec.place());
    }

    private static String others(Type type) {
      List<String> fitting = new ArrayList<>();
      for (Mask mask : Mask.values()) {
        if (fits(mask, type)) {
          fitting.add("`" + mask.word() + "`");
        }
      }
      return String.join(" or ", fitting);
    }

    /**
     * Numbers with fractions, and times, have no text of their own that would stay the same when
     * the type widens or the time zone changes, so they are not hashed.
     */
    private static boolean fits(Mask mask, Type type) {
      boolean whole = type instanceof Type.Decimal decimal && decimal.scale() == 0;
      boolean text =
          whole
              || type == Type.Primitive.STRING
              || type == Type.Primitive.INT
              || type == Type.Primitive.LONG
              || type == Type.Primitive.UUID;
      return switch (mask) {
        case NULL -> true;
        case HASH -> text || type == Type.Primitive.DATE;
        case LAST4 -> text;
        case EMAIL -> type == Type.Primitive.STRING;
        case REDACT -> type instanceof Type.Primitive || type instanceof Type.Decimal;
        case YEAR ->
            type == Type.Primitive.DATE
                || type == Type.Primitive.TIMESTAMP
                || type == Type.Primitive.TIMESTAMPTZ;
      };
    }
  }
}
