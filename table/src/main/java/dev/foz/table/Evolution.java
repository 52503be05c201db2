package dev.foz.table;

import dev.foz.base.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;

/**
 * What it takes for a table of certain columns to hold rows of other ones. {@link #fields} are the
 * columns that the table has afterwards, with ids: those to write data files by.
 */
public sealed interface Evolution {
  List<Field> fields();

  /** The table holds the rows as it is; it may have more columns, or wider ones, than wanted. */
  record Same(List<Field> fields) implements Evolution {
    public Same {
      fields = List.copyOf(fields);
    }
  }

  /** What becomes of columns that are not wanted any more. */
  enum Unwanted {
    /** They stay, and read as null in new files. */
    KEEP,
    /** They leave the table, which never uses their ids again; former snapshots have them still. */
    DROP
  }

  /**
   * Columns are added at the end, get a wider type or another name, or leave; nothing has to be
   * written again.
   */
  record Widens(List<Field> fields) implements Evolution {
    public Widens {
      fields = List.copyOf(fields);
    }
  }

  /**
   * A column has a type that the former one does not widen to: the table must be replaced. So it
   * must be where fields inside of a column get other names or are dropped, because the engine
   * finds those by their names in files. Columns that stay keep their ids, the others get new ones.
   *
   * @param reason {@code column `total` is text, was decimal(18,2)}
   */
  record NeedsRebuild(String reason, List<Field> fields) implements Evolution {
    public NeedsRebuild {
      fields = List.copyOf(fields);
    }
  }

  /** Ids for the columns of a new table, from 1. */
  static List<Field> assign(List<Field> wanted) {
    return FieldTypes.withIds(wanted, counter(0));
  }

  /** As {@link #compare(List, int, List)}, where no id above the current ones was ever given. */
  static Evolution compare(List<Field> current, List<Field> wanted) {
    return compare(current, highestId(current), wanted);
  }

  /** As the longer one, where nothing is renamed and what is not wanted any more stays. */
  static Evolution compare(List<Field> current, int highestId, List<Field> wanted) {
    return compare(current, highestId, wanted, List.of(), Unwanted.KEEP);
  }

  /**
   * Compares by name, after the renames.
   *
   * @param highestId that was ever given in this table
   * @param renames of current columns. One whose path is unknown is ignored, and so is one to a
   *     name that another column has and keeps: renames may be given again when they are done
   */
  static Evolution compare(
      List<Field> current,
      int highestId,
      List<Field> wanted,
      List<Rename> renames,
      Unwanted unwanted) {
    EvolutionPlan plan = new EvolutionPlan(counter(highestId), unwanted);
    List<Field> renamed = new Renaming(renames).apply(current);
    List<Field> merged = plan.merge("", renamed, wanted);
    plan.refuseInside(current, renamed, merged);
    if (plan.refusal().isPresent()) {
      return new NeedsRebuild(plan.refusal().get(), replacing(current, highestId, wanted, renames));
    }
    return merged.equals(current) ? new Same(merged) : new Widens(merged);
  }

  /** As the longer one, where nothing is renamed. */
  static List<Field> replacing(List<Field> current, int highestId, List<Field> wanted) {
    return replacing(current, highestId, wanted, List.of());
  }

  /**
   * The wanted columns in their order, for a table whose content is replaced whole: what has the
   * same name, after the renames, and type keeps its id.
   */
  static List<Field> replacing(
      List<Field> current, int highestId, List<Field> wanted, List<Rename> renames) {
    IntSupplier ids = counter(highestId);
    Map<String, Field> byName = EvolutionPlan.byName(new Renaming(renames).apply(current));
    List<Field> fields = new ArrayList<>();
    for (Field field : wanted) {
      Field former = byName.get(field.name());
      if (former != null && EvolutionPlan.sameType(former.type(), field.type())) {
        fields.add(former);
      } else {
        fields.add(FieldTypes.withIds(List.of(field), ids).getFirst());
      }
    }
    return List.copyOf(fields);
  }

  /** The highest field id in use, nested ones too; 0 where there is none. */
  static int highestId(List<Field> fields) {
    return fields.stream()
        .mapToInt(field -> Math.max(field.id(), highestId(EvolutionPlan.children(field.type()))))
        .max()
        .orElse(0);
  }

  private static IntSupplier counter(int start) {
    int[] last = {start};
    return () -> ++last[0];
  }
}
