package dev.foz.base;

/**
 * A column, or a field of a struct. All are optional (may be null): Foz enforces presence with
 * contracts and tests, so that a table can always evolve.
 *
 * @param id Iceberg's field id; 0 where none was given yet
 */
public record Field(int id, String name, Type type) {
  public Field {
    if (id < 0) {
      throw new IllegalArgumentException("Invalid field id: " + id);
    }
  }

  public static Field of(String name, Type type) {
    return new Field(0, name, type);
  }
}
