package dev.foz.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.zip.GZIPOutputStream;

/**
 * A lake folder that a test writes. Every write sets the file's time of change to a later second of
 * the year 2020, so that files are quiet at once and every change can be seen.
 */
public final class ScratchLake {
  private static final Instant FIRST_WRITE = Instant.parse("2020-01-01T00:00:00Z");

  private final Path folder;
  private long writes;

  private ScratchLake(Path folder) {
    this.folder = folder;
  }

  /** Makes {@code lake.yaml} in this folder, which is made too. */
  public static ScratchLake create(Path folder) {
    ScratchLake lake = new ScratchLake(folder);
    lake.write("lake.yaml", "name: prova\n");
    return lake;
  }

  public Path folder() {
    return folder;
  }

  /** A place in the lake folder, whether or not it exists. */
  public Path path(String name) {
    return folder.resolve(name);
  }

  public Path storage() {
    return folder.resolve("data");
  }

  /** Writes {@code sources/NAME.yaml}; the text holds what stands below {@code tables:}. */
  public ScratchLake source(String name, String tables) {
    write("sources/" + name + ".yaml", "type: file\ntables:\n" + tables.indent(2));
    return this;
  }

  /** Writes {@code models/LAYER/NAME.sql}. */
  public ScratchLake model(String table, String sql) {
    write("models/" + table.replace('.', '/') + ".sql", sql);
    return this;
  }

  /** Writes the whole file, replacing what was there. */
  public ScratchLake write(String name, String text) {
    return write(name, text.getBytes(StandardCharsets.UTF_8));
  }

  public ScratchLake write(String name, byte[] bytes) {
    try {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      Files.write(file, bytes);
      return touch(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public ScratchLake append(String name, byte[] bytes) {
    try {
      Path file = folder.resolve(name);
      Files.write(file, bytes, StandardOpenOption.APPEND);
      return touch(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public ScratchLake append(String name, String text) {
    return append(name, text.getBytes(StandardCharsets.UTF_8));
  }

  private ScratchLake touch(Path file) throws IOException {
    writes++;
    Files.setLastModifiedTime(file, FileTime.from(FIRST_WRITE.plusSeconds(writes)));
    return this;
  }

  /** One gzip member. */
  public static byte[] gzip(byte[] content) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }
}
