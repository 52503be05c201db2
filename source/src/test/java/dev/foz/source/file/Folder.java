package dev.foz.source.file;

import dev.foz.base.Progress;
import dev.foz.base.lake.CsvOptions;
import dev.foz.base.lake.FileGlob;
import dev.foz.base.lake.FileOptions;
import dev.foz.base.lake.FileOptions.Format;
import dev.foz.base.lake.FileOptions.OnChange;
import dev.foz.base.lake.FileOptions.Order;
import dev.foz.source.RecordBatch;
import dev.foz.source.SourcePosition;
import dev.foz.source.SourceReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** A folder of files, a source over it, and the position that was committed last. */
final class Folder {
  static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  static final Instant LONG_AGO = NOW.minus(Duration.ofHours(1));

  final Path path;
  final List<FileTable> tables = new ArrayList<>();
  final Map<String, String> position = new HashMap<>();
  Set<String> skipped = Set.of();
  BatchLimits limits = BatchLimits.DEFAULT;
  Instant now = NOW;
  private long writes;

  Folder(Path path) {
    this.path = path;
  }

  /** What a reader gave until it was caught up. */
  record Reading(List<RecordBatch> batches, List<String> problems, List<String> waiting) {
    List<String> records() {
      return texts(false);
    }

    /** {@code position=payload}, with the operation in front where it is not {@code m}. */
    List<String> placed() {
      return texts(true);
    }

    private List<String> texts(boolean placed) {
      return batches.stream()
          .flatMap(
              batch ->
                  IntStream.range(0, batch.count())
                      .mapToObj(i -> placed ? text(batch, i) : batch.payloads().text(i)))
          .toList();
    }

    private static String text(RecordBatch batch, int i) {
      String op = batch.ops()[i] == 'm' ? "" : (char) batch.ops()[i] + " ";
      return op + batch.positions().text(i) + "=" + batch.payloads().text(i);
    }
  }

  FileOptions options(String glob) {
    return new FileOptions(
        glob(glob), Format.AUTO, Order.NAME, Optional.empty(), Duration.ofSeconds(2), CSV);
  }

  static final CsvOptions CSV = CsvOptions.DEFAULT;

  private FileGlob glob(String text) {
    int slash = text.lastIndexOf('/', Math.max(0, text.indexOf('*')));
    return slash < 0
        ? new FileGlob(path, text)
        : new FileGlob(path.resolve(text.substring(0, slash)), text.substring(slash + 1));
  }

  Folder table(String name, String glob) {
    return table(name, FileTable.Changed.ASK, options(glob));
  }

  Folder table(String name, FileTable.Changed changed, FileOptions options) {
    tables.add(new FileTable(name, path, changed, options));
    return this;
  }

  Folder onChange(String name, String glob, OnChange choice) {
    FileOptions plain = options(glob);
    return table(
        name,
        FileTable.Changed.ASK,
        new FileOptions(
            plain.path(),
            plain.format(),
            plain.order(),
            Optional.of(choice),
            plain.quietPeriod(),
            plain.csv()));
  }

  Folder csv(String name, String glob, CsvOptions csv) {
    FileOptions plain = options(glob);
    return table(
        name,
        FileTable.Changed.ASK,
        new FileOptions(
            plain.path(), Format.CSV, plain.order(), plain.onChange(), plain.quietPeriod(), csv));
  }

  Path write(String name, String text) {
    return write(name, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Writes a file that is quiet, and was changed after all those before. */
  Path write(String name, byte[] content) {
    try {
      Path file = path.resolve(name);
      Files.createDirectories(file.getParent());
      Files.write(file, content);
      touch(file, LONG_AGO.plusMillis(writes++));
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void touch(Path file, Instant time) {
    try {
      Files.setLastModifiedTime(file, FileTime.from(time));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  SourceReader open() {
    return new FileSource(tables, limits, Clock.fixed(now, ZoneOffset.UTC))
        .open(new SourcePosition(position, skipped), Progress.NONE);
  }

  /** Reads and commits all. */
  Reading read() {
    return read(Integer.MAX_VALUE);
  }

  /** Reads and commits so many batches, then the reader dies. */
  Reading read(int maxBatches) {
    List<RecordBatch> batches = new ArrayList<>();
    try (SourceReader reader = open()) {
      while (batches.size() < maxBatches) {
        Optional<RecordBatch> batch = reader.next();
        if (batch.isEmpty()) {
          break;
        }
        batches.add(batch.get());
        position.putAll(batch.get().position());
        reader.committed(batch.get().receipt());
      }
      List<String> problems = reader.problems().stream().map(p -> p.render()).toList();
      return new Reading(batches, problems, reader.waiting());
    }
  }
}
