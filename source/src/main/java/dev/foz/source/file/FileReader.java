package dev.foz.source.file;

import dev.foz.base.PayloadFormat;
import dev.foz.base.Problem;
import dev.foz.base.Progress;
import dev.foz.base.Slices;
import dev.foz.source.BatchReceipt;
import dev.foz.source.RecordBatch;
import dev.foz.source.SourcePosition;
import dev.foz.source.SourceReader;
import dev.foz.source.file.FilePosition.Look;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Takes the files of all tables, one after the other, and looks again once it has them all. */
final class FileReader implements SourceReader {
  private static final int WINDOW_BYTES = 1 << 20;
  private static final int MAX_MOVES = 10_000;

  private final List<FileTable> tables;
  private final Clock clock;
  private final Progress progress;
  private final Set<String> skipped;
  private final FileOpener opener;
  private final Map<String, String> parts;
  private final Map<String, String> moves = new LinkedHashMap<>();
  private final Map<String, Problem> fileProblems = new LinkedHashMap<>();
  private final Map<String, Look> failed = new HashMap<>();
  private final List<Problem> listProblems = new ArrayList<>();
  private final List<String> waiting = new ArrayList<>();
  private final Deque<FoundFile> queue = new ArrayDeque<>();
  private @Nullable FoundFile current;
  private @Nullable OpenFile open;
  private boolean caughtUp;

  FileReader(
      List<FileTable> tables,
      BatchLimits limits,
      Clock clock,
      SourcePosition position,
      Progress progress) {
    this.tables = tables;
    this.clock = clock;
    this.progress = progress;
    this.parts = new HashMap<>(position.parts());
    this.skipped = position.skipped();
    int bytes = (int) Math.min(WINDOW_BYTES, limits.maxRecordBytes() + 1L);
    this.opener = new FileOpener(limits, progress, new byte[bytes]);
    list();
  }

  private void list() {
    listProblems.clear();
    waiting.clear();
    long expected = 0;
    for (FileTable table : tables) {
      FileListing listing = FileListing.of(table, parts::containsKey);
      listProblems.addAll(listing.problems());
      for (FoundFile file : listing.files()) {
        expected += enqueue(file);
      }
    }
    progress.expect(expected);
  }

  /** The bytes that are expected of the file, 0 where it was taken already. */
  private long enqueue(FoundFile file) {
    String part = file.part();
    Optional<FilePosition> known = Optional.ofNullable(parts.get(part)).flatMap(FilePosition::find);
    boolean taken = known.filter(p -> p.done() && p.look().equals(file.look())).isPresent();
    if (taken || skipped.contains(part) || file.look().equals(failed.get(part))) {
      return 0;
    }
    queue.add(file);
    long offset = known.map(FilePosition::offset).orElse(0L);
    return offset > file.look().size() ? file.look().size() : file.look().size() - offset;
  }

  @Override
  public Optional<RecordBatch> next() {
    progress.checkCancelled();
    if (caughtUp) {
      caughtUp = false;
      list();
    }
    while (open != null || !queue.isEmpty()) {
      if (open == null) {
        take(queue.removeFirst());
      }
      Optional<RecordBatch> batch = read();
      if (batch.isPresent()) {
        return batch;
      }
      if (moves.size() >= MAX_MOVES) {
        return Optional.of(moved());
      }
    }
    caughtUp = moves.isEmpty();
    return caughtUp ? Optional.empty() : Optional.of(moved());
  }

  private void take(FoundFile listed) {
    try {
      FoundFile file = listed.withLook(FoundFile.look(listed.path()));
      current = file;
      if (isQuiet(file)) {
        open = opener.open(file, Optional.ofNullable(parts.get(file.part())));
      } else {
        waiting.add(file.name());
      }
    } catch (IOException e) {
      fail(listed, FileProblems.of(listed.name(), 0, e));
    }
  }

  /**
   * A time of change far in the future cannot be waited for: the clock was set back since. Such a
   * file is taken, and taken again should it grow.
   */
  private boolean isQuiet(FoundFile file) {
    Instant modified = Instant.EPOCH.plusNanos(file.look().modified());
    Duration age = Duration.between(modified, clock.instant()).abs();
    return age.compareTo(file.table().options().quietPeriod()) >= 0;
  }

  private void fail(FoundFile file, Problem problem) {
    fileProblems.put(file.part(), problem);
    failed.put(file.part(), file.look());
  }

  /** The next batch with records of the open file; closes the file where there is none. */
  private Optional<RecordBatch> read() {
    while (open != null) {
      Optional<RecordBatch> batch = open.next();
      batch.ifPresent(this::remember);
      if (batch.filter(b -> b.count() > 0).isPresent()) {
        return batch;
      }
      if (batch.isEmpty()) {
        finish();
      }
    }
    return Optional.empty();
  }

  private void remember(RecordBatch batch) {
    batch
        .position()
        .forEach(
            (part, text) -> {
              boolean moved = !text.equals(parts.put(part, text));
              if (moved && batch.count() == 0) {
                moves.put(part, text);
              }
            });
  }

  private void finish() {
    OpenFile ending = Objects.requireNonNull(open);
    FoundFile file = Objects.requireNonNull(current);
    open = null;
    fileProblems.remove(file.part());
    ending.problem().ifPresent(problem -> fail(file, problem));
    if (ending.isMoving()) {
      waiting.add(file.name());
    }
    ending.close();
  }

  /** A batch without records: files that are known better now, but brought nothing. */
  private RecordBatch moved() {
    RecordBatch batch =
        new RecordBatch(
            Objects.requireNonNull(current).table().name(),
            Objects.requireNonNull(current).part(),
            new Slices(0, 0),
            new Slices(0, 0),
            new byte[0],
            new PayloadFormat.Json(),
            Map.of(),
            moves,
            Set.of(),
            0);
    moves.clear();
    return batch;
  }

  @Override
  public List<Problem> problems() {
    List<Problem> all = new ArrayList<>(listProblems);
    all.addAll(fileProblems.values());
    return all;
  }

  @Override
  public List<String> waiting() {
    return List.copyOf(waiting);
  }

  /** Nothing to do: a file is not told that it was read. */
  @Override
  public void committed(BatchReceipt batch) {}

  @Override
  public void close() {
    if (open != null) {
      open.close();
      open = null;
    }
  }
}
