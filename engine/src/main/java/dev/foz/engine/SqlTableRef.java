package dev.foz.engine;

/**
 * A table that SQL names.
 *
 * @param schema empty where the SQL gives none
 * @param offset of the reference in the SQL, in characters from 0
 */
public record SqlTableRef(String schema, String name, int offset) {
  @Override
  public String toString() {
    return schema.isEmpty() ? name : schema + "." + name;
  }
}
