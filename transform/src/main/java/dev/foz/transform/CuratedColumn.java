package dev.foz.transform;

import dev.foz.base.Field;

/**
 * A field of the contract as a column of a curated table.
 *
 * @param source its name in {@code data}
 * @param field its name and type in the curated table
 */
record CuratedColumn(String source, Field field) {
  String name() {
    return field.name();
  }

  boolean isRenamed() {
    return !source.equals(field.name());
  }
}
