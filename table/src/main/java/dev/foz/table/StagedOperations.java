package dev.foz.table;

import org.apache.iceberg.LocationProviders;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableOperations;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.LocationProvider;

/**
 * Iceberg's view of one table that stands still. Updates are applied, never committed through it:
 * {@link StagedTable} takes what they made, and the state database decides.
 */
final class StagedOperations implements TableOperations {
  private final TableMetadata metadata;
  private final FileIO io;

  StagedOperations(TableMetadata metadata, FileIO io) {
    this.metadata = metadata;
    this.io = io;
  }

  @Override
  public TableMetadata current() {
    return metadata;
  }

  @Override
  public TableMetadata refresh() {
    return metadata;
  }

  @Override
  public void commit(TableMetadata base, TableMetadata changed) {
    throw new UnsupportedOperationException("tables are committed by TableCommit only");
  }

  @Override
  public FileIO io() {
    return io;
  }

  @Override
  public String metadataFileLocation(String fileName) {
    return metadata.location() + "/metadata/" + fileName;
  }

  @Override
  public LocationProvider locationProvider() {
    return LocationProviders.locationsFor(metadata.location(), metadata.properties());
  }
}
