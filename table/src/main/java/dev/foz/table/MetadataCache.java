package dev.foz.table;

import dev.foz.base.Code;
import dev.foz.base.FozException;
import dev.foz.base.Problem;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableMetadataParser;

/** Table metadata by its location: files never change, so what was read once stays right. */
final class MetadataCache {
  /** Snapshots of all metadata kept: about 2 KB each. */
  private static final int MAX_WEIGHT = 10_000;

  private final Storage storage;
  private final Map<String, TableMetadata> byLocation = new LinkedHashMap<>(64, 0.75f, true);
  private int weight;

  MetadataCache(Storage storage) {
    this.storage = storage;
  }

  TableMetadata load(String location) {
    synchronized (this) {
      TableMetadata known = byLocation.get(location);
      if (known != null) {
        return known;
      }
    }
    TableMetadata read = read(location);
    put(location, read);
    return read;
  }

  private TableMetadata read(String location) {
    try {
      return TableMetadataParser.read(new StorageFileIO(storage), location);
    } catch (FozException e) {
      throw e;
    } catch (RuntimeException e) {
      throw Problem.of(Code.TABLE_DAMAGED, "Cannot read the table's metadata " + location)
          .because(String.valueOf(e.getMessage()))
          .remedy("type `foz state recover`, which looks for the newest metadata that is whole")
          .toException(e);
    }
  }

  synchronized void put(String location, TableMetadata metadata) {
    if (byLocation.put(location, metadata) == null) {
      weight += weightOf(metadata);
    }
    Iterator<TableMetadata> eldest = byLocation.values().iterator();
    while (weight > MAX_WEIGHT && byLocation.size() > 1) {
      weight -= weightOf(eldest.next());
      eldest.remove();
    }
  }

  synchronized void forget(String location) {
    TableMetadata gone = byLocation.remove(location);
    if (gone != null) {
      weight -= weightOf(gone);
    }
  }

  private static int weightOf(TableMetadata metadata) {
    return 20 + metadata.snapshots().size();
  }
}
