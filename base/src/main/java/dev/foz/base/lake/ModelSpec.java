package dev.foz.base.lake;

import dev.foz.base.Place;
import dev.foz.base.TableLayout;
import dev.foz.base.TableName;
import java.nio.file.Path;
import java.util.List;

/**
 * One SQL file of {@code models/}. Columns are named as the file has them; whether the SQL makes
 * them is not known here.
 *
 * @param file absolute
 * @param sql the text without the front matter, from the first line that holds any of it; not
 *     parsed, but not empty
 * @param sqlFirstLine line of the file, from 1, where {@code sql} begins; columns are those of the
 *     file
 * @param description empty where there is none
 * @param primaryKey columns that name a row together; never empty for {@code MERGE}, always for
 *     {@code VIEW}
 * @param layout plain for {@code VIEW}
 * @param owner who answers for the table; empty where nobody is named
 * @param ignoreChanges not known to be read; empty for {@code VIEW}
 * @param tests in the order of the file; those of a {@code VIEW} have no {@code QUARANTINE}
 * @param masks of columns of the table; empty for {@code VIEW}
 * @param freshness {@code Unsaid} for {@code VIEW}, which has no data of its own
 * @param place where {@code sql} begins
 */
public record ModelSpec(
    TableName table,
    Path file,
    String sql,
    int sqlFirstLine,
    String description,
    Materialized materialized,
    List<String> primaryKey,
    TableLayout layout,
    String owner,
    List<String> tags,
    List<IgnoredInput> ignoreChanges,
    List<TestSpec> tests,
    List<MaskSpec> masks,
    Freshness freshness,
    Place place) {
  public ModelSpec {
    primaryKey = List.copyOf(primaryKey);
    tags = List.copyOf(tags);
    ignoreChanges = List.copyOf(ignoreChanges);
    tests = List.copyOf(tests);
    masks = List.copyOf(masks);
  }

  /** What the model makes. */
  public enum Materialized {
    /** A name for the query, which runs when someone reads it. */
    VIEW,
    /** A table that holds what the query gives, computed whole. */
    TABLE,
    /** A table that only grows: by what the query gives of new rows of its inputs. */
    APPEND,
    /** A table that holds what the query gives, of which only what differs by key is written. */
    MERGE
  }
}
