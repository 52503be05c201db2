package dev.foz.table;

import dev.foz.base.TableName;
import java.util.UUID;

/** Writes raw files without a catalogue. */
public final class RawFilesForTests {
  private RawFilesForTests() {}

  public static RawFileWriter writer(Storage storage, TableName table, String path) {
    return new RawFileWriter(storage, table, path, UUID.randomUUID());
  }
}
