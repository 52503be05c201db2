package dev.foz.engine.duckdb;

import dev.foz.base.Field;
import dev.foz.base.Layer;
import dev.foz.base.PayloadFormat;
import dev.foz.base.Progress;
import dev.foz.base.Slices;
import dev.foz.base.TableName;
import dev.foz.base.Type;
import dev.foz.contract.Contract;
import dev.foz.contract.RecordScanner;
import dev.foz.engine.EngineOptions;
import dev.foz.engine.EngineSession;
import dev.foz.engine.ParquetInput;
import dev.foz.engine.QueryResult;
import dev.foz.engine.RawInput;
import dev.foz.engine.WriteTarget;
import dev.foz.table.DeletedRows;
import dev.foz.table.LocalStorage;
import dev.foz.table.QuarantineFileWriter;
import dev.foz.table.RawFileWriter;
import dev.foz.table.RawFilesForTests;
import dev.foz.table.RawRecords;
import dev.foz.table.Reason;
import dev.foz.table.ScanFile;
import dev.foz.table.WrittenFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A folder with an engine, and short ways to fill tables and to ask. */
final class Lab implements AutoCloseable {
  static final PayloadFormat JSON = new PayloadFormat.Json();

  final Path folder;
  final Path staging;
  final LocalStorage storage;
  final DuckDbEngine engine;
  private int rawFiles;

  Lab(Path folder) {
    this(folder, 256L << 20);
  }

  Lab(Path folder, long memory) {
    try {
      this.folder = folder.toRealPath();
      this.staging = Files.createDirectories(this.folder.resolve("staging"));
      this.storage = new LocalStorage(Files.createDirectories(this.folder.resolve("store")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.engine =
        new DuckDbEngine(
            new EngineOptions(
                memory,
                2,
                this.folder.resolve("tmp"),
                ZoneId.of("America/Sao_Paulo"),
                List.of(this.folder)));
  }

  static TableName curated(String name) {
    return new TableName(Layer.CURATED, name);
  }

  static TableName raw(String name) {
    return new TableName(Layer.RAW, name);
  }

  static TableName quarantine(String name) {
    return new TableName(Layer.QUARANTINE, name);
  }

  /** Gives ids to fields without, nested ones too, in order. */
  static List<Field> numbered(List<Field> fields) {
    int[] next = {0};
    return number(fields, next);
  }

  private static List<Field> number(List<Field> fields, int[] next) {
    List<Field> numbered = new ArrayList<>();
    for (Field field : fields) {
      int id = ++next[0];
      numbered.add(new Field(id, field.name(), number(field.type(), next)));
    }
    return numbered;
  }

  private static Type number(Type type, int[] next) {
    return switch (type) {
      case Type.Struct struct -> new Type.Struct(number(struct.fields(), next));
      case Type.ListOf list -> new Type.ListOf(number(List.of(list.element()), next).getFirst());
      case Type.MapOf map -> {
        List<Field> both = number(List.of(map.key(), map.value()), next);
        yield new Type.MapOf(both.get(0), both.get(1));
      }
      case Type.Primitive primitive -> primitive;
      case Type.Decimal decimal -> decimal;
    };
  }

  List<WrittenFile> write(EngineSession session, List<Field> fields, String sql) {
    return session.write(sql, new WriteTarget(curated("t"), fields, staging), Progress.NONE);
  }

  static ScanFile scan(WrittenFile file, long... deleted) {
    Optional<DeletedRows> rows =
        deleted.length == 0 ? Optional.empty() : Optional.of(DeletedRows.of(deleted));
    return new ScanFile(file.path(), file.records(), file.bytes(), rows);
  }

  static ParquetInput input(List<Field> fields, List<ScanFile> files) {
    return ParquetInput.of(fields, filter -> files);
  }

  /** All rows as text, a line each. */
  static List<String> ask(EngineSession session, String sql) {
    try (QueryResult result = session.query(sql, Progress.NONE)) {
      List<String> rows = new ArrayList<>();
      while (result.next()) {
        List<String> values = new ArrayList<>();
        for (int i = 0; i < result.columns().size(); i++) {
          values.add(text(result.value(i)));
        }
        rows.add(String.join("|", values));
      }
      return rows;
    }
  }

  static String text(@Nullable Object value) {
    return value instanceof byte[] bytes ? HexFormat.of().formatHex(bytes) : String.valueOf(value);
  }

  /** Lands documents as one raw file; the contract is what they show. */
  RawInput land(List<String> documents) {
    return land(List.of(documents), JSON);
  }

  RawInput land(List<List<String>> files, PayloadFormat format) {
    RecordScanner scanner = new RecordScanner(Contract.empty(), format, List.of());
    List<Path> paths = new ArrayList<>();
    long seq = 1;
    for (List<String> documents : files) {
      Slices payloads = new Slices(16, 16);
      for (String document : documents) {
        byte[] bytes = document.getBytes(StandardCharsets.UTF_8);
        scanner
            .scan(bytes, 0, bytes.length)
            .ifPresent(
                rejection -> {
                  throw new IllegalArgumentException(document + ": " + rejection);
                });
        payloads.add(bytes, 0, bytes.length);
      }
      paths.add(rawFile(seq, payloads, format.toHeaders()));
      seq += documents.size();
    }
    return new RawInput(paths, scanner.contract());
  }

  Path rawFile(long firstSeq, Slices payloads, Map<String, String> headers) {
    String path = "raw/t/data/" + ++rawFiles + ".avro";
    try (RawFileWriter writer = RawFilesForTests.writer(storage, raw("t"), path)) {
      writer.write(records(firstSeq, payloads, headers));
      writer.finish();
    }
    return storage.localPath(path);
  }

  private static RawRecords records(long firstSeq, Slices payloads, Map<String, String> headers) {
    Slices positions = new Slices(16, 16);
    byte[] ops = new byte[payloads.count()];
    for (int i = 0; i < ops.length; i++) {
      positions.add("f:" + i);
      ops[i] = 'm';
    }
    return RawRecords.consecutive(
        firstSeq,
        positions,
        ops,
        Optional.empty(),
        1_767_261_600_123_456L,
        headers,
        "v1",
        payloads);
  }

  /** One record of {@code quarantine.raw_t} with these reasons for each of its payloads. */
  Path quarantineFile(Slices payloads, Map<String, String> headers, List<Reason> reasons) {
    String path = "quarantine/raw_t/data/" + ++rawFiles + ".avro";
    try (QuarantineFileWriter writer =
        RawFilesForTests.quarantineWriter(storage, quarantine("raw_t"), path)) {
      writer.write(records(1, payloads, headers), reasons);
      writer.finish();
    }
    return storage.localPath(path);
  }

  @Override
  public void close() {
    engine.close();
  }
}
