package dev.foz.base.lake;

import dev.foz.base.Layer;
import dev.foz.base.Place;
import dev.foz.base.TableLayout;
import dev.foz.base.TableName;
import java.util.List;
import java.util.Optional;

/**
 * One table of a source.
 *
 * @param primaryKey fields whose values name a row, dots for nested ones; empty where every record
 *     is a row of its own
 * @param history whether the curated table keeps every version of each row; only with a key
 * @param layout of {@link #curatedTable}
 * @param curate whether the lake keeps {@link #curatedTable}
 * @param contract the name of a {@link SchemaSpec} of the lake; empty where the table's types are
 *     learnt from its records
 * @param masks of columns of {@link #curatedTable}, as the records name their fields
 * @param freshness of both tables
 * @param place of the table's name in its file
 */
public record SourceTableSpec(
    String source,
    String name,
    List<String> primaryKey,
    boolean history,
    TableLayout layout,
    boolean curate,
    Optional<String> contract,
    OnSchemaChange onSchemaChange,
    OnError onError,
    FileOptions file,
    List<MaskSpec> masks,
    Freshness freshness,
    Place place) {
  public SourceTableSpec {
    primaryKey = List.copyOf(primaryKey);
    masks = List.copyOf(masks);
  }

  public TableName rawTable() {
    return new TableName(Layer.RAW, source + "_" + name);
  }

  public TableName curatedTable() {
    return new TableName(Layer.CURATED, source + "_" + name);
  }
}
