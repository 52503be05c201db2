package dev.foz.base.lake;

import dev.foz.base.Place;
import dev.foz.base.TableName;
import java.nio.file.Path;

/**
 * One SQL file of {@code models/}.
 *
 * @param file absolute
 * @param sql the text without the front matter, from the first line that holds any of it; not
 *     parsed, but not empty
 * @param sqlFirstLine line of the file, from 1, where {@code sql} begins; columns are those of the
 *     file
 * @param description empty where there is none
 * @param place where {@code sql} begins
 */
public record ModelSpec(
    TableName table,
    Path file,
    String sql,
    int sqlFirstLine,
    String description,
    Materialized materialized,
    Place place) {

  /** What the model makes. */
  public enum Materialized {
    /** A name for the query, which runs when someone reads it. */
    VIEW,
    /** A table that is computed whole. */
    TABLE
  }
}
