package dev.foz.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** Reads invoices with another reader than the one they are made for. */
final class Records {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .nodeFactory(JsonNodeFactory.withExactBigDecimals(true))
          .build();

  private Records() {}

  /** Every object of every file, in the order of their paths, but those that are cut. */
  static List<JsonNode> readAll(Path folder) throws IOException {
    List<JsonNode> records = new ArrayList<>();
    for (Path file : files(folder)) {
      if (isLines(file)) {
        lines(file).forEach(line -> parse(line).ifPresent(records::add));
      } else {
        JsonNode value = MAPPER.readTree(file.toFile());
        if (value.isArray()) {
          value.forEach(records::add);
        } else {
          records.add(value);
        }
      }
    }
    return records;
  }

  /** How many lines of its files are no JSON. */
  static long cutLines(Path folder) throws IOException {
    long count = 0;
    for (Path file : files(folder)) {
      if (isLines(file)) {
        count += lines(file).stream().filter(line -> parse(line).isEmpty()).count();
      }
    }
    return count;
  }

  private static boolean isLines(Path file) {
    return file.toString().contains(".jsonl");
  }

  private static List<String> lines(Path file) throws IOException {
    try (InputStream in = open(file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }

  private static Optional<JsonNode> parse(String line) {
    try {
      return Optional.of(MAPPER.readTree(line));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static InputStream open(Path file) throws IOException {
    InputStream in = Files.newInputStream(file);
    return file.toString().endsWith(".gz") ? new GZIPInputStream(in) : in;
  }
}
