package dev.foz.engine.duckdb;

import java.time.ZoneId;
import java.time.ZoneOffset;

/** Names of time zones as DuckDB knows them: those of regions only. */
final class Zones {
  private static final int SECONDS_OF_HOUR = 3600;

  private Zones() {}

  /** A fixed offset of whole hours has a region of its own; it counts hours the other way. */
  static String name(ZoneId zone) {
    if (zone.normalized() instanceof ZoneOffset offset) {
      int hours = -offset.getTotalSeconds() / SECONDS_OF_HOUR;
      boolean whole = offset.getTotalSeconds() % SECONDS_OF_HOUR == 0;
      if (whole) {
        return hours == 0 ? "UTC" : "Etc/GMT" + (hours > 0 ? "+" : "") + hours;
      }
    }
    return zone.getId();
  }
}
