package dev.foz.table;

import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where the files of all tables lie: a tree of immutable files, named by paths relative to its root
 * with slashes ({@code raw/notas_nfe/data/12-....avro}). A finished file is durable and visible
 * whole, and is never written again. The contract asks for nothing that an object store lacks: no
 * rename of finished files, no append, no lock. Thread-safe.
 *
 * <p>Every method throws {@link dev.foz.base.FozException}: STORAGE_FULL where there is no room,
 * STORAGE_DENIED where access is refused, STORAGE_FAILED for the rest, with path and remedy.
 */
public interface Storage {
  /** What Iceberg's metadata names the root: a URI without a slash at its end. */
  String rootUri();

  /** The path of a location that metadata holds; what is no location under the root fails. */
  String pathOf(String location);

  /** The location that metadata holds for a path. */
  default String locationOf(String path) {
    return rootUri() + "/" + path;
  }

  /** Starts a new file; a file of that path must not exist yet. */
  StorageOutput create(String path);

  /** Opens a finished file for reading; closed by the caller. */
  SeekableByteChannel open(String path);

  /** The whole content of a small file. */
  byte[] readAll(String path);

  long size(String path);

  boolean exists(String path);

  /** Deletes files; those that do not exist are passed over. May have deleted some on failure. */
  void delete(Collection<String> paths);

  /** Finished files whose path starts with this text, in no order; closed by the caller. */
  Stream<StoredFile> list(String prefix);

  /**
   * Removes what writers that died left unfinished under this prefix, not touched since {@code
   * before}. Never harms a finished file.
   */
  void dropUnfinished(String prefix, Instant before);

  /** Where an engine of this machine reads the file; only for finished files. */
  Path localPath(String path);

  /**
   * A new local folder for files that an engine writes before they are published.
   *
   * @param name of one path element; the folder of that name is made if it is missing
   */
  Path stagingFolder(String name);

  /** Makes a complete local file of a staging folder durable and visible; it leaves the folder. */
  void publish(Path staged, String path);

  /** Removes a staging folder and what is left in it. */
  void discardStaging(String name);

  /** Names of the staging folders that exist. */
  List<String> stagingFolders();
}
