package dev.foz.app.command;

import dev.foz.base.Code;
import dev.foz.base.FozException;
import dev.foz.base.Problem;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Reads what people type for a moment: {@code 2026-01-31}, {@code 2026-01-31T10:15}, both in the
 * lake's timezone, or with an offset; or a number.
 */
record Moments(String option, ZoneId zone) {
  /** Longest number: more digits are none that Foz gives. */
  private static final int DIGITS = 19;

  /** The number that a text is, if it is one. */
  static OptionalLong number(String text) {
    if (!text.matches("[0-9]{1," + DIGITS + "}")) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(Long.parseLong(text));
    } catch (NumberFormatException e) {
      return OptionalLong.empty();
    }
  }

  /** The first instant of a day, or the instant itself. */
  Instant start(String text) {
    return day(text).map(this::startOf).orElseGet(() -> instant(text));
  }

  /** The first instant behind a day, or behind the instant. */
  Instant end(String text) {
    return day(text)
        .map(day -> startOf(day.plusDays(1)))
        .orElseGet(() -> instant(text).plusNanos(1_000));
  }

  /** The last instant of a day, or the instant itself. */
  Instant last(String text) {
    return day(text)
        .map(day -> startOf(day.plusDays(1)).minusNanos(1_000_000))
        .orElseGet(() -> instant(text));
  }

  private Instant startOf(LocalDate day) {
    return day.atStartOfDay(zone).toInstant();
  }

  private static Optional<LocalDate> day(String text) {
    try {
      return Optional.of(LocalDate.parse(text));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private Instant instant(String text) {
    String iso = text.replaceFirst("^([0-9-]{10}) ", "$1T");
    try {
      return OffsetDateTime.parse(iso).toInstant();
    } catch (DateTimeException withoutOffset) {
      try {
        return LocalDateTime.parse(iso).atZone(zone).toInstant();
      } catch (DateTimeException e) {
        throw unreadable(text);
      }
    }
  }

  private FozException unreadable(String text) {
    return Problem.of(Code.COMMAND_USAGE, option + " `" + text + "` is no moment")
        .remedy("write 2026-01-31, 2026-01-31T10:15 or 2026-01-31T10:15:00-03:00, or a number")
        .toException();
  }
}
