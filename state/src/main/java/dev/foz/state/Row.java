package dev.foz.state;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** The current row of a result; columns count from 1. */
record Row(ResultSet result) {
  String text(int column) throws SQLException {
    return result.getString(column);
  }

  Optional<String> findText(int column) throws SQLException {
    return Optional.ofNullable(result.getString(column));
  }

  long number(int column) throws SQLException {
    return result.getLong(column);
  }

  Optional<Long> findNumber(int column) throws SQLException {
    long value = result.getLong(column);
    return result.wasNull() ? Optional.empty() : Optional.of(value);
  }

  Instant time(int column) throws SQLException {
    return fromMicros(result.getLong(column));
  }

  static Instant fromMicros(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  static long toMicros(Instant time) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, time);
  }
}
