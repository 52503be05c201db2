package dev.foz.ingest;

import dev.foz.table.RawChunk;
import dev.foz.table.RawFileReader;
import dev.foz.table.RawProjection;
import dev.foz.table.Reason;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a file of a quarantine table in parts that fit into memory. Used by one thread. */
final class WaitingReader implements AutoCloseable {
  private static final int MAX_RECORDS = 1_000;
  private static final long MAX_BYTES = 4L << 20;

  private final RawFileReader reader;
  private final RawChunk chunk = new RawChunk(1);

  WaitingReader(Path file) {
    this.reader = RawFileReader.open(file, RawProjection.ALL);
  }

  /** The next records; none at the end of the file. */
  List<Waiting> next() {
    List<Waiting> records = new ArrayList<>();
    long bytes = 0;
    while (records.size() < MAX_RECORDS && bytes < MAX_BYTES && reader.next(chunk, 1) == 1) {
      Waiting record = record();
      records.add(record);
      bytes += record.payload().length;
    }
    return records;
  }

  private Waiting record() {
    return new Waiting(
        chunk.seq[0],
        bytes(chunk.position[0]),
        bytes(chunk.op[0])[0],
        chunk.headers(0),
        text(chunk.contractVersion[0]),
        chunk.ingestedAt[0],
        bytes(chunk.payload[0]),
        new Reason(
            text(chunk.code[0]),
            text(chunk.rule[0]),
            text(chunk.path[0]),
            text(chunk.reason[0]),
            chunk.offset[0] == RawChunk.NO_NUMBER ? -1 : chunk.offset[0],
            Optional.ofNullable(chunk.dropped[0]).map(WaitingReader::text)));
  }

  private static byte[] bytes(byte @Nullable [] value) {
    return value == null ? new byte[0] : value;
  }

  private static String text(byte @Nullable [] value) {
    return new String(bytes(value), StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    reader.close();
  }
}
