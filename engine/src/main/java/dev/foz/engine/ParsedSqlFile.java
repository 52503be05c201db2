package dev.foz.engine;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;

/**
 * A file of what a parser told of SQL texts that it accepted, by their hash.
 *
 * @param build of the parser; a file of another is empty
 */
record ParsedSqlFile(Path path, String build) {
  private static final long MOST_BYTES = 64L << 20;
  private static final int CHECKSUM_BYTES = Long.BYTES;
  private static final UnsteadyPart.Kind[] KINDS = UnsteadyPart.Kind.values();

  record Entry(List<SqlTableRef> tables, List<UnsteadyPart> unsteady) {}

  /** Empty where there is no file, or none that can be used. */
  Map<String, Entry> read() {
    try {
      if (!Files.isRegularFile(path) || Files.size(path) > MOST_BYTES) {
        return Map.of();
      }
      byte[] all = Files.readAllBytes(path);
      int length = all.length - CHECKSUM_BYTES;
      try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(all))) {
        return length > 0 && checksum(all, length) == checksumIn(all, length)
            ? entries(in)
            : Map.of();
      }
    } catch (IOException e) {
      return Map.of();
    }
  }

  private Map<String, Entry> entries(DataInputStream in) throws IOException {
    Map<String, Entry> entries = new HashMap<>();
    if (in.readUTF().equals(build)) {
      for (int count = in.readInt(); count > 0; count--) {
        entries.put(in.readUTF(), new Entry(tables(in), unsteady(in)));
      }
    }
    return entries;
  }

  private static List<SqlTableRef> tables(DataInputStream in) throws IOException {
    List<SqlTableRef> tables = new ArrayList<>();
    for (int count = in.readInt(); count > 0; count--) {
      tables.add(new SqlTableRef(in.readUTF(), in.readUTF(), in.readInt()));
    }
    return List.copyOf(tables);
  }

  private static List<UnsteadyPart> unsteady(DataInputStream in) throws IOException {
    List<UnsteadyPart> parts = new ArrayList<>();
    for (int count = in.readInt(); count > 0; count--) {
      parts.add(new UnsteadyPart(KINDS[in.readByte()], in.readUTF(), in.readInt(), in.readInt()));
    }
    return List.copyOf(parts);
  }

  /** Replaces the file as a whole; where that cannot be done the file stays as it was. */
  void write(Map<String, Entry> entries) {
    Path beside = path.resolveSibling(path.getFileName() + "." + ProcessHandle.current().pid());
    try {
      byte[] all = bytes(entries);
      if (all.length <= MOST_BYTES) {
        Files.createDirectories(path.toAbsolutePath().getParent());
        Files.write(beside, all);
        Files.move(beside, path, StandardCopyOption.ATOMIC_MOVE);
      }
    } catch (IOException e) {
      deleteQuietly(beside);
    }
  }

  private byte[] bytes(Map<String, Entry> entries) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeUTF(build);
      out.writeInt(entries.size());
      for (Map.Entry<String, Entry> entry : entries.entrySet()) {
        out.writeUTF(entry.getKey());
        write(out, entry.getValue());
      }
      out.flush();
      out.writeLong(checksum(bytes.toByteArray(), bytes.size()));
    }
    return bytes.toByteArray();
  }

  private static void write(DataOutputStream out, Entry entry) throws IOException {
    out.writeInt(entry.tables().size());
    for (SqlTableRef table : entry.tables()) {
      out.writeUTF(table.schema());
      out.writeUTF(table.name());
      out.writeInt(table.offset());
    }
    out.writeInt(entry.unsteady().size());
    for (UnsteadyPart part : entry.unsteady()) {
      out.writeByte(part.kind().ordinal());
      out.writeUTF(part.text());
      out.writeInt(part.offset());
      out.writeInt(part.length());
    }
  }

  private static long checksum(byte[] bytes, int length) {
    CRC32 sum = new CRC32();
    sum.update(bytes, 0, length);
    return sum.getValue();
  }

  private static long checksumIn(byte[] bytes, int length) throws IOException {
    byte[] last = Arrays.copyOfRange(bytes, length, bytes.length);
    return new DataInputStream(new ByteArrayInputStream(last)).readLong();
  }

  private static void deleteQuietly(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // The next process that learns something writes over it, or another beside it.
    }
  }
}
