package dev.foz.table;

import dev.foz.base.TableName;
import java.util.UUID;

/** Writes raw and quarantine files without a catalogue. */
public final class RawFilesForTests {
  private RawFilesForTests() {}

  public static RawFileWriter writer(Storage storage, TableName table, String path) {
    return new RawFileWriter(storage, table, path, UUID.randomUUID());
  }

  public static QuarantineFileWriter quarantineWriter(
      Storage storage, TableName table, String path) {
    return new QuarantineFileWriter(storage, table, path, UUID.randomUUID());
  }
}
