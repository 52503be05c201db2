package dev.foz.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;

/**
 * Looks for texts in files, as they lie there and unpacked: every column of Parquet files and what
 * their metadata tell of them, every block of Avro files.
 */
final class Traces {
  private Traces() {}

  /** Those of the texts that stand in a text. */
  static List<String> of(List<String> secrets, String text) {
    return secrets.stream().filter(text::contains).toList();
  }

  /** Files of a storage that hold any of the texts, but for those of raw and quarantine. */
  static List<String> below(Path storage, List<String> secrets) throws IOException {
    return in(storage, secrets).stream()
        .filter(found -> !found.startsWith("raw/") && !found.startsWith("quarantine/raw_"))
        .filter(found -> !found.startsWith("quarantine/curated_crm_"))
        .toList();
  }

  /** Files of a folder that hold any of the texts. */
  static List<String> in(Path folder, List<String> secrets) throws IOException {
    List<String> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        for (String secret : secrets) {
          if (texts(file).stream().anyMatch(text -> text.contains(secret))) {
            found.add(folder.relativize(file).toString().replace('\\', '/') + ": " + secret);
          }
        }
      }
    }
    return found;
  }

  private static List<String> texts(Path file) throws IOException {
    List<String> texts = new ArrayList<>();
    texts.add(plain(Files.readAllBytes(file)));
    if (file.toString().endsWith(".avro")) {
      texts.add(blocks(file));
    }
    if (file.toString().endsWith(".parquet")) {
      texts.add(rows("select * from read_parquet('" + file + "')"));
      texts.add(rows("select * from parquet_metadata('" + file + "')"));
    }
    return texts;
  }

  private static String plain(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private static String blocks(Path file) throws IOException {
    StringBuilder text = new StringBuilder();
    try (DataFileStream<GenericRecord> avro =
        new DataFileStream<>(Files.newInputStream(file), new GenericDatumReader<>())) {
      while (avro.hasNext()) {
        ByteBuffer block = avro.nextBlock();
        byte[] bytes = new byte[block.remaining()];
        block.get(bytes);
        text.append(plain(bytes));
      }
    }
    return text.toString();
  }

  private static String rows(String sql) {
    StringBuilder text = new StringBuilder();
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duck.createStatement();
        ResultSet rows = statement.executeQuery("select t::varchar from (" + sql + ") t")) {
      while (rows.next()) {
        text.append(rows.getString(1)).append('\n');
      }
    } catch (SQLException e) {
      throw new UncheckedIOException(new IOException(sql, e));
    }
    return text.toString();
  }
}
