package dev.foz.table;

import dev.foz.base.Code;
import dev.foz.base.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DeleteFile;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.deletes.BaseDVFileWriter;
import org.apache.iceberg.deletes.PositionDeleteIndex;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.util.ContentFileUtil;

/**
 * Deleted rows of data files as Iceberg v3 stores them: one bitmap a data file, in Puffin files.
 */
final class DeletionVectors {
  private DeletionVectors() {}

  /** The rows that the deletes of a data file take away; fails on other kinds of deletes. */
  static Optional<DeletedRows> read(FileIO io, FileScanTask task) {
    List<DeleteFile> deletes = task.deletes();
    if (deletes.isEmpty()) {
      return Optional.empty();
    }
    DeleteFile only = deletes.getFirst();
    if (deletes.size() > 1 || !ContentFileUtil.isDV(only)) {
      throw Problem.of(
              Code.TABLE_DAMAGED,
              "Cannot read " + task.file().location() + ": its deletes are no deletion vector")
          .because("another program wrote " + only.location())
          .remedy("rebuild the table with `foz rebuild`")
          .toException();
    }
    return Optional.of(read(io, only));
  }

  static DeletedRows read(FileIO io, DeleteFile vector) {
    byte[] blob =
        StorageFileIO.readRange(
            io.newInputFile(vector.location()),
            vector.contentOffset(),
            Math.toIntExact(vector.contentSizeInBytes()));
    DeletedRows.Builder rows = DeletedRows.builder();
    PositionDeleteIndex.deserialize(blob, vector).forEach(rows::add);
    return rows.build();
  }

  /** One vector to be written: all deleted rows of this data file, former ones included. */
  record Vector(DataFile file, PartitionSpec spec, DeletedRows rows) {}

  /** Writes one Puffin file with all these vectors. */
  static List<DeleteFile> write(FileIO io, String puffin, List<Vector> vectors) {
    BaseDVFileWriter writer =
        new BaseDVFileWriter(() -> io.newOutputFile(puffin), path -> NO_FORMER);
    try (writer) {
      for (Vector vector : vectors) {
        String location = vector.file.location();
        vector.rows.forEach(
            row -> writer.delete(location, row, vector.spec, vector.file.partition()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return writer.result().deleteFiles();
  }

  private static final PositionDeleteIndex NO_FORMER = PositionDeleteIndex.empty();
}
