package dev.foz.contract;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Puts a declaration over what was known of the records before; see {@link Contract#declare}. */
final class Declaring {
  private static final ContractType.Struct NOTHING = new ContractType.Struct(List.of());

  private final Contract former;
  private boolean forgotten;

  Declaring(Contract former) {
    this.former = former;
  }

  ContractType.Struct fields(ContractType.Struct declared) {
    ContractType.Struct before = former.declared().map(Declaration::type).orElse(NOTHING);
    return struct(declared, former.root(), before, true);
  }

  /** Whether a field that records have is not among the fields any more. */
  boolean hasForgotten() {
    return forgotten;
  }

  private ContractType.Struct struct(
      ContractType.Struct declared,
      ContractType.Struct known,
      ContractType.Struct before,
      boolean top) {
    Map<String, ContractField> left = new LinkedHashMap<>();
    known.fields().forEach(field -> left.put(field.key(), field));
    StructBuilder builder = new StructBuilder(top);
    for (ContractField field : declared.fields()) {
      ContractType type = field.type();
      for (String key : keys(field)) {
        ContractField was = left.remove(key);
        type = was == null ? type : over(type, was.type(), typeOf(before, key));
      }
      builder.keep(field.withType(type));
    }
    for (ContractField field : left.values()) {
      if (typeOf(before, field.key()) == null) {
        builder.keepOrAdd(field);
      } else {
        forgotten = true;
      }
    }
    return builder.build();
  }

  private static List<String> keys(ContractField field) {
    List<String> keys = new ArrayList<>(field.aliases());
    keys.addFirst(field.key());
    return keys;
  }

  private static @Nullable ContractType typeOf(ContractType.Struct struct, String key) {
    Optional<ContractField> found =
        struct.fields().stream().filter(field -> field.key().equals(key)).findFirst();
    return found.map(ContractField::type).orElse(null);
  }

  private ContractType over(
      ContractType declared, ContractType known, @Nullable ContractType before) {
    return switch (declared) {
      case ContractType.Simple simple -> simple == ContractType.Simple.UNKNOWN ? known : simple;
      case ContractType.Number number -> number;
      case ContractType.Fixed fixed ->
          new ContractType.Fixed(fixed.type(), fixed.respelled() || isRespelled(known));
      case ContractType.ListOf list ->
          known instanceof ContractType.ListOf was
              ? new ContractType.ListOf(over(list.element(), was.element(), elementOf(before)))
              : list;
      case ContractType.Struct struct ->
          known instanceof ContractType.Struct was
              ? struct(struct, was, before instanceof ContractType.Struct b ? b : NOTHING, false)
              : struct;
    };
  }

  private static @Nullable ContractType elementOf(@Nullable ContractType list) {
    return list instanceof ContractType.ListOf(ContractType element) ? element : null;
  }

  private static boolean isRespelled(ContractType known) {
    return switch (known) {
      case ContractType.Fixed fixed -> fixed.respelled();
      case ContractType.Number number -> number.has(ContractType.Trait.EXPONENT);
      default -> false;
    };
  }

  /** The same fields as if all of them had been inferred. */
  static ContractType.Struct inferred(ContractType.Struct root) {
    return (ContractType.Struct) inferred(root, true);
  }

  private static ContractType inferred(ContractType type, boolean top) {
    return switch (type) {
      case ContractType.Fixed fixed -> fixed.inferred();
      case ContractType.ListOf list -> new ContractType.ListOf(inferred(list.element(), false));
      case ContractType.Struct struct -> {
        StructBuilder builder = new StructBuilder(top);
        for (ContractField field : struct.fields()) {
          ContractType inner = inferred(field.type(), false);
          builder.keepOrAdd(field.withType(inner));
        }
        yield builder.build();
      }
      case ContractType.Simple simple -> simple;
      case ContractType.Number number -> number;
    };
  }
}
