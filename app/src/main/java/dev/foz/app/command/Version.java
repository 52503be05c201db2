package dev.foz.app.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The versions of Foz and of its engine as they were built. */
public record Version(String foz, String duckdb) {

  /** Reads what the build wrote beside this class; starts no engine. */
  public static Version load() {
    Properties properties = new Properties();
    try (InputStream in = Version.class.getResourceAsStream("version.properties")) {
      if (in == null) {
        throw new IllegalStateException("version.properties is not in the program");
      }
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Version(properties.getProperty("foz"), properties.getProperty("duckdb"));
  }

  /** One line: {@code foz 0.1.0 (java 25.0.3, duckdb 2.0.0.1)}. */
  public String line() {
    return "foz %s (java %s, duckdb %s)".formatted(foz, System.getProperty("java.version"), duckdb);
  }
}
