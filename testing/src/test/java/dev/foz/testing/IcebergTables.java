package dev.foz.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.CatalogProperties;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.jdbc.JdbcCatalog;
import org.apache.iceberg.types.Types;
import org.jspecify.annotations.Nullable;

/**
 * A lake as another program sees it: through Iceberg's own catalogue over the state database and
 * Iceberg's own readers, without a line of Foz.
 */
final class IcebergTables implements AutoCloseable {
  private final JdbcCatalog catalog = new JdbcCatalog();

  IcebergTables(Path storage) {
    catalog.initialize(
        "foz",
        Map.of(
            CatalogProperties.URI,
            "jdbc:sqlite:" + storage.resolve("state.db"),
            CatalogProperties.WAREHOUSE_LOCATION,
            storage.toUri().toString(),
            CatalogProperties.FILE_IO_IMPL,
            LocalFileIO.class.getName(),
            "jdbc.schema-version",
            "V1",
            "jdbc.init-catalog-tables",
            "false"));
  }

  Table table(String layer, String name) {
    return catalog.loadTable(TableIdentifier.of(layer, name));
  }

  List<String> names(String layer) {
    return catalog.listTables(Namespace.of(layer)).stream().map(TableIdentifier::name).toList();
  }

  /** All rows; nested ones as maps, binary as {@code byte[]}. */
  List<Map<String, @Nullable Object>> rows(String layer, String name) {
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    Table table = table(layer, name);
    List<Types.NestedField> columns = table.schema().columns();
    try (CloseableIterable<Record> records = IcebergGenerics.read(table).build()) {
      records.forEach(record -> rows.add(row(record, columns)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return rows;
  }

  /** Where rows were deleted the reader adds a column of its own to the table's, {@code _pos}. */
  private static Map<String, @Nullable Object> row(Record record, List<Types.NestedField> columns) {
    Map<String, @Nullable Object> row = new LinkedHashMap<>();
    for (Types.NestedField field : columns) {
      row.put(field.name(), value(record.getField(field.name())));
    }
    return row;
  }

  private static @Nullable Object value(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case Record record -> row(record, record.struct().fields());
      case List<?> list -> {
        List<@Nullable Object> values = new ArrayList<>();
        list.forEach(item -> values.add(value(item)));
        yield values;
      }
      case Map<?, ?> map -> {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        map.forEach((key, item) -> values.put(String.valueOf(key), value(item)));
        yield values;
      }
      case ByteBuffer bytes -> {
        byte[] copy = new byte[bytes.remaining()];
        bytes.duplicate().get(copy);
        yield copy;
      }
      default -> value;
    };
  }

  @Override
  public void close() {
    catalog.close();
  }
}
