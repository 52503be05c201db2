package dev.foz.table;

import dev.foz.base.TableName;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * A local folder in which an engine writes data files of one table. {@link #publish} takes a
 * complete file into the storage; {@link #close} removes the folder with all that was not
 * published. Published files are nobody's until a commit takes them. Used by one thread.
 */
public final class Staging implements AutoCloseable {
  private final Storage storage;
  private final TableName table;
  private final long run;
  private final Supplier<UUID> ids;
  private final String name;
  private final Path folder;

  Staging(Storage storage, TableName table, long run, Supplier<UUID> ids) {
    this.storage = storage;
    this.table = table;
    this.run = run;
    this.ids = ids;
    this.name = run + "-" + ids.get();
    this.folder = storage.stagingFolder(name);
  }

  public TableName table() {
    return table;
  }

  /** The folder; every file name in it is free. */
  public Path folder() {
    return folder;
  }

  /** Makes a staged file durable; returns it with its path in the storage. */
  public WrittenFile publish(WrittenFile staged) {
    String path = Layout.dataFile(table, run, ids.get(), staged.format());
    storage.publish(Path.of(staged.path()), path);
    return staged.at(path);
  }

  /** Publishes all; on failure those already published are deleted again. */
  public List<WrittenFile> publish(List<WrittenFile> staged) {
    List<WrittenFile> published = new ArrayList<>();
    try {
      for (WrittenFile file : staged) {
        published.add(publish(file));
      }
      return published;
    } catch (RuntimeException e) {
      Cleanup.quietly(e, () -> storage.delete(published.stream().map(WrittenFile::path).toList()));
      throw e;
    }
  }

  @Override
  public void close() {
    storage.discardStaging(name);
  }
}
