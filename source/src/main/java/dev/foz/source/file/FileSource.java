package dev.foz.source.file;

import dev.foz.base.Progress;
import dev.foz.base.lake.SourceSpec;
import dev.foz.source.Source;
import dev.foz.source.SourcePosition;
import dev.foz.source.SourceReader;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/**
 * Files of folders as a source; {@code docs/sources/file.md} has its rules. Opening it lists the
 * folders; a folder or file that cannot be read is a problem of the reader, never an exception.
 */
public final class FileSource implements Source {
  private final List<FileTable> tables;
  private final BatchLimits limits;
  private final Clock clock;

  /**
   * @param clock tells whether a file was quiet for long enough
   */
  public FileSource(List<FileTable> tables, BatchLimits limits, Clock clock) {
    this.tables = List.copyOf(tables);
    this.limits = limits;
    this.clock = clock;
    this.tables.forEach(CsvCheck::require);
  }

  /**
   * @throws dev.foz.base.FozException when a table asks for CSV that cannot be split
   */
  public static FileSource of(SourceSpec source, Path lakeFolder, BatchLimits limits, Clock clock) {
    List<FileTable> tables =
        source.tables().stream().map(table -> FileTable.of(table, lakeFolder)).toList();
    return new FileSource(tables, limits, clock);
  }

  @Override
  public SourceReader open(SourcePosition position, Progress progress) {
    return new FileReader(tables, limits, clock, position, progress);
  }
}
