package dev.foz.source.file;

import dev.foz.base.Problem;
import dev.foz.base.Progress;
import dev.foz.base.Slices;
import dev.foz.base.lake.FileOptions.Format;
import dev.foz.source.RecordBatch;
import dev.foz.source.file.FilePosition.Look;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One file while it is read: from its splitter's records to batches with their positions. */
final class OpenFile implements AutoCloseable {
  private static final int FEW_RECORDS = 1024;
  private static final int UNKNOWN_BYTES = 256 << 10;

  private final FoundFile file;
  private final BatchLimits limits;
  private final Progress progress;
  private final RawStream raw;
  private final InputStream content;
  private final Window window;
  private final Splitter splitter;
  private final PositionText positions;
  private final int version;
  private long records;
  private boolean truncate;
  private long told;
  private boolean ended;
  private boolean moving;
  private @Nullable Problem problem;

  /**
   * @param file with the look that it has now
   * @param version of the file's content that is read
   * @param buffer for the window; not shared with another open file
   */
  OpenFile(FoundFile file, int version, BatchLimits limits, Progress progress, byte[] buffer)
      throws IOException {
    this.file = file;
    this.version = version;
    this.limits = limits;
    this.progress = progress;
    this.splitter = splitter(file);
    this.positions = new PositionText(file.name());
    this.raw = new RawStream(Files.newInputStream(file.path()), file.look().size());
    try {
      this.content = raw.unpacked();
    } catch (IOException e) {
      raw.close();
      throw e;
    }
    this.window = new Window(content, new Watch(), buffer, limits.maxRecordBytes());
  }

  private static Splitter splitter(FoundFile file) throws FileStop {
    String name = String.valueOf(file.path().getFileName());
    Format format = file.table().options().format();
    Format known = format == Format.AUTO ? Format.find(name).orElse(Format.AUTO) : format;
    return switch (known) {
      case JSON -> new JsonSplitter();
      case CSV -> new CsvSplitter(file.table().options().csv());
      case AUTO -> throw new FileStop(FileProblems.unknownFormat(file.name()));
    };
  }

  /** Starts with the first byte. */
  boolean begin() throws IOException {
    int start = splitter.begin(window);
    window.consume(window.from() + start);
    return true;
  }

  /** Starts with a record that makes void what earlier versions of the file brought. */
  boolean beginAnew() throws IOException {
    truncate = true;
    return begin();
  }

  /**
   * Starts where another left off.
   *
   * @return false where the old content is no prefix of what the file holds now
   */
  boolean resume(FilePosition known) throws IOException {
    int start = splitter.begin(window);
    if (!window.skip(known.offset()) || !window.sha().equals(known.sha())) {
      return false;
    }
    if (!splitter.resume(known.state(), window)) {
      return false;
    }
    records = known.records();
    told = raw.isPacked() ? 0 : window.offset();
    return window.skip(start);
  }

  /** The next batch; may be without records at the end. Empty when there is nothing more. */
  Optional<RecordBatch> next() {
    if (ended) {
      return Optional.empty();
    }
    Slices payloads = new Slices(expectedBytes(), FEW_RECORDS);
    Slices places = new Slices(FEW_RECORDS * 32, FEW_RECORDS);
    if (truncate) {
      payloads.add("");
      positions.add(places, 0);
    }
    fill(payloads, places);
    if (problem != null && records == 0) {
      return Optional.empty();
    }
    RecordBatch batch = batch(payloads, places);
    truncate = false;
    return Optional.of(batch);
  }

  private int expectedBytes() {
    long left = raw.isPacked() ? UNKNOWN_BYTES : file.look().size() - window.offset();
    return (int) Math.clamp(left, 0, limits.maxBytes() + FEW_RECORDS);
  }

  private void fill(Slices payloads, Slices places) {
    try {
      while (!ended
          && payloads.bytes() < limits.maxBytes()
          && payloads.count() < limits.maxRecords()) {
        if (splitter.next(window)) {
          add(payloads, places);
        } else {
          end();
        }
      }
    } catch (IOException e) {
      stop(e);
    }
  }

  private void add(Slices payloads, Slices places) {
    payloads.add(window.bytes(), splitter.start(), splitter.end());
    positions.add(places, window.offset() - (window.from() - splitter.start()));
    records++;
  }

  private void end() {
    ended = true;
    if (window.isComplete()) {
      splitter.missing().ifPresent(what -> stop(new DamagedException(what)));
    }
  }

  private void stop(IOException cause) {
    ended = true;
    problem = FileProblems.of(file.name(), window.offset(), cause);
  }

  private RecordBatch batch(Slices payloads, Slices places) {
    byte[] ops = new byte[payloads.count()];
    Arrays.fill(ops, (byte) 'm');
    if (truncate) {
      ops[0] = 't';
    }
    long taken = raw.isPacked() ? raw.count() : window.offset();
    long before = told;
    told = taken;
    return new RecordBatch(
        file.table().name(),
        file.part(),
        payloads,
        places,
        ops,
        splitter.format(),
        splitter.format().toHeaders(),
        Map.of(file.part(), position().text()),
        Set.of(),
        taken - before);
  }

  private FilePosition position() {
    return new FilePosition(
        window.offset(),
        file.look(),
        window.sha(),
        records,
        version,
        splitter.state(),
        ended && problem == null && window.isComplete());
  }

  /** Why reading stopped before the end of the file, once {@link #next} is empty. */
  Optional<Problem> problem() {
    return Optional.ofNullable(problem);
  }

  /** Whether the file was written to while it was read. */
  boolean isMoving() {
    return moving;
  }

  @Override
  public void close() {
    try {
      content.close();
    } catch (IOException e) {
      // Nothing was written, and what was read is checked by its hash: there is nothing to lose.
      return;
    }
  }

  private final class Watch implements Window.Watch {
    @Override
    public void reading() {
      progress.checkCancelled();
    }

    @Override
    public boolean isSettled() throws IOException {
      Look now = look();
      if (now.size() < file.look().size()) {
        throw new FileStop(FileProblems.cutWhileRead(file.name(), "got shorter while it was read"));
      }
      moving = !now.equals(file.look());
      return !moving;
    }

    private Look look() throws IOException {
      try {
        return FoundFile.look(file.path());
      } catch (NoSuchFileException e) {
        throw new FileStop(FileProblems.cutWhileRead(file.name(), "was removed while it was read"));
      }
    }

    @Override
    public FileStop tooLarge(long offset) {
      return new FileStop(FileProblems.tooLarge(file.name(), offset, limits.maxRecordBytes()));
    }
  }
}
