package dev.foz.base.lake;

import java.time.Duration;

/** When a source is read. */
public sealed interface Schedule {
  /** Without pause. */
  record Continuous() implements Schedule {}

  /** So long after the last reading began. */
  record Every(Duration period) implements Schedule {}

  /** At the times of a cron line of five fields, in the lake's time zone; its syntax is right. */
  record Cron(String line) implements Schedule {}

  /** The period follows the flow of the source. */
  record Auto() implements Schedule {}
}
