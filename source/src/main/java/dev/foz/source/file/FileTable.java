package dev.foz.source.file;

import dev.foz.base.lake.FileOptions;
import dev.foz.base.lake.SourceTableSpec;
import java.nio.file.Path;

/**
 * One table that is read from files.
 *
 * @param name the table's key under {@code tables} of the source
 * @param base absolute folder that paths in positions and messages are seen from: the lake folder
 * @param changed what happens to a changed file where the options do not say
 * @param options which files, and how they are read
 */
public record FileTable(String name, Path base, Changed changed, FileOptions options) {

  /** What a table can do with a new version of a file when nothing was said. */
  public enum Changed {
    /** It has a key: the records of the new version take the place of the old ones. */
    MERGE,
    /** It has none: {@code on_change} must say it. */
    ASK
  }

  public FileTable {
    base = base.toAbsolutePath().normalize();
  }

  public static FileTable of(SourceTableSpec table, Path lakeFolder) {
    Changed changed = table.primaryKey().isEmpty() ? Changed.ASK : Changed.MERGE;
    return new FileTable(table.name(), lakeFolder, changed, table.file());
  }
}
